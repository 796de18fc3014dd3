"""S010: the chart has a review date, and Today asks for the review when it comes."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.revisions import review_chart
from mspdesk.orgchart.offers import TODAY
from mspdesk.orgchart.queries.chart import next_review
from tests.bookcase import Furnish, Standing
from tests.sample import furnish

pytestmark = pytest.mark.system(10)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_chart_is_looked_over_on_its_date(
    store: Store, standing: Standing, clock: datetime
) -> None:
    standing(store)
    rows = next(one.rows for one in TODAY if one.title == "Org chart")

    def asked(day: date) -> list[str]:
        return [row.detail for row in store.ask(rows, store.person_id, day)]

    assert asked(date(2026, 3, 11)) == []
    with pytest.raises(UserError) as said:
        store.do(review_chart, date(2026, 3, 1))
    assert said.value.field == "next_on"
    store.do(review_chart, date(2026, 9, 9), "Right as it is")
    assert store.ask(next_review) == date(2026, 9, 9)
    assert asked(date(2026, 9, 8)) == []
    assert asked(date(2026, 9, 9)) == ["Due Sep 9"]
    with dates.frozen(datetime(2026, 9, 10, 9)):
        store.do(review_chart, None)
    assert asked(date(2026, 9, 10)) == []
