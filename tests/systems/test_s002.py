"""S002: four stages as templates; at the fourth the owner has exactly two direct reports."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.cards import edit_role
from mspdesk.orgchart.actions.chart import add_role, set_second_lead
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.actions.stages import apply_stage
from mspdesk.orgchart.queries.cards import role_words
from mspdesk.orgchart.queries.chart import Chart, chart, held, revisions, stage_changes
from mspdesk.orgchart.rules.stages import MOST_LEVELS, STAGES, after, levels, with_needs
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = pytest.mark.system(2)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Sample:
    """Three people, the six hats of the first day."""
    found: Sample = standing(store)
    return found


def go_to(store: Store, number: int) -> Chart:
    keys = {change.key for change in store.ask(stage_changes, number)}
    if keys:
        store.do(apply_stage, number, keys)
    return store.ask(chart)


def titles_under(found: Chart, code: str) -> list[str]:
    lead = next(box.id for box in found.boxes if box.code == code)
    return [box.title for box in found.boxes if box.reports_to_id == lead]


def test_stage_four_leaves_the_owner_two_direct_reports(store: Store, shop: Sample) -> None:
    found = go_to(store, 4)
    assert sorted(titles_under(found, "owner")) == ["Office manager", "Service manager"]
    assert titles_under(found, "office_manager") == [
        "Admin assistant",
        "Bookkeeper",
        "Marketing assistant",
    ]
    assert titles_under(found, "service_manager") == [
        "Tech, tier 1",
        "Tech, tier 2",
        "Tech, tier 3",
    ]
    # All of it is one step, and Undo brings the chart of before back.
    store.undo()
    assert len(titles_under(store.ask(chart), "owner")) == 6


def test_each_stage_grows_out_of_the_one_before_and_then_asks_for_nothing(
    store: Store, shop: Sample
) -> None:
    for stage in STAGES:
        found = go_to(store, stage.number)
        assert store.ask(stage_changes, stage.number) == []
        leads = {box.id: box.reports_to_id for box in found.boxes}
        assert levels(leads) <= MOST_LEVELS
    assert store.ask(revisions)[0].why == "Stage 5: Managers by shift"


def test_nobody_loses_a_hat_and_what_stage_does_not_know_is_kept(
    store: Store, shop: Sample
) -> None:
    ids = {box.code: box.id for box in store.ask(chart).boxes}
    store.do(assign_role, ids["sales"], shop.priya)
    store.do(assign_role, ids["technician"], shop.marcus)
    bench = store.do(add_role, {"title": "Bench", "reports_to_id": ids["owner"]})
    store.do(assign_role, bench, shop.marcus)
    before = {(box.wearer, box.id) for box in store.ask(chart).boxes if not box.for_now}
    found = go_to(store, 4)
    after_it = {(box.wearer, box.id) for box in found.boxes if not box.for_now}
    assert before <= after_it
    # Somebody sells now, so Sales stays a box of its own; Bench went to a manager.
    assert "Sales" in titles_under(found, "owner")
    assert "Bench" in titles_under(found, "office_manager")


def test_what_would_change_is_shown_before_and_each_line_may_be_left_out(
    store: Store, shop: Sample
) -> None:
    changes = store.ask(stage_changes, 4)
    words = [change.words for change in changes]
    assert "Office manager is added" in words
    assert "Sales becomes a part of Owner" in words
    assert len(store.ask(chart).boxes) == 7
    # What rests on a role that is not added is not done either.
    without = with_needs(changes, {one.key for one in changes} - {"add office_manager"})
    assert not any(one.needs == "add office_manager" for one in without)
    roles = store.ask(held)
    assert len(after(roles, changes)) == 9
    only = {"add tech_2"}
    assert store.do(apply_stage, 4, only) == 1
    assert len(store.ask(chart).boxes) == 8
    with pytest.raises(UserError):
        store.do(apply_stage, 4, set())


def test_a_stage_keeps_the_titles_the_shop_chose(store: Store, shop: Sample) -> None:
    ids = {box.code: box.id for box in store.ask(chart).boxes}
    # A hat that was called Office manager already is not made a second time.
    words = store.ask(role_words, ids["admin"])
    assert words is not None
    store.do(edit_role, ids["admin"], words.version, {"title": "Office manager"})
    found = go_to(store, 4)
    assert [box.title for box in found.boxes].count("Office manager") == 1
    marketing = next(box for box in found.boxes if box.code == "marketing")
    assert marketing.second_lead_id == ids["owner"]
    store.do(set_second_lead, marketing.id, None)
    assert [change.kind for change in store.ask(stage_changes, 4)] == ["second"]
