"""Questions about time entries and visits one by one: of a ticket, of a bill, of a line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select, text
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...errors import UserError
from ...people.models import Person, Role
from ...rows import dataclass
from ...tickets.models import Ticket
from .. import rules
from ..models import TimeEntry, Visit


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A time entry with the names it needs to be understood; minutes whole, rate minor units."""

    id: int
    version: int
    ticket_id: int
    ticket_number: str
    number_int: int
    title: str
    queue: str
    standing: bool
    client_id: int
    client: str
    internal: bool
    person_id: int
    person: str
    role_id: int | None
    role: str | None
    work_on: date
    started_at: datetime
    timed: bool
    minutes: int
    break_minutes: int
    after_minutes: int
    category: str
    place: str
    kind: str
    state: str
    rate: int
    factor: int
    billed_minutes: int
    billed_after_minutes: int
    why: str
    client_note: str
    internal_note: str
    after_hours_approved_by: str
    after_hours_approved_on: date | None
    visit_id: int | None
    invoice_line_id: int | None
    adjusts_id: int | None
    rework_of_id: int | None
    entered_at: datetime
    prepaid_minutes: int = 0
    prepaid_agreement_id: int | None = None

    @property
    def ends_at(self) -> datetime:
        """When the work ended, breaks included."""
        return self.started_at + timedelta(minutes=max(0, self.minutes) + self.break_minutes)

    @property
    def amount(self) -> int:
        """What it costs the client in minor units; nothing unless it is billable."""
        if self.kind != rules.Kind.BILLABLE:
            return 0
        return rules.amount(self.billed_minutes, self.billed_after_minutes, self.rate, self.factor)

    @property
    def needs_approval(self) -> bool:
        """Whether double time waits for the client's recorded yes (S049)."""
        return rules.needs_approval(
            self.kind, self.billed_after_minutes, self.factor, self.after_hours_approved_on
        )

    @property
    def overhead(self) -> bool:
        """Whether it is our own company's time and no client's."""
        return self.internal

    @property
    def client_or_hat(self) -> str:
        """The client, or for overhead the hat it was worked in."""
        return (self.role or self.title) if self.internal else self.client

    @property
    def late(self) -> bool:
        """Whether it was saved more than a day after its end; shown to nobody but oneself."""
        return rules.late(self.ends_at, self.entered_at)


_OUTSIDE: dict[str, Any] = {
    "ticket_number": Ticket.number,
    "number_int": Ticket.number_int,
    "title": Ticket.title,
    "queue": Ticket.queue,
    "standing": Ticket.standing,
    "client": Client.name,
    "internal": Client.internal,
    "person": Person.name,
    "role": Role.title,
}
_COLUMNS = tuple(
    _OUTSIDE[name] if name in _OUTSIDE else getattr(TimeEntry, name)
    for name in EntryRow.__dataclass_fields__
)


def _entries() -> Select[Any]:
    """Entries with their names, in no order yet.

    Outer joins, though each of these is there: SQLite would begin with the few people otherwise,
    and walk all the time of each.
    """
    return (
        select(*_COLUMNS)
        .outerjoin(Ticket, Ticket.id == TimeEntry.ticket_id)
        .outerjoin(Client, Client.id == TimeEntry.client_id)
        .outerjoin(Person, Person.id == TimeEntry.person_id)
        .outerjoin(Role, Role.id == TimeEntry.role_id)
    )


def _rows(session: Session, found: Select[Any]) -> list[EntryRow]:
    return [EntryRow(*row) for row in session.execute(found)]


def entry(session: Session, entry_id: int) -> EntryRow:
    """One entry; raises UserError when it is no longer there."""
    rows = _rows(session, _entries().where(TimeEntry.id == entry_id))
    if not rows:
        raise UserError("This time entry is no longer there.")
    return rows[0]


def ticket_entries(session: Session, ticket_id: int) -> list[EntryRow]:
    """The time on a ticket, oldest first."""
    found = _entries().where(TimeEntry.ticket_id == ticket_id)
    return _rows(session, found.order_by(TimeEntry.started_at, TimeEntry.id))


def entries_between(
    session: Session, first: date, last: date, person_id: int | None = None
) -> list[EntryRow]:
    """The time of a span of days, of one person or of all, in the order worked."""
    found = _entries().where(TimeEntry.work_on.between(first, last))
    if person_id is not None:
        found = found.where(TimeEntry.person_id == person_id)
    return _rows(session, found.order_by(TimeEntry.work_on, TimeEntry.started_at, TimeEntry.id))


@dataclass(frozen=True, slots=True)
class TakenRow:
    """What of a day is taken, in the few words that saving another entry needs."""

    id: int
    started_at: datetime
    timed: bool
    minutes: int
    break_minutes: int
    number_int: int
    title: str

    @property
    def ends_at(self) -> datetime:
        """When the work ended, breaks included."""
        return self.started_at + timedelta(minutes=max(0, self.minutes) + self.break_minutes)


# Written once, as it is asked at every save.
_TAKEN = (
    select(
        TimeEntry.id,
        TimeEntry.started_at,
        TimeEntry.timed,
        TimeEntry.minutes,
        TimeEntry.break_minutes,
        Ticket.number_int,
        Ticket.title,
    )
    .outerjoin(Ticket, Ticket.id == TimeEntry.ticket_id)
    .where(TimeEntry.person_id == bindparam("person_id"), TimeEntry.work_on == bindparam("on"))
    .order_by(TimeEntry.started_at, TimeEntry.id)
)


def taken_on(session: Session, person_id: int, on: date) -> list[TakenRow]:
    """What of a person's day is taken, in the order worked."""
    return [TakenRow(*row) for row in session.execute(_TAKEN, {"person_id": person_id, "on": on})]


def entries_of_category(session: Session, first: date, last: date, category: str) -> list[EntryRow]:
    """The time of a span of days that was spent on one category, in the order worked."""
    found = _entries().where(TimeEntry.work_on.between(first, last), TimeEntry.category == category)
    if category != rules.Category.PRODUCTIVE:
        # Little of all time is anything else, and an index holds just that.
        return _as_worked(_rows(session, found.where(_ASIDE)))
    return _rows(session, found.order_by(TimeEntry.work_on, TimeEntry.started_at, TimeEntry.id))


def entries_of(session: Session, entry_ids: Sequence[int]) -> list[EntryRow]:
    """Entries by their ids, in the order worked."""
    return _as_worked(_rows(session, _entries().where(TimeEntry.id.in_(entry_ids))))


def _as_worked(rows: list[EntryRow]) -> list[EntryRow]:
    """In the order worked; asked to sort, SQLite would rather walk every day there ever was."""
    return sorted(rows, key=lambda row: (row.work_on, row.started_at, row.id))


# Spelled out, since SQLite uses a partial index only where it sees the words themselves.
_UNBILLED = text("time_entry.state = 'unbilled'")
_ASIDE = text("time_entry.category <> 'productive'")


def _by_client(found: Select[Any]) -> Select[Any]:
    return found.order_by(
        func.lower(Client.name), Client.id, Ticket.number_int, TimeEntry.started_at, TimeEntry.id
    )


def unbilled(session: Session, through_on: date, client_id: int | None = None) -> list[EntryRow]:
    """Billable time on no invoice yet, worked up to a day, by client, ticket and day."""
    # As a truth, not a range: SQLite would walk every day there ever was.
    early_enough = (TimeEntry.work_on <= through_on).is_(True)
    # Any client, said so that SQLite takes the index of what is unbilled, however old its figures.
    found = _entries().where(_UNBILLED, TimeEntry.client_id > 0, early_enough)
    if client_id is not None:
        found = found.where(TimeEntry.client_id == client_id)
    return _rows(session, _by_client(found))


def on_lines(session: Session, line_ids: Sequence[int]) -> list[EntryRow]:
    """The time that stands on these invoice lines, in the order worked."""
    return _as_worked(_rows(session, _entries().where(TimeEntry.invoice_line_id.in_(line_ids))))


def covered(session: Session, first: date, last: date, client_id: int) -> list[EntryRow]:
    """A client's time that an agreement or nobody pays for, for the page of time detail."""
    free = (rules.Kind.COVERED, rules.Kind.PREPAID, rules.Kind.NO_CHARGE)
    found = _entries().where(
        TimeEntry.client_id == client_id,
        TimeEntry.work_on.between(first, last),
        TimeEntry.kind.in_(free),
    )
    return _rows(session, found.order_by(TimeEntry.work_on, TimeEntry.started_at, TimeEntry.id))


Sums = dict[tuple[str, str], tuple[int, int]]


def sums(session: Session, through_on: date | None = None, client_id: int | None = None) -> Sums:
    """Actual and billed minutes by kind and state; together they are all time there is."""
    found = select(
        TimeEntry.kind,
        TimeEntry.state,
        func.sum(TimeEntry.minutes),
        func.sum(TimeEntry.billed_minutes),
    ).group_by(TimeEntry.kind, TimeEntry.state)
    if through_on is not None:
        found = found.where(TimeEntry.work_on <= through_on)
    if client_id is not None:
        found = found.where(TimeEntry.client_id == client_id)
    rows = session.execute(found.order_by(TimeEntry.kind, TimeEntry.state))
    return {(kind, state): (int(actual), int(bills)) for kind, state, actual, bills in rows}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A trip to a client; `charge` minor units, due once for all its tickets (S112)."""

    id: int
    client_id: int
    client: str
    person_id: int
    person: str
    on: date
    charge: int
    state: str
    invoice_line_id: int | None
    tickets: tuple[int, ...] = ()
    ticket_ids: tuple[int, ...] = ()


_VISIT = (
    Visit.id,
    Visit.client_id,
    Client.name,
    Visit.person_id,
    Person.name,
    Visit.on,
    Visit.charge,
    Visit.state,
    Visit.invoice_line_id,
)


def _visits(session: Session, *conditions: Any) -> list[VisitRow]:
    found = (
        select(*_VISIT)
        .join(Client, Client.id == Visit.client_id)
        .join(Person, Person.id == Visit.person_id)
        .where(*conditions)
        .order_by(func.lower(Client.name), Client.id, Visit.on, Visit.id)
    )
    rows = [VisitRow(*row) for row in session.execute(found)]
    if not rows:
        return []
    named: dict[int, dict[int, int]] = {}
    tickets = (
        select(TimeEntry.visit_id, Ticket.number_int, Ticket.id)
        .join(Ticket, Ticket.id == TimeEntry.ticket_id)
        .where(TimeEntry.visit_id.in_([row.id for row in rows]))
        .order_by(Ticket.number_int)
    )
    for visit_id, number, ticket_id in session.execute(tickets):
        named.setdefault(visit_id or 0, {})[number] = ticket_id
    return [
        replace(row, tickets=tuple(here), ticket_ids=tuple(here.values()))
        for row in rows
        for here in (named.get(row.id, {}),)
    ]


def unbilled_visits(
    session: Session, through_on: date, client_id: int | None = None
) -> list[VisitRow]:
    """Trips whose charge is on no invoice yet, made up to a day, by client and day."""
    conditions = [Visit.state == "unbilled", Visit.on <= through_on, Visit.charge > 0]
    if client_id is not None:
        conditions.append(Visit.client_id == client_id)
    return _visits(session, *conditions)


def visits_on_lines(session: Session, line_ids: Sequence[int]) -> list[VisitRow]:
    """The trips that stand on these invoice lines."""
    return _visits(session, Visit.invoice_line_id.in_(line_ids))


def visit(session: Session, visit_id: int) -> VisitRow | None:
    """One trip with the tickets it served."""
    return next(iter(_visits(session, Visit.id == visit_id)), None)


def visits_of_day(session: Session, person_id: int, on: date) -> list[VisitRow]:
    """A person's trips of a day."""
    return _visits(session, Visit.person_id == person_id, Visit.on == on)


def visit_of_day(session: Session, person_id: int, client_id: int, on: date) -> int | None:
    """The newest trip of a person to a client on a day, by id."""
    return session.scalar(
        select(func.max(Visit.id)).where(
            Visit.person_id == person_id, Visit.client_id == client_id, Visit.on == on
        )
    )
