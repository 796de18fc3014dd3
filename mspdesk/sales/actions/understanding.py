"""Things people do with letters of understanding: write what each side does, send it, step back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...letters import actions as letters
from ..models.pipeline import Opportunity
from ..models.understanding import Understanding
from ..queries import understanding as queries
from ..rules import understanding as rules

FORM = "letters/understanding"
"""The text of the letter of understanding."""


@action("Begin letter of understanding")
def begin_understanding(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Write down what we do, what they do, the money and the start (S131); answers its id.

    `details` hold title, we_do, you_do (one thing a line), money, start_on, opportunity_id. Raises
    UserError by field: client, we_do, you_do, money, start_on, opportunity_id.
    """
    client = session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", "client")
    if client.internal:
        raise UserError("This is our own company; this letter is for clients.", "client")
    row = Understanding(client_id=client_id, person_id=acting(session))
    _write(session, row, details)
    session.add(row)
    session.flush()
    tell(session, f"Letter of understanding for {client.name} begun")
    return row.id


def _write(session: Session, row: Understanding, said: Mapping[str, Any]) -> None:
    """Put what was said into a row, checked field by field."""
    for name, empty in rules.WANTED.items():
        if name in said or not getattr(row, name):
            setattr(row, name, rules.lines(str(said.get(name) or ""), name, empty))
    row.start_on = rules.checked_start(said.get("start_on", row.start_on))
    title = " ".join(str(said.get("title", row.title) or "").split())
    row.title = (title or row.we_do.splitlines()[0])[: rules.LONGEST_TITLE]
    if said.get("opportunity_id") is not None:
        held = session.get(Opportunity, said["opportunity_id"])
        if held is None or held.client_id != row.client_id:
            raise UserError("This opportunity belongs to another client.", "opportunity_id")
        row.opportunity_id = held.id


def _open(session: Session, understanding_id: int) -> Understanding:
    """An understanding from which nobody stepped back."""
    row = session.get(Understanding, understanding_id)
    if row is None:
        raise UserError("This letter of understanding is no longer there.")
    if row.ended_on is not None:
        raise UserError("One side stepped back from this. Begin another one.")
    return row


@action("Change understanding")
def edit_understanding(
    session: Session, understanding_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change what was agreed while its letter is not final; raises UserError by field.

    A letter that is still a draft is written anew from it.
    """
    _open(session, understanding_id)
    letter = queries.letter_of(session, understanding_id)
    if letter is not None and letter.state != "draft":
        raise UserError(f"Letter {letter.number} went out with these words. Begin another one.")
    row = as_seen(session, Understanding, understanding_id, version)
    _write(session, row, changes)
    session.flush()
    if letter is not None:
        write_understanding(session, row.id)
    tell(session, "Letter of understanding saved")


@action("Write letter of understanding")
def write_understanding(session: Session, understanding_id: int) -> int:
    """Write the letter that says what each side does, as a draft to sign; answers its id.

    It takes the place of an earlier draft. Raises UserError where one went out already.
    """
    row = _open(session, understanding_id)
    held = queries.letter_of(session, understanding_id)
    if held is not None and held.state != "draft":
        raise UserError(f"Letter {held.number} says it already.")
    if held is not None:
        letters.discard_letter(session, held.id)
    fields = queries.letter_fields(session, row.id)
    about = f"understanding:{row.id}"
    return letters.write_letter(session, row.client_id, FORM, fields, about)


@action("Step back")
def end_understanding(
    session: Session, understanding_id: int, why: str, on: date | None = None
) -> None:
    """Note that one side stepped back, and why; raises UserError by field: why, ended_on."""
    row = _open(session, understanding_id)
    day = on or today()
    if day > today():
        raise UserError("Type the day it was said, today or before.", "ended_on")
    words = " ".join(why.split())
    if not words:
        raise UserError("Say in a few words why.", "why")
    row.ended_on, row.ended_why = day, words
    session.flush()
    tell(session, f"Stepped back from “{row.title}”")


@action("Drop letter of understanding")
def drop_understanding(session: Session, understanding_id: int) -> None:
    """Throw away one that nobody signed, with the draft of its letter; Undo brings it back."""
    row = session.get(Understanding, understanding_id)
    if row is None:
        raise UserError("This letter of understanding is no longer there.")
    held = queries.letter_of(session, understanding_id)
    if held is not None and held.signed_on is not None:
        raise UserError("It is signed, so it stays.")
    if held is not None and held.state == "draft":
        letters.discard_letter(session, held.id)
    session.delete(row)
    tell(session, f"“{row.title}” dropped")
