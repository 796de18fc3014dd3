"""S085: every managed client has a plan on paper; those without are listed."""

import pytest

from mspdesk.database.store import Store
from mspdesk.recovery.actions import plan as actions
from mspdesk.recovery.queries import states
from mspdesk.recovery.reports import plan_rows, reports
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(85), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_a_managed_client_without_a_plan_is_listed(store: Store, shop: Sample) -> None:
    listed = store.ask(states.without_plan)
    assert [(row.client_id, row.words) for row in listed] == [(shop.brightwater, "No plan")]
    store.do(actions.begin_plan, shop.brightwater)
    assert store.ask(states.without_plan) == []
    report = next(one for one in reports() if one.key == "dr-plans")
    rows = store.ask(plan_rows, None, {})  # type: ignore[arg-type]  # as of today, whatever the time
    assert [column.value(rows[0]) for column in report.columns][:3] == [
        "Brightwater Veterinary",
        "Draft",
        None,
    ]
