"""S036: benefits by one rule for everybody: days employed and hours a week on average."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.employment.actions import benefits as actions
from mspdesk.employment.actions.staff import spread
from mspdesk.employment.queries.benefits import BenefitRow, average, benefits_of, plan_sums
from mspdesk.employment.rules import benefits as rules
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.people.queries import person
from mspdesk.timekeeping import actions as time
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.system(36), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)
HIRED = date(2026, 3, 2)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def plan(store: Store, **facts: object) -> int:
    return store.do(actions.save_plan, {"name": "Medical", "kind": "medical"} | facts)


def new(store: Store, hours: int) -> int:
    made = store.do(people.add_person, f"At {hours} h", ("technician",), {"hired_on": HIRED})
    store.do(people.set_paid_hours, made, spread(hours * 60))
    return made


def row(store: Store, who: int, day: date) -> BenefitRow:
    (found,) = store.ask(benefits_of, who, day)
    return found


def test_hired_on_march_2_at_32_hours_is_eligible_on_may_31(
    store: Store, standing: Standing
) -> None:
    standing(store)
    plan(store)
    full, part = new(store, 32), new(store, 29)
    assert rules.first_day(HIRED, 90) == date(2026, 5, 31)
    found = row(store, full, TODAY).standing
    assert (found.state, found.on) == ("from", date(2026, 5, 31))
    assert row(store, full, date(2026, 5, 30)).standing.state == "from"
    assert row(store, full, date(2026, 5, 31)).standing.state == "eligible"
    for day in (TODAY, date(2026, 5, 31), date(2027, 5, 31)):
        found = row(store, part, day).standing
        assert found.state == "hours"
        assert found.words == "29.00 h a week on average, 30.00 h needed"


def test_hours_worked_over_eight_weeks_count_where_they_are_more(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    who = store.do(people.add_person, "Jo Park", ("technician",), {"hired_on": date(2025, 1, 6)})
    store.do(people.set_paid_hours, who, spread(28 * 60))
    assert store.ask(average, who, TODAY) == 28 * 60
    ticket = open_ticket(store, shop.kestrel, "Long project", assigned_id=None)
    store.person_id = who
    for day in (2, 3, 4, 5):
        note = "Moved the servers, as planned"
        store.do(time.log_time, ticket, date(2026, 3, day), "6:00-18:00", note)
    store.person_id = None
    # 48 hours in one week of eight, 28 in seven: 30.5 on average; the running week is left out.
    assert store.ask(average, who, TODAY) == 1_830
    assert store.ask(average, who, date(2026, 3, 6)) == 28 * 60


@pytest.mark.parametrize("whom", ["owners", "staff", ""])
def test_a_plan_for_owners_or_for_staff_alone_is_refused(
    store: Store, standing: Standing, whom: str
) -> None:
    standing(store)
    with pytest.raises(UserError, match="everybody who meets its rule") as refused:
        store.do(actions.save_plan, {"name": "Gold", "kind": "medical"}, None, 0, whom)
    assert refused.value.field == "for_whom"


def test_the_rule_holds_for_the_owner_as_well(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    made = plan(store, min_minutes=2_460)
    for who in (shop.dana, shop.marcus):
        with pytest.raises(UserError, match="does not meet the rule"):
            store.do(actions.answer, made, who, joins=True)
    store.do(people.set_paid_hours, shop.dana, spread(2_520))
    with pytest.raises(UserError, match="from Jun 9, 2026") as refused:
        store.do(actions.answer, made, shop.dana, joins=True)
    assert refused.value.field == "from_on"
    store.do(actions.answer, made, shop.dana, date(2026, 6, 9), joins=True)
    (found,) = store.ask(benefits_of, shop.dana, date(2026, 6, 9))
    assert found.said(date(2026, 6, 9)) == "joined"


def test_the_average_takes_the_hours_that_were_paid_in_each_week(
    store: Store, standing: Standing
) -> None:
    standing(store)
    plan(store)
    who = store.do(people.add_person, "Jo Park", ("technician",), {"hired_on": date(2025, 1, 6)})
    store.do(people.set_paid_hours, who, spread(40 * 60))
    # Eight whole weeks end on March 8: six at 40 hours, two at 16.
    store.do(people.set_paid_hours, who, spread(16 * 60), date(2026, 2, 23))
    assert store.ask(average, who, TODAY) == 34 * 60
    assert row(store, who, TODAY).standing.state == "eligible"
    store.do(people.set_paid_hours, who, spread(40 * 60), date(2026, 4, 1))
    assert store.ask(average, who, TODAY) == 34 * 60


def test_a_plan_whose_rule_only_owners_meet_is_pointed_out(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    plan(store, min_minutes=2_520)
    store.do(people.set_paid_hours, shop.dana, spread(2_700))
    dana = store.ask(person, shop.dana)
    assert dana is not None
    store.do(people.edit_person, dana.id, dana.version, {"hired_on": date(2020, 1, 1)})
    (found,) = store.ask(plan_sums, TODAY)
    assert found.owners
    assert found.eligible == 1
