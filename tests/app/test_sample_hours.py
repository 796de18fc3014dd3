"""The prepaid hours of the made-up shop: whatever was worked, what is to be left is left."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.app import sample_prepaid
from mspdesk.billing import queries
from mspdesk.clients.actions import add_contact
from mspdesk.database.store import Store
from mspdesk.tickets.actions import open_ticket
from tests.billing.moneyshop import MoneyShop, furnish
from tests.bookcase import Furnish, Standing

FIRST, TODAY = date(2026, 3, 1), date(2026, 3, 11)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish


@pytest.mark.parametrize("worked", [(), ("9:00-10:05",), ("9:00-12:00", "13:00-16:40")])
@pytest.mark.parametrize("left", [300, 30])
def test_what_is_left_today_is_what_was_meant(
    sqlite_store: Store, standing: Standing, worked: tuple[str, ...], left: int
) -> None:
    shop: MoneyShop = replace(standing(sqlite_store), store=sqlite_store)
    client = shop.kestrel
    with dates.frozen(datetime(2026, 3, 1, 8)), sqlite_store.step("Agree") as session:
        held = sample_prepaid.agree(session, client, "Lou Kestrel", FIRST)
    with dates.frozen(datetime(2026, 3, 11, 18)):
        ticket = sqlite_store.do(open_ticket, client, "Many things", {"agreement_id": held})
        for span in worked:
            shop.log(ticket, date(2026, 3, 10), span)
        with sqlite_store.step("Sell") as session:
            more = sample_prepaid.sell(session, client, held, FIRST, left, TODAY)
            assert 0 <= more < sample_prepaid.BLOCK
            session.info["person_id"] = shop.tech
            contact = add_contact(session, client, {"first_name": "Lou", "last_name": "Kestrel"})
            told: dict[str, object] = {
                "assigned_id": shop.tech,
                "priority": 3,
                "agreement_id": held,
                "description": "Two desks.",
                "source_kind": "phone",
                "contact_id": contact,
                "no_device": True,
            }
            sample_prepaid.use(session, client, told, TODAY, more)
        found = sqlite_store.ask(queries.blocks)
    assert sum(one.minutes_left for one in found) == left
    assert all(one.opened_on for one in found)
    assert sqlite_store.ask(queries.client_money, client).owes == 0
