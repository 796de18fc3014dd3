"""S117: the budget by month and category goes to .xlsx and back; actual stands against it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.queries.budget import budget_rows
from mspdesk.billing.reports.books import books_reports
from mspdesk.billing.runs.budget import read_budget, save_budget
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.progress import Progress
from tests.billing.moneyshop import furnish

pytestmark = pytest.mark.system(117)


def test_a_budget_changed_in_a_spreadsheet_is_compared_with_what_came(
    empty_store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "Budget 2026.xlsx"
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        shop = furnish(empty_store)
        empty_store.do(actions.set_budget, "income", "Plan", 1_000_000, date(2026, 1, 1), 12)
        empty_store.do(actions.set_budget, "cost", "Rent", 120_000, date(2026, 1, 1), 12)
        save_budget(empty_store, Progress(), file, dates.today())
        book = openpyxl.load_workbook(file)
        page: Any = book.active
        heads = [cell.value for cell in page[1]]
        assert heads[:3] == ["Side", "Category", "2026-01"]
        march = heads.index("2026-03") + 1
        assert page.cell(2, march).value == 10_000
        page.cell(2, march).value = 9_000.5
        page.append(["Costs", "Travel", *[None] * 2, 250])
        book.save(file)
        read_budget(empty_store, Progress(), file)
        shop.invoice(shop.kestrel, 850_000)
        bill = {"payee": "Harbor Rent", "category": "Rent", "amount": 130_000}
        empty_store.do(actions.save_bill, bill | {"due_on": date(2026, 3, 1)})
        rows = empty_store.ask(budget_rows, date(2026, 3, 1), date(2026, 3, 31))
        april = empty_store.ask(budget_rows, date(2026, 4, 1), date(2026, 4, 30))
        report = next(one for one in books_reports() if one.key == "budget-year")
        whole = Period(date(2026, 1, 1), date(2026, 12, 31))
        year = {row.category: row.budget for row in empty_store.ask(report.rows, whole, {})}
    assert [(row.category, row.budget, row.actual, row.variance) for row in rows] == [
        ("Plan", 900_050, 850_000, -50_050),
        ("Rent", 120_000, 130_000, -10_000),
        ("Travel", 25_000, 0, 25_000),
    ]
    assert [(row.category, row.budget) for row in april] == [("Plan", 1_000_000), ("Rent", 120_000)]
    assert year == {"Plan": 11 * 1_000_000 + 900_050, "Rent": 12 * 120_000, "Travel": 25_000}
