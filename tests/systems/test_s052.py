"""S052: each workday has one tech of the day; a day lists own planned work, then the next best."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from mspdesk import dates
from mspdesk.app.day import todays_tickets
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.practice.actions.days import name_tech
from mspdesk.practice.offers import tech_today
from mspdesk.practice.queries.days import day_screen, tech_days, tech_of_day
from mspdesk.tickets import actions as tickets
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(52), pytest.mark.usefixtures("clock")]
FIRST, LAST = date(2026, 3, 16), date(2026, 3, 29)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_each_workday_has_one_name_and_turns_pass_over_who_is_away(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    days = store.ask(tech_days, FIRST, LAST)
    assert [one.on.weekday() for one in days] == [0, 1, 2, 3, 4] * 2
    assert {one.person for one in days} == {"Dana Whitlock", "Marcus Oduya"}
    assert not [(a, b) for a, b in pairwise(days) if a.person == b.person]
    assert not any(one.named for one in days)
    marcus = next(one.on for one in days if one.person_id == shop.marcus)
    store.do(people.enter_leave_days, shop.marcus, marcus, marcus, None, "")
    passed = store.ask(tech_of_day, marcus)
    assert passed is not None
    assert (passed.person_id, passed.said) == (shop.dana, "By turn")
    assert store.ask(tech_of_day, date(2026, 3, 21)) is None


def test_who_is_named_goes_before_the_turn(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    before = {one.on: one.person_id for one in store.ask(tech_days, FIRST, LAST)}
    day = next(on for on, who in before.items() if who == shop.dana and on >= dates.today())
    store.do(name_tech, day, shop.marcus, "until noon")
    named = store.ask(tech_of_day, day)
    assert named is not None
    assert (named.person_id, named.named, named.words) == (shop.marcus, True, "until noon")
    store.do(name_tech, day, None)
    assert {one.on: one.person_id for one in store.ask(tech_days, FIRST, LAST)} == before
    with pytest.raises(UserError) as refused:
        store.do(name_tech, date(2026, 3, 21), shop.dana)
    assert refused.value.field == "day"
    rows = store.ask(tech_today, shop.dana, dates.today())
    assert len(rows) == 1
    assert rows[0].title in ("You take the calls", "Marcus takes the calls")
    assert store.ask(tech_today, shop.dana, date(2026, 3, 21)) == []


def test_a_day_lists_what_is_planned_and_then_the_next_best(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    now = datetime(2026, 3, 11, 9)

    def ticket(title: str, **details: object) -> int:
        facts = {"description": "x", "estimate_minutes": 60, "no_device": True}
        facts |= {"no_agreement": True, "priority": 3}
        return store.do(tickets.open_ticket, shop.kestrel, title, {**facts, **details})

    with dates.frozen(now):
        low = ticket("Can wait", priority=4)
        late = ticket("Afternoon visit", assigned_id=shop.dana)
        early = ticket("Morning visit", assigned_id=shop.dana)
        urgent = ticket("Stopped", priority=2)
        other = ticket("Of another day", assigned_id=shop.dana)
        for one, at in ((late, 14), (early, 10), (other, 34)):
            store.do(tickets.schedule, one, None, now.replace(hour=0) + timedelta(hours=at), 60)
        found = store.ask(day_screen, shop.dana, now.date())
        assert [row.id for row in found.scheduled] == [early, late]
        assert [row.id for row in found.following] == [urgent, low]
        assert found.minutes == 4 * 60
        mine = [row.id for row in store.ask(todays_tickets, shop.dana)]
        assert mine == [early, late, urgent, low]
