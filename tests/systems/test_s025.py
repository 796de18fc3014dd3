"""S025: hire or outsource, by what a productive hour costs."""

from dataclasses import replace

import pytest

from mspdesk.hiring.rules.maths import Option, cost, even_minutes
from mspdesk.hiring.rules.worksheet import worksheet
from tests.hiring.figures import A, B, C, team

pytestmark = pytest.mark.system(25)

OUTSIDE = Option("Contractor", "contractor", wage=65_00, minutes_week=600, burden=10_000, id=9)


@pytest.mark.parametrize(("option", "dollars"), [(A, 29_78), (B, 36_29), (C, 60_48)])
def test_a_productive_hour_of_each_option(option: Option, dollars: int) -> None:
    assert cost(option, 620).per_hour == dollars


def test_side_by_side() -> None:
    sheet = worksheet(team(), (B, OUTSIDE), (), 0)
    said = {side.label: side.values for side in sheet.sides}
    assert said["A productive hour costs"] == ("$36.29", "$65.00")
    assert said["Productive hours a year"] == ("1289.60 h", "520.00 h")
    assert said["Wage alone, 52 weeks"] == ("$37,440", "")
    notes = " ".join(sheet.notes)
    assert "100% billable" in notes
    assert "agreement before" in notes
    # 46,800 a year at 65 an hour are 13.85 h a week.
    assert "Up to 13.85 h a week Contractor costs less" in notes


def test_the_price_with_whatever_comes_on_top() -> None:
    dearer = replace(OUTSIDE, burden=11_000)
    assert cost(dearer, 620).per_hour == 71_50
    assert even_minutes(46_800_00, dearer) < even_minutes(46_800_00, OUTSIDE)
    assert even_minutes(46_800_00, replace(OUTSIDE, wage=0)) == 0
