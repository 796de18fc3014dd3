"""Three months of the sample shop's covered work, so that its garden has something to tend."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import dates
from ..agreements.queries import in_force
from ..clients.models import Contact
from ..database.action import action
from ..database.store import Store
from ..documentation.models.device import Device
from ..garden import actions as garden
from ..garden.queries import garden as client_garden
from ..garden.rules import days_of
from ..people import queries as people_queries
from ..shop.rules import TEN_HOLIDAYS, holidays_of
from ..tickets import actions as tickets
from ..tickets.models import Ticket
from ..timekeeping import actions as timekeeping

DAYS, LATELY = 90, 10
"""Days of the garden, and those of them that are logged from end to end already."""

HOURS = {
    "Kestrel Machine & Tool": 173,
    "Calloway & Finch CPAs": 190,
    "Brightwater Veterinary": 107,
    "Dunmore Title & Escrow": 115,
    "Alder Street Dental": 62,
    "Hollis Orchards": 47,
    "Granite Bay Surveyors": 49,
    "Northfold Printing": 101,
    "Larkspur Property Mgmt": 112,
    "Eastgate Physical Therapy": 81,
    "Old Mill Brewing": 68,
    "Fernhill Montessori": 68,
    "Juniper Law Group": 63,
    "Copperline Plumbing Supply": 31,
}
"""Tenths of an hour a month that each client takes."""

WORK = (
    (
        "Updates and restarts after hours",
        "Updated, restarted, looked at every log afterwards.",
        120,
    ),
    ("New employee, computer and accounts", "Set up the computer, tested mail and shares.", 150),
    ("Network slow in the afternoon", "Found the camera that filled the line, moved it.", 135),
    ("Backup did not finish", "Cleared the old sets, ran it again, restored three files.", 90),
    ("Move two desks", "Moved machines and phones, labeled the ports, tested.", 105),
    ("Spam gets through", "Tightened the filter, went over two weeks of mail with them.", 75),
    (
        "Program of the trade will not start",
        "Repaired the database with the maker on the line.",
        165,
    ),
)
PRINTER = ("Printer jams again", "Cleaned the rollers, printed forty pages. It will jam again.", 90)
AT_PRINTER = "Eastgate Physical Therapy"
OLD = ("Northfold Printing", 3, date(2019, 6, 14))
"""Whose workstations are old, how many, since when."""

OFFICE = (
    ("Priya Raman", "admin", "Calls, calendar, purchase orders", 225),
    ("Dana Whitlock", "sales", "Visit to a company that asked about us", 105),
    ("Priya Raman", "finance", "Invoices and calls due", 225),
    ("Dana Whitlock", "service_manager", "Went through the board, planned the week", 75),
)
"""Overhead by turns: who, hat, words, minutes."""

MARGIN = 44
"""Percent that is to be left of what an hour brings in: some $110 an hour are wanted then."""

PRIYA = "Priya Raman"
"""Who is in the office every morning."""

DECIDED = (
    ("Eastgate Physical Therapy", "coach", "The old printer eats a third of the hours.", 45),
    ("Hollis Orchards", "keep", "Pays early, sends us two neighbors a year.", 0),
)
"""What Dana decided about whom, why, and after how many days she looks again."""


def tend_garden(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Record what the shop did besides, as of the moment it is made."""
    before = store.person_id
    store.person_id = people["Dana Whitlock"]
    with dates.frozen(now):
        store.do(_work, people, clients, now.date())
        store.do(_grow_old, clients)
        store.do(garden.set_margin, MARGIN)
        for name, choice, why, days in DECIDED:
            again = now.date() + timedelta(days=days) if days else None
            store.do(garden.choose, clients[name], choice, why, again)
    store.person_id = before


@action("Record sample work of three months", undoable=False)
def _work(
    session: Session, people: Mapping[str, int], clients: Mapping[str, int], today: date
) -> None:
    """Tickets from call to closed, spread over the workdays, until each client has its hours."""
    first = today - timedelta(days=DAYS - 1)
    have = {row.client_id: row.recorded for row in client_garden(session, first, today)}
    days = list(_workdays(first, today - timedelta(days=LATELY + 1)))
    month = days_of(first, today) * 48
    turn = 0
    for place, (name, tenths) in enumerate(HOURS.items()):
        client = clients[name]
        left = tenths * 6 * month // 1_461 - have.get(client, 0)
        kinds = _Kinds(session, client)
        while left >= 45:
            at = days[(turn * 7 + place) % len(days)]
            who = people["Marcus Oduya" if turn % 3 else "Dana Whitlock"]
            left -= _ticket(
                session, kinds, client, who, at, turn, left, at_printer=name == AT_PRINTER
            )
            turn += 1
    for n, day in enumerate(days):
        name, hat, words, minutes = OFFICE[n % len(OFFICE)]
        _office(session, people[name], hat, day, words, minutes)
        if name != PRIYA:
            _office(session, people[PRIYA], "finance", day, "Invoices, payments, the mail", 225)
    session.info["words"] = "Work of three months recorded"


class _Kinds:
    """What a first contact at a client answers: its agreement, whom it is about, which device."""

    def __init__(self, session: Session, client: int) -> None:
        held = in_force(session, client)
        self.agreed = {"agreement_id": held.id} if held else {"no_agreement": True}
        self.covered = held is not None
        self.contact = session.scalar(select(Contact.id).where(Contact.client_id == client))
        found = select(Device.id, Device.kind).where(Device.client_id == client)
        every = session.execute(found.order_by(Device.id)).all()
        self.devices = [id_ for id_, _ in every]
        self.printers = [id_ for id_, kind in every if kind == "printer"]


def _ticket(
    session: Session,
    kinds: _Kinds,
    client: int,
    who: int,
    day: date,
    turn: int,
    left: int,
    *,
    at_printer: bool,
) -> int:
    """One ticket, worked on and closed; answers its minutes."""
    printer = at_printer and turn % 2 == 0 and bool(kinds.printers)
    title, done, minutes = PRINTER if printer else WORK[turn % len(WORK)]
    minutes = min(minutes, left)
    device = kinds.printers[0] if printer else kinds.devices[turn % len(kinds.devices)]
    opened = datetime.combine(day, time(8 + turn % 7, turn % 4 * 15))
    with dates.frozen(opened):
        told = {
            "description": "As told on the phone.",
            "priority": 3,
            "contact_id": kinds.contact,
            "source_kind": "phone",
            "device_id": device,
            "assigned_id": who,
            "estimate_minutes": minutes,
            **kinds.agreed,
        }
        ticket = tickets.open_ticket(session, client, title, told)
    with dates.frozen(datetime.combine(day, time(23, 30))):
        entry = timekeeping.log_time(session, ticket, day, minutes, done, person_id=who)
        if not kinds.covered:
            timekeeping.set_kind(session, entry, "no_charge", "Was never agreed on; our mistake.")
        session.flush()
        session.expire_all()
        tickets.complete(session, ticket, None, done)
        tickets.close(session, ticket)
    return minutes


def _office(session: Session, who: int, hat: str, day: date, words: str, minutes: int) -> None:
    """Time on the standing ticket of a hat."""
    role = next(one.id for one in people_queries.roles(session) if one.code == hat)
    with dates.frozen(datetime.combine(day, time(23, 45))):
        timekeeping.log_time(
            session, None, day, minutes, words, "admin", role_id=role, person_id=who
        )


@action("Write down when old workstations were bought", undoable=False)
def _grow_old(session: Session, clients: Mapping[str, int]) -> None:
    """Let some workstations be old, among them the one an open ticket is about."""
    name, many, since = OLD
    asked = select(Ticket.device_id).where(
        Ticket.client_id == clients[name], Ticket.closed_at.is_(None), Ticket.completed_at.is_(None)
    )
    first = set(session.scalars(asked))
    found = session.scalars(
        select(Device)
        .where(Device.client_id == clients[name], Device.kind == "workstation")
        .order_by(Device.id)
    )
    for device in sorted(found, key=lambda one: (one.id not in first, one.id))[:many]:
        device.purchased_on = since
        device.warranty_until = dates.add_months(since, 36)


def _workdays(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if day.weekday() < 5 and day not in holidays_of(TEN_HOLIDAYS, day.year):
            yield day
        day += timedelta(days=1)
