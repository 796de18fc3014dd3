"""Cutting a time into whole months and the days at its ends, and what a month of it is."""

from datetime import date, timedelta

from ...dates import add_months, month_start
from ...money import half_up

YEAR_QUARTERS, MONTH_QUARTERS = 1_461, 48
"""Quarter days of a year, and months those stand for: a month is 365.25 / 12 days."""


def months_and_edges(
    first: date, last: date
) -> tuple[tuple[str, str] | None, list[tuple[date, date]]]:
    """The whole months of a time as 2026-03, first and last, and the days before and after them.

    None where no month is whole.
    """
    if first > last:
        return None, []
    begins = first if first.day == 1 else add_months(month_start(first), 1)
    ends = add_months(month_start(last), 1) - timedelta(days=1)
    if ends != last:
        ends = month_start(last) - timedelta(days=1)
    if begins > ends:
        return None, [(first, last)]
    edges = []
    if first < begins:
        edges.append((first, begins - timedelta(days=1)))
    if ends < last:
        edges.append((ends + timedelta(days=1), last))
    return (f"{begins:%Y-%m}", f"{ends:%Y-%m}"), edges


def days_of(first: date, last: date) -> int:
    """How many days a time has, both ends included; at least one."""
    return max(1, (last - first).days + 1)


def a_month(amount: int, days: int) -> int:
    """What an amount of some days is in a month of 365.25 / 12 days, half up."""
    return half_up(amount * YEAR_QUARTERS, MONTH_QUARTERS * days)
