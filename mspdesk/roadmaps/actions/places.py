"""Writing down where a client keeps us in its budget (S118), and whom not to ask for a meeting."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ..models import BudgetPlace, RoadmapMeeting, RoadmapRest
from ..rules.words import check_place

_PLACE = frozenset(
    {
        "asked_on",
        "contact_id",
        "person_id",
        "meeting_id",
        "category",
        "meaning",
        "next_year",
        "renew",
        "planned",
        "budget_month",
        "rise_on",
        "rise_words",
    }
)
_MONTHS = 12


def client_here(session: Session, client_id: int | None) -> Client:
    """A client or prospect one may talk to; raises UserError for none and for our own company."""
    client = None if client_id is None else session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", "client")
    if client.internal:
        raise UserError("This is your own company. Choose a client.", "client")
    return client


@action("Write down budget place")
def record_place(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Write down what a client said of its budget, as a row of its own; answers its id.

    What was said before stays. `details` are the columns of a budget place; without a day it was
    today, without a person whoever writes. Raises UserError naming the field.
    """
    client = client_here(session, client_id)
    row = BudgetPlace(client_id=client.id, asked_on=today(), person_id=acting(session))
    _fill(session, row, details)
    session.add(row)
    session.flush()
    tell(session, f"What {client.name} said of its budget is written down")
    return row.id


@action("Change budget place")
def edit_place(session: Session, place_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Correct what was written down; raises UserError naming the field."""
    _fill(session, as_seen(session, BudgetPlace, place_id, version), changes)
    tell(session, "Budget place saved")


@action("Remove budget place")
def remove_place(session: Session, place_id: int) -> None:
    """Take away what was written down by mistake; Undo brings it back."""
    session.delete(session.get_one(BudgetPlace, place_id))
    tell(session, "Budget place removed")


def _fill(session: Session, row: BudgetPlace, details: Mapping[str, Any]) -> None:
    if unknown := set(details) - _PLACE:
        raise AttributeError(min(unknown))
    for name, value in details.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.meaning, row.rise_words = row.meaning or "", row.rise_words or ""
    row.category = row.category or "unknown"
    row.next_year, row.renew = row.next_year or "unknown", row.renew or "unknown"
    check_place(row.category, row.next_year, row.renew)
    asked_on: date | None = row.asked_on
    if asked_on is None or asked_on > today():
        raise UserError("Write the day they were asked; it cannot be ahead.", "asked_on")
    if row.planned is not None and row.planned < 0:
        raise UserError("Money set aside is not below zero.", "planned")
    if row.budget_month is not None and not 1 <= row.budget_month <= _MONTHS:
        raise UserError("A month is 1 to 12.", "budget_month")
    _same_client(session, row)


def _same_client(session: Session, row: BudgetPlace) -> None:
    """The contact and the meeting are the client's own."""
    if row.contact_id is not None:
        contact = session.get(Contact, row.contact_id)
        if contact is None or contact.client_id != row.client_id:
            raise UserError("Choose somebody of this client's.", "contact_id")
    if row.meeting_id is not None:
        meeting = session.get(RoadmapMeeting, row.meeting_id)
        if meeting is None or meeting.client_id != row.client_id:
            raise UserError("Choose a meeting with this client.", "meeting_id")


@action("Leave client out of roadmap meetings")
def let_rest(session: Session, client_id: int, why: str, until_on: date | None = None) -> None:
    """Do not ask for a meeting with a client until a day, or for good; raises UserError."""
    client = client_here(session, client_id)
    if not why.strip():
        raise UserError("Say why, so that nobody has to ask you later.", "why")
    if until_on is not None and until_on <= today():
        raise UserError("Choose a day ahead, or none.", "until_on")
    row = session.scalars(
        select(RoadmapRest).where(RoadmapRest.client_id == client.id)
    ).one_or_none()
    if row is None:
        row = RoadmapRest(client_id=client.id)
        session.add(row)
    row.why, row.until_on = why.strip(), until_on
    session.flush()
    tell(session, f"{client.name} is not asked for a meeting")


@action("Ask client for roadmap meetings again")
def ask_again(session: Session, client_id: int) -> None:
    """Ask for meetings with a client again."""
    for row in session.scalars(select(RoadmapRest).where(RoadmapRest.client_id == client_id)):
        session.delete(row)
    tell(session, "The client is asked for meetings again")
