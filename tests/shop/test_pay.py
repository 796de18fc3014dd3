"""When wages are paid: schedules, weekends and holidays, periods (B9, S038)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.shop import rules
from mspdesk.shop.rules import BIWEEKLY, MONTHLY, PAY_SCHEDULES, SEMIMONTHLY, TEN_HOLIDAYS, WEEKLY
from mspdesk.shop.rules.pay import (
    Moved,
    PayDay,
    PayTerms,
    business_day,
    nominal_dates,
    paid_between,
    pay_days,
    weekend,
)

DAY = date(2026, 3, 11)
CLOSED = {
    on: name
    for year in range(2025, 2030)
    for on, name in rules.holidays_of(TEN_HOLIDAYS, year).items()
}


def of_year(schedule: str, from_on: date | None, year: int = 2027, lag: int = 0) -> list[PayDay]:
    terms = PayTerms(schedule, from_on, lag)
    return pay_days(terms, date(year, 1, 1), date(year, 12, 31), CLOSED)


def test_a_first_friday_of_january_gives_twenty_seven_of_which_the_first_is_paid_before() -> None:
    days = of_year(BIWEEKLY, date(2027, 1, 1))
    assert len(days) == 27
    assert (days[0].nominal_on, days[0].pay_on) == (date(2027, 1, 1), date(2026, 12, 31))
    assert days[0].why == "New Year's Day"
    # The last one is the New Year's Day of 2028, kept on the Friday before.
    assert (days[-1].nominal_on, days[-1].pay_on) == (date(2027, 12, 31), date(2027, 12, 30))


def test_a_second_friday_of_january_gives_twenty_six() -> None:
    days = of_year(BIWEEKLY, date(2027, 1, 8))
    assert len(days) == 26
    assert (days[0].pay_on, days[-1].nominal_on) == (date(2027, 1, 8), date(2027, 12, 24))
    assert days[-1].pay_on == date(2027, 12, 23)


@pytest.mark.parametrize(
    ("from_on", "year", "count"),
    [
        (date(2027, 1, 1), 2027, 53),
        (date(2027, 1, 8), 2027, 53),
        (date(2027, 1, 7), 2027, 52),
        (date(2027, 1, 1), 2026, 52),
        (date(2020, 1, 3), 2027, 53),
    ],
)
def test_a_year_has_fifty_two_weeks_or_one_more(from_on: date, year: int, count: int) -> None:
    assert len(of_year(WEEKLY, from_on, year)) == count


def test_twice_a_month_is_the_fifteenth_and_the_last_day() -> None:
    paid = {one.nominal_on: one for one in of_year(SEMIMONTHLY, None)}
    assert len(paid) == 24
    assert paid[date(2027, 5, 15)].pay_on == date(2027, 5, 14)
    assert paid[date(2027, 5, 15)].why == "Saturday"
    assert paid[date(2027, 5, 31)].pay_on == date(2027, 5, 28)
    assert paid[date(2027, 5, 31)].why == "Memorial Day"
    assert (paid[date(2027, 5, 31)].first_on, paid[date(2027, 5, 31)].last_on) == (
        date(2027, 5, 16),
        date(2027, 5, 31),
    )
    assert paid[date(2027, 2, 28)].pay_on == date(2027, 2, 26)


def test_a_month_is_paid_on_its_last_day_or_on_a_day_of_its_own() -> None:
    assert [one.nominal_on.day for one in of_year(MONTHLY, None)][:3] == [31, 28, 31]
    assert {one.nominal_on.day for one in of_year(MONTHLY, date(2027, 1, 10))} == {10}
    assert len(of_year(MONTHLY, date(2027, 1, 10))) == 12


@pytest.mark.parametrize(
    ("schedule", "from_on", "expected"),
    [
        ("weekly", date(2026, 1, 2), ["03-13", "03-20", "03-27", "04-03"]),
        ("weekly", date(2027, 1, 1), ["03-13", "03-20", "03-27", "04-03"]),
        ("biweekly", date(2026, 3, 6), ["03-20", "04-03"]),
        ("biweekly", None, []),
        ("semimonthly", None, ["03-15", "03-31"]),
        ("semimonthly", date(2026, 1, 5), ["03-20", "04-05"]),
        ("semimonthly", date(2026, 1, 20), ["03-20", "04-05"]),
        ("semimonthly", date(2026, 1, 30), ["03-15", "03-31"]),
        ("semimonthly", date(2026, 5, 15), ["03-15", "03-31"]),
        ("monthly", date(2026, 1, 31), ["03-31"]),
        ("monthly", date(2026, 2, 28), ["03-31"]),
        ("monthly", None, ["03-31"]),
    ],
)
def test_the_dates_a_schedule_names(
    schedule: str, from_on: date | None, expected: list[str]
) -> None:
    found = nominal_dates(schedule, from_on, DAY, DAY + timedelta(days=27))
    assert [f"{day:%m-%d}" for day in found] == expected


def test_february_pays_on_its_last_day() -> None:
    found = nominal_dates(MONTHLY, date(2026, 1, 31), date(2026, 2, 1), date(2026, 4, 30))
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_period_ends_some_days_before_its_pay_date() -> None:
    first = of_year(BIWEEKLY, date(2027, 1, 8), lag=5)[0]
    assert (first.first_on, first.last_on) == (date(2026, 12, 21), date(2027, 1, 3))
    same_day = of_year(BIWEEKLY, date(2027, 1, 8))[0]
    assert (same_day.first_on, same_day.last_on) == (date(2026, 12, 26), date(2027, 1, 8))


def test_a_day_chosen_by_hand_goes_before_the_rule() -> None:
    moved = {date(2027, 1, 8): Moved(date(2027, 1, 7), "Bank is closed")}
    terms = PayTerms(BIWEEKLY, date(2027, 1, 8))
    day = pay_days(terms, date(2027, 1, 1), date(2027, 1, 31), CLOSED, moved)[0]
    assert (day.pay_on, day.why, day.by_hand) == (date(2027, 1, 7), "Bank is closed", True)


def test_what_leaves_in_a_span_is_what_is_paid_in_it() -> None:
    terms = PayTerms(SEMIMONTHLY, None)
    assert paid_between(terms, date(2027, 5, 29), date(2027, 6, 14), CLOSED) == []
    assert paid_between(terms, date(2027, 5, 28), date(2027, 6, 15), CLOSED) == [
        date(2027, 5, 28),
        date(2027, 6, 15),
    ]
    new_year = PayTerms(BIWEEKLY, date(2027, 1, 1))
    assert paid_between(new_year, date(2026, 12, 20), date(2026, 12, 31), CLOSED) == [
        date(2026, 12, 31)
    ]


def test_a_weekend_is_that_of_the_country() -> None:
    friday = date(2027, 1, 8)
    assert business_day(friday, {}) == friday
    assert business_day(friday, {}, weekend("KW")) == date(2027, 1, 7)


@given(
    st.sampled_from(list(PAY_SCHEDULES)),
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.integers(0, 31),
    st.integers(2026, 2028),
)
def test_periods_follow_each_other_and_nobody_is_paid_late(
    schedule: str, from_on: date, lag: int, year: int
) -> None:
    days = of_year(schedule, from_on, year, lag)
    least, most = {WEEKLY: (52, 53), BIWEEKLY: (26, 27), SEMIMONTHLY: (24, 24), MONTHLY: (12, 12)}[
        schedule
    ]
    assert least <= len(days) <= most
    for one in days:
        assert one.pay_on <= one.nominal_on
        assert one.pay_on.weekday() < 5
        assert one.pay_on not in CLOSED
        assert bool(one.why) == (one.pay_on != one.nominal_on)
        between = (one.nominal_on - one.pay_on).days
        passed = [one.pay_on + timedelta(days=n) for n in range(1, between + 1)]
        assert all(day.weekday() > 4 or day in CLOSED for day in passed)
    for before, after in pairwise(days):
        assert after.first_on == before.last_on + timedelta(days=1)
        assert before.pay_on < after.pay_on
