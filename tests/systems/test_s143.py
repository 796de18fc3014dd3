"""S143 Excel everywhere: every list becomes a workbook with real dates and real numbers."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mspdesk.agreements import queries as agreements
from mspdesk.agreements.view import out_columns
from mspdesk.app import history, steps
from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import reports
from mspdesk.billing import actions as billing
from mspdesk.clients import actions as clients
from mspdesk.clients import queries as client_queries
from mspdesk.clients.view import clients as clients_view
from mspdesk.clients.view import parts
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.desk.desk import Desk
from mspdesk.documentation import queries as documentation
from mspdesk.documentation.view import devices as devices_view
from mspdesk.employment.view.room import EXPORT as PEOPLE
from mspdesk.exchange import export
from mspdesk.people import queries as people
from mspdesk.shop.queries import shop
from mspdesk.tickets import queries as tickets
from mspdesk.tickets.reports import TICKET_COLUMNS
from mspdesk.timekeeping import actions as time
from mspdesk.timekeeping import queries as time_queries
from mspdesk.timekeeping.view import exporting
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.system(143), pytest.mark.usefixtures("clock", "qapp")]

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
REAL: dict[str, tuple[type, ...]] = {
    "date": (datetime,),
    "moment": (datetime,),
    "money": (int, float),
    "minutes": (int,),
    "hours": (int, float),
    "quantity": (int, float),
    "percent": (int, float),
    "whole": (int,),
    "flag": (bool,),
    "text": (str,),
}


def _busy(store: Store) -> Sample:
    """A shop in which every list has a row: work, an invoice, money, a talk."""
    made = furnish(store)
    ticket = open_ticket(store, made.kestrel, "Replace UPS battery", assigned_id=made.dana)
    note = "Replaced the battery and tested it"
    store.do(time.log_time, ticket, date(2026, 3, 10), "9:00-10:30", note)
    store.do(clients.add_talk, made.brightwater, date(2026, 3, 1), "Budget", date(2026, 3, 20))
    draft = store.do(billing.new_draft, made.brightwater)
    store.do(billing.add_line, draft, "plan", "Gold agreement", 10_000, 148_500)
    store.do(billing.mark_ready, draft)
    store.do(billing.issue, [draft])
    store.do(billing.add_payment, made.brightwater, 50_000, "check", date(2026, 3, 11), "1044")
    return made


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return _busy


def _lists(store: Store, made: Sample) -> Iterator[tuple[str, Any, list[Any]]]:
    """Every list of the program: its name, its columns in files, its rows."""
    ask = store.ask
    of = made.brightwater
    yield "Clients", clients_view.EXPORT, ask(client_queries.clients)
    yield "Sites", client_queries.SITES, ask(client_queries.sites, of)
    yield "Contacts", client_queries.CONTACTS, ask(client_queries.contacts, of)
    yield "Talks", parts.TALKS, ask(client_queries.talks, of)
    yield "Devices", devices_view.EXPORT, ask(documentation.devices_of, of)
    yield "Agreements", out_columns(ask(shop).money), ask(agreements.agreements_of, of)
    yield "People", PEOPLE, ask(people.people)
    yield "Tickets", TICKET_COLUMNS, ask(tickets.open_tickets)
    asked: list[tuple[str, Any, list[Any]]] = []
    desk = Desk(store)
    desk.asked_to_export.connect(lambda *what: asked.append(what))
    exporting.export(
        desk, ask(time_queries.ticket_entries, ask(tickets.open_tickets)[0].id), "Time"
    )
    yield from asked
    yield "History", history._EXPORT, ask(steps.history)
    for report in reports(AREAS):
        yield report.title, report.columns, list(ask(report.rows, YEAR, {}))


def test_every_list_becomes_a_workbook_with_real_values(
    store: Store, standing: Standing, tmp_path: Path
) -> None:
    made: Sample = standing(store)
    kinds: set[str] = set()
    for n, (name, columns, rows) in enumerate(_lists(store, made)):
        file = tmp_path / f"{n}.xlsx"
        export.write_table(file, name, columns, rows)
        sheet = openpyxl.load_workbook(file).worksheets[0]
        written = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert written[0] == [column.title for column in columns], name
        assert len(written) == len(rows) + 1, name
        for row, cells in zip(rows, written[1:], strict=True):
            for column, cell in zip(columns, cells, strict=True):
                if column.value(row) in (None, ""):
                    continue
                kinds.add(column.kind.name)
                assert isinstance(cell, REAL[column.kind.name]), (name, column.title, cell)
    assert {"date", "moment", "money", "hours", "whole", "flag", "text"} <= kinds


def test_sums_in_a_workbook_are_the_sums_on_the_screen(store: Store, tmp_path: Path) -> None:
    report = next(r for r in reports(AREAS) if r.key == "payments")
    rows = list(store.ask(report.rows, YEAR, {}))
    file = tmp_path / "payments.xlsx"
    export.write_table(file, report.title, report.columns, rows)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    amounts = [
        cell
        for row in sheet.iter_rows(min_row=2, values_only=True)
        for cell in row
        if isinstance(cell, float | int) and not isinstance(cell, bool)
    ]
    assert 500 in amounts


def test_csv_has_dates_and_plain_decimals(store: Store, standing: Standing, tmp_path: Path) -> None:
    made: Sample = standing(store)
    file = tmp_path / "agreements.csv"
    rows = store.ask(agreements.agreements_of, made.brightwater)
    export.write_table(file, "Agreements", out_columns(store.ask(shop).money), rows)
    text = file.read_text(encoding="utf-8-sig")
    assert '"2025-10-01"' in text
    assert '"1485.00"' in text
    assert '"10.00"' in text
