"""What somebody costs: a month, a year, an hour that closes tickets (S013, B6)."""

import pytest

from mspdesk.money import half_up
from mspdesk.people.rules import loaded_month, loaded_year, per_productive_hour

HOUR = 60


@pytest.mark.parametrize(
    ("wage", "hours", "month", "year"),
    [
        (15_00, 20, 1_600_00, 19_200_00),
        (18_00, 40, 3_900_00, 46_800_00),
        (30_00, 40, 6_500_00, 78_000_00),
    ],
)
def test_the_printed_months_and_years(wage: int, hours: int, month: int, year: int) -> None:
    assert loaded_month(wage, hours * HOUR) == month
    assert loaded_year(wage, hours * HOUR) == year


def test_a_half_step_goes_up() -> None:
    # 30 x 40 x 4.3 x 1.25 is 6,450: half way between 6,400 and 6,500.
    assert loaded_month(30_00, 40 * HOUR) == 6_500_00
    assert loaded_month(29_99, 40 * HOUR) == 6_400_00


def test_a_finer_step_and_another_burden() -> None:
    assert loaded_month(18_00, 40 * HOUR, step=100) == 3_870_00
    assert loaded_month(18_00, 40 * HOUR, burden=10_000, step=1) == 3_096_00
    assert loaded_month(18_00, 40 * HOUR, weeks_tenths=44, burden=10_000, step=1) == 3_168_00


@pytest.mark.parametrize(
    ("year", "hours", "dollars"),
    [(19_200_00, 20, 29_78), (46_800_00, 40, 36_29), (78_000_00, 40, 60_48)],
)
def test_an_hour_that_closes_tickets(year: int, hours: int, dollars: int) -> None:
    assert per_productive_hour(year, hours * HOUR, 620) == dollars


def test_nobody_productive_costs_nothing_an_hour() -> None:
    assert per_productive_hour(46_800_00, 0, 620) == 0
    assert per_productive_hour(46_800_00, 40 * HOUR, 0) == 0


def test_the_cost_an_hour_is_rounded_once() -> None:
    for minutes in range(60, 2_460, 60):
        year = loaded_year(18_00, minutes)
        assert per_productive_hour(year, minutes, 615) == half_up(year * 60_000, minutes * 31_980)
