"""What a successor needs of a client as lists, and what was handed over so far (S096, S097)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients import queries as clients
from ...clients.models import Client
from ...clients.queries import CONTACTS, SITES
from ...clients.rules import Status
from ...documentation.queries.devices import devices_of
from ...documentation.queries.facts import facts
from ...documentation.queries.lists import columns_of
from ...documentation.rules.devices import OWNERS
from ...documentation.rules.sections import SECTIONS, section
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...money import Currency
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import shop
from ...tickets.queries import TicketRow, tickets_of_client
from ...tickets.rules import STATUS_WORDS
from ...tickets.rules import Status as TicketStatus
from ...vendors.queries import accounts
from ...vendors.queries.lists import ACCOUNTS
from ..models import HandOver
from ..rules.handover import REASONS

_CLOSED = {TicketStatus.COMPLETED, TicketStatus.CLOSED, TicketStatus.CANCELLED}
_MOST_TICKETS = 100_000


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """A hand-over as lists show it."""

    id: int
    made_at: datetime
    person: str
    given_to: str
    company: str
    reason: str
    with_credentials: bool
    files: str
    receipt_on: date | None
    received_by: str
    notes: str

    @property
    def reason_words(self) -> str:
        """Why it was made."""
        return REASONS.get(self.reason, self.reason)

    @property
    def file_count(self) -> int:
        """How many files lay in the folder."""
        return len(self.files.splitlines())


@dataclass(frozen=True, slots=True)
class ListOut:
    """One list of the package: its title, columns and rows."""

    title: str
    columns: tuple[OutColumn[Any], ...]
    rows: list[Any]


@dataclass(frozen=True, slots=True)
class Exit:
    """A device that is not the client's: roles move first, then it goes back (S097)."""

    name: str
    kind: str
    owner: str
    serial: str
    job: str
    until: str


def hand_overs(session: Session, client_id: int) -> list[HandOverRow]:
    """A client's hand-overs, newest first."""
    found: Any = session.execute(
        select(
            *(HandOver.id, HandOver.made_at, func.coalesce(Person.name, ""), HandOver.given_to),
            *(HandOver.company, HandOver.reason, HandOver.with_credentials, HandOver.files),
            *(HandOver.receipt_on, HandOver.received_by, HandOver.notes),
        )
        .outerjoin(Person, Person.id == HandOver.person_id)
        .where(HandOver.client_id == client_id)
        .order_by(HandOver.made_at.desc(), HandOver.id.desc())
    )
    return [HandOverRow(*row) for row in found]


def shown(session: Session, client_id: int) -> bool:
    """Whether a client's page speaks of hand-over: on notice, leaving, gone, or once made."""
    status = session.scalar(select(Client.status).where(Client.id == client_id))
    if status in {Status.NOTICE, Status.OFFBOARDING, Status.FORMER}:
        return True
    held = select(HandOver.id).where(HandOver.client_id == client_id).limit(1)
    return session.scalar(held) is not None


def exits(session: Session, client_id: int) -> list[Exit]:
    """The devices that belong to us or to a lessor, which go back after their roles moved."""
    return [
        Exit(
            one.name,
            one.kind,
            OWNERS.get(one.owner, one.owner),
            one.serial,
            one.job,
            one.lease_until.isoformat() if one.lease_until else "",
        )
        for one in devices_of(session, client_id)
        if one.owner != "client"
    ]


_SITES = (*SITES, OutColumn("How to get in", TEXT, lambda r: r.access))
_FOR_A_SUCCESSOR = (
    *("Vendor", "For", "Account number", "Support phone", "Contract until"),
    "Authorized callers",
)
# Whether we may call, and our notes, are between us and the vendor.
_ACCOUNTS = tuple(one for one in ACCOUNTS if one.title in _FOR_A_SUCCESSOR)
_TICKETS: tuple[OutColumn[TicketRow], ...] = (
    OutColumn("Ticket", WHOLE, lambda r: r.number),
    OutColumn("Title", TEXT, lambda r: r.title),
    OutColumn("Priority", WHOLE, lambda r: r.priority),
    OutColumn("Status", TEXT, lambda r: STATUS_WORDS[TicketStatus(r.status)]),
    OutColumn("Opened", DATE, lambda r: r.opened_at.date()),
    OutColumn("Estimated minutes", WHOLE, lambda r: r.estimate_minutes),
    OutColumn("Logged minutes", WHOLE, lambda r: r.logged_minutes),
)
_EXITS: tuple[OutColumn[Exit], ...] = (
    OutColumn("Device", TEXT, lambda r: r.name),
    OutColumn("Kind", TEXT, lambda r: r.kind),
    OutColumn("Owner", TEXT, lambda r: r.owner),
    OutColumn("Serial", TEXT, lambda r: r.serial),
    OutColumn("Roles to move first", TEXT, lambda r: r.job),
    OutColumn("Lease until", TEXT, lambda r: r.until),
)


def lists(session: Session, client_id: int) -> list[ListOut]:
    """Everything about a client as lists, in the order of the binder; empty ones are left out.

    Secrets are in none of them.
    """
    tickets = tickets_of_client(session, client_id, _MOST_TICKETS)
    currency = shop(session).money
    found = [
        ListOut("Sites", _SITES, clients.sites(session, client_id)),
        ListOut("Contacts", CONTACTS, clients.contacts(session, client_id)),
        *(_section(session, client_id, one.key, currency) for one in SECTIONS),
        ListOut("Vendors", _ACCOUNTS, accounts(session, client_id=client_id)),
        ListOut("Open tickets", _TICKETS, [one for one in tickets if one.status not in _CLOSED]),
        ListOut("Closed tickets", _TICKETS, [one for one in tickets if one.status in _CLOSED]),
        ListOut("Devices to give back", _EXITS, exits(session, client_id)),
    ]
    return [one for one in found if one.rows]


def _section(session: Session, client_id: int, key: str, currency: Currency) -> ListOut:
    """One section of the documentation, with dates, money and yes or no as such."""
    rows = facts(session, client_id, key, limit=1_000_000)
    return ListOut(section(key).title, columns_of(key, currency), rows)
