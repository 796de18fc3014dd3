"""The board: what is open, in which order, how much of it there is, and what comes next."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column, or_, select, union_all
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.reading import once
from ...dates import now
from ...people.models import Leave, Person
from ...rows import dataclass
from .. import rules
from ..models import Ticket

# A literal, so that both kinds of books see that the partial index serves (performance.md 9).
IS_OPEN: ColumnElement[bool] = literal_column(
    "ticket.status NOT IN ('completed', 'closed', 'cancelled')"
)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as lists show it; minutes whole, `estimate_minutes` None when nobody has said."""

    id: int
    version: int
    number: int
    title: str
    client_id: int
    client: str
    status: str
    priority: int
    assigned_id: int | None
    assigned: str | None
    tier: int
    estimate_minutes: int | None
    logged_minutes: int
    opened_at: datetime
    closed_at: datetime | None
    acknowledged_at: datetime | None
    scheduled_at: datetime | None
    follow_up_on: date | None
    waiting_reason: str
    queue: str
    type: str
    coverage: str
    agreement_id: int | None
    no_agreement: bool

    @property
    def remaining_minutes(self) -> int:
        """What is left of the estimate."""
        return rules.remaining(self.estimate_minutes, self.logged_minutes)


def ticket_rows() -> Select[*tuple[Any, ...]]:
    """The select every list of tickets is built on, in the order of TicketRow's fields."""
    return (
        select(
            Ticket.id,
            Ticket.version,
            Ticket.number_int,
            Ticket.title,
            Ticket.client_id,
            Client.name,
            Ticket.status,
            Ticket.priority,
            Ticket.assigned_id,
            Person.name,
            Ticket.tier,
            Ticket.estimate_minutes,
            Ticket.logged_minutes,
            Ticket.opened_at,
            Ticket.closed_at,
            Ticket.acknowledged_at,
            Ticket.scheduled_at,
            Ticket.follow_up_on,
            Ticket.waiting_reason,
            Ticket.queue,
            Ticket.type,
            Ticket.coverage,
            Ticket.agreement_id,
            Ticket.no_agreement,
        )
        .join(Client, Client.id == Ticket.client_id)
        .outerjoin(Person, Person.id == Ticket.assigned_id)
    )


@once
def open_tickets(session: Session) -> list[TicketRow]:
    """Every open ticket in queue order: priority, then oldest first (S044).

    Standing tickets, on which overhead is logged, are not work that waits.
    """
    found = ticket_rows().where(IS_OPEN, Ticket.standing.is_(False))
    found = found.order_by(Ticket.priority, Ticket.opened_at, Ticket.id)
    return [TicketRow(*row) for row in session.execute(found)]


def tickets_by_id(session: Session, ids: Iterable[int]) -> list[TicketRow]:
    """These tickets, in the order of the ids; those that are gone are left out."""
    wanted = list(ids)
    found = {
        row[0]: TicketRow(*row)
        for row in session.execute(ticket_rows().where(Ticket.id.in_(wanted)))
    }
    return [found[one] for one in wanted if one in found]


LOOKED_AT = 200
"""Newest tickets of a client that say which devices were worked on last."""


def tickets_of_client(session: Session, client_id: int, limit: int = 50) -> list[TicketRow]:
    """A client's newest tickets, open or not."""
    found = ticket_rows().where(Ticket.client_id == client_id, Ticket.standing.is_(False))
    found = found.order_by(Ticket.opened_at.desc(), Ticket.id.desc()).limit(limit)
    return [TicketRow(*row) for row in session.execute(found)]


def recent_devices(session: Session, client_id: int, limit: int = 10) -> list[int]:
    """The devices of a client's newest tickets, the latest first, each once."""
    newest = (
        select(Ticket.device_id, Ticket.opened_at, Ticket.id)
        .where(Ticket.client_id == client_id)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(LOOKED_AT)
    )
    found = [row[0] for row in session.execute(newest) if row[0] is not None]
    return list(dict.fromkeys(found))[:limit]


def open_count(session: Session, client_id: int) -> int:
    """How many tickets of a client are open."""
    found = select(func.count()).where(
        # As a truth, so that the few open tickets are walked, not all a client ever had.
        (Ticket.client_id == client_id).is_(True),
        IS_OPEN,
        Ticket.standing.is_(False),
    )
    return session.scalar(found) or 0


@dataclass(frozen=True, slots=True)
class PriorityGroup:
    """The open tickets of one priority with their sums in minutes."""

    priority: int
    rows: tuple[TicketRow, ...]
    estimated_minutes: int
    remaining_minutes: int


def by_priority(rows: Iterable[TicketRow]) -> list[PriorityGroup]:
    """Group rows by priority, keeping their order; priorities without a ticket are left out."""
    found: dict[int, list[TicketRow]] = {}
    for row in rows:
        found.setdefault(row.priority, []).append(row)
    return [
        PriorityGroup(
            priority,
            tuple(held),
            sum(row.estimate_minutes or 0 for row in held),
            sum(row.remaining_minutes for row in held),
        )
        for priority, held in sorted(found.items())
    ]


def next_tickets(session: Session, person_id: int) -> list[TicketRow]:
    """What a person can take up now, best first (S044)."""
    person = session.execute(
        select(Person.tier, Person.takes_tickets).where(Person.id == person_id)
    ).first()
    if person is None:
        return []
    tier, takes = person
    moment = now()
    return [
        row
        for row in open_tickets(session)
        if (takes or row.assigned_id == person_id)
        and rules.can_be_next(
            rules.Candidate(
                row.status,
                row.tier,
                row.assigned_id,
                row.queue,
                row.scheduled_at,
                row.follow_up_on,
            ),
            person_id,
            tier,
            moment,
        )
    ]


def my_next_ticket(session: Session, person_id: int) -> TicketRow | None:
    """The one ticket a person should take up next, or None when there is none (S044)."""
    return next(iter(next_tickets(session, person_id)), None)


def next_in_rotation(session: Session, client_id: int) -> int | None:
    """Who should get a client's next ticket: the usual technician, else whose turn it is (S055)."""
    primary = session.scalar(
        select(Client.primary_person_id)
        .join(Person, Person.id == Client.primary_person_id)
        .where(Client.id == client_id, _works_here())
    )
    return primary if primary is not None else fewest_open_hours(session)


def fewest_open_hours(session: Session, tier: int = 1, but: int | None = None) -> int | None:
    """Whose turn it is: who takes tickets, is in today, and has the fewest open hours (S055).

    Only who works in that tier or above counts, and `but` never does. Open hours are what is left
    of the estimates of one's open tickets. Where everybody is away, nobody is passed over for that.
    """
    left = case(
        (Ticket.estimate_minutes > Ticket.logged_minutes, _LEFT),
        else_=0,
    )
    load = (
        select(Ticket.assigned_id, func.sum(left).label("load"))
        .where(IS_OPEN, Ticket.standing.is_(False))
        .group_by(Ticket.assigned_id)
        .subquery()
    )
    day = now().date()
    away = select(Leave.person_id).where(Leave.on == day, Leave.minutes > 0)
    found = (
        select(Person.id)
        .outerjoin(load, load.c.assigned_id == Person.id)
        .where(Person.takes_tickets, Person.tier >= tier, Person.id != (but or 0), _works_here())
        .order_by(Person.id.in_(away), func.coalesce(load.c.load, 0), Person.id)
    )
    return session.scalar(found.limit(1))


_LEFT = Ticket.estimate_minutes - Ticket.logged_minutes


def _works_here() -> ColumnElement[bool]:
    return or_(Person.left_on.is_(None), Person.left_on >= now().date())


@dataclass(frozen=True, slots=True)
class Backlog:
    """The work that is outstanding: tickets, minutes estimated, minutes left of them (S014).

    `without_estimate` tickets are counted apart and never as nothing; `missing` are their ids.
    """

    open_tickets: int
    estimated_minutes: int
    remaining_minutes: int
    without_estimate: int
    missing: tuple[int, ...]


def backlog(session: Session, as_of: date | None = None) -> Backlog:
    """The backlog at the end of a day, today without one (S014, E06).

    Estimates and logged minutes are those of now: nobody writes down what they were.
    """
    columns = (Ticket.id, Ticket.estimate_minutes, Ticket.logged_minutes)
    found = session.execute(
        select(*columns).where(_outstanding(as_of), Ticket.standing.is_(False)).order_by(Ticket.id)
    ).all()
    missing = tuple(id_ for id_, estimate, _ in found if estimate is None)
    return Backlog(
        len(found),
        sum(estimate or 0 for _, estimate, _ in found),
        sum(rules.remaining(estimate, logged) for _, estimate, logged in found),
        len(missing),
        missing,
    )


def _outstanding(as_of: date | None) -> ColumnElement[bool]:
    """Open now, or at the end of a day: opened by then and ended after it."""
    if as_of is None or as_of >= now().date():
        # Nothing ends after today, so the few open ones are the answer.
        return IS_OPEN
    end = datetime.combine(as_of + timedelta(days=1), time())
    ended = func.coalesce(Ticket.completed_at, Ticket.closed_at)
    # Two questions and no "or": each is found along an index of its own.
    since = union_all(select(Ticket.id).where(IS_OPEN), select(Ticket.id).where(ended >= end))
    return (Ticket.opened_at < end) & Ticket.id.in_(since)


def outstanding_tickets(session: Session, as_of: date | None = None) -> list[TicketRow]:
    """The tickets of the backlog at the end of a day, in queue order."""
    found = ticket_rows().where(_outstanding(as_of), Ticket.standing.is_(False))
    found = found.order_by(Ticket.priority, Ticket.opened_at, Ticket.id)
    return [TicketRow(*row) for row in session.execute(found)]
