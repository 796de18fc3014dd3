"""S008: assistants by shift come after two managers, and cover the day from 06:00 to 19:00."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.orgchart.actions.stages import apply_stage
from mspdesk.orgchart.queries.cards import covered_on, shifts
from mspdesk.orgchart.queries.chart import chart, stage_changes
from mspdesk.orgchart.rules.coverage import spans_words
from tests.bookcase import Furnish, Standing
from tests.sample import furnish

pytestmark = pytest.mark.system(8)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_fifth_stage_covers_six_to_nineteen_under_one_service_manager(
    store: Store, standing: Standing, clock: datetime
) -> None:
    standing(store)
    store.do(apply_stage, 5, {change.key for change in store.ask(stage_changes, 5)})
    found = store.ask(chart)
    managers = [box for box in found.boxes if box.code == "service_manager"]
    assert len(managers) == 1
    below = {box.title for box in found.boxes if box.reports_to_id == managers[0].id}
    assert {"Early-shift coordinator", "Evening assistant manager", "On call"} <= below
    hours = {one.role: (one.span.from_minute, one.span.to_minute) for one in store.ask(shifts)}
    assert hours["Evening assistant manager"] == (600, 1_140)
    assert [spans_words(store.ask(covered_on, day)) for day in range(5)] == [
        "6:00 am to 7:00 pm"
    ] * 5
