"""Things people do to texts and letters: write the next edition, fill a letter, send it out."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..clients.models import Client
from ..database import blobs
from ..database.action import acting, action, tell
from ..database.stale import as_seen
from ..dates import full_date, now, today
from ..errors import UserError
from ..shop.actions import next_number
from . import queries
from .models import FormText, Letter, LetterFile
from .rules.checks import gaps, still_open
from .rules.fields import FIELDS, unknown_words
from .rules.texts import faults as faults_of
from .rules.texts import fill, signs, title_of

NEW_TEXT = """Subject: SUBJECT

Dear {client.first_name},

Write your words here.

Sincerely,

{person.name}
{person.title}
{shop.name}
"""
"""What a text of the shop's own begins as."""

LONGEST_NAME = 200
"""Signs of a name, a place or a file's name, as the books hold them."""


def _add_edition(session: Session, name: str, text: str) -> int:
    row = FormText(
        name=name,
        edition=queries.newest_edition(session, name) + 1,
        text=text,
        at=now(),
        person_id=acting(session),
    )
    session.add(row)
    session.flush()
    return row.edition


@action("Save text")
def save_text(session: Session, name: str, text: str, seen: int | None = None) -> int:
    """Save a text as the shop's next edition and answer its number; nothing changed makes none.

    `seen` is the edition the editor began from. Raises UserError naming `text` with the number of
    the first faulty line, and where somebody else made an edition meanwhile.
    """
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    text = text.strip("\n") + "\n"
    wrong = faults_of(text)
    if wrong:
        raise UserError(str(wrong[0]), "text")
    newest = queries.newest_edition(session, name)
    if seen is not None and newest != seen and queries.text_of(session, name).edition != seen:
        raise UserError("Somebody saved a newer edition. Copy your words and open it anew.", "text")
    if queries.shipped_text(name) is not None or newest:
        before = queries.text_of(session, name)
        if before.text.strip("\n") == text.strip("\n"):
            tell(session, "Nothing was changed")
            return before.edition
    edition = _add_edition(session, name, text)
    tell(session, f"{title_of(name)}, edition {edition} saved")
    return edition


@action("Back to the text that ships")
def back_to_shipped(session: Session, name: str) -> int:
    """Use the text that ships from now on; the shop's editions stay in the history."""
    if queries.shipped_text(name) is None:
        raise UserError("This text is your own; none of its name ships.", "text")
    if not queries.text_of(session, name).own:
        raise UserError("This is the text that ships already.", "text")
    edition = _add_edition(session, name, "")
    tell(session, f"{title_of(name)} is the text that ships again")
    return edition


@action("New text")
def new_text(session: Session, title: str) -> str:
    """Begin a text of the shop's own and answer its name; raises UserError naming `title`."""
    words = " ".join(title.split())
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    if not slug:
        raise UserError("Say what the text is called.", "title")
    name = f"letters/{slug}"[:200]
    known = {text.name for text in queries.texts(session)}
    if name in known:
        raise UserError("There is already a text of this name.", "title")
    subject = words.replace("{", "(").replace("}", ")")
    _add_edition(session, name, NEW_TEXT.replace("SUBJECT", subject))
    tell(session, f"{title_of(name)} added")
    return name


@action("Write letter")
def write_letter(
    session: Session,
    client_id: int,
    form: str,
    fields: Mapping[str, str] | None = None,
    about: str = "",
    addressee: Sequence[str] = (),
) -> int:
    """Fill a text for a client as a draft letter and answer its id.

    `fields` are the values the books do not know by themselves; they win over those they know.
    What nobody knows, and an empty value that would leave a hole, stays in square brackets.
    `addressee` is whom it goes to instead of the client. Raises UserError where the text cannot be
    filled, naming the line and the field, and for a value of a field there is not.
    """
    client = session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", "client")
    said = fill(queries.text_of(session, form), _values(session, client_id, form, fields or {}))
    letter = Letter(
        number=next_number(session, "letter", today().year),
        client_id=client_id,
        form=form,
        about=about,
        on=today(),
        subject=said.subject[:200],
        addressee="\n".join(addressee or queries.addressee(session, client_id)),
        body=said.body,
        person_id=acting(session),
        made_at=now(),
        signs=signs(said.body),
    )
    session.add(letter)
    session.flush()
    to = next(iter(addressee), client.name)
    tell(session, f"Letter {letter.number} to {to} written")
    return letter.id


def _values(
    session: Session, client_id: int, form: str, given: Mapping[str, str]
) -> dict[str, str]:
    """What fills a letter: what the books know, then what was given, without holes."""
    for name in given:
        if name not in FIELDS:
            raise UserError(unknown_words(f"{{{name}}}"), "text")
    text = queries.text_of(session, form)
    values = queries.fields_of(session, client_id, acting(session)) | dict(given)
    # An optional field that nobody filled is left out rather than asked for.
    values = {name: "" for name, field in FIELDS.items() if field.optional} | values
    open_ones = gaps(text.text, values)
    return {name: value for name, value in values.items() if name not in open_ones}


def _draft(session: Session, letter_id: int) -> Letter:
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise UserError("This letter is no longer there.")
    if letter.state != "draft":
        raise UserError(f"Letter {letter.number} went out and stays as it is. Write another one.")
    return letter


@action("Change letter")
def edit_letter(session: Session, letter_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change subject, body, addressee or day (on) of a draft; raises UserError naming the field."""
    _draft(session, letter_id)
    letter = as_seen(session, Letter, letter_id, version)
    for name in ("subject", "body", "addressee"):
        if name in changes:
            setattr(letter, name, str(changes[name] or "").strip("\n").rstrip())
    if isinstance(changes.get("on"), date):
        letter.on = changes["on"]
    if not letter.subject.strip():
        raise UserError("Say what the letter is about.", "subject")
    if not letter.body.strip():
        raise UserError("Write the letter first.", "body")
    if not letter.addressee.strip():
        raise UserError("Say whom the letter goes to.", "addressee")
    letter.signs = signs(letter.body)
    session.flush()


@action("Finish letter")
def finish_letter(session: Session, letter_id: int, *, printed: bool = False) -> None:
    """Make a letter final: it goes out as it stands and is not changed any more.

    Raises UserError naming `body` or `subject` while something is still open in square brackets,
    or a field stands there as it is written in a text.
    """
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise UserError("This letter is no longer there.")
    wrong = still_open(letter.subject, letter.body)
    if wrong is not None:
        raise wrong
    letter.state = "final"
    if printed and letter.printed_at is None:
        letter.printed_at = now()
    session.flush()
    tell(session, f"Letter {letter.number} is final")


@action("Discard letter")
def discard_letter(session: Session, letter_id: int) -> None:
    """Throw a draft away; a letter that went out stays. Undo brings it back."""
    letter = _draft(session, letter_id)
    for file in session.scalars(select(LetterFile).where(LetterFile.letter_id == letter.id)):
        session.delete(file)
    session.flush()
    session.delete(letter)
    tell(session, f"Letter {letter.number} discarded")


@action("Keep signed copy")
def sign_letter(
    session: Session,
    letter_id: int,
    signed_on: date | None,
    signed_by: str,
    place: str = "",
    name: str = "",
    content: bytes = b"",
) -> int:
    """Note that a letter came back signed, with its scan or where the paper lies; answers its id.

    A letter that was still a draft becomes final: nobody signs what may change. Raises UserError
    by field: signed_on, signed_by, file, body.
    """
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise UserError("This letter is no longer there.")
    if signed_on is None or signed_on > today():
        raise UserError("Type the day it was signed, today or before.", "signed_on")
    if signed_on < letter.on:
        raise UserError(
            f"The letter is of {full_date(letter.on)}; nobody signed it before.", "signed_on"
        )
    who = " ".join(signed_by.split())
    if not who:
        raise UserError("Say who signed it.", "signed_by")
    if len(who) > LONGEST_NAME or len(place) > LONGEST_NAME:
        field = "signed_by" if len(who) > LONGEST_NAME else "place"
        raise UserError(f"Keep it within {LONGEST_NAME} signs.", field)
    if not content and not place.strip():
        raise UserError("Choose the scan, or say where the signed paper lies.", "file")
    if letter.state == "draft":
        finish_letter(session, letter_id)
    held = LetterFile(
        letter_id=letter.id,
        kind="signed",
        name=_file_name(name, f"Letter {letter.number} signed.pdf") if content else "",
        blob=blobs.put(session, content) if content else None,
        signed_on=signed_on,
        signed_by=who,
        place=" ".join(place.split()),
        at=now(),
        person_id=acting(session),
    )
    session.add(held)
    session.flush()
    tell(session, f"Signed copy of letter {letter.number} kept")
    return held.id


@action("Enclose with letter")
def enclose(session: Session, letter_id: int, name: str, content: bytes) -> int:
    """Keep a paper that goes out with a draft, as it is now; answers its id.

    One of the same name takes its place. Raises UserError where the letter went out, or for an
    empty file.
    """
    letter = _draft(session, letter_id)
    if not content:
        raise UserError("This file is empty. Choose another one.", "file")
    plain = _file_name(name, "Enclosed.pdf")
    held = session.scalar(
        select(LetterFile).where(
            LetterFile.letter_id == letter.id,
            LetterFile.kind == "enclosed",
            LetterFile.name == plain,
        )
    )
    if held is None:
        held = LetterFile(letter_id=letter.id, kind="enclosed", name=plain, at=now())
        session.add(held)
    held.blob, held.at, held.person_id = blobs.put(session, content), now(), acting(session)
    session.flush()
    tell(session, f"{plain.rpartition('.')[0] or plain} enclosed with letter {letter.number}")
    return held.id


@action("Take paper off letter")
def remove_file(session: Session, file_id: int) -> None:
    """Take a signed copy or an enclosure off a letter; Undo brings it back.

    What was enclosed with a letter that went out stays with it.
    """
    held = session.get(LetterFile, file_id)
    if held is None:
        raise UserError("This paper is no longer there.")
    letter = session.get_one(Letter, held.letter_id)
    if held.kind == "enclosed" and letter.state != "draft":
        raise UserError(f"Letter {letter.number} went out with it, so it stays.")
    session.delete(held)
    what = "Signed copy" if held.kind == "signed" else held.name
    tell(session, f"{what} taken off letter {letter.number}")


def _file_name(name: str, other: str) -> str:
    """A file's name as it is kept: its last part, at most 200 signs."""
    last = name.replace("\\", "/").rpartition("/")[2].strip()
    return (last or other)[-LONGEST_NAME:]
