"""S124: the company's settings hold the accounting basis and the pay schedule."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.queries.cash import cash_view
from mspdesk.billing.queries.income import income_summary
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop as the_shop
from tests.billing.moneyshop import furnish

pytestmark = pytest.mark.system(124)


def test_the_settings_are_kept_and_followed(empty_store: Store) -> None:
    def change(**changes: object) -> None:
        empty_store.do(edit_shop, empty_store.ask(the_shop).version, changes)

    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        shop = furnish(empty_store)
        row = empty_store.ask(the_shop)
        assert (row.accounting_basis, row.pay_schedule) == ("accrual", "biweekly")
        shop.invoice(shop.kestrel, 30_000)
        month = (date(2026, 3, 1), date(2026, 3, 31))
        assert [one.amount for one in empty_store.ask(income_summary, *month)] == [30_000]
        change(accounting_basis="cash")
        assert empty_store.ask(income_summary, *month) == []
        empty_store.do(actions.add_payment, shop.kestrel, 20_000)
        assert [one.amount for one in empty_store.ask(income_summary, *month)] == [20_000]
        assert empty_store.ask(cash_view).pay_dates == ()
        change(pay_from_on=date(2026, 3, 13), pay_schedule="weekly")
        found = empty_store.ask(cash_view).pay_dates
        assert [day.day for day in found] == [13, 20, 27, 3]
        change(pay_schedule="monthly")
        assert empty_store.ask(cash_view).pay_dates == (date(2026, 3, 13),)
        for wrong in ({"accounting_basis": "both"}, {"pay_schedule": "daily"}):
            with pytest.raises(UserError) as refused:
                change(**wrong)
            assert refused.value.field in wrong
