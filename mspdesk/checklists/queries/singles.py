"""Questions about monthly singles: who has theirs, and how it stands with a client (S070)."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import WORKED_FOR
from ...dates import month_start
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.rules import Status, status_words
from ..models import Checklist, MonthlySingle, SingleTicket

CLOSED = (Status.CLOSED, Status.CANCELLED)
"""A single is done for a client when its ticket is closed, or was canceled with a reason."""


@dataclass(frozen=True, slots=True)
class SingleRow:
    """A monthly single in a list: how many tickets it has and how many of them are closed."""

    id: int
    version: int
    month: date
    title: str
    steps: str
    code: str
    checklist: str
    estimate_minutes: int | None
    person_id: int | None
    person: str
    started: bool
    tickets: int
    closed: int

    @property
    def name(self) -> str:
        """What it is called: June single."""
        return f"{self.month:%B} single"

    @property
    def done(self) -> bool:
        """Whether all of its tickets are closed."""
        return bool(self.tickets) and self.closed == self.tickets

    @property
    def words(self) -> str:
        """How far it is: 8 of 12 closed."""
        if not self.started:
            return "Not started"
        return f"{self.closed} of {self.tickets} closed"


@dataclass(frozen=True, slots=True)
class SingleClient:
    """How a single stands with one client."""

    client_id: int
    client: str
    ticket_id: int
    number: int
    status: str
    person: str

    @property
    def closed(self) -> bool:
        """Whether its ticket is closed."""
        return self.status in CLOSED

    @property
    def words(self) -> str:
        """The status of its ticket in words."""
        return status_words(self.status)


@dataclass(frozen=True, slots=True)
class SinglePage:
    """A monthly single with its clients; `others` are clients that have no ticket of it."""

    row: SingleRow
    clients: tuple[SingleClient, ...]
    others: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class SingleMark:
    """How a month's single stands with one client, for the line of the monthly checklist."""

    title: str
    ticket_id: int
    number: int
    closed: bool

    @property
    def words(self) -> str:
        """In words: Check backups of mail, #1181, closed."""
        return f"{self.title}, #{self.number}, {'closed' if self.closed else 'still open'}"


def _closed() -> ColumnElement[int]:
    return func.coalesce(func.sum(Ticket.status.in_(CLOSED).cast(Integer)), 0)


def singles(session: Session, month: date | None = None) -> list[SingleRow]:
    """The monthly singles, newest month first; those of one month alone when it is given."""
    found = (
        select(
            MonthlySingle.id,
            MonthlySingle.version,
            MonthlySingle.month,
            MonthlySingle.title,
            MonthlySingle.steps,
            func.coalesce(Checklist.code, ""),
            func.coalesce(Checklist.title, ""),
            MonthlySingle.estimate_minutes,
            MonthlySingle.person_id,
            func.coalesce(Person.name, ""),
            MonthlySingle.started_at.is_not(None),
            func.count(SingleTicket.id),
            _closed(),
        )
        .outerjoin(Checklist, Checklist.id == MonthlySingle.checklist_id)
        .outerjoin(Person, Person.id == MonthlySingle.person_id)
        .outerjoin(SingleTicket, SingleTicket.single_id == MonthlySingle.id)
        .outerjoin(Ticket, Ticket.id == SingleTicket.ticket_id)
        .group_by(MonthlySingle.id, Checklist.code, Checklist.title, Person.name)
        .order_by(MonthlySingle.month.desc(), func.lower(MonthlySingle.title), MonthlySingle.id)
    )
    if month is not None:
        found = found.where(MonthlySingle.month == month_start(month))
    rows: list[Any] = list(session.execute(found))
    return [SingleRow(*row) for row in rows]


def single_page(session: Session, single_id: int) -> SinglePage | None:
    """One single with its clients by name, open ones first; None for one that is not there."""
    row = next((one for one in singles(session) if one.id == single_id), None)
    if row is None:
        return None
    found = (
        select(
            Client.id,
            Client.name,
            Ticket.id,
            Ticket.number_int,
            Ticket.status,
            func.coalesce(Person.name, ""),
        )
        .join(SingleTicket, SingleTicket.client_id == Client.id)
        .join(Ticket, Ticket.id == SingleTicket.ticket_id)
        .outerjoin(Person, Person.id == Ticket.assigned_id)
        .where(SingleTicket.single_id == single_id)
        .order_by(Ticket.status.in_(CLOSED), func.lower(Client.name))
    )
    clients = tuple(SingleClient(*one) for one in session.execute(found))
    have = {one.client_id for one in clients}
    others = tuple((id_, name) for id_, name in worked_for(session) if id_ not in have)
    return SinglePage(row, clients, others)


def worked_for(session: Session) -> list[tuple[int, str]]:
    """Clients we work for, by name, our own company left out."""
    found = (
        select(Client.id, Client.name)
        .where(Client.status.in_(WORKED_FOR), ~Client.internal)
        .order_by(func.lower(Client.name))
    )
    return [(id_, name) for id_, name in session.execute(found)]


def single_for_client(session: Session, client_id: int, month: date) -> SingleMark | None:
    """How a month's single stands with a client; None where the month has none for it."""
    found = (
        select(MonthlySingle.title, Ticket.id, Ticket.number_int, Ticket.status)
        .join(SingleTicket, SingleTicket.single_id == MonthlySingle.id)
        .join(Ticket, Ticket.id == SingleTicket.ticket_id)
        .where(SingleTicket.client_id == client_id, MonthlySingle.month == month_start(month))
        .order_by(Ticket.status.in_(CLOSED), MonthlySingle.id)
    )
    row = session.execute(found).first()
    return SingleMark(row[0], row[1], row[2], row[3] in CLOSED) if row else None


def marks_of(session: Session, month: date) -> dict[int, tuple[int, int]]:
    """How many tickets of a month's singles each client has, and how many of them are closed."""
    found = (
        select(SingleTicket.client_id, func.count(), _closed())
        .join(MonthlySingle, MonthlySingle.id == SingleTicket.single_id)
        .join(Ticket, Ticket.id == SingleTicket.ticket_id)
        .where(MonthlySingle.month == month_start(month))
        .group_by(SingleTicket.client_id)
    )
    return {client_id: (count, done) for client_id, count, done in session.execute(found)}
