"""When work comes again: the days of each rule, holidays, and the words for them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.checklists.rules import recurrence
from mspdesk.checklists.rules.recurrence import Occurrence, occurrences, parse, rule_words
from mspdesk.errors import UserError
from mspdesk.shop.rules import TEN_HOLIDAYS, Calendar, holidays_of

CLOSED = {
    day: name for year in range(2024, 2032) for day, name in holidays_of(TEN_HOLIDAYS, year).items()
}
SHOP = Calendar(closed=CLOSED)
MARCH = date(2026, 3, 1)


def days(
    rule: str, every: int = 1, first: date = MARCH, last: date = date(2026, 8, 31)
) -> list[str]:
    """The days of a rule from March to August as month-day."""
    return [f"{one.on:%m-%d}" for one in occurrences(rule, every, MARCH, first, last, SHOP)]


def test_a_day_of_the_month_moves_to_the_working_day_before() -> None:
    # March 15 and August 15 2026 are a Sunday and a Saturday.
    assert days("day:15") == ["03-13", "04-15", "05-15", "06-15", "07-15", "08-14"]
    assert days("day:31") == ["03-31", "04-30", "05-29", "06-30", "07-31", "08-31"]


def test_weekdays_of_the_month() -> None:
    assert days("nth:2:tue") == ["03-10", "04-14", "05-12", "06-09", "07-14", "08-11"]
    assert days("last:fri") == ["03-27", "04-24", "05-29", "06-26", "07-31", "08-28"]
    # The last Monday of May is Memorial Day.
    assert "05-22" in days("last:mon")


def test_final_friday_of_november_2026_is_the_27th() -> None:
    found = occurrences("last:fri", 1, MARCH, date(2026, 11, 1), date(2026, 11, 30), SHOP)
    assert found == [Occurrence("2026-11", date(2026, 11, 27), date(2026, 11, 27))]


def test_working_days_from_either_end_of_the_month() -> None:
    assert days("workday:-3") == ["03-27", "04-28", "05-27", "06-26", "07-29", "08-27"]
    assert days("workday:1")[:3] == ["03-02", "04-01", "05-01"]
    # The last working day of May 2026 is Friday the 29th.
    assert days("workday:-1")[2] == "05-29"


def test_weeks_and_days() -> None:
    assert days("weekly:mon", 2, last=date(2026, 4, 10)) == ["03-09", "03-23", "04-06"]
    twice = days("weekly:mon,wed", last=date(2026, 3, 12))
    assert twice == ["03-02", "03-04", "03-09", "03-11"]
    # Every working day: 22 in March, and Memorial Day is none.
    assert len(days("daily", last=date(2026, 3, 31))) == 22
    assert "05-25" not in days("daily")


def test_years_and_leap_days() -> None:
    assert days("yearly:03-15") == ["03-13"]
    leap = occurrences("yearly:02-29", 1, MARCH, MARCH, date(2028, 12, 31), SHOP)
    assert [f"{one.period} {one.nominal}" for one in leap] == ["2027 2027-02-28", "2028 2028-02-29"]


def test_a_day_of_the_next_month_may_fall_into_this_one() -> None:
    """January 1 2027 is a holiday: its work is done on December 31, still as January's."""
    found = occurrences("day:1", 1, MARCH, date(2026, 12, 2), date(2026, 12, 31), SHOP)
    assert [(one.period, str(one.on)) for one in found] == [("2027-01", "2026-12-31")]


def test_nothing_comes_before_it_begins() -> None:
    begins = date(2026, 4, 20)
    found = occurrences("day:15", 1, begins, MARCH, date(2026, 6, 30), SHOP)
    assert [one.period for one in found] == ["2026-05", "2026-06"]
    found = occurrences("day:4", 3, begins, MARCH, date(2026, 12, 31), SHOP)
    assert [one.period for one in found] == ["2026-07", "2026-10"]


@pytest.mark.parametrize(
    "rule", ["", "day:0", "day:32", "nth:5:tue", "nth:2:xyz", "yearly:13-01", "after:lunch", "x:y"]
)
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(UserError) as refused:
        parse(rule)
    assert refused.value.field == "rule"


def test_rules_are_said_in_words() -> None:
    assert rule_words("nth:2:tue") == "Every month on the second Tuesday"
    assert rule_words("day:31", 3) == "Every 3 months on the 31st"
    assert rule_words("workday:-1") == "Every month on the last working day"
    assert rule_words("workday:-3") == "Every month on the 3rd working day from the end"
    assert rule_words("weekly:mon,wed,fri", 2) == "Every 2 weeks on Monday, Wednesday and Friday"
    assert rule_words("yearly:03-15") == "Every year on March 15"
    assert rule_words("after:client_active", 1, 3) == "When a client becomes active, 3 days later"
    assert rule_words("daily") == "Every working day"


def test_work_that_follows_something_is_never_before_it() -> None:
    # Saturday March 14: the working day before would be Friday.
    saturday = date(2026, 3, 14)
    assert recurrence.day_after(saturday, 0, SHOP) == date(2026, 3, 16)
    assert recurrence.day_after(saturday, 7, SHOP) == date(2026, 3, 20)


def test_twelve_clients_are_spread_over_twelve_weekdays() -> None:
    rules = recurrence.spread_rules(12)
    assert len(set(rules)) == 12
    month = [day for rule in rules for day in days(rule, last=date(2026, 3, 31))]
    assert len(set(month)) == 12
    more = recurrence.spread_rules(8, dict.fromkeys(rules, 1))
    assert not set(more) & set(rules)
    assert len(set(recurrence.spread_rules(45))) == 20


RULES = st.one_of(
    st.integers(1, 31).map(lambda n: f"day:{n}"),
    st.tuples(st.integers(1, 4), st.sampled_from(["mon", "wed", "fri"])).map(
        lambda found: f"nth:{found[0]}:{found[1]}"
    ),
    st.integers(1, 5).map(lambda n: f"workday:-{n}"),
    st.sampled_from(["weekly:thu", "yearly:07-04", "last:mon"]),
)


@given(
    RULES, st.integers(1, 4), st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 200)
)
def test_looking_in_two_pieces_finds_the_same(
    rule: str, every: int, first: date, length: int
) -> None:
    """However time is cut, each period comes once, on a day the shop is open."""
    middle, last = first + timedelta(days=length), first + timedelta(days=400)
    begins = date(2025, 1, 1)
    whole = occurrences(rule, every, begins, first, last, SHOP)
    early = occurrences(rule, every, begins, first, middle, SHOP)
    late = occurrences(rule, every, begins, middle + timedelta(days=1), last, SHOP)
    assert early + late == whole
    assert len({one.period for one in whole}) == len(whole)
    assert all(SHOP.open_minutes(one.on) for one in whole)
    assert all(one.on <= one.nominal for one in whole)
    after = recurrence.following(rule, every, begins, first - timedelta(days=1), SHOP)
    assert after is None or not whole or after == whole[0]
