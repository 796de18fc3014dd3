"""The sums of hiring, and figures that make none."""

from dataclasses import replace
from datetime import date

import pytest

from mspdesk.errors import UserError
from mspdesk.hiring.rules.facts import DutyFact
from mspdesk.hiring.rules.maths import Option, check_option, cost, step_of
from mspdesk.hiring.rules.room import room
from mspdesk.hiring.rules.verdict import judged
from mspdesk.hiring.rules.worksheet import letter, worksheet
from mspdesk.money import Currency

from .figures import DAY, HOUR, A, B, team

GOOD = Option("Technician", wage=1_800, minutes_week=2_400)
SELLS = Option("Seller", "salesperson", income=7_500_000)


@pytest.mark.parametrize(
    ("option", "field", "words"),
    [
        (replace(GOOD, title=""), "title", "Say what it is"),
        (replace(GOOD, kind="robot"), "kind", "Choose"),
        (replace(GOOD, minutes_week=0), "minutes_week", "nothing to pay"),
        (replace(GOOD, minutes_week=61 * HOUR), "minutes_week", "two people"),
        (replace(GOOD, wage=0), "wage", "wage of an hour"),
        (replace(GOOD, kind="contractor", wage=-1), "wage", "price of an hour"),
        (replace(GOOD, weeks_tenths=0), "weeks_tenths", "4.3"),
        (replace(GOOD, weeks_tenths=60), "weeks_tenths", "4.3"),
        (replace(GOOD, burden=9_999), "burden", "1 to 3"),
        (replace(GOOD, wage=10**15), "wage", "more than an hour"),
        (replace(SELLS, income=10**15), "income", "more than anybody"),
        (replace(SELLS, income=0), "income", "take home"),
        (replace(SELLS, sales_share=0), "sales_share", "above 0"),
        (replace(SELLS, profit_share=1_000_001), "profit_share", "above 0"),
    ],
)
def test_what_makes_no_sum_is_said_beside_its_field(option: Option, field: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        check_option(option)
    assert refused.value.field == field


def test_a_good_option_passes() -> None:
    check_option(GOOD)
    check_option(SELLS)


def test_an_option_without_hours_costs_nothing_and_is_not_judged() -> None:
    empty = replace(GOOD, minutes_week=0)
    assert cost(empty, 620).per_hour == 0
    assert judged(team(), (empty,)) is None
    assert judged(team(), (empty, B, A)) == (A, cost(A, 620))
    assert judged(team(), (A, replace(B, chosen=True))) == (
        replace(B, chosen=True),
        cost(B, 620),
    )


def test_steps_of_other_currencies() -> None:
    assert step_of(Currency("USD")) == 10_000
    assert step_of(Currency("JPY")) == 100
    assert step_of(Currency("KWD")) == 100_000


def test_letters() -> None:
    assert [letter(at) for at in (0, 2, 25, 26)] == ["A", "C", "Z", "27"]


def test_duties_that_are_not_named_are_counted() -> None:
    duties = tuple(DutyFact("Office", f"Duty {n}", HOUR) for n in range(6))
    step = worksheet(replace(team(), duties=duties), (), (), 0).steps[2]
    assert step.lines[1].words == "a week, in 6 duties"
    assert step.says[1].endswith("Duty 3 (Office), 1.00 h; and 2 more.")
    few = worksheet(replace(team(), duties=duties[:1]), (), (), 0).steps[2]
    assert few.lines[1].words == "a week, in 1 duty"
    assert few.says[1] == "Duty 0 (Office), 1.00 h."


# --- the room before the next hire ----------------------------------------------------------------


def test_the_room_ends_where_a_month_of_work_waits() -> None:
    # A pace of 30 h a week is 129 h a month; 98 h wait: 31 h are left, at 2 h a week 15.5 weeks.
    found = room(98 * HOUR, 30 * HOUR, 2 * HOUR, DAY)
    assert (found.left, found.until) == (31 * HOUR, date(2026, 6, 28))
    assert (found.value, found.words) == ("31 h", "at this growth, about June")
    assert (found.title, found.sentence) == ("31 h of room", "At this growth, about June")
    assert found.soon
    assert not room(98 * HOUR, 30 * HOUR, HOUR, DAY).soon


@pytest.mark.parametrize(
    ("backlog", "pace", "net", "value", "words"),
    [
        (10, 0, 5, "unknown", "no productive time in four weeks"),
        (200, 30, 2, "none", "a month of work waits, 129.00 h"),
        (98, 30, 0, "31 h", "the backlog does not grow"),
        (98, 30, -4, "31 h", "the backlog does not grow"),
        (128, 30, 4, "1 h", "at this growth, this month"),
        (98, 30, 1, "31 h", "at this growth, about October"),
    ],
)
def test_the_room_in_words(backlog: int, pace: int, net: int, value: str, words: str) -> None:
    found = room(backlog * HOUR, pace * HOUR, net * HOUR, DAY)
    assert (found.value, found.words) == (value, words)


def test_next_year_is_named_and_beyond_it_nothing() -> None:
    slow = room(98 * HOUR, 30 * HOUR, 40, DAY)
    assert slow.words == "at this growth, about January 2027"
    assert room(98 * HOUR, 30 * HOUR, 1, DAY).words == "at this growth, more than a year"
