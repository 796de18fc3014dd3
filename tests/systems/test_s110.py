"""S110: a client's profit is its revenue less goods at cost and the hours paid for it."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import ironcalc
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import REPORT, report_document, report_named
from mspdesk.billing import actions as billing
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.exchange.export import write_table
from mspdesk.garden.printables import GARDEN, garden_book
from mspdesk.garden.printables.book import HEAD
from mspdesk.garden.queries import GardenPage, garden, garden_page
from mspdesk.garden.reports import columns, totals
from mspdesk.garden.rules import Mode, dropped
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.roadmaps.queries.renewing import money_facts
from tests.bookcase import NOON, Furnish, Standing
from tests.garden.gardenshop import GardenShop, furnish
from tests.printing.pdftext import text_of

pytestmark = [pytest.mark.system(110), pytest.mark.usefixtures("clock")]

FIRST, LAST = date(2025, 11, 5), date(2026, 3, 11)
MONTH = Period(date(2026, 1, 1), date(2026, 1, 31))


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop of the garden's tests."""
    return furnish


@pytest.fixture
def shop(sqlite_store: Store, standing: Standing) -> GardenShop:
    """A shop with some months behind it, in a file."""
    made: GardenShop = standing(sqlite_store)
    sqlite_store.person_id = made.sample.dana
    return replace(made, store=sqlite_store)


# --- a workbook that computes, recomputed by a program for spreadsheets ---


class Sheet:
    """The written workbook as a spreadsheet program has it, computed anew."""

    def __init__(self, file: Path) -> None:
        self._book = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
        self._book.evaluate()

    def at(self, address: str) -> Any:
        """What a cell shows after computing."""
        return self._book.get_cell_value(0, *coordinate_to_tuple(address))

    def cents(self, address: str) -> int:
        """An amount in cents."""
        return round(float(self.at(address)) * 100)

    def type(self, row: int, column: int, text: str) -> None:
        """Type into a cell, as a person would, and compute."""
        self._book.set_user_input(0, row, column, text)
        self._book.evaluate()


def written(store: Store, folder: Path, mode: Mode = Mode.EXACT) -> tuple[Sheet, GardenPage]:
    """The garden of some months as a workbook, and what it was made from."""
    page = store.ask(garden_page, FIRST, LAST, mode)
    file = folder / "garden.xlsx"
    write_table(file, "Client garden", garden_book(page, columns()), list(page.rows))
    return Sheet(file), page


@pytest.mark.parametrize("mode", list(Mode))
def test_every_figure_of_the_workbook_is_computed_to_ours(
    shop: GardenShop, tmp_path: Path, mode: Mode
) -> None:
    sheet, page = written(shop.store, tmp_path, mode)
    assert len(page.rows) == 3
    for line, row in enumerate(page.rows, HEAD + 1):
        assert sheet.at(f"A{line}") == row.client
        assert sheet.cents(f"B{line}") == row.revenue
        assert sheet.cents(f"I{line}") == row.cogs
        assert sheet.cents(f"K{line}") == row.paid
        assert sheet.cents(f"L{line}") == row.labor_cost
        assert sheet.cents(f"M{line}") == row.profit
        assert round(float(sheet.at(f"N{line}")) * 1_000_000) == row.profit_share
        assert sheet.cents(f"O{line}") == row.effective_rate
        assert sheet.cents(f"P{line}") == row.running
    every, last = dropped(page.rows, 3), HEAD + 4
    assert sheet.cents(f"K{last}") == every.paid
    assert sheet.cents(f"L{last}") == every.labor_cost
    assert sheet.cents(f"M{last}") == every.profit
    assert sheet.cents("B6") == page.target


def test_what_a_person_changes_is_computed_anew(shop: GardenShop, tmp_path: Path) -> None:
    sheet, page = written(shop.store, tmp_path)
    assert sheet.cents("F8") == 0
    sheet.type(8, 2, "2")  # let the first two go
    two = dropped(page.rows, 2)
    assert sheet.cents("F4") == two.paid
    assert (sheet.cents("F7"), sheet.cents("F8")) == (two.labor_cost, two.profit)
    sheet.type(7, 2, "10")  # to the nearest ten hours
    assert float(sheet.at("F4")) % 10 == 0
    sheet.type(3, 2, "1")  # all paid hours go to clients
    sheet.type(4, 2, "60")  # at $60
    row = page.rows[0]
    assert sheet.cents(f"L{HEAD + 1}") == row.recorded * 100
    assert sheet.cents(f"M{HEAD + 1}") == row.revenue - row.cogs - row.recorded * 100


def test_a_name_is_never_a_formula(shop: GardenShop, tmp_path: Path) -> None:
    store = shop.store
    with store.step("Rename") as session:
        from mspdesk.clients.models import Client

        session.get_one(Client, shop.sample.oldmill).name = '=1+1&"x"'
    sheet, page = written(store, tmp_path)
    line = next(n for n, r in enumerate(page.rows, HEAD + 1) if r.client.startswith("="))
    assert sheet.at(f"A{line}") == '=1+1&"x"'


def test_other_files_hold_plain_values(shop: GardenShop, tmp_path: Path) -> None:
    page = shop.store.ask(garden_page, FIRST, LAST)
    file = tmp_path / "garden.csv"
    write_table(file, "Client garden", garden_book(page, columns()), list(page.rows))
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith('"Client","Revenue","Labor","Project","Hardware","Software"')
    assert len(lines) == 1 + len(page.rows)
    assert "=" not in "".join(lines)


# --- where profit stands ---


def test_the_month_has_profit_by_client(shop: GardenShop) -> None:
    report = report_named(AREAS, "profit-by-client")
    assert (report.cadence, report.needs) == ("Month", "people")
    document = shop.store.ask(report_document, report, MONTH)
    rows = shop.store.ask(garden, MONTH.first, MONTH.last)
    assert list(document.rows) == rows
    assert document.totals == totals(rows)
    assert document.totals["profit"] == dropped(rows, len(rows)).profit
    words = text_of(prepare(REPORT, document, Paper.LETTER).pdf)
    assert "Profit by client" in words
    assert "Kestrel Machine & Tool" in words


def test_the_garden_prints_with_its_chart_and_all_figures(shop: GardenShop) -> None:
    document = shop.store.ask(GARDEN.gather, FIRST, LAST, Mode.EXACT)
    words = text_of(prepare(GARDEN, document, Paper.LETTER).pdf)
    for said in ("Growing well", "Needs tending", "Tend first", "Hours we spend a month"):
        assert said in words
    assert words.count("Brightwater") >= 3  # a bubble, a list, all figures


def test_a_renewal_says_what_was_left(shop: GardenShop) -> None:
    store, sample = shop.store, shop.sample
    (facts,) = store.ask(money_facts, NOON.date(), sample.kestrel)
    year = store.ask(garden, date(2025, 3, 12), date(2026, 3, 11))
    assert facts.profit == next(r.profit for r in year if r.client_id == sample.kestrel)
    store.person_id = sample.priya
    (hidden,) = store.ask(money_facts, NOON.date(), sample.kestrel)
    assert hidden.profit is None  # it tells what an hour costs


def test_a_voided_invoice_leaves_nothing_behind(shop: GardenShop) -> None:
    store, client = shop.store, shop.sample.oldmill
    before = store.ask(garden, FIRST, LAST)
    with dates.frozen(datetime(2026, 3, 11, 15, 30)):
        made = shop.bill(client, LAST, ("hardware", 80_000, {"unit_cost": 60_000}))
        store.do(billing.void_invoice, made, "Sent twice")
    assert store.ask(garden, FIRST, LAST) == before
