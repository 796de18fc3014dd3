"""S116: each automatic payment with card, amount, day, vendor and expiry; 60 days are flagged."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.offers import cards_today
from mspdesk.database.store import Store
from mspdesk.vendors.models import Vendor
from tests.billing.moneyshop import furnish

pytestmark = pytest.mark.system(116)


def test_the_list_has_every_fact_and_flags_what_expires(store: Store) -> None:
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        shop = furnish(store)
        with store.step("Prepare") as session:
            vendor = Vendor(number="V0001", name="Northline Fiber")
            session.add(vendor)
            session.flush()
            vendor_id = vendor.id
        for last_four, month in (("4242", date(2026, 4, 1)), ("0117", date(2026, 6, 1))):
            store.do(
                actions.save_auto_payment,
                {
                    "direction": "out",
                    "vendor_id": vendor_id,
                    "what": "Internet line",
                    "last_four": last_four,
                    "expires_on": month,
                    "amount": 12_900,
                    "day": 5,
                },
            )
        store.do(
            actions.save_auto_payment,
            {
                "direction": "in",
                "client_id": shop.kestrel,
                "last_four": "1111",
                "expires_on": date(2026, 5, 1),
                "amount": 85_000,
            },
        )
        rows = store.ask(queries.auto_payments)
        today = store.ask(cards_today, shop.owner, date(2026, 3, 11))
    assert [(row.vendor or row.client, row.last_four, row.amount, row.day) for row in rows] == [
        ("Northline Fiber", "4242", 12_900, 5),
        ("Kestrel Machine & Tool", "1111", 85_000, 1),
        ("Northline Fiber", "0117", 12_900, 5),
    ]
    assert [(row.expiry, row.expiring) for row in rows] == [
        ("04/26, 50 days left", True),
        ("05/26", False),
        ("06/26", False),
    ]
    assert [row.title for row in today] == ["Northline Fiber"]
    assert "04/26" in today[0].detail
    with dates.frozen(datetime(2026, 4, 1, 9, 0)):
        flagged = store.ask(queries.expiring_cards)
    assert [row.last_four for row in flagged] == ["4242", "1111"]
