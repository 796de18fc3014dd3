"""S084: what is bought for a former client or one without an agreement; 0 at month end."""

from dataclasses import replace
from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.grid import actions, queries
from mspdesk.grid.offers import orphans_today
from mspdesk.grid.queries import Bought
from mspdesk.grid.reports import reports
from tests.bookcase import Furnish, Standing
from tests.grid.conftest import MARCH, Grid, furnish

pytestmark = [pytest.mark.system(84), pytest.mark.usefixtures("clock")]

TODAY = date(2026, 3, 11)


def shop_of(store: Store) -> Grid:
    """Something is bought for a client, for one that left, and for one without an agreement."""
    shop = furnish(store)
    store.do(
        actions.enter_purchases,
        [
            Bought(shop.kestrel, shop.agent, 110_000, 400),
            Bought(shop.former, shop.spam, 60_000, 190),
            Bought(shop.oldmill, shop.spam, 40_000, 190),
        ],
        MARCH,
    )
    return shop


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return shop_of


@pytest.fixture
def shop(store: Store, standing: Standing) -> Grid:
    """The shop with what was bought."""
    made: Grid = replace(standing(store), store=store)
    return made


def test_services_of_a_former_client_and_of_one_without_an_agreement_are_listed(
    store: Store, shop: Grid
) -> None:
    found = store.ask(queries.orphans, MARCH)
    assert {(one.client_id, one.orphan, one.cost) for one in found} == {
        (shop.former, "Former client", 1_140),
        (shop.oldmill, "No agreement", 760),
    }
    report = next(one for one in reports() if one.key == "orphan-services")
    assert report.cadence == "Week"
    with store.read() as session:
        listed = report.rows(session, Period(TODAY, TODAY), {})
    assert [one.id for one in listed] == [one.id for one in found]
    assert report.totals is not None
    assert report.totals(listed) == {"cost": 1_900}


def test_today_says_it_in_one_line_of_a_list(store: Store) -> None:
    (line,) = store.ask(orphans_today, None, TODAY)
    assert line.title == "2 services are bought and billed to nobody"
    assert line.detail == "Gone Away Travel, Old Mill Brewing"


def test_the_count_is_nought_at_month_end_once_they_are_no_longer_bought(
    store: Store, shop: Grid
) -> None:
    store.do(actions.review_grid, MARCH)
    review = store.ask(queries.review_of, MARCH)
    assert review is not None
    assert (review.variances, review.orphans) == (2, 2)
    for one in store.ask(queries.purchases, MARCH):
        if one.client_id != shop.kestrel:
            store.do(actions.end_purchase, one.id, one.version, MARCH)
    assert store.ask(queries.orphan_count, MARCH) == 0
    assert store.ask(orphans_today, None, TODAY) == []
    store.do(actions.review_grid, MARCH)
    review = store.ask(queries.review_of, MARCH)
    assert review is not None
    assert (review.variances, review.orphans) == (0, 0)
