"""What was said and done on a ticket, in the order of time."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ...people.models import Person
from ...rows import dataclass
from .. import rules
from ..models import Escalation, StatusChange, TicketNote
from .board import TicketRow, open_tickets


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing on a ticket's timeline: a note, a status change, or time entered above us.

    `minutes` is None where no time was spent; `how` is one quiet word beside the moment.
    """

    at: datetime
    who: str
    text: str
    minutes: int | None = None
    client_sees: bool = False
    how: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """That a ticket went up (S047); `outside` names a specialist, `taker` who got it."""

    at: datetime
    who: str
    person_id: int | None
    from_tier: int
    to_tier: int
    taker: str
    outside: str
    reason: str
    tried: str


def escalations_of(session: Session, ticket_id: int) -> tuple[EscalationRow, ...]:
    """How a ticket went up, oldest first."""
    taker = aliased(Person)
    found = session.execute(
        select(
            Escalation.at,
            Person.name,
            Escalation.person_id,
            Escalation.from_tier,
            Escalation.to_tier,
            taker.name,
            Escalation.vendor_id,
            Escalation.reason,
            Escalation.tried,
        )
        .outerjoin(Person, Person.id == Escalation.person_id)
        .outerjoin(taker, taker.id == Escalation.to_id)
        .where(Escalation.ticket_id == ticket_id)
        .order_by(Escalation.at, Escalation.id)
    ).all()
    names = _vendor_names(session) if any(row.vendor_id for row in found) else {}
    return tuple(
        EscalationRow(
            at, who or "", by, low, high, taken or "", names.get(outside or 0, ""), why, tried
        )
        for at, who, by, low, high, taken, outside, why, tried in found
    )


def _vendor_names(session: Session) -> dict[int, str]:
    # Imported here, as the first list must not wait for the tables of all vendors.
    from ...vendors.queries import vendor_names

    return vendor_names(session)


def passed_up_to(session: Session, person_id: int) -> list[tuple[TicketRow, str]]:
    """Open tickets of a person that were passed up to them and have not been worked on since.

    Each with the reason of the newest escalation; in queue order.
    """
    theirs = [row for row in open_tickets(session) if row.assigned_id == person_id]
    if not theirs:
        return []
    newest: dict[int, Escalation] = {}
    found = select(Escalation).where(Escalation.ticket_id.in_([row.id for row in theirs]))
    for up in session.scalars(found.order_by(Escalation.at, Escalation.id)):
        newest[up.ticket_id] = up
    begun: dict[int, datetime] = {}
    for kind in (StatusChange, TicketNote):
        done = select(kind.ticket_id, func.max(kind.at)).where(
            kind.ticket_id.in_(newest), kind.person_id == person_id
        )
        for ticket_id, at in session.execute(done.group_by(kind.ticket_id)):
            begun[ticket_id] = max(at, begun.get(ticket_id, at))
    return [
        (row, one.reason)
        for row in theirs
        if (one := newest.get(row.id)) is not None
        and one.to_id == person_id
        and begun.get(row.id, one.at) <= one.at
    ]


def timeline_of(
    session: Session, ticket_id: int, ups: tuple[EscalationRow, ...]
) -> tuple[TimelineRow, ...]:
    """Notes, what was passed up, and status changes, oldest first."""
    notes = session.execute(
        select(
            TicketNote.at,
            Person.name,
            TicketNote.author,
            TicketNote.text,
            TicketNote.client_sees,
            TicketNote.person_id,
        )
        .outerjoin(Person, Person.id == TicketNote.person_id)
        .where(TicketNote.ticket_id == ticket_id)
    )
    rows = [
        TimelineRow(at, author or name or "", text, None, sees, person_id=person_id)
        for at, name, author, text, sees, person_id in notes
    ]
    rows += [
        TimelineRow(one.at, one.who, _went_up(one), how="escalated", person_id=one.person_id)
        for one in ups
    ]
    changes = session.execute(
        select(
            StatusChange.at,
            Person.name,
            StatusChange.from_status,
            StatusChange.to_status,
            StatusChange.reason,
            StatusChange.person_id,
        )
        .outerjoin(Person, Person.id == StatusChange.person_id)
        .where(StatusChange.ticket_id == ticket_id)
        .order_by(StatusChange.at, StatusChange.id)
    )
    for at, name, start, end, reason, person_id in changes:
        words = f"{rules.status_words(start)} to {rules.status_words(end).lower()}"
        text = f"{words}: {reason}" if reason else words
        rows.append(TimelineRow(at, name or "", text, how="status", person_id=person_id))
    return tuple(sorted(rows, key=lambda row: row.at))


def _went_up(one: EscalationRow) -> str:
    # A specialist outside works beside the owner, who is no news then.
    taker = "" if one.outside else one.taker
    return rules.escalation_words(
        one.from_tier, one.to_tier, taker, one.outside, one.reason, one.tried
    )
