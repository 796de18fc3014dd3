"""S108: one screen shows cash now, expected in 4 weeks, bills, pay dates; it is kept weekly."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.queries import cash as queries
from mspdesk.database.store import Store
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop as the_shop
from tests.billing.moneyshop import furnish

pytestmark = pytest.mark.system(108)


def test_ten_thousand_billed_is_seen_by_the_clients_own_days_to_pay(empty_store: Store) -> None:
    """10,000 billed brings 1,000 in week 1, 3,000 by week 2, 3,000 by month 1, 3,000 by month 2."""
    with dates.frozen(datetime(2025, 12, 1, 9, 0)):
        shop = furnish(empty_store)
        invoice = shop.invoice(shop.kestrel, 1_000_000)
        begun = dates.now()
    for days, amount in ((5, 100_000), (12, 300_000), (26, 300_000), (55, 300_000)):
        with dates.frozen(begun + timedelta(days=days)):
            to = {invoice: amount}
            empty_store.do(actions.add_payment, shop.kestrel, amount, allocations=to)
    with dates.frozen(datetime(2026, 3, 9, 9, 0)):
        shop.invoice(shop.kestrel, 1_000_000)
        rent = {"payee": "Harbor Rent", "due_on": date(2026, 4, 1), "amount": 120_000}
        empty_store.do(actions.save_bill, rent)
        version = empty_store.ask(the_shop).version
        days_paid = {"pay_schedule": "biweekly", "pay_from_on": date(2026, 3, 6)}
        empty_store.do(edit_shop, version, days_paid)
        view = empty_store.ask(queries.cash_view, None, 400_000)
        assert [week.expected for week in view.weeks] == [100_000, 300_000, 0, 300_000]
        assert view.later == 300_000
        assert [week.bills for week in view.weeks] == [0, 0, 0, -120_000]
        assert view.pay_dates == (date(2026, 3, 20), date(2026, 4, 3))
        assert view.ends(500_000) == [600_000, 500_000, 500_000, 280_000]
        empty_store.do(actions.keep_week, 500_000, 400_000)
    with dates.frozen(datetime(2026, 3, 16, 9, 0)):
        empty_store.do(actions.keep_week, 610_000, 400_000)
        kept = empty_store.ask(queries.kept_weeks)
    assert [(week.monday, week.cash, week.left) for week in kept[1:]] == [
        (date(2026, 3, 9), 500_000, 280_000)
    ]
    assert len(kept) == 2
