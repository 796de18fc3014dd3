"""Made-up shops of three sizes, written in bulk into real books and kept for the next run.

All work in progress (open tickets, unbilled time, drafts, open invoices) depends on the number of
clients alone; history comes on top. A shop and its tenth differ in history only, so that a question
that takes longer in the larger one reads history it should not.
"""

import hashlib
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.agreements.models import Agreement
from mspdesk.app.setup import start_shop
from mspdesk.billing import actions as billing
from mspdesk.billing import models as money
from mspdesk.clients import models as clients
from mspdesk.database.action import action
from mspdesk.database.base import Record
from mspdesk.database.batch import open_batch
from mspdesk.database.books import new_books
from mspdesk.database.ddl import MIGRATIONS
from mspdesk.database.store import Store
from mspdesk.documentation.models.device import Device
from mspdesk.people import actions as people
from mspdesk.shop.actions import move_past
from mspdesk.tickets import models as tickets
from mspdesk.tickets.runs import pause_search, rebuild_search
from mspdesk.timekeeping.actions import without_rollups
from mspdesk.timekeeping.models import TimeEntry

NOW = datetime(2026, 3, 11, 15, 0)
"""The moment at which every shop stands still."""

FIRST, LAST = date(2016, 3, 1), date(2026, 2, 27)
"""The first and last day of history; what is newer is work in progress."""

EMPTY_DAYS = date(2015, 12, 31)
"""From here back nobody has worked yet: a day for each entry that a benchmark saves."""

EDITION = 2
"""Grows whenever shops are written differently, so that kept ones are made anew."""

RAISES = ((FIRST, 2_400), (date(2019, 3, 1), 2_700), (date(2023, 3, 1), 3_100))
"""What an hour of everybody costs from a day on, so that paid hours are worth something."""

RATE = 15_000
PLAN = 120_000
PER_TICKET = 5
SOURCE = "benchmark"
_AT_ONCE = 20_000
_DAYS = (LAST - FIRST).days


@dataclass(frozen=True, slots=True)
class Size:
    """How large a shop is; all figures but the clients are history."""

    name: str
    clients: int
    tickets: int
    invoices: int

    @property
    def entries(self) -> int:
        """How many time entries of history there are."""
        return self.tickets * PER_TICKET

    @property
    def live(self) -> int:
        """How many tickets are open."""
        return self.clients * 6 // 10

    def tenth(self) -> "Size":
        """The same shop with a tenth of its history."""
        return replace(
            self,
            name=f"{self.name}-tenth",
            tickets=self.tickets // 10,
            invoices=self.invoices // 10,
        )


SIZES = {
    size.name: size
    for size in (
        Size("small", 20, 800, 200),
        Size("medium", 100, 20_000, 6_000),
        Size("large", 500, 200_000, 60_000),
    )
}

_WORDS = (
    "the of and a to is in after before since user says that it when they we their on "
    "printer network backup laptop screen password account mailbox outlook server switch router "
    "cable wireless office driver update restart error message slow file folder share drive key "
    "phone extension monitor dock keyboard certificate domain firewall tunnel remote session "
    "invoice report scanner toner tray queue login profile desktop shortcut browser page camera"
).split()
_THINGS = "Printer Laptop Backup Mailbox Server Scanner Phone Wireless Monitor Account".split()
_TROUBLES = ("does not start", "is slow since Monday", "asks for a password", "shows an error")
_FIRST_NAMES = "Ada Ben Cleo Dag Eva Finn Gil Hana Ivo Jun Kim Lea Max Nia Otto Pia".split()
_LAST_NAMES = "Aldous Birch Castell Dorne Emsley Farrow Galt Hobart Ives Jarrow Kerr Lund".split()


# --- where they are kept -----------------------------------------------------------------------


def shop_of(size: Size, work: Path) -> Path:
    """The folder of a shop's books below `work`, made when it is not there yet."""
    folder = work / f"{size.name}-{_edition()}"
    if folder.exists():
        return folder
    part = work / f"{folder.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    with dates.frozen(NOW):
        store = new_books(part, durable=False)
        try:
            fill(store, size)
        finally:
            store.close()
    part.rename(folder)
    return folder


def _edition() -> str:
    """A name for what shops are made from: their edition here and the form of the books."""
    digest = hashlib.sha256(bytes([EDITION]))
    for file in sorted(MIGRATIONS.rglob("*")):
        if file.suffix in {".py", ".sql"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


# --- filling -----------------------------------------------------------------------------------


def fill(store: Store, size: Size) -> None:
    """Fill fresh books with a shop of a size."""
    start_shop(store, "Benchmark IT", RATE, "US", {"owner_name": "Olga Owner"})
    staff = [
        store.do(
            people.add_person,
            f"{_FIRST_NAMES[n]} {_LAST_NAMES[n]}",
            ("technician",),
            {"tier": n % 3 + 1, "hired_on": FIRST},
        )
        for n in range(6)
    ]
    for who in staff:
        for since, wage in RAISES:
            store.do(people.set_wage, who, since, wage, 12_500)
    store.do(_write, size, tuple(staff))
    store.do(billing.make_drafts, NOW.date())
    engine = store.write_engine
    if engine is not None and store.dialect == "sqlite":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")


@action("Make shop", undoable=False, batch=True)
def _write(session: Session, size: Size, staff: tuple[int, ...]) -> None:
    """Write everything of a shop but its people and drafts."""
    batch_id = open_batch(session, "benchmark", size.name)
    shop = _Shop(session.connection(), size, staff, batch_id)
    pause_search(session)
    with without_rollups(session):
        shop.write_clients()
        shop.write_tickets()
        shop.write_money()
        shop.write_time()
    rebuild_search(session)
    move_past(session, "ticket", size.tickets + size.live)
    move_past(session, "client", size.clients)


@dataclass(frozen=True, slots=True)
class Work:
    """One time entry of history: its ticket, client, person, day, minutes and kind."""

    ticket: int
    client: int
    person: int
    on: date
    minutes: int
    kind: str


class _Shop:
    """Writes a shop; client ids run on from `first_client`, ticket t is of client t % clients."""

    def __init__(
        self, connection: Connection, size: Size, staff: Sequence[int], batch_id: int
    ) -> None:
        self.connection = connection
        self.size = size
        self.staff = staff
        self.batch_id = batch_id
        self.random = random.Random(size.clients)
        asked = connection.exec_driver_sql("SELECT max(id) FROM client")
        self.first_client = int(asked.scalar_one()) + 1

    def put(
        self, model: type[Record], columns: str, rows: Iterable[tuple[Any, ...]], **same: Any
    ) -> None:
        """Insert rows of some columns; the rest have their usual value or the one in `same`."""
        table = cast("Table", model.__table__)
        given = columns.split()
        fixed = {name: value for name, value in _usual(table).items() if name not in given}
        fixed |= same
        if "batch_id" in table.c:
            fixed["batch_id"] = self.batch_id
        if "source" in table.c and "source" not in same:
            fixed["source"] = SOURCE
        names = ", ".join(f'"{name}"' for name in [*given, *fixed])
        values = ", ".join(["?"] * len(given) + [_literal(value) for value in fixed.values()])
        line = f"INSERT INTO {table.name} ({names}) VALUES ({values})"
        waiting = iter(rows)
        while chunk := list(islice(waiting, _AT_ONCE)):
            self.connection.exec_driver_sql(line, chunk)

    def client(self, ticket: int) -> int:
        """The id of the client of the t-th ticket."""
        return self.first_client + ticket % self.size.clients

    # --- who ---------------------------------------------------------------------------------

    def write_clients(self) -> None:
        """Clients with a site, ten contacts, twenty devices and an agreement each."""
        ids = range(self.first_client, self.first_client + self.size.clients)
        named = [(id_, f"C{id_ + 1000:05d}", _client_name(id_)) for id_ in ids]
        self.put(clients.Client, "id number name", named, status="active", since_on="2016-01-04")
        self.put(clients.Site, "client_id name", ((id_, "Main office") for id_ in ids), main=1)
        self.put(
            clients.Contact,
            "client_id first_name last_name email phone phone_digits",
            (_contact(id_, n) for id_ in ids for n in range(10)),
        )
        self.put(
            Device,
            "client_id name serial kind",
            (
                (id_, f"WS-{id_}-{n:02d}", f"SN{id_ * 7919 + n:08X}", "workstation")
                for id_ in ids
                for n in range(20)
            ),
        )
        self.put(
            Agreement,
            "number client_id kind monthly_fee start_on",
            (
                (
                    f"A{id_ + 1000:05d}",
                    id_,
                    *(("managed", PLAN) if id_ % 5 else ("hourly", 0)),
                    "2016-01-04",
                )
                for id_ in ids
            ),
        )

    # --- the work ----------------------------------------------------------------------------

    def write_tickets(self) -> None:
        """The ended tickets of history, their words, a note on every other; then the open ones."""
        self.put(
            tickets.Ticket,
            "id number number_int client_id title status priority assigned_id tier"
            " estimate_minutes opened_at completed_at closed_at acknowledged_at",
            (self._ended(t) for t in range(self.size.tickets)),
            coverage="billable",
            no_device=1,
            no_agreement=1,
            priority_set=1,
        )
        self.put(
            tickets.Ticket,
            "id number number_int client_id title status priority assigned_id tier"
            " estimate_minutes opened_at follow_up_on scheduled_at acknowledged_at",
            (self._open(t) for t in range(self.size.live)),
            coverage="billable",
            no_device=1,
            no_agreement=1,
            priority_set=1,
        )
        every = range(1, self.size.tickets + self.size.live + 1)
        self.put(
            tickets.TicketText,
            "ticket_id description resolution",
            ((id_, self.text(300, 700), "Done and tested with the user.") for id_ in every),
        )
        self.put(
            tickets.TicketNote,
            "ticket_id at text person_id",
            ((id_, _moment(LAST, 600), self.text(60, 160), self.staff[0]) for id_ in every[::2]),
        )

    def text(self, least: int, most: int) -> str:
        """Words of a length in characters between two figures; common ones come often."""
        wanted = self.random.randint(least, most) // 6
        return " ".join(self.random.choices(_WORDS, k=wanted)) + "."

    def title(self, ticket: int) -> str:
        """A title that tells one ticket from another."""
        thing, trouble = _THINGS[ticket % 10], _TROUBLES[ticket // 10 % 4]
        return f"{thing} {trouble}, room {ticket % 997}"

    def _ended(self, t: int) -> tuple[Any, ...]:
        id_ = t + 1
        begun, over = (self._day_of(t, n) for n in (0, PER_TICKET - 1))
        status = "cancelled" if t % 37 == 0 else "closed"
        end = _moment(over, 1000)
        return (
            id_, f"T{id_:06d}", id_, self.client(t), self.title(t), status, t % 4 + 1,
            self.staff[t % len(self.staff)], t % 3 + 1, 60, _moment(begun, 480 + t % 400), end, end,
            _moment(begun, 490 + t % 400),
        )  # fmt: skip

    def _open(self, n: int) -> tuple[Any, ...]:
        id_ = self.size.tickets + n + 1
        status = ("new", "assigned", "in_progress", "waiting_client", "on_hold", "scheduled")[n % 6]
        opened = NOW.date() - timedelta(days=n % 9)
        who = None if status == "new" else self.staff[n % len(self.staff)]
        follow = "2026-03-13" if status in {"waiting_client", "on_hold"} else None
        planned = _moment(date(2026, 3, 12), 540) if status == "scheduled" else None
        return (
            id_, f"T{id_:06d}", id_, self.client(n), self.title(n), status, n % 4 + 1, who,
            n % 3 + 1, 60, _moment(opened, 500 + n % 60), follow, planned,
            _moment(opened, 560 + n % 60),
        )  # fmt: skip

    def _day_of(self, t: int, n: int) -> date:
        """The day of a ticket's n-th entry: a client's entries lie evenly over all of history."""
        each = self.size.entries // self.size.clients
        place = (t // self.size.clients) * PER_TICKET + n
        return FIRST + timedelta(days=place * _DAYS // each)

    def history(self, t: int) -> list[Work]:
        """The entries of an ended ticket."""
        kind = ("billable", "covered", "billable", "no_charge", "billable")[t % PER_TICKET]
        person = self.staff[t % len(self.staff)]
        return [
            Work(t + 1, self.client(t), person, self._day_of(t, n), 15 * (1 + (t + n) % 6), kind)
            for n in range(PER_TICKET)
        ]

    def write_time(self) -> None:
        """The time of history, billed where it is billable, then what nobody has billed yet."""
        self.put(
            TimeEntry,
            "ticket_id client_id person_id work_on started_at minutes kind state billed_minutes"
            " invoice_line_id entered_at",
            (self._entry(t, work) for t in range(self.size.tickets) for work in self.history(t)),
            rate=RATE,
            client_note="Looked at it, found the cause, mended it and tested with the user.",
            why="Billable: hourly.",
        )
        self.put(
            TimeEntry,
            "ticket_id client_id person_id work_on started_at minutes billed_minutes entered_at",
            (self._unbilled(n, day) for n in range(self.size.live) for day in range(3)),
            kind="billable",
            state="unbilled",
            rate=RATE,
            client_note="Went through it step by step and set it right.",
            why="Billable: hourly.",
        )

    def _entry(self, t: int, work: Work) -> tuple[Any, ...]:
        billable = work.kind == "billable"
        at = _moment(work.on, 480 + (t * 30) % 480)
        return (
            work.ticket, work.client, work.person, work.on.isoformat(), at, work.minutes, work.kind,
            "invoiced" if billable else "", work.minutes if billable else 0,
            t + 1 if billable else None, at,
        )  # fmt: skip

    def _unbilled(self, n: int, day: int) -> tuple[Any, ...]:
        ticket = self.size.tickets + n + 1
        on = NOW.date() - timedelta(days=day)
        at = _moment(on, 480 + (n * 15) % 400)
        who = self.staff[n % len(self.staff)]
        minutes = 15 * (1 + n % 3)
        return ticket, self.client(n), who, on.isoformat(), at, minutes, minutes, at

    # --- the money ---------------------------------------------------------------------------

    def write_money(self) -> None:
        """Invoices with a line for each billable ticket and one for the plan; nearly all paid."""
        each = self.size.tickets // self.size.clients
        bills = self.size.invoices // self.size.clients
        sums = [PLAN] * self.size.invoices
        lines: list[tuple[Any, ...]] = []
        for t in range(self.size.tickets):
            done = self.history(t)
            if done[0].kind != "billable":
                continue
            bill = (t // self.size.clients) * bills // each
            invoice = bill * self.size.clients + t % self.size.clients
            minutes = sum(work.minutes for work in done)
            amount = minutes * RATE // 60
            sums[invoice] += amount
            lines.append(
                (t + 1, invoice + 1, 1 + t // self.size.clients, "time", self.title(t), t + 1,
                 minutes * 10_000 // 60, "h", RATE, amount, minutes)
            )  # fmt: skip
        first_line = self.size.tickets + 1
        self.put(
            money.Invoice,
            "id number key client_id issued_on due_on subtotal total",
            (self._invoice(n, bills, total) for n, total in enumerate(sums)),
            state="issued",
            terms_days=15,
        )
        columns = (
            "id invoice_id position kind text ticket_id quantity unit unit_price amount minutes"
        )
        self.put(money.InvoiceLine, columns, lines)
        self.put(
            money.InvoiceLine,
            columns,
            (
                (first_line + n, n + 1, 0, "plan", "Care plan", None, 10_000, "", PLAN, PLAN, None)
                for n in range(self.size.invoices)
            ),
        )
        paid = list(self._paid(sums))
        self.put(
            money.Payment,
            "id number client_id received_on amount",
            ((n, f"P{n:06d}", client, on, amount) for n, client, on, amount in paid),
        )
        self.put(
            money.Allocation,
            "payment_id invoice_id amount",
            ((n, n, amount) for n, _client, _on, amount in paid),
        )

    def _billed_on(self, n: int, bills: int) -> date:
        return FIRST + timedelta(days=_DAYS * (n // self.size.clients + 1) // bills)

    def _invoice(self, n: int, bills: int, total: int) -> tuple[Any, ...]:
        issued = self._billed_on(n, bills)
        due = issued + timedelta(days=15)
        client = self.first_client + n % self.size.clients
        return (
            n + 1, f"B{n + 1:06d}", f"benchmark-{n}", client, issued.isoformat(), due.isoformat(),
            total, total,
        )  # fmt: skip

    def _paid(self, sums: Sequence[int]) -> Iterator[tuple[int, int, str, int]]:
        """Every invoice is paid but the last one of two clients in five."""
        bills = self.size.invoices // self.size.clients
        newest = self.size.invoices - self.size.clients
        for n, total in enumerate(sums):
            if n >= newest and n % 5 < 2:
                continue
            on = self._billed_on(n, bills) + timedelta(days=12)
            yield n + 1, self.first_client + n % self.size.clients, min(on, LAST).isoformat(), total


def _usual(table: Table) -> dict[str, Any]:
    """The usual value of every column that has one and needs one."""
    found: dict[str, Any] = {}
    for column in table.c:
        usual = getattr(column.default, "arg", None)
        if usual is not None and not callable(usual):
            found[column.name] = usual
    return found


def _literal(value: Any) -> str:
    """A value as SQLite reads it inside a statement; % is not used anywhere."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(int(value))
    return "'" + str(value).replace("'", "''") + "'"


def _client_name(id_: int) -> str:
    return f"{_LAST_NAMES[id_ % 12]} {_LAST_NAMES[id_ // 12 % 12]} {id_}, Inc."


def _contact(client: int, n: int) -> tuple[Any, ...]:
    first, last = _FIRST_NAMES[(client + n) % 16], _LAST_NAMES[(client * 3 + n) % 12]
    digits = f"218555{client * 10 + n:04d}"[:10]
    return client, first, last, f"{first}.{last}{client}@client.example".lower(), digits, digits


def _moment(day: date, minute: int) -> str:
    """A moment as SQLite keeps it."""
    return f"{day.isoformat()} {minute // 60 % 24:02d}:{minute % 60:02d}:00.000000"
