"""S111: every entry shows what an hour of it brings in beside what an hour costs."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.garden.queries import terms_of
from mspdesk.garden.queries.hour import hour_of, hour_words
from mspdesk.tickets.actions import open_ticket
from mspdesk.timekeeping import actions as timekeeping
from tests.bookcase import Furnish, Standing
from tests.garden.gardenshop import GardenShop, furnish

pytestmark = [pytest.mark.system(111), pytest.mark.usefixtures("clock")]

DAY = date(2026, 1, 20)
TOLD = {"no_device": True, "no_agreement": True}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop of the garden's tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> GardenShop:
    """A shop with some months behind it, on both kinds of books."""
    made: GardenShop = standing(store)
    store.person_id = made.sample.dana
    return replace(made, store=store)


def logged(store: Store, shop: GardenShop, minutes: int, coverage: str = "billable") -> int:
    """An entry of the technician for a client without a plan."""
    told = {**TOLD, "coverage": coverage}
    ticket = store.do(open_ticket, shop.sample.oldmill, "Till will not open", told)
    with dates.frozen(datetime.combine(DAY, time(23))):
        words = "Mended the drawer, tried it ten times."
        return store.do(
            timekeeping.log_time, ticket, DAY, minutes, words, person_id=shop.sample.marcus
        )


def test_an_hour_that_bills_is_set_beside_its_cost(store: Store, shop: GardenShop) -> None:
    entry = logged(store, shop, 60)
    found = store.ask(hour_of, entry)
    terms = store.ask(terms_of, date(2025, 10, 23), DAY)
    assert found is not None
    assert found.rate == 16_500
    # What a paid hour costs by the share of paid time that clients get.
    assert found.cost == terms.productive > terms.per_hour
    assert found.profitable
    assert "brings in $165.00 (as it bills)" in found.words
    assert "a profitable hour" in found.words


def test_free_work_is_not_a_profitable_hour(store: Store, shop: GardenShop) -> None:
    entry = logged(store, shop, 60)
    store.do(timekeeping.set_kind, entry, "no_charge", "Our mistake.")
    found = store.ask(hour_of, entry)
    assert found is not None
    assert (found.rate, found.profitable) == (0, False)
    assert store.ask(hour_words, entry).endswith("not a profitable hour.")


def test_covered_work_has_its_share_of_the_plan(store: Store, shop: GardenShop) -> None:
    """January's plan of $900 over all covered hours of January."""
    with store.read() as session:
        from mspdesk.timekeeping.models import TimeEntry

        rows = session.query(TimeEntry).filter_by(client_id=shop.sample.kestrel, kind="covered")
        january = [one for one in rows if one.work_on.month == 1]
    minutes = sum(one.minutes for one in january)
    found = store.ask(hour_of, january[0].id)
    assert found is not None
    assert found.rate == (90_000 * 60 * 2 + minutes) // (2 * minutes)


def test_our_own_time_and_no_time_have_no_such_hour(store: Store, shop: GardenShop) -> None:
    with store.read() as session:
        from mspdesk.timekeeping.models import TimeEntry

        own = session.query(TimeEntry).filter_by(kind="internal").first()
    assert own is not None
    assert store.ask(hour_of, own.id) is None
    assert store.ask(hour_words, logged(store, shop, 0)) == ""
    assert store.ask(hour_of, 999_999) is None
