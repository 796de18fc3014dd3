"""S118: a client's place in its budget, what it means to them, next year, and when it was asked."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.roadmaps.actions.meetings import plan_meeting
from mspdesk.roadmaps.actions.places import record_place
from mspdesk.roadmaps.offers import meetings_today
from mspdesk.roadmaps.queries.packet import packet
from mspdesk.roadmaps.queries.places import budget_rows, place
from mspdesk.roadmaps.queries.renewing import money_facts
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(118), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_a_client_has_its_place_and_it_is_asked_again(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    client = shop.brightwater
    assert store.ask(place, client) is None
    said = {
        "category": "operations",
        "meaning": "Like the rent: it comes every month.",
        "next_year": "yes",
        "renew": "yes",
        "contact_id": shop.ines,
        "rise_on": date(2026, 3, 11),
    }
    store.do(record_place, client, said)
    held = store.ask(place, client)
    assert held is not None
    assert (held.category_words, held.next_year_words) == ("Running costs", "Yes")
    assert held.asked_on == date(2026, 3, 11)
    assert held.asked_words == "Ines Varga, Mar 11, 2026"
    assert "next year" in held.lasting
    assert store.ask(packet, client).ask == ()
    (money,) = store.ask(money_facts, None, client)
    assert (money.renews, money.budget.split(",")[0]) == ("Yes", "Running costs")

    # Six months later it still counts; a day after that it stands before the meeting.
    with dates.frozen(datetime(2026, 9, 11, 9)):
        assert store.ask(packet, client).ask == ()
        store.do(plan_meeting, client, date(2026, 9, 18), {"at": 840})
    with dates.frozen(datetime(2026, 9, 12, 9)):
        assert store.ask(packet, client).ask == ("last asked Mar 11, 2026",)
        row, *_others = store.ask(meetings_today, shop.dana, date(2026, 9, 12))
        assert row.detail.endswith("Ask about the budget: last asked Mar 11, 2026")


@pytest.mark.parametrize("next_year", ["yes", "no", "unknown"])
def test_next_year_is_yes_no_or_unknown(store: Store, standing: Standing, next_year: str) -> None:
    shop: Sample = standing(store)
    details = {"category": "project", "renew": "no", "next_year": next_year}
    store.do(record_place, shop.kestrel, details)
    found = {row.client_id: row for row in store.ask(budget_rows)}
    assert found[shop.kestrel].known is (next_year != "unknown")
    assert found[shop.brightwater].missing == ("never asked",)
    assert shop.oldmill not in found
