"""Quarters: four of 13 weeks in a fiscal year (S031, E36)."""

from datetime import date, timedelta

from ...dates import add_months, short_date
from ...errors import UserError
from ...rows import dataclass

WEEKS = 13
"""Weeks of a quarter (S031)."""

WHOLE_YEAR = 0
"""Stands where a quarter would for what lasts a whole year."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years that goals may be written for."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter from 1 to 4 of a fiscal year, or the whole year with 0.

    A fiscal year is called by the calendar year it begins in.
    """

    year: int
    number: int

    @property
    def title(self) -> str:
        """Q1 2026, or Year 2026."""
        return f"Q{self.number} {self.year}" if self.number else f"Year {self.year}"

    @property
    def order(self) -> tuple[int, int]:
        """What sorts by time; a whole year stands before its quarters."""
        return self.year, self.number

    def step(self, by: int) -> "Quarter":
        """So many quarters on, or years for a whole year."""
        if not self.number:
            return Quarter(self.year + by, WHOLE_YEAR)
        year, at = divmod(self.year * 4 + self.number - 1 + by, 4)
        return Quarter(year, at + 1)


def checked(year: int, number: int) -> Quarter:
    """The quarter somebody named; raises UserError naming `quarter` when there is none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR or number not in range(5):
        raise UserError("A quarter is 1 to 4 of a year, or the whole year.", "quarter")
    return Quarter(year, number)


def quarter_of(day: date, fiscal_month: int = 1) -> Quarter:
    """The quarter a day lies in, where the fiscal year begins with a month."""
    months = day.year * 12 + day.month - fiscal_month
    year, month = divmod(months, 12)
    return Quarter(year, month // 3 + 1)


def span(quarter: Quarter, fiscal_month: int = 1) -> tuple[date, date]:
    """The first and last day of a quarter or of a whole year."""
    start = date(quarter.year, fiscal_month, 1)
    first = add_months(start, 3 * max(quarter.number - 1, 0))
    months = 3 if quarter.number else 12
    return first, add_months(first, months) - timedelta(days=1)


def week_of(day: date, first: date) -> int:
    """The week of a quarter a day lies in, 1 to 13; the days beyond 91 belong to the last."""
    return max(1, min(WEEKS, (day - first).days // 7 + 1))


def said(quarter: Quarter, day: date, fiscal_month: int = 1) -> str:
    """When a quarter is, and how far it has come on a day: Jan 1 to Mar 31, week 10 of 13."""
    first, last = span(quarter, fiscal_month)
    days = f"{short_date(first)} to {short_date(last)}"
    if not quarter.number:
        return days
    if first <= day <= last:
        return f"{days}, week {week_of(day, first)} of {WEEKS}"
    return f"{days}, {WEEKS} weeks"
