"""Planning, inviting to, holding and calling off a roadmap meeting (S119)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import Status
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import full_date, today
from ...errors import UserError
from ...letters.actions import discard_letter, write_letter
from ...people.models import Person
from ..models import (
    BudgetPlace,
    RoadmapAnswer,
    RoadmapDecision,
    RoadmapGuest,
    RoadmapItem,
    RoadmapMeeting,
)
from ..queries import meetings as queries
from ..queries.packet import agenda_points
from ..rules.agenda import LONGEST, spread
from .places import client_here

INVITATION = "letters/roadmap-invitation"
"""The letter that asks a client to a meeting."""

Guest = tuple[str, int] | str
"""Somebody asked: ("contact", id), ("person", id), or a name."""

_MEETING = frozenset({"on", "at", "minutes", "place", "lead_id", "words", "next_on"})
_IN_CALENDARS = ("on", "at", "minutes", "place")
_DAY = 24 * 60


@action("Plan roadmap meeting")
def plan_meeting(
    session: Session,
    client_id: int,
    on: date,
    details: Mapping[str, Any] | None = None,
    guests: Sequence[Guest] | None = None,
) -> int:
    """Plan a meeting with its agenda from the facts that have something to say; answers its id.

    Without `guests` those who decide at the client are asked, and whoever leads. Raises UserError
    naming client, on, at, minutes or guests.
    """
    client = client_here(session, client_id)
    if client.status in (Status.FORMER, Status.DECLINED):
        raise UserError(f"{client.name} is no longer a client.", "client")
    held = queries.planned_of(session, client.id)
    if held is not None:
        raise UserError(
            f"A meeting with {client.name} is planned for {full_date(held)}. Move that one.", "on"
        )
    row = RoadmapMeeting(client_id=client.id, on=on, lead_id=acting(session), mark=uuid4().hex)
    _fill(session, row, {"on": on, **(details or {})})
    session.add(row)
    session.flush()
    _ask_guests(session, row, _usual_guests(session, row) if guests is None else guests)
    points = spread(agenda_points(session, client.id, row.on), row.minutes)
    for at, point in enumerate(points):
        item = RoadmapItem(
            meeting_id=row.id,
            position=at,
            source=point.source,
            text=point.text,
            minutes=point.minutes,
        )
        session.add(item)
    session.flush()
    tell(session, f"Meeting with {client.name} planned for {full_date(row.on)}")
    return row.id


@action("Change roadmap meeting")
def edit_meeting(
    session: Session,
    meeting_id: int,
    version: int,
    changes: Mapping[str, Any],
    guests: Sequence[Guest] | None = None,
) -> None:
    """Change day, time, length, place, lead, the words on the whole, the next day, or the guests.

    A new time or place makes a newer edition for calendars. Raises UserError naming the field.
    """
    row = as_seen(session, RoadmapMeeting, meeting_id, version)
    before = tuple(getattr(row, name) for name in _IN_CALENDARS)
    if row.state == "canceled":
        raise UserError("It was called off. Plan a new one.", "on")
    _fill(session, row, changes)
    if row.state == "held" and row.on > today():
        raise UserError("It was held; its day cannot be ahead.", "on")
    if tuple(getattr(row, name) for name in _IN_CALENDARS) != before:
        row.edition += 1
    if guests is not None:
        _ask_guests(session, row, guests)
    tell(session, "Meeting saved")


def _fill(session: Session, row: RoadmapMeeting, details: Mapping[str, Any]) -> None:
    if unknown := set(details) - _MEETING:
        raise AttributeError(min(unknown))
    for name, value in details.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.place, row.words = row.place or "", row.words or ""
    on: date | None = row.on
    if on is None:
        raise UserError("Choose a day for the meeting.", "on")
    row.minutes = row.minutes or 60
    if not 0 < row.minutes <= LONGEST:
        raise UserError("A meeting takes up to four hours.", "minutes")
    if row.at is not None and not 0 <= row.at < _DAY:
        raise UserError("A time of day is 12:00 am to 11:59 pm.", "at")
    if row.next_on is not None and row.next_on <= row.on:
        raise UserError("The next meeting comes after this one.", "next_on")
    if row.lead_id is not None and session.get(Person, row.lead_id) is None:
        raise UserError("Choose who leads the meeting.", "lead_id")


def _usual_guests(session: Session, row: RoadmapMeeting) -> list[Guest]:
    """Who decides at the client, or its main contact; and whoever leads."""
    known = select(Contact.id, Contact.decides).where(
        Contact.client_id == row.client_id,
        Contact.active.is_(True),
        Contact.decides.is_(True) | Contact.main.is_(True),
    )
    found = session.execute(known.order_by(Contact.main.desc(), Contact.id)).all()
    deciding = [id_ for id_, decides in found if decides] or [id_ for id_, _ in found]
    ours: list[Guest] = [("person", row.lead_id)] if row.lead_id is not None else []
    return [*(("contact", one) for one in deciding), *ours]


def _ask_guests(session: Session, row: RoadmapMeeting, guests: Sequence[Guest]) -> None:
    """Ask exactly these, in this order."""
    for one in session.scalars(select(RoadmapGuest).where(RoadmapGuest.meeting_id == row.id)):
        session.delete(one)
    session.flush()
    for at, guest in enumerate(dict.fromkeys(guests)):
        made = RoadmapGuest(meeting_id=row.id, position=at, name="")
        if isinstance(guest, str):
            made.name = guest.strip()
            if not made.name:
                continue
        elif guest[0] == "contact":
            contact = session.get(Contact, guest[1])
            if contact is None or contact.client_id != row.client_id:
                raise UserError("Choose somebody of this client's.", "guests")
            made.contact_id = contact.id
        else:
            made.person_id = session.get_one(Person, guest[1]).id
        session.add(made)
    session.flush()


@action("Hold roadmap meeting")
def hold_meeting(
    session: Session, meeting_id: int, version: int, next_on: date | None = None
) -> None:
    """Finish the minutes: the meeting was held, and the next one is agreed on or due by itself.

    Raises UserError for one that is still ahead, naming `on`.
    """
    row = as_seen(session, RoadmapMeeting, meeting_id, version)
    if row.state == "canceled":
        raise UserError("It was called off. Plan a new one.", "on")
    if row.on > today():
        raise UserError(
            f"It is planned for {full_date(row.on)}. Set its day to when it was held.", "on"
        )
    if next_on is not None:
        _fill(session, row, {"next_on": next_on})
    row.state, row.written_on = "held", today()
    tell(session, "The minutes are finished")


@action("Open minutes again")
def reopen_minutes(session: Session, meeting_id: int, version: int) -> None:
    """Write on in the minutes of a meeting that was held; for one called off, plan it again."""
    row = as_seen(session, RoadmapMeeting, meeting_id, version)
    if row.state == "canceled" and queries.planned_of(session, row.client_id) is not None:
        raise UserError("Another meeting with this client is planned already.", "on")
    row.state, row.written_on, row.why = "planned", None, ""
    row.edition += 1
    tell(session, "The meeting is open again")


@action("Cancel roadmap meeting")
def cancel_meeting(session: Session, meeting_id: int, version: int, why: str) -> None:
    """Call a meeting off; its reason stays, and nothing is sent. Raises UserError naming `why`."""
    row = as_seen(session, RoadmapMeeting, meeting_id, version)
    if row.state == "held":
        raise UserError("It was held. Its minutes stay.")
    if not why.strip():
        raise UserError("Say why it is called off.", "why")
    row.state, row.why = "canceled", why.strip()
    row.edition += 1
    tell(session, "Meeting called off. Nothing was sent")


@action("Remove roadmap meeting")
def remove_meeting(session: Session, meeting_id: int) -> None:
    """Take a meeting away that was planned by mistake; Undo brings it back.

    Raises UserError for one that was held or has decisions, whose tickets somebody may work on.
    """
    row = session.get_one(RoadmapMeeting, meeting_id)
    decided = select(func.count()).where(RoadmapDecision.meeting_id == row.id)
    if row.state == "held" or session.scalar(decided):
        raise UserError("Something was decided here. Call it off instead, so that it can be read.")
    kept = select(func.count()).where(BudgetPlace.meeting_id == row.id)
    if session.scalar(kept):
        raise UserError("What they said of their budget hangs on it. Call it off instead.")
    for model in (RoadmapGuest, RoadmapItem, RoadmapAnswer):
        for one in session.scalars(select(model).where(model.meeting_id == row.id)):
            session.delete(one)
    session.flush()
    session.delete(row)
    tell(session, "Meeting removed")


@action("Write invitation")
def invite(session: Session, meeting_id: int) -> int:
    """Write the invitation as a draft letter and answer its id; nothing is sent.

    A draft that was written before goes, so that no old day goes out; one that went out stays.
    """
    row = session.get_one(RoadmapMeeting, meeting_id)
    if row.state != "planned":
        raise UserError("Only a meeting that is planned is invited to.")
    before = queries.invitation(session, row.id)
    if before is not None and before.state == "draft":
        discard_letter(session, before.id)
    fields = queries.invitation_fields(session, row.id)
    made = write_letter(session, row.client_id, INVITATION, fields, queries.about(row.id))
    name = session.get_one(Client, row.client_id).name
    tell(session, f"Invitation to {name} written as a draft")
    return made
