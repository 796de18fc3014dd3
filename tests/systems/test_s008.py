"""S008: an early and an evening shift cover the day together."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.cards import set_shifts
from mspdesk.orgchart.queries.cards import covered_on, shifts
from mspdesk.orgchart.queries.roles import role_boxes
from mspdesk.orgchart.rules.coverage import spans_words, uncovered
from mspdesk.orgchart.rules.shipped import shipped_roles
from tests.bookcase import Furnish
from tests.sample import furnish

pytestmark = pytest.mark.system(8)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


def test_two_shifts_cover_six_to_nineteen(store: Store, clock: datetime) -> None:
    boxes = {one.code: one.id for one in store.ask(role_boxes)}
    early = shipped_roles()["early_coordinator"].shift
    evening = shipped_roles()["evening_manager"].shift
    assert early is not None
    assert evening == (600, 1_140)
    store.do(set_shifts, boxes["service_manager"], [(*early, "1111100")])
    store.do(set_shifts, boxes["technician"], [(*evening, "1111100")])
    for weekday in range(5):
        assert spans_words(store.ask(covered_on, weekday)) == "6:00 am to 7:00 pm"
    assert store.ask(covered_on, 5) == []
    assert uncovered(store.ask(covered_on, 0), [(360, 1_140)]) == []
    assert [one.role for one in store.ask(shifts)] == ["Service manager", "Technician"]
    store.do(set_shifts, boxes["technician"], [(960, 1_140, "1111100")])
    assert spans_words(store.ask(covered_on, 0)) == "6:00 am to 3:00 pm, 4:00 pm to 7:00 pm"
    with pytest.raises(UserError) as refused:
        store.do(set_shifts, boxes["technician"], [(600, 600, "1111100")])
    assert refused.value.field == "to_minute"
