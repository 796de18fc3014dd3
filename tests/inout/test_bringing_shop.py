"""A whole shop comes in, its reports equal its files, and it goes out as it came."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from mspdesk.app import keeping, reporting
from mspdesk.app.areas import AREAS
from mspdesk.app.bringing import bring
from mspdesk.app.giving import give
from mspdesk.billing.models import Invoice, InvoiceLine
from mspdesk.clients.models import Client
from mspdesk.database.history import batches, recent_steps
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.errors import Cancelled, UserError
from mspdesk.people.models import Access, PaidHours, Person, Wage
from mspdesk.progress import Progress
from mspdesk.tickets.actions import open_ticket
from mspdesk.tickets.models import Ticket
from mspdesk.tickets.queries import search_tickets
from mspdesk.timekeeping.models import TimeEntry

from . import old_shop as old
from .old_shop import DATES, HEADERS

ALL = Period(date(1900, 1, 1), date(2999, 12, 31))


def report(store: Store, name: str, as_of: date | None = None) -> Any:
    """A report in the form the command line promises."""
    wanted = reporting.report_named(AREAS, name)
    assert wanted.shape is not None
    with store.read() as session:
        return wanted.shape(session, Period(as_of, as_of) if as_of else ALL)


def come(store: Store, folder: Path) -> None:
    """Bring a folder in."""
    bring(store, Progress(), "shop", folder)


def count(store: Store, model: type[Any]) -> int:
    """How many rows a table has."""
    return store.ask(lambda session: session.scalar(select(func.count()).select_from(model)) or 0)


def test_reports_equal_the_files(shop_store: Store, old_shop: Path, clock: object) -> None:
    come(shop_store, old_shop)
    months = report(shop_store, "time-by-month")
    keys = ("minutes", "billable_minutes", "after_hours_minutes")
    assert {row["month"]: tuple(row[k] for k in keys) for row in months} == old.minutes_by_month(
        old_shop
    )
    earned = report(shop_store, "revenue")
    assert {(row["source_id"], row["year"]): row["revenue"] for row in earned} == old.revenue(
        old_shop
    )
    for as_of in DATES:
        assert report(shop_store, "ageing", as_of) == old.ageing(old_shop, as_of)
    backlog = report(shop_store, "backlog", date(2025, 6, 30))
    assert (
        backlog["open_tickets"],
        backlog["estimated_minutes"],
        backlog["without_estimate"],
    ) == old.backlog(old_shop)
    assert keeping.check(shop_store, Progress()) == []


def test_the_same_rows_go_out_again(shop_store: Store, old_shop: Path, tmp_path: Path) -> None:
    come(shop_store, old_shop)
    out = tmp_path / "out"
    lines = give(shop_store, Progress(), "shop", out)
    assert len(lines) == len(HEADERS) + 2
    for name in HEADERS:
        came, went = old.cells(old_shop, name), old.cells(out, name)
        assert went[0] == came[0] == tuple(HEADERS[name].split())
        assert len(went) == len(came)
        assert set(went) == set(came), name


def test_a_second_time_adds_nothing(shop_store: Store, old_shop: Path) -> None:
    come(shop_store, old_shop)
    steps = len(shop_store.ask(recent_steps))
    counts = [count(shop_store, model) for model in (Client, Ticket, TimeEntry, InvoiceLine)]
    again = bring(shop_store, Progress(), "shop", old_shop)
    assert again.batch_id is None
    assert "Everything in this folder is here already." in again.lines
    assert [count(shop_store, m) for m in (Client, Ticket, TimeEntry, InvoiceLine)] == counts
    assert len(shop_store.ask(recent_steps)) == steps


def test_only_what_is_new_comes_in_later(shop_store: Store, old_shop: Path, tmp_path: Path) -> None:
    first = Path(shutil.copytree(old_shop, tmp_path / "first"))
    lines = (first / "time_entries.csv").read_text(encoding="utf-8").split("\n")
    cut = next(n for n, line in enumerate(lines) if line.startswith("100,"))
    (first / "time_entries.csv").write_text("\n".join(lines[:cut]) + "\n", encoding="utf-8")
    come(shop_store, first)
    some = count(shop_store, TimeEntry)
    later = bring(shop_store, Progress(), "shop", old_shop)
    assert f"time entries: {count(shop_store, TimeEntry) - some} added, 99 were there already" in (
        later.lines
    )
    assert report(shop_store, "ageing", DATES[1]) == old.ageing(old_shop, DATES[1])


def test_undo_takes_the_whole_shop_out(shop_store: Store, old_shop: Path) -> None:
    tables = (Client, Person, Wage, PaidHours, Access, Ticket, TimeEntry, Invoice)
    before = [count(shop_store, model) for model in tables]
    come(shop_store, old_shop)
    (batch,) = shop_store.ask(batches)
    assert (batch.kind, batch.source) == ("shop", "old shop")
    assert batch.counts["ticket"] == count(shop_store, Ticket)
    shop_store.undo_batch(batch.id)
    assert [count(shop_store, model) for model in tables] == before
    assert report(shop_store, "time-by-month") == []
    assert keeping.check(shop_store, Progress()) == []
    come(shop_store, old_shop)
    assert report(shop_store, "ageing", DATES[2]) == old.ageing(old_shop, DATES[2])


def test_numbers_stay_and_ours_go_on_after_them(shop_store: Store, old_shop: Path) -> None:
    come(shop_store, old_shop)
    tickets = len(old.read(old_shop, "tickets"))
    with shop_store.read() as session:
        kept = session.execute(
            select(Ticket.number, Ticket.number_int, Ticket.source_id).where(
                Ticket.source == "shop"
            )
        ).all()
        client = session.scalars(select(Client.id).where(Client.source_id == "2")).one()
    assert sorted(kept, key=lambda row: row[1]) == [
        (f"T{n:06d}", n, str(n)) for n in range(1, tickets + 1)
    ]
    shop_store.do(open_ticket, client, "The first of our own")
    new = shop_store.ask(lambda s: s.scalars(select(func.max(Ticket.number_int))).one())
    assert new > tickets


def test_tickets_move_up_when_their_numbers_are_taken(shop_store: Store, old_shop: Path) -> None:
    with shop_store.read() as session:
        own = session.scalars(select(Client.id).where(Client.internal)).one()
    mine = shop_store.do(open_ticket, own, "Number one is ours")
    come(shop_store, old_shop)
    with shop_store.read() as session:
        numbers = session.scalars(select(Ticket.number_int).order_by(Ticket.number_int)).all()
        first = session.scalars(select(Ticket.id).where(Ticket.number_int == 1)).one()
    assert first == mine
    assert len(set(numbers)) == len(numbers)


def test_time_without_a_ticket_goes_onto_one_closed_ticket_a_year(
    shop_store: Store, old_shop: Path
) -> None:
    come(shop_store, old_shop)
    with shop_store.read() as session:
        found = session.execute(
            select(Ticket.title, Ticket.status, Ticket.queue, Ticket.logged_minutes)
            .where(Ticket.source == "before")
            .order_by(Ticket.opened_at)
        ).all()
    assert found == [
        ("Time before MSPDesk", "closed", "internal", 4 * 30),
        ("Time before MSPDesk", "closed", "internal", 4 * 30),
    ]


def test_labor_stands_on_its_own_line(shop_store: Store, old_shop: Path) -> None:
    come(shop_store, old_shop)
    with shop_store.read() as session:
        billed = session.execute(
            select(InvoiceLine.id, InvoiceLine.minutes, func.sum(TimeEntry.billed_minutes))
            .join(TimeEntry, TimeEntry.invoice_line_id == InvoiceLine.id)
            .group_by(InvoiceLine.id, InvoiceLine.minutes)
        ).all()
        stray = session.scalar(
            select(func.count()).where(
                TimeEntry.state == "invoiced", TimeEntry.invoice_line_id.is_(None)
            )
        )
    assert len(billed) > 30
    assert all(minutes == summed for _, minutes, summed in billed)
    assert stray == 0


def test_imported_tickets_are_found_by_their_words(shop_store: Store, old_shop: Path) -> None:
    come(shop_store, old_shop)
    assert shop_store.ask(search_tickets, "tray 17", 5)


def test_a_trial_leaves_nothing(shop_store: Store, old_shop: Path) -> None:
    steps = len(shop_store.ask(recent_steps))
    tried = bring(shop_store, Progress(), "shop", old_shop, dry_run=True)
    assert "clients: 5 added" in tried.lines
    assert count(shop_store, TimeEntry) == 0
    assert len(shop_store.ask(recent_steps)) == steps


def test_stopping_leaves_nothing(shop_store: Store, old_shop: Path) -> None:
    told: list[str] = []

    def stop_in_time(_done: int, _total: int, words: str) -> None:
        told.append(words)
        if words.startswith("time entries"):
            progress.stop()

    progress = Progress(stop_in_time)
    with pytest.raises(Cancelled):
        bring(shop_store, progress, "shop", old_shop)
    assert any(words.startswith("tickets") for words in told)
    assert count(shop_store, Ticket) == count(shop_store, TimeEntry) == 0
    assert shop_store.ask(batches) == []
    come(shop_store, old_shop)
    assert keeping.check(shop_store, Progress()) == []


# --- broken folders -----------------------------------------------------------------------------

Spoil = Callable[[Path], None]


def _write(name: str, make: Callable[[str], str]) -> Spoil:
    def spoil(folder: Path) -> None:
        file = folder / f"{name}.csv"
        file.write_text(make(file.read_text(encoding="utf-8")), encoding="utf-8")

    return spoil


def _cell(name: str, line: int, column: str, value: str) -> Spoil:
    """Put a value into one cell; lines count from 1 with the header."""

    def spoil(folder: Path) -> None:
        rows = old.read(folder, name)
        rows[line - 2][column] = value
        old.write_file(folder, name, [tuple(row.values()) for row in rows])

    return spoil


BROKEN: dict[str, tuple[Spoil, str]] = {
    "missing file": (
        lambda folder: (folder / "payments.csv").unlink(),
        "has no payments.csv",
    ),
    "missing column": (
        _write("tickets", lambda text: text.replace("priority", "importance", 1)),
        "tickets.csv, line 1: there is no column priority",
    ),
    "bad number": (
        _cell("time_entries", 5, "minutes", "ten"),
        "time_entries.csv, line 5: minutes should be a whole number from 0 to 1000000, not “ten”",
    ),
    "bad date": (
        _cell("invoices", 3, "due_on", "2024-02-30"),
        "invoices.csv, line 3: due_on should be a date",
    ),
    "bad word": (
        _cell("clients", 3, "kind", "friend"),
        "clients.csv, line 3: kind should be one of internal, prospect, client, former",
    ),
    "dangling client": (
        _cell("tickets", 2, "client_id", "99"),
        "tickets.csv, line 2: client_id 99 is not in clients.csv",
    ),
    "somebody else's contact": (
        _cell("tickets", 2, "contact_id", "1"),
        "tickets.csv, line 2: contact_id 1 belongs to another client",
    ),
    "somebody else's ticket": (
        _cell("time_entries", 2, "client_id", "5"),
        "belongs to another client",
    ),
    "dangling invoice": (
        _cell("allocations", 2, "invoice_id", "9999"),
        "allocations.csv, line 2: invoice_id 9999 is not in invoices.csv",
    ),
    "twice the same": (
        _cell("payments", 3, "payment_id", "1"),
        "payments.csv, line 3: number 1 stands in the file twice",
    ),
    "wrong total": (
        _cell("invoices", 2, "total", "1.00"),
        "invoices.csv, line 2: total is not subtotal plus tax",
    ),
    "wrong line": (
        _cell("invoice_lines", 2, "amount", "0.01"),
        "invoices.csv, line 2: subtotal is not the sum of its lines",
    ),
    "short line": (
        _write("contacts", lambda text: text + "5,2\n"),
        "contacts.csv, line 6: it has 2 cells, the header has 8",
    ),
    "open quote": (
        _write("devices", lambda text: text + '5,2,server,"NAS\n'),
        "devices.csv, line 6: its quotation marks do not match",
    ),
    "money with three places": (
        _cell("agreements", 2, "hourly_rate", "150.005"),
        "agreements.csv, line 2: hourly_rate should be a plain decimal",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_folder_is_refused_in_one_sentence(
    shop_file: Store, old_shop: Path, tmp_path: Path, fault: str
) -> None:
    spoil, words = BROKEN[fault]
    folder = Path(shutil.copytree(old_shop, tmp_path / "broken"))
    spoil(folder)
    before = count(shop_file, Client)
    with pytest.raises(UserError) as refused:
        come(shop_file, folder)
    assert words in refused.value.text
    assert refused.value.text.endswith("Nothing was imported.")
    assert count(shop_file, Client) == before
    assert count(shop_file, Ticket) == 0
    assert shop_file.ask(batches) == []


def test_a_file_that_is_no_text_is_refused(
    shop_file: Store, old_shop: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(old_shop, tmp_path / "broken"))
    with (folder / "clients.csv").open("ab") as file:
        file.write(b"9,\xff\xfe\n")
    with pytest.raises(UserError, match=r"clients\.csv, line \d+: .*not UTF-8"):
        come(shop_file, folder)


def test_an_invoice_number_of_ours_is_not_taken_again(
    shop_store: Store, old_shop: Path, tmp_path: Path
) -> None:
    come(shop_store, old_shop)
    folder = Path(shutil.copytree(old_shop, tmp_path / "other"))
    _cell("invoices", 2, "invoice_id", "5000")(folder)
    with pytest.raises(UserError, match="there is an invoice INV-2024-000001 already"):
        come(shop_store, folder)
