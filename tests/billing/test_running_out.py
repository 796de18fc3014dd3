"""The one list of what runs out: documentation's facts and the cards that pay by themselves."""

from dataclasses import replace
from datetime import date

import pytest

from mspdesk.billing.actions.autopay import save_auto_payment
from mspdesk.billing.queries.renewals import renewals
from mspdesk.billing.reports import reports
from mspdesk.billing.reports.running_out import expiries_glance
from mspdesk.database.store import Store
from mspdesk.desk.area import Figure, Period
from mspdesk.documentation.actions.facts import add_fact, check_section
from mspdesk.documentation.rules.chapters import COUNTED
from tests.billing.moneyshop import MoneyShop
from tests.billing.test_renewals import plan
from tests.bookcase import Standing

pytestmark = pytest.mark.usefixtures("clock")

DAY = date(2026, 3, 11)


@pytest.fixture
def shop(store: Store, standing: Standing) -> MoneyShop:
    """The shop with money."""
    found: MoneyShop = standing(store)
    return replace(found, store=store)


def test_cards_stand_in_one_list_with_domains_and_warranties(shop: MoneyShop) -> None:
    store = shop.store
    domain = {"name": "kestrel.example", "expires_on": date(2026, 5, 1)}
    store.do(add_fact, shop.kestrel, "domain", domain)
    card = {
        "direction": "in",
        "client_id": shop.kestrel,
        "what": "Plan",
        "method": "card",
        "last_four": "4242",
        "expires_on": date(2026, 4, 30),
        "amount": 85_000,
        "every_months": 1,
        "day": 1,
    }
    store.do(save_auto_payment, card)
    report = next(one for one in reports() if one.key == "expiries")
    rows = store.ask(report.rows, Period(DAY, DAY), {})
    assert [(row.kind, row.name, row.days) for row in rows] == [
        ("Card", "Plan Card 4242", 50),
        ("Domain", "kestrel.example", 51),
    ]
    figures = store.ask(expiries_glance, Period(DAY, DAY), {}, rows)
    assert [one.value for one in figures if isinstance(one, Figure)] == ["0", "0", "2"]
    assert store.ask(report.rows, Period(DAY, DAY), {"client": 999}) == []


def test_a_renewal_says_how_much_of_the_client_is_documented(shop: MoneyShop) -> None:
    made = plan(shop)
    for one in COUNTED[:12]:
        shop.store.do(check_section, shop.kestrel, one.key, none=True)
    found = next(one for one in shop.store.ask(renewals, DAY) if one.id == made)
    assert found.documented == 75
