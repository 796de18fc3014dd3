"""The reports about money, over a shop in which each of them finds something."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.reports import reports
from mspdesk.clients.actions import add_talk
from mspdesk.database.store import Store
from mspdesk.desk.area import Period, Report
from mspdesk.documentation import actions as documentation
from tests.billing.moneyshop import DAY, MoneyShop, furnish
from tests.billing.test_prepaid import sold
from tests.bookcase import Furnish


def busy(store: Store) -> MoneyShop:
    """The shop of all tests about money after some months of business."""
    shop = replace(furnish(store), store=store)
    with dates.frozen(datetime(2026, 2, 1, 9, 0)):
        shop.invoice(shop.dunmore, 30_000, due=date(2026, 2, 9))
    terms = {"monthly_fee": 85_000, "bill_from": date(2026, 4, 1)}
    shop.plan(shop.dunmore, end_on=date(2027, 2, 28), auto_renew=False, **terms)
    sold(shop, bill_from=DAY)
    shop.log(shop.ticket(shop.dunmore), DAY, "8:00-9:00")
    shop.invoice(shop.kestrel, 30_000)
    store.do(actions.add_payment, shop.kestrel, 10_000)
    store.do(actions.save_auto_payment, {"what": "Phones", "method": "ach", "amount": 9_900})
    bill = {"payee": "Harbor Rent", "due_on": date(2026, 3, 20), "amount": 120_000}
    store.do(actions.save_bill, bill | {"category": "Rent"})
    store.do(actions.set_budget, "cost", "Rent", 120_000, date(2026, 3, 1))
    switch = {"name": "SW1", "kind": "switch", "warranty_until": date(2027, 1, 31)}
    store.do(documentation.add_device, shop.kestrel, switch)
    store.do(add_talk, shop.kestrel, date(2026, 2, 2), "How the move went", DAY)
    return shop


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Some months of business; filling them anew for each report took ten seconds of work."""
    return busy


@pytest.mark.parametrize("report", reports(), ids=[report.key for report in reports()])
def test_every_report_has_rows_and_sums_of_its_own_columns(shop: MoneyShop, report: Report) -> None:
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    rows = shop.store.ask(report.rows, period, {})
    assert rows
    # What runs out is counted in days, which make no sum.
    assert report.totals is not None or report.key == "expiries"
    totals = report.totals(rows) if report.totals else {}
    for key, total in totals.items():
        column = next(one for one in report.columns if one.json_key == key)
        assert total == sum(column.value(row) or 0 for row in rows)
    nobody = shop.store.ask(report.rows, Period(date(2020, 1, 1), date(2020, 1, 2)), {})
    # What pays by itself is a list, not a happening: it is the same whenever it is asked for.
    assert nobody == [] or report.key == "automatic-payments"
