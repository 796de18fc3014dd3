"""What is kept of a procedure: its revisions, who has read which, when it was left aside."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...people.models import Person
from ...people.queries import people
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import Sop, SopAcknowledgement, SopException, SopRevision


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision: when it was put in force, by whom, and why."""

    number: int
    at: datetime
    person: str
    note: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """Somebody who works here, and when this revision was acknowledged; `earlier` the last one."""

    person_id: int
    person: str
    on: date | None
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """A time a procedure was left aside: why, for whom, allowed by whom."""

    id: int
    sop: str
    on: date
    until: date | None
    reason: str
    client: str
    ticket: str
    person: str
    approved_by: str


def revisions(session: Session, sop_id: int) -> list[RevisionRow]:
    """The revisions of a procedure, newest first."""
    found = (
        select(SopRevision.number, SopRevision.at, Person.name, SopRevision.note)
        .outerjoin(Person, Person.id == SopRevision.person_id)
        .where(SopRevision.sop_id == sop_id)
        .order_by(SopRevision.number.desc())
    )
    return [RevisionRow(n, at, name or "", note) for n, at, name, note in session.execute(found)]


def readers(session: Session, sop_id: int, revision: int) -> list[ReadRow]:
    """Everybody at work, and whether they have acknowledged this revision."""
    found = select(
        SopAcknowledgement.person_id, SopAcknowledgement.revision, SopAcknowledgement.on
    ).where(SopAcknowledgement.sop_id == sop_id, SopAcknowledgement.revision <= revision)
    on: dict[int, date] = {}
    earlier: dict[int, int] = {}
    for person_id, number, day in session.execute(found):
        if number == revision:
            on[person_id] = day
        else:
            earlier[person_id] = max(number, earlier.get(person_id, 0))
    return [
        ReadRow(one.id, one.name, on.get(one.id), earlier.get(one.id, 0)) for one in people(session)
    ]


def exceptions(session: Session, sop_id: int | None = None) -> list[ExceptionRow]:
    """When a procedure (all of them without) was left aside, newest first (S137)."""
    approver = aliased(Person)
    found = (
        select(
            SopException,
            Sop.title,
            Client.name,
            Ticket.number_int,
            Person.name,
            approver.name,
        )
        .join(Sop, Sop.id == SopException.sop_id)
        .outerjoin(Client, Client.id == SopException.client_id)
        .outerjoin(Ticket, Ticket.id == SopException.ticket_id)
        .outerjoin(Person, Person.id == SopException.person_id)
        .outerjoin(approver, approver.id == SopException.approved_by_id)
        .order_by(SopException.on.desc(), SopException.id.desc())
    )
    if sop_id is not None:
        found = found.where(SopException.sop_id == sop_id)
    return [
        ExceptionRow(
            one.id,
            title,
            one.on,
            one.until,
            one.reason,
            client or "",
            f"#{number}" if number else "",
            person or "",
            allowed or "",
        )
        for one, title, client, number, person, allowed in session.execute(found)
    ]
