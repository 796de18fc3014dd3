"""When a meeting is due, what an answer is worth, which machines are old."""

from datetime import date, timedelta

import pytest

from mspdesk.dates import add_months
from mspdesk.errors import UserError
from mspdesk.roadmaps.queries.meetings import minutes_words
from mspdesk.roadmaps.queries.section import Section, short
from mspdesk.roadmaps.rules.agenda import Point, spread
from mspdesk.roadmaps.rules.questions import QUESTIONS
from mspdesk.roadmaps.rules.replacing import why_replace
from mspdesk.roadmaps.rules.rhythm import due_on, old, too_late, usual_next
from mspdesk.roadmaps.rules.words import CATEGORIES, LASTING, check_place

DAY = date(2026, 3, 11)


def test_the_next_is_due_three_months_after_the_last() -> None:
    assert due_on(date(2025, 12, 11), None, DAY) == DAY
    assert due_on(date(2025, 11, 30), None, DAY) == date(2026, 2, 28)
    assert due_on(date(2025, 12, 11), None, DAY, date(2026, 2, 3)) == date(2026, 2, 3)
    assert due_on(date(2025, 12, 11), None, DAY, date(2026, 5, 3)) == DAY
    assert due_on(None, date(2026, 2, 1), DAY) == date(2026, 5, 1)
    assert due_on(None, date(2019, 2, 1), DAY) == DAY
    assert due_on(None, None, DAY) == DAY


@pytest.mark.parametrize("days", range(0, 400, 7))
def test_the_day_proposed_is_a_working_day_within_three_months(days: int) -> None:
    held = date(2025, 1, 1) + timedelta(days=days)
    found = usual_next(held)
    assert found.weekday() < 5
    assert not too_late(held, found)
    assert too_late(held, add_months(held, 3) + timedelta(days=1))
    assert not too_late(None, found)


def test_an_answer_of_six_months_is_still_good() -> None:
    assert old(None, DAY)
    assert not old(date(2025, 9, 11), DAY)
    assert old(date(2025, 9, 10), DAY)


def test_why_a_machine_is_due() -> None:
    assert why_replace(date(2021, 3, 10), None, None, DAY) == "5 years old"
    assert why_replace(date(2021, 3, 11), None, None, DAY) == ""
    assert why_replace(None, date(2026, 3, 10), None, DAY) == "Warranty ended Mar 10, 2026"
    assert why_replace(date(2024, 1, 1), date(2025, 1, 1), None, DAY) == ""
    assert why_replace(date(2025, 1, 1), None, date(2026, 9, 11), DAY) == "Lease ends Sep 11, 2026"
    assert why_replace(None, None, date(2026, 1, 1), DAY) == "Lease ended Jan 1, 2026"


def test_time_is_spread_over_the_points() -> None:
    points = [Point("a", "A", 10), Point("b", "B", 10), Point("c", "C", 20)]
    assert [one.minutes for one in spread(points, 60)] == [15, 15, 30]
    assert sum(one.minutes for one in spread(points, 45)) == 45
    assert [one.minutes for one in spread(points, 5)] == [5, 5, 5]
    assert spread([], 60) == []


def test_words_of_a_place_are_checked() -> None:
    check_place("operations", "yes", "unknown")
    with pytest.raises(UserError, match="Choose where") as wrong:
        check_place("elsewhere", "yes", "yes")
    assert wrong.value.field == "category"
    with pytest.raises(UserError, match="yes, no"):
        check_place("operations", "perhaps", "yes")
    assert set(LASTING) == set(CATEGORIES) - {"unknown"}


def test_the_questionnaire_asks_all_it_should() -> None:
    assert [one.title for one in QUESTIONS] == [
        "People",
        "Dependence",
        "Budget",
        "Locations",
        "Software",
        "Equipment",
        "Worries",
        "In one year",
        "In five years",
    ]
    assert sum(one.ahead for one in QUESTIONS) == 5
    assert all(one.ask.endswith("?") for one in QUESTIONS)


def test_small_words() -> None:
    assert [minutes_words(one) for one in (45, 60, 90, 120)] == [
        "45 minutes",
        "one hour",
        "90 minutes",
        "2 hours",
    ]
    assert len(short("x" * 1_000)) == 110
    assert Section("a", "A", note="only a note").empty
