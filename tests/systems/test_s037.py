"""S037: the catalogue of benefits: kinds, sources, who pays, sizes of group a plan takes."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.employment.actions import benefits as actions
from mspdesk.employment.queries.benefits import group_size, plan_sums, plans
from mspdesk.employment.rules import benefits as rules
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.people.queries import person
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(37), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.mark.parametrize(
    ("sizes", "takes"),
    [
        ("1, 3+", {1, 3, 4, 30}),
        ("", {1, 2, 3, 4, 30}),
        ("2-4", {2, 3, 4}),
        ("1", {1}),
        ("2+", {2, 3, 4, 30}),
    ],
)
def test_sizes_of_group(sizes: str, takes: set[int]) -> None:
    assert {n for n in (1, 2, 3, 4, 30) if rules.takes(sizes, n)} == takes


@pytest.mark.parametrize("sizes", ["0", "many", "4-2", "1;3", "3-", "-1"])
def test_sizes_that_cannot_be_read_name_their_field(sizes: str) -> None:
    with pytest.raises(UserError, match=r"1, 3\+ or 2-10") as refused:
        rules.group_sizes(sizes)
    assert refused.value.field == "group_sizes"


def test_a_group_of_two_hides_a_plan_for_one_or_three(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    facts = {"name": "Small group medical", "kind": "medical", "group_sizes": "1, 3+"}
    store.do(actions.save_plan, facts)
    store.do(actions.save_plan, {"name": "Dental", "kind": "dental"})
    assert store.ask(group_size, TODAY) == 3
    assert len(store.ask(plans, TODAY)) == 2
    priya = store.ask(person, shop.priya)
    assert priya is not None
    days = {"hired_on": date(2024, 9, 3), "left_on": date(2026, 3, 10)}
    store.do(people.edit_person, priya.id, priya.version, days)
    assert store.ask(group_size, TODAY) == 2
    assert [one.name for one in store.ask(plans, TODAY)] == ["Dental"]
    hidden = [one for one in store.ask(plan_sums, TODAY) if one.hidden]
    assert [one.hidden for one in hidden] == ["For 1, 3+, we are 2"]
    with pytest.raises(UserError, match="does not take a group of our size"):
        store.do(actions.answer, hidden[0].plan.id, priya.id, joins=True)
    # Temps and contractors are on somebody else's payroll.
    store.do(people.add_person, "Cora Nash", (), {"kind": "contractor"})
    assert store.ask(group_size, TODAY) == 2
    store.do(people.add_person, "Jo Park", (), {"kind": "part_time", "hired_on": TODAY})
    assert len(store.ask(plans, TODAY)) == 2


def test_the_catalogue_knows_the_kinds_sources_and_payers() -> None:
    assert {"retirement", "medical", "vision", "dental", "life"} <= set(rules.KINDS)
    assert {"payroll", "adviser", "broker", "insurer"} <= set(rules.SOURCES)
    assert {"employer", "payroll"} <= set(rules.PAID_BY)
    assert "adviser" in rules.OWNERS_QUESTION
