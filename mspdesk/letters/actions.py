"""Things people do to texts and letters: write the next edition, fill a letter, send it out."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ..clients.models import Client
from ..database.action import acting, action, tell
from ..database.stale import as_seen
from ..dates import now, today
from ..errors import UserError
from ..shop.actions import next_number
from . import queries
from .models import FormText, Letter
from .rules.texts import faults as faults_of
from .rules.texts import fill, title_of, unfilled

NEW_TEXT = """Subject: SUBJECT

Dear {client.first_name},

Write your words here.

Sincerely,

{person.name}
{person.title}
{shop.name}
"""
"""What a text of the shop's own begins as."""


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
) -> int:
    """Fill a text for a client as a draft letter and answer its id.

    `fields` are the values the books do not know by themselves; they win over those they know.
    What nobody knows stays in square brackets. Raises UserError where the text cannot be filled.
    """
    client = session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", "client")
    text = queries.text_of(session, form)
    known = queries.fields_of(session, client_id, acting(session))
    said = fill(text, known | dict(fields or {}))
    letter = Letter(
        number=next_number(session, "letter", today().year),
        client_id=client_id,
        form=form,
        about=about,
        on=today(),
        subject=said.subject[:200],
        addressee="\n".join(queries.addressee(session, client_id)),
        body=said.body,
        person_id=acting(session),
        made_at=now(),
    )
    session.add(letter)
    session.flush()
    tell(session, f"Letter {letter.number} to {client.name} written")
    return letter.id


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
    session.flush()


@action("Finish letter")
def finish_letter(session: Session, letter_id: int, *, printed: bool = False) -> None:
    """Make a letter final: it goes out as it stands and is not changed any more.

    Raises UserError naming `body` while something is still open in square brackets.
    """
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise UserError("This letter is no longer there.")
    still = unfilled(f"{letter.subject}\n{letter.body}")
    if still:
        raise UserError(f"Fill in [{still[0]}] first.", "body")
    letter.state = "final"
    if printed and letter.printed_at is None:
        letter.printed_at = now()
    session.flush()
    tell(session, f"Letter {letter.number} is final")


@action("Discard letter")
def discard_letter(session: Session, letter_id: int) -> None:
    """Throw a draft away; a letter that went out stays. Undo brings it back."""
    letter = _draft(session, letter_id)
    session.delete(letter)
    tell(session, f"Letter {letter.number} discarded")
