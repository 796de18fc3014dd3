"""Putting people on call, and writing down what came in (S049)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import now, short_date
from ...errors import UserError
from ...people.models import Person
from ...tickets.models import Ticket
from ..models import OnCall, OnCallCall
from ..rules.oncall import check_call, check_kind, check_span, nights


@action("Put on call")
def add_duties(
    session: Session,
    person_id: int | None,
    first: date,
    last: date,
    start: int,
    end: int,
    kind: str = "reachable",
    *,
    stipend: int | None = None,
    words: str = "",
) -> list[int]:
    """Put somebody on call on each date of a span, from and to minutes of the day; answers ids.

    An end that is not after the start is the next day's. Raises UserError naming person, last,
    kind, stipend or start where the person is on call already.
    """
    who = _person(session, person_id, last)
    made = []
    for begins, ends in nights(first, last, start, end):
        row = OnCall(
            person_id=who.id,
            begins_at=begins,
            ends_at=ends,
            kind=check_kind(kind),
            stipend=_stipend(stipend),
            words=words.strip(),
        )
        _check_free(session, row)
        session.add(row)
        session.flush()
        made.append(row.id)
    days = short_date(first) if first == last else f"{short_date(first)} to {short_date(last)}"
    tell(session, f"{who.name} is on call, {days}")
    return made


@action("Change time on call")
def edit_duty(session: Session, duty_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change person_id, begins_at, ends_at, kind, stipend or words of a time on call."""
    row = as_seen(session, OnCall, duty_id, version)
    for name in ("begins_at", "ends_at"):
        if name in changes:
            setattr(row, name, changes[name])
    if "person_id" in changes:
        row.person_id = _person(session, changes["person_id"], row.ends_at.date()).id
    if "kind" in changes:
        row.kind = check_kind(changes["kind"])
    if "stipend" in changes:
        row.stipend = _stipend(changes["stipend"])
    if "words" in changes:
        row.words = str(changes["words"]).strip()
    check_span(row.begins_at, row.ends_at)
    _check_free(session, row)
    tell(session, f"Time on call of {short_date(row.begins_at.date())} saved")


@action("Take off call")
def remove_duty(session: Session, duty_id: int) -> None:
    """Take somebody off call; refused while calls are written down, which are a record."""
    row = session.get_one(OnCall, duty_id)
    found = select(OnCallCall.id).where(OnCallCall.on_call_id == duty_id).limit(1)
    if session.scalar(found) is not None:
        raise UserError("Calls are written down for it. Remove them first, or change the person.")
    session.delete(row)
    tell(session, f"Time on call of {short_date(row.begins_at.date())} removed")


def _person(session: Session, person_id: int | None, day: date) -> Person:
    person = session.get(Person, person_id) if person_id is not None else None
    if person is None or (person.left_on is not None and person.left_on < day):
        raise UserError("Choose who is on call.", "person")
    return person


def _stipend(amount: int | None) -> int | None:
    if amount is not None and amount < 0:
        raise UserError("A stipend is not below zero.", "stipend")
    return amount


def _check_free(session: Session, row: OnCall) -> None:
    """Refuse two times on call of one person that overlap; two people at once are fine."""
    with session.no_autoflush:
        found = select(OnCall.begins_at).where(
            OnCall.person_id == row.person_id,
            OnCall.begins_at < row.ends_at,
            OnCall.ends_at > row.begins_at,
        )
        if row.id is not None:
            found = found.where(OnCall.id != row.id)
        other = session.scalar(found.limit(1))
    if other is not None:
        day = short_date(other.date())
        raise UserError(f"This person is on call then already, from {day}.", "start")


# --- calls ---------------------------------------------------------------------------------------

_CALL = frozenset({"at", "minutes", "client_id", "ticket_id", "words"})


@action("Write down a call")
def add_call(session: Session, duty_id: int, details: Mapping[str, Any]) -> int:
    """Write down a call that came in: at, minutes, client_id, ticket_id, words; answers its id.

    Raises UserError naming words, minutes, at, ticket or client.
    """
    duty = session.get_one(OnCall, duty_id)
    row = OnCallCall(on_call_id=duty.id, at=now(), words="")
    _fill_call(session, duty, row, {"words": ""} | dict(details))
    session.add(row)
    session.flush()
    tell(session, "Call written down")
    return row.id


@action("Change a call")
def edit_call(session: Session, call_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is written of a call; `version` is the one that was seen."""
    row = as_seen(session, OnCallCall, call_id, version)
    _fill_call(session, session.get_one(OnCall, row.on_call_id), row, changes)
    tell(session, "Call saved")


@action("Remove a call")
def remove_call(session: Session, call_id: int) -> None:
    """Take a call away that was written down by mistake."""
    session.delete(session.get_one(OnCallCall, call_id))
    tell(session, "Call removed")


def _fill_call(session: Session, duty: OnCall, row: OnCallCall, details: Mapping[str, Any]) -> None:
    if unknown := set(details) - _CALL:
        raise AttributeError(min(unknown))
    for name, value in details.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    check_call(row.minutes)
    if not row.words:
        raise UserError("Say in a few words what it was about.", "words")
    moment: datetime = row.at
    if not duty.begins_at <= moment <= duty.ends_at:
        raise UserError("The call came outside this time on call.", "at")
    if row.ticket_id is not None:
        ticket = session.get(Ticket, row.ticket_id)
        if ticket is None:
            raise UserError("There is no such ticket.", "ticket")
        if row.client_id is None:
            row.client_id = ticket.client_id
        elif row.client_id != ticket.client_id:
            raise UserError("This ticket belongs to another client.", "ticket")
