"""S037: the catalogue of benefits: kinds, sources, who pays, sizes of group a plan takes."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.employment.actions import benefits as actions
from mspdesk.employment.actions.leaving import change_person
from mspdesk.employment.offers import DATED
from mspdesk.employment.queries.benefits import enrolments, group_size, plan_sums, plans
from mspdesk.employment.rules import benefits as rules
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.people.models import Person
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


def test_benefits_end_with_the_last_day_and_go_on_when_that_is_undone(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    plans = [
        store.do(actions.save_plan, {"name": name, "kind": "medical", "min_days": 0})
        for name in ("Medical", "Dental")
    ]
    for made in plans:
        store.do(actions.answer, made, shop.priya, TODAY, joins=True)
    store.do(actions.end, plans[1], shop.priya, TODAY)
    before = store.ask(enrolments, shop.priya)
    said: list[str] = []
    store.listen(lambda done: said.append(done.words))

    def leave(on: date | None) -> dict[int, date | None]:
        row = store.ask(person, shop.priya)
        assert row is not None
        store.do(change_person, row.id, row.version, {"left_on": on})
        found = store.ask(enrolments, shop.priya)
        return {plan: found[plan, shop.priya].until_on for plan in plans}

    last, later = date(2026, 3, 31), date(2026, 4, 30)
    assert leave(last) == {plans[0]: last, plans[1]: TODAY}
    assert said[-1] == "Priya Raman saved. Their benefits end on Mar 31, 2026"
    assert leave(later) == {plans[0]: later, plans[1]: TODAY}
    assert leave(None) == {plans[0]: None, plans[1]: TODAY}
    assert said[-1] == "Priya Raman saved. Their benefits go on"
    leave(last)
    store.undo()
    assert {key: one.until_on for key, one in store.ask(enrolments).items()} == {
        key: one.until_on for key, one in before.items()
    }


def test_benefits_end_too_when_a_file_brought_the_last_day(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    made = store.do(actions.save_plan, {"name": "Medical", "kind": "medical", "min_days": 0})
    store.do(actions.answer, made, shop.priya, TODAY, joins=True)
    with store.step("From a file") as session:
        session.get_one(Person, shop.priya).left_on = TODAY
    (dated,) = DATED
    assert not store.ask(dated.waits, TODAY)
    with dates.frozen(datetime(2026, 3, 12, 9)):
        assert store.ask(dated.waits, date(2026, 3, 12))
        store.do(dated.act)
        assert not store.ask(dated.waits, date(2026, 3, 12))
    assert store.ask(enrolments)[made, shop.priya].until_on == TODAY
