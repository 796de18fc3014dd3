"""Periods without gap or overlap for any rhythm, and parts that add up to the whole."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mspdesk.billing.rules import recurring
from mspdesk.billing.rules.recurring import Period, Rhythm, bills, due_of, periods
from mspdesk.errors import UserError

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an agreement, as far as the arithmetic goes."""

    quantity: int
    price: int
    from_on: date
    to_on: date | None = None


DAYS = st.dates(date(2019, 12, 1), date(2033, 1, 31))
RULES = st.sampled_from(["", "last", "day:1", "day:15", "day:31", "nth:1:mon", "nth:5:fri"])


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    """Any rhythm an agreement can have."""
    unit = draw(st.sampled_from(["day", "week", "month", "year"]))
    return Rhythm(
        every=draw(st.integers(1, 14)),
        unit=unit,
        from_on=draw(DAYS),
        day_rule=draw(RULES) if unit in ("month", "year") else "",
        periods_ahead=draw(st.integers(1, 4)),
        days_before=draw(st.integers(0, 40)),
        prorate=draw(st.booleans()),
    )


def first_days(rhythm: Rhythm, count: int) -> list[date]:
    """The first days of the first periods."""
    return [one.first for one in islice(periods(rhythm), count)]


@settings(max_examples=300, deadline=None)
@given(rhythms())
def test_periods_tile_time_from_the_first_day_on(rhythm: Rhythm) -> None:
    some = list(islice(periods(rhythm), 40))
    assert some[0].first == rhythm.from_on
    for before, after in pairwise(some):
        assert after.first == before.last + ONE
        assert before.first <= before.last
    assert all(one.whole for one in some[1:])
    assert 1 <= some[0].days <= some[0].of_days


@settings(max_examples=200, deadline=None)
@given(rhythms(), st.integers(1, 60))
def test_bills_ask_for_every_period_once_however_often_somebody_asks(
    rhythm: Rhythm, runs: int
) -> None:
    billed: set[date] = set()
    for run in range(runs % 7 + 1):
        for bill in islice(bills(rhythm, frozenset(billed)), run % 3 + 1):
            firsts = {one.first for one in bill.periods}
            assert not firsts & billed
            assert bill.made_on == bill.first - timedelta(days=rhythm.days_before)
            billed |= firsts
    asked = [one for one in periods(rhythm, max(billed)) if one.whole or rhythm.prorate]
    assert billed == {one.first for one in asked}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**7), st.integers(1, 500_000), st.integers(2, 400), st.data())
def test_parts_of_a_period_add_up_to_the_whole_within_a_minor_unit_each(
    price: int, quantity: int, days: int, dice: st.DataObject
) -> None:
    cuts = sorted(dice.draw(st.sets(st.integers(1, days - 1), max_size=5)))
    edges = [0, *cuts, days]
    parts = [recurring.prorated(price, quantity, 1, b - a, days) for a, b in pairwise(edges)]
    whole = Fraction(price * quantity, 10_000)
    assert abs(sum(parts) - whole) <= Fraction(len(parts), 2)
    for part, (a, b) in zip(parts, pairwise(edges), strict=True):
        assert abs(part - whole * (b - a) / days) <= Fraction(1, 2)


@settings(max_examples=200, deadline=None)
@given(rhythms(), st.integers(0, 10**6), st.integers(1, 300_000), st.integers(0, 500), st.data())
def test_what_a_line_asks_for_is_rounded_once_and_shared_without_loss(
    rhythm: Rhythm, price: int, quantity: int, begins: int, dice: st.DataObject
) -> None:
    start = rhythm.from_on + timedelta(days=begins)
    ends = dice.draw(st.none() | st.integers(0, 900))
    line = Line(quantity, price, start, None if ends is None else start + timedelta(days=ends))
    some = list(islice(periods(rhythm), 4))
    exact = Fraction(0)
    for period in some:
        days = recurring.days_in(line, period, prorate=rhythm.prorate)
        assert 0 <= days <= period.days
        exact += Fraction(price * quantity * rhythm.prices * days, 10_000 * period.of_days)
    found = due_of(line, some, rhythm)
    assert abs(sum(one.amount for one in found) - exact) <= Fraction(len(found), 2)
    for one in found:
        assert sum(share for _, share in one.shares) == one.amount
        assert some[0].first <= one.first <= one.last <= some[-1].last


def test_a_start_on_the_31st_clamps_and_does_not_drift() -> None:
    found = first_days(Rhythm(1, "month", date(2026, 1, 31)), 15)
    assert [day.day for day in found] == [
        31,
        28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
        31,
        28,
        31,
    ]


def test_a_leap_day_comes_back_in_leap_years() -> None:
    found = first_days(Rhythm(1, "year", date(2024, 2, 29)), 5)
    assert found == [date(year, 2, 28 if year % 4 else 29) for year in range(2024, 2029)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("last", [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        ("day:30", [date(2026, 1, 30), date(2026, 2, 28), date(2026, 3, 30)]),
        ("nth:2:mon", [date(2026, 1, 12), date(2026, 2, 9), date(2026, 3, 9)]),
        ("nth:5:fri", [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)]),
    ],
)
def test_rules_name_the_day_of_the_month(rule: str, days: list[date]) -> None:
    found = list(islice(periods(Rhythm(1, "month", date(2026, 1, 5), rule)), 4))
    assert [one.first for one in found[1:]] == days
    assert (found[0].whole, found[0].first) == (False, date(2026, 1, 5))


def test_december_is_made_on_november_21_and_a_check_pays_three_months() -> None:
    gold = Line(10_000, 85_000, date(2026, 12, 1))
    rhythm = Rhythm(1, "month", date(2026, 12, 1), periods_ahead=3)
    bill = next(bills(rhythm))
    assert (bill.made_on, bill.first, bill.last) == (
        date(2026, 11, 21),
        date(2026, 12, 1),
        date(2027, 2, 28),
    )
    (due,) = due_of(gold, bill.periods, rhythm)
    assert (due.quantity, due.price, due.amount) == (30_000, 85_000, 255_000)
    assert due.detail == "Dec 2026 to Feb 2027, 3 months"


def test_a_device_added_on_november_20_is_22_00_or_waits_for_the_next_period() -> None:
    device = Line(10_000, 6_000, date(2026, 11, 20))
    november = [next(periods(Rhythm(1, "month", date(2026, 11, 1))))]
    by_day = Rhythm(1, "month", date(2026, 11, 1), prorate=True)
    (due,) = due_of(device, november, by_day)
    assert (due.amount, due.detail) == (2_200, "Nov 20, 2026 to Nov 30, 2026, 11 of 30 days")
    assert due_of(device, november, Rhythm(1, "month", date(2026, 11, 1))) == []


@pytest.mark.parametrize(("price", "amount"), [(60, 22), (60_000, 22_000)])
def test_currencies_without_and_with_three_decimals_round_the_same_way(
    price: int, amount: int
) -> None:
    assert recurring.prorated(price, 10_000, 1, 11, 30) == amount
    assert recurring.prorated(1, 10_000, 1, 15, 30) == 1


def test_a_line_that_ends_inside_is_billed_whole_or_by_the_day() -> None:
    seat = Line(20_000, 1_000, date(2026, 1, 1), date(2026, 12, 15))
    december = [Period(*[date(2026, 12, 1), date(2026, 12, 31)] * 2)]
    (whole,) = due_of(seat, december, Rhythm(1, "month", date(2026, 1, 1)))
    assert whole.amount == 2_000
    (part,) = due_of(seat, december, Rhythm(1, "month", date(2026, 1, 1), prorate=True))
    assert part.amount == 968  # 20.00 x 15/31 is 9.677...


def test_a_year_asks_for_twelve_months_and_a_week_for_its_own_price() -> None:
    line = Line(10_000, 5_000, date(2026, 1, 1))
    year = Rhythm(1, "year", date(2026, 1, 1))
    assert due_of(line, [next(periods(year))], year)[0].amount == 60_000
    week = Rhythm(2, "week", date(2026, 1, 1))
    assert due_of(line, [next(periods(week))], week)[0].amount == 5_000


@pytest.mark.parametrize(
    ("rhythm", "field"),
    [
        (Rhythm(0, "month", date(2026, 1, 1)), "every"),
        (Rhythm(1, "moon", date(2026, 1, 1)), "every_unit"),
        (Rhythm(1, "month", date(2026, 1, 1), "tuesday"), "day_rule"),
        (Rhythm(1, "month", date(2026, 1, 1), periods_ahead=0), "periods_ahead"),
        (Rhythm(1, "month", date(2026, 1, 1), days_before=-1), "days_before"),
    ],
)
def test_a_rhythm_nobody_can_bill_is_refused_by_its_field(rhythm: Rhythm, field: str) -> None:
    with pytest.raises(UserError) as refused:
        next(periods(rhythm))
    assert refused.value.field == field


def test_the_end_of_the_calendar_ends_the_periods() -> None:
    assert len(list(periods(Rhythm(1, "year", date(8990, 6, 1))))) == 10
    assert not list(periods(Rhythm(14, "year", date(9999, 6, 1))))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), "December 2026"),
        (date(2026, 12, 1), date(2027, 2, 28), "Dec 2026 to Feb 2027"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 1, 5), date(2026, 1, 5), "Jan 5, 2026"),
    ],
)
def test_periods_are_named_as_people_do(first: date, last: date, words: str) -> None:
    assert recurring.period_words(first, last) == words


def test_what_was_paid_for_after_the_last_day_is_unused() -> None:
    assert recurring.unused(85_000, date(2026, 12, 1), date(2026, 12, 31), date(2026, 12, 15)) == (
        43_871
    )
    assert recurring.unused(85_000, date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 9)) == 0
