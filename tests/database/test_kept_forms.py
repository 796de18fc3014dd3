"""Books that an earlier form of MSPDesk wrote open, come forward whole, and are billed from."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from mspdesk import dates
from mspdesk.agreements.queries import agreements_of
from mspdesk.app import keeping
from mspdesk.billing import actions as billing
from mspdesk.checklists.actions.marking import mark
from mspdesk.checklists.queries.results import run_lines
from mspdesk.database import books, migrate
from mspdesk.database.backup import copies
from mspdesk.documentation import actions as documentation
from mspdesk.logs import queries as logs
from mspdesk.logs.actions import close_log
from mspdesk.people.actions import set_paid_hours
from mspdesk.people.queries import paid_weeks
from mspdesk.progress import Progress
from mspdesk.sales.actions.worksheet import decide
from mspdesk.sales.queries.worksheet import worksheet

KEPT = Path(__file__).parent / "kept"


def kept(form: int, folder: Path) -> Path:
    """A copy of the books that are kept of a form."""
    file = folder / "shop" / "books.db"
    file.parent.mkdir()
    with gzip.open(KEPT / f"form-{form:04}.db.gz") as packed, file.open("wb") as out:
        shutil.copyfileobj(packed, out)
    return file


@pytest.fixture
def first_form(tmp_path: Path) -> Path:
    """Books of the first form: three clients, three agreements, time of each kind, an invoice."""
    return kept(1, tmp_path)


@pytest.fixture
def second_form(tmp_path: Path) -> Path:
    """Books of the second form: a plan, a prepaid block half drawn, an invoice, stock, a mail."""
    return kept(2, tmp_path)


def test_the_first_form_comes_forward_whole(first_form: Path) -> None:
    store = books.open_books(first_form, durable=False)
    with store.read() as session:
        asked = {
            "form": "SELECT version_num FROM alembic_version",
            "ended": "SELECT state FROM agreement WHERE number = 'A0003'",
            "last day": "SELECT ended_on FROM agreement WHERE number = 'A0003'",
            "billed by us": "SELECT count(*) FROM agreement WHERE bill_from IS NOT NULL",
            "drawn": "SELECT sum(prepaid_minutes) FROM time_entry",
            "of kind prepaid": "SELECT sum(billed_minutes) FROM time_entry WHERE kind = 'prepaid'",
            "invoice": "SELECT total FROM invoice WHERE number = '2026-0001'",
            "open": "SELECT open FROM receivable",
        }
        found = {name: session.execute(text(sql)).scalar() for name, sql in asked.items()}
        assert found == {
            "form": f"{migrate.newest():04}",
            "ended": "expired",
            "last day": "2025-12-31",
            "billed by us": 0,
            "drawn": 60,
            "of kind prepaid": 60,
            "invoice": 24_750,
            "open": 14_750,
        }
    assert keeping.check(store, Progress()) == []
    assert len(copies(first_form.parent / "backups")) == 1
    store.close()


def test_the_first_form_is_worked_on_afterwards(first_form: Path) -> None:
    store = books.open_books(first_form, durable=False)
    client = store.ask(
        lambda session: session.execute(
            text("SELECT id FROM client WHERE name = 'Brightwater Veterinary'")
        ).scalar_one()
    )
    assert [row.state for row in store.ask(agreements_of, client)] == ["active"]
    draft = store.do(billing.new_draft, client)
    store.do(billing.add_line, draft, "hardware", "A switch", 10_000, 12_000)
    assert store.do(billing.make_drafts, date(2026, 3, 10)).drafts == 1
    store.close()


def test_what_was_issued_in_the_first_form_stays_frozen(first_form: Path) -> None:
    books.open_books(first_form, durable=False).close()
    with (
        closing(sqlite3.connect(first_form)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="An issued invoice is never changed"),
    ):
        connection.execute("UPDATE invoice SET total = 1 WHERE number = '2026-0001'")


def test_the_second_form_comes_forward_whole(second_form: Path) -> None:
    store = books.open_books(second_form, durable=False)
    with store.read() as session:
        asked = {
            "form": "SELECT version_num FROM alembic_version",
            "agreements": "SELECT count(*) FROM agreement WHERE bill_from IS NOT NULL",
            "left": "SELECT minutes_left FROM prepaid_block",
            "drawn": "SELECT sum(prepaid_minutes) FROM time_entry",
            "device": "SELECT name || ' ' || status FROM device",
            "in stock": "SELECT on_hand FROM stock_item",
            "mail": "SELECT state FROM outbox_mail",
            "sealed": "SELECT count(*) FROM sealed",
        }
        found = {name: session.execute(text(sql)).scalar() for name, sql in asked.items()}
    assert found == {
        "form": f"{migrate.newest():04}",
        "agreements": 2,
        "left": 270,
        "drawn": 330,
        "device": "KST-SRV1 in_use",
        "in stock": 3,
        "mail": "queued",
        "sealed": 0,
    }
    assert keeping.check(store, Progress()) == []
    store.close()


def test_the_second_form_is_worked_on_afterwards(second_form: Path) -> None:
    store = books.open_books(second_form, durable=False)
    device = store.ask(lambda session: session.execute(text("SELECT id FROM device")).scalar_one())
    store.do(documentation.retire_device, device)
    assert store.undo() == "Retire device"
    with dates.frozen(datetime(2026, 11, 21, 9, 0)):
        made = store.do(billing.make_drafts, date(2026, 11, 21))
    assert made.drafts == 1
    assert [held[:15] for held in made.held] == ["Agreement A0003"]
    store.close()


@pytest.fixture
def third_form(tmp_path: Path) -> Path:
    """Books of the third form: a ticket with two open TSR logs, a device, a domain."""
    return kept(3, tmp_path)


def test_the_third_form_comes_forward_whole_and_is_worked_on(third_form: Path) -> None:
    store = books.open_books(third_form, durable=False)
    with store.read() as session:
        asked = {
            "form": "SELECT version_num FROM alembic_version",
            "open logs": "SELECT open_logs FROM ticket",
            "open steps": "SELECT open_steps FROM ticket",
            "domain": "SELECT name FROM domain",
            "runs": "SELECT count(*) FROM checklist_run",
        }
        found = {name: session.execute(text(sql)).scalar() for name, sql in asked.items()}
        log = session.execute(text("SELECT id FROM tsr_log WHERE number = 'R0001'")).scalar()
    assert found == {
        "form": f"{migrate.newest():04}",
        "open logs": 2,
        "open steps": 0,
        "domain": "kestrel.example",
        "runs": 0,
    }
    assert log is not None
    page = store.ask(logs.log_page, log)
    store.do(close_log, log, page.version, "Power supply", "Swapped it")
    with store.read() as session:
        assert session.execute(text("SELECT open_logs FROM ticket")).scalar() == 1
    assert keeping.check(store, Progress()) == []
    store.close()


@pytest.fixture
def fourth_form(tmp_path: Path) -> Path:
    """Books of the fourth form: a checklist begun on a ticket, hats, two invoices, time."""
    return kept(4, tmp_path)


def test_the_fourth_form_comes_forward_whole_and_is_worked_on(fourth_form: Path) -> None:
    store = books.open_books(fourth_form, durable=False)
    with store.read() as session:
        asked = {
            "form": "SELECT version_num FROM alembic_version",
            "steps left": "SELECT sum(open_steps) FROM ticket",
            "marked": "SELECT marked FROM checklist_run",
            "hats": "SELECT count(*) FROM role WHERE given_up_on IS NULL",
            "worn": "SELECT code FROM role WHERE person_id IS NOT NULL",
            "worked": "SELECT sum(minutes) FROM time_entry",
            "billed": "SELECT sum(total) FROM invoice",
            "paid": "SELECT sum(minutes) FROM paid_hours WHERE from_on = '1900-01-01'",
        }
        found = {name: session.execute(text(sql)).scalar() for name, sql in asked.items()}
        run = session.execute(text("SELECT id FROM checklist_run")).scalar_one()
    assert found == {
        "form": f"{migrate.newest():04}",
        "steps left": 17,
        "marked": 1,
        "hats": 7,
        "worn": "technician",
        "worked": 150,
        "billed": 275_500,
        "paid": 4_800,
    }
    person = 1
    store.do(set_paid_hours, person, {0: 240}, date(2026, 3, 16))
    week = store.ask(paid_weeks).total
    assert (week(person, date(2026, 3, 9)), week(person, date(2026, 3, 16))) == (2_400, 240)
    second = [line.key for part in store.ask(run_lines, run).sections for line in part.lines][1]
    store.do(mark, run, second, "ok")
    with store.read() as session:
        assert session.execute(text("SELECT marked FROM checklist_run")).scalar() == 2
    assert keeping.check(store, Progress()) == []
    with store.read() as session:
        billed = "SELECT sum(subtotal) FROM invoice WHERE state = 'issued'"
        kept = "SELECT sum(amount) FROM money_by_client_month"
        sums = [session.execute(text(one)).scalar() for one in (billed, kept)]
    assert sums[0] == sums[1] != 0
    store.close()


@pytest.fixture
def fifth_form(tmp_path: Path) -> Path:
    """Books of the fifth form: a hat to come, goals, a hire case, a prospect's worksheet."""
    return kept(5, tmp_path)


def test_the_fifth_form_comes_forward_whole_and_is_worked_on(fifth_form: Path) -> None:
    store = books.open_books(fifth_form, durable=False)
    with store.read() as session:
        asked = {
            "form": "SELECT version_num FROM alembic_version",
            "a hat to come": "SELECT count(*) FROM hat_to_come WHERE from_on = '2026-04-01'",
            "goals": "SELECT count(*) FROM goal WHERE state = 'draft'",
            "ways to fill the gap": "SELECT count(*) FROM hire_option",
            "benefits": "SELECT name FROM benefit_plan",
            "kept for the garden": "SELECT sum(amount) FROM money_by_client_month",
        }
        found = {name: session.execute(text(sql)).scalar() for name, sql in asked.items()}
        sheet = session.execute(text("SELECT id FROM worksheet")).scalar_one()
    assert found == {
        "form": f"{migrate.newest():04}",
        "a hat to come": 1,
        "goals": 2,
        "ways to fill the gap": 3,
        "benefits": "Health",
        "kept for the garden": 265_000,
    }
    page = store.ask(worksheet, sheet)
    assert (page.count.known, page.count.percent) == (6, 40)
    store.do(decide, sheet, page.version, "educate", "They want to understand it first.")
    assert store.ask(worksheet, sheet).decision == "educate"
    assert keeping.check(store, Progress()) == []
    store.close()
