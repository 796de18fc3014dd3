"""S104: what is bought against what is sold; 14 bought and 11 sold leave 3, $12 and $180."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from mspdesk.agreements import actions as agreements
from mspdesk.agreements import queries as agreed
from mspdesk.catalog import queries as offered
from mspdesk.catalog import rules as priced
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.desk.desk import Desk
from mspdesk.exchange.export import write_table
from mspdesk.grid import actions, queries
from mspdesk.grid.printables import GRID
from mspdesk.grid.queries import Bought, GridRow
from mspdesk.grid.reports import grid_columns, reports
from mspdesk.grid.view import ServicesPage
from mspdesk.grid.view.entering import PastePage
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.grid.conftest import MARCH, Grid, furnish
from tests.printing.pdftext import text_of
from tests.snapshots.compare import compare_snapshot

pytestmark = [pytest.mark.system(104), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


def shop_of(store: Store, standing: Standing) -> Grid:
    """A client with 14 computers that 11 agents are sold to, and 14 bought for."""
    shop: Grid = replace(standing(store), store=store)
    store.do(actions.enter_purchases, [Bought(shop.kestrel, shop.agent, 140_000, 400)], MARCH)
    return shop


def row(shop: Grid) -> GridRow:
    """The agents of that client."""
    (found,) = shop.books.ask(queries.grid_rows, MARCH, shop.kestrel)
    return found


def test_three_of_fourteen_agents_are_billed_to_nobody(store: Store, standing: Standing) -> None:
    shop = shop_of(store, standing)
    found = row(shop)
    assert (found.bought, found.sold, found.bundled) == (140_000, 110_000, 0)
    assert found.in_use == 140_000
    assert (found.payment, found.plan) == ("Card", "Gold")
    assert found.left == 30_000
    assert (found.unbilled_cost, found.missed) == (1_200, 18_000)
    assert (found.cost, found.revenue) == (5_600, 85_000)
    (listed,) = store.ask(queries.variances, MARCH)
    assert listed.id == found.id


def test_agents_inside_a_plans_bundle_count_as_bundled(store: Store, standing: Standing) -> None:
    shop = shop_of(store, standing)
    care = next(one for one in store.ask(offered.items) if one.code == "CARE-WS")
    sheet = store.do(agreements.new_sheet, shop.agreement, date(2026, 4, 1))
    for line in store.ask(agreed.sheet_lines, sheet):
        store.do(agreements.edit_line, line.id, line.version, {"item_id": care.id})
    held = store.ask(agreed.sheet, sheet)
    assert held is not None
    store.do(agreements.accept_sheet, sheet, held.version, date(2026, 3, 11), "Ann Ruiz")
    rows = store.ask(queries.grid_rows, date(2026, 4, 1), shop.kestrel)
    agents = next(one for one in rows if one.item_id == shop.agent)
    assert (agents.sold, agents.bundled, agents.left) == (0, 110_000, 30_000)
    assert (agents.unbilled_cost, agents.missed) == (1_200, 18_000)
    assert "Workstation care" not in {one.item for one in rows}


def test_the_margin_of_the_worked_client(store: Store, standing: Standing) -> None:
    """850 less 14 times 4 is 794; five recorded hours at 62 % leave $592.39 (B5)."""
    shop = shop_of(store, standing)
    found = row(shop)
    revenue = store.ask(queries.revenue_by_client, MARCH)[shop.kestrel]
    left = priced.margin(revenue, found.cost, 300, 62, 2_500)
    assert (left.before_labor, left.labor, left.left) == (79_400, 20_161, 59_239)


def test_it_leaves_as_a_workbook_a_landscape_page_and_a_report(
    store: Store, standing: Standing, tmp_path: Path
) -> None:
    shop = shop_of(store, standing)
    rows = store.ask(queries.grid_rows, MARCH)
    place = tmp_path / "grid.xlsx"
    write_table(place, "Services grid", grid_columns(), rows)
    sheet = load_workbook(place).active
    assert sheet is not None
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    head = next(line for line in cells if "Bought" in line)
    line = cells[cells.index(head) + 1]
    said = dict(zip(head, line, strict=True))
    assert (said["Client"], said["Bought"], said["Variance"]) == ("Kestrel Machine & Tool", 14, 3)
    assert (said["Unbilled cost"], said["Missed revenue"]) == (12, 180)
    pdf = prepare(GRID, store.ask(GRID.gather, MARCH), Paper.LETTER).pdf
    text = text_of(pdf)
    assert "3 not billed" in text
    assert "$12.00 a month of cost, $180.00 a month of revenue missed" in text
    compare_snapshot(text, "grid/services-grid")
    report = next(one for one in reports() if one.key == "grid-variances")
    assert report.cadence == "Month"
    with store.read() as session:
        listed = report.rows(session, Period(MARCH, date(2026, 3, 31)), {})
    assert [one.id for one in listed] == [(shop.kestrel, shop.agent)]
    assert report.totals is not None
    assert report.totals(listed) == {"unbilled_cost": 1_200, "missed": 18_000}


def test_a_pasted_list_fills_the_grid_on_the_screen(
    qtbot: QtBot, sqlite_store: Store, standing: Standing
) -> None:
    shop: Grid = replace(standing(sqlite_store), store=sqlite_store)
    page = ServicesPage(Desk(sqlite_store))
    qtbot.addWidget(page)
    page.resize(1240, 800)
    page.show()
    page.enter()
    (entering,) = page.findChildren(PastePage)
    entering.pasted.sheet.setPlainText("Kestrel Machine & Tool\tRMM\tmany\t4.00")
    entering.save()
    assert "Line 1" in entering._help.wrong()
    entering.pasted.sheet.setPlainText("Kestrel Machine & Tool\tRMM\t14\t4.00")
    entering.save_button.click()
    assert page.table.column("left") == ["3 not billed"]
    assert page.table.column("missed") == ["costs $12.00, misses $180.00"]
    assert page.table.column("used") == ["14"]
    assert row(shop).left == 30_000
    page.gone_through()
    review = sqlite_store.ask(queries.review_of, MARCH)
    assert review is not None
    assert (review.variances, review.orphans) == (1, 0)
    assert review.at == datetime(2026, 3, 11, 15, 0)
