"""S007: eight part-timers under one manager are worth a note, seven are not; heads are counted."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.chart import add_role
from mspdesk.orgchart.actions.revisions import set_span
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries.chart import chart
from mspdesk.orgchart.rules.span import Span, span
from mspdesk.people import actions as people
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = pytest.mark.system(7)
TWENTY_HOURS = dict.fromkeys(range(5), 240)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_eighth_part_timer_raises_the_note(
    store: Store, standing: Standing, clock: datetime
) -> None:
    shop: Sample = standing(store)
    boxes = {box.code: box for box in store.ask(chart).boxes}
    admin = boxes["admin"].id
    store.do(assign_role, admin, shop.priya)
    said = []
    for n in range(8):
        who = store.do(people.add_person, f"Part Timer {n}", ("admin",), {"kind": "part_time"})
        store.do(people.set_paid_hours, who, TWENTY_HOURS)
        role = store.do(add_role, {"title": f"Desk {n}", "reports_to_id": admin})
        store.do(assign_role, role, who)
        said.append(store.ask(chart).spans[admin])
    assert [one.heads for one in said] == list(range(1, 9))
    assert [one.words for one in said[:7]] == [""] * 7
    assert said[7].words == "Admin leads 8 people. 5 to 7 is comfortable for one person."
    # What is comfortable is the shop's to say.
    store.do(set_span, 8, 12)
    assert store.ask(chart).spans[admin].words == ""
    assert store.ask(chart).spans[admin].usual == "3 to 8 is a comfortable span for one person"
    store.do(set_span, 6, 7)
    assert store.ask(chart).spans[admin].words == (
        "Admin leads 8 people. Up to 6 is comfortable for one person. "
        "An assistant manager would help."
    )
    for wrong, field in (((0, 9), "comfortable"), ((7, 6), "many")):
        with pytest.raises(UserError) as refused:
            store.do(set_span, *wrong)
        assert refused.value.field == field


def heads(*wearers: int | None) -> Span:
    return span(1, "Service manager", 99, wearers)


def test_heads_count_once_and_never_the_lead_or_nobody() -> None:
    assert heads(2, 2, 3, 99, None).heads == 2
    assert heads(2, 2, 3, 99, None).roles == 5
    assert not heads(*range(7)).wide
    assert heads(*range(8)).wide


def test_a_service_manager_of_more_than_ten_is_told_of_an_assistant() -> None:
    """E02: ten technicians under one are said to be possible, more are not."""
    assert "assistant" not in heads(*range(10)).words
    assert heads(*range(11)).words.endswith("An assistant manager would help.")
