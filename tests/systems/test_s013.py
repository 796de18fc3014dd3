"""S013: what a new employee truly costs; the twelve printed figures."""

import pytest

from mspdesk.hiring.rules.maths import Option, cost, step_of
from mspdesk.hiring.rules.worksheet import sides
from mspdesk.money import Currency
from tests.hiring.figures import A, B, C, even_clients

pytestmark = pytest.mark.system(13)


@pytest.mark.parametrize(
    ("option", "printed"),
    [
        (A, (300_00, 1_290_00, 1_600_00, 19_200_00)),
        (B, (720_00, 3_096_00, 3_900_00, 46_800_00)),
        (C, (1_200_00, 5_160_00, 6_500_00, 78_000_00)),
    ],
)
def test_all_twelve(option: Option, printed: tuple[int, ...]) -> None:
    found = cost(option, 620)
    assert (found.week, found.month, found.loaded_month, found.loaded_year) == printed


def test_they_stand_side_by_side() -> None:
    said = {side.label: side.values for side in sides(even_clients(), (A, B, C))}
    assert said["A week"] == ("$300.00", "$720.00", "$1,200.00")
    assert said["A month"] == ("$1,290.00", "$3,096.00", "$5,160.00")
    assert said["A month with everything"] == ("$1,600", "$3,900", "$6,500")
    assert said["A year with everything"] == ("$19,200", "$46,800", "$78,000")
    # E03: the note at 52 weeks
    assert said["Wage alone, 52 weeks"][1] == "$37,440"


def test_yen_are_rounded_to_a_hundred_yen() -> None:
    one = Option("", wage=1_801, minutes_week=2_400)
    assert cost(one, 620, step_of(Currency("JPY"))).loaded_month == 387_200
