"""S105: money is asked for before the time it covers; old money is worth less than its face."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.rules import ageing
from mspdesk.database.store import Store
from tests.billing.moneyshop import furnish

pytestmark = pytest.mark.system(105)


def test_an_invoice_for_december_is_made_ten_days_before_and_due_on_the_first(
    store: Store,
) -> None:
    made_on, due_on = ageing.in_advance(date(2026, 12, 1))
    assert (made_on, due_on) == (date(2026, 11, 21), date(2026, 12, 1))
    with dates.frozen(datetime(2026, 11, 21, 9, 0)):
        shop = furnish(store)
        draft = shop.draft(shop.kestrel, ("plan", "Gold plan, December 2026", 85_000))
        period = {
            "period_from": date(2026, 12, 1),
            "period_to": date(2026, 12, 31),
            "due_on": due_on,
        }
        store.do(actions.edit_draft, draft, period)
        store.do(actions.mark_ready, draft)
        store.do(actions.issue, [draft])
        document = store.ask(queries.invoice_document, draft)
        assert document.issued_on < (document.period_from or date.min)
        assert (document.issued_on, document.due_on) == (made_on, due_on)
        assert store.ask(queries.ageing_row, made_on).amounts["current"] == 85_000


def test_money_not_paid_grows_old_in_five_steps(store: Store) -> None:
    with dates.frozen(datetime(2026, 11, 21, 9, 0)):
        shop = furnish(store)
        shop.invoice(shop.kestrel, 85_000, due=date(2026, 12, 1))
    found = [
        name
        for day in (1, 2, 32, 62, 92)
        for name, amount in store.ask(
            queries.ageing_row, date.fromordinal(date(2026, 12, 1).toordinal() + day - 1)
        ).amounts.items()
        if amount
    ]
    assert found == list(ageing.BUCKETS)
