"""S109: an income summary, receivables aging, revenue by client and MRR for any month."""

from datetime import date, datetime
from pathlib import Path

import pytest

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import REPORT, report_document, report_named
from mspdesk.billing import actions
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.exchange.reading import open_table
from mspdesk.exchange.workbook import Sheet, write_xlsx
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.billing.moneyshop import MoneyShop, furnish
from tests.printing.pdftext import text_of

pytestmark = pytest.mark.system(109)

MONTHS = (Period(date(2026, 1, 1), date(2026, 1, 31)), Period(date(2026, 2, 1), date(2026, 2, 28)))


def worked(store: Store) -> MoneyShop:
    """850.00 a month agreed from January; 1,200.00 for a drive in January, 300.00 in February."""
    with dates.frozen(datetime(2026, 1, 10, 9, 0)):
        shop = furnish(store)
        shop.plan(shop.kestrel, monthly_fee=85_000, bill_from=date(2026, 1, 1))
        shop.invoice(shop.kestrel, 120_000, due=date(2026, 1, 20))
        bill = {"payee": "Harbor Rent", "category": "Rent", "amount": 90_000}
        store.do(actions.save_bill, bill | {"due_on": date(2026, 1, 31)})
    with dates.frozen(datetime(2026, 2, 10, 9, 0)):
        shop.invoice(shop.dunmore, 30_000, due=date(2026, 2, 20))
    return shop


def test_each_report_answers_for_each_month(empty_store: Store) -> None:
    worked(empty_store)
    wanted = {
        "income": (30_000, 30_000),
        "client-revenue": (120_000, 30_000),
        "mrr": (85_000, 85_000),
        "ageing": (120_000, 150_000),
    }
    key_of = {
        "income": "amount",
        "client-revenue": "revenue",
        "mrr": "monthly",
        "ageing": "open_total",
    }
    with dates.frozen(datetime(2026, 3, 2, 9, 0)):
        for key, amounts in wanted.items():
            report = report_named(AREAS, key)
            for period, amount in zip(MONTHS, amounts, strict=True):
                rows = empty_store.ask(report.rows, period, {})
                assert report.totals is not None
                assert report.totals(rows)[key_of[key]] == amount, (key, period)


def test_a_report_is_a_workbook_and_a_paper_and_an_empty_one_says_so(
    empty_store: Store, tmp_path: Path
) -> None:
    worked(empty_store)
    report = report_named(AREAS, "income")
    with dates.frozen(datetime(2026, 3, 2, 9, 0)), empty_store.read() as session:
        document = report_document(session, report, MONTHS[0])
        nothing = report_document(session, report, Period(date(2020, 1, 1), date(2020, 1, 31)))
    file = tmp_path / "income.xlsx"
    write_xlsx(file, [Sheet(report.title, report.columns, document.rows, totals=True)])
    amounts = [row.cells["Amount"] for row in open_table(file).rows() if row.cells["Part"]]
    assert amounts[:2] == ["1200", "-900"]
    text = text_of(prepare(REPORT, document, Paper.LETTER).pdf)
    assert "Income summary" in text
    assert "-$900.00" in text
    assert "Nothing to show" in text_of(prepare(REPORT, nothing, Paper.LETTER).pdf)
