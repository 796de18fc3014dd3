"""When wages are paid: the dates a schedule names, the days they fall on, and what they pay."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from itertools import pairwise

from ...dates import add_months
from ...rows import dataclass
from . import BIWEEKLY, MONTHLY, WEEKLY

STEP = {WEEKLY: 7, BIWEEKLY: 14}
"""Days from one pay date to the next, where they are counted in days."""

LONGEST = 62
"""Days within which every schedule pays: two months of 31."""

MOST_LAG = 31
"""The most days a period may end before its pay date."""

SATURDAY_AND_SUNDAY = frozenset({5, 6})
_WEEKENDS = {"IL": frozenset({4, 5}), "KW": frozenset({4, 5})}


def weekend(country: str) -> frozenset[int]:
    """The weekdays on which banks of a country rest; Monday is 0."""
    return _WEEKENDS.get(country, SATURDAY_AND_SUNDAY)


def nominal_dates(schedule: str, from_on: date | None, first: date, last: date) -> list[date]:
    """The pay dates between two days as the schedule names them, not moved yet (B9, S124).

    Weekly and every two weeks count from `from_on`, either way. Monthly keeps its day of the
    month, the last where none is known. Twice a month is the 15th and the last day, also where
    the day that is known is one that those move to; else that day and the one fifteen days from
    it. Without a first day only what needs none is known.
    """
    if schedule in STEP:
        if from_on is None:
            return []
        step = STEP[schedule]
        day = first + timedelta(days=(from_on - first).days % step)
        return [day + timedelta(days=n) for n in range(0, (last - day).days + 1, step)]
    found: set[date] = set()
    month = first.replace(day=1)
    while month <= last:
        found.update(_in_month(schedule, from_on, month))
        month = add_months(month, 1)
    return sorted(day for day in found if first <= day <= last)


def _in_month(schedule: str, from_on: date | None, month: date) -> list[date]:
    end = add_months(month, 1) - timedelta(days=1)
    if schedule == MONTHLY:
        ends = from_on is None or (from_on + timedelta(days=1)).day == 1
        return [end if ends or not from_on else month.replace(day=min(from_on.day, end.day))]
    if from_on is None or from_on.day >= 28 or 13 <= from_on.day <= 15:
        return [month.replace(day=15), end]
    first = from_on.day if from_on.day < 15 else from_on.day - 15
    return [month.replace(day=first), month.replace(day=min(first + 15, end.day))]


def business_day(
    day: date,
    closed: Mapping[date, str],
    rest: Collection[int] = SATURDAY_AND_SUNDAY,
) -> date:
    """The day itself, or the last one before it that is neither weekend nor holiday (B9)."""
    while day.weekday() in rest or day in closed:
        day -= timedelta(days=1)
    return day


def why_closed(
    day: date, closed: Mapping[date, str], rest: Collection[int] = SATURDAY_AND_SUNDAY
) -> str:
    """Why nobody is paid on a day, in words; nothing on a day that pays."""
    return closed.get(day) or (f"{day:%A}" if day.weekday() in rest else "")


@dataclass(frozen=True, slots=True)
class Moved:
    """A pay date that somebody moved by hand, and why."""

    pay_on: date
    words: str


@dataclass(frozen=True, slots=True)
class PayDay:
    """A pay date: named by the schedule, paid on `pay_on`, for the days of a period.

    `why` says in words why it is not paid on the day the schedule names, nothing where it is;
    `by_hand` that somebody chose the day.
    """

    nominal_on: date
    pay_on: date
    first_on: date
    last_on: date
    why: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class PayTerms:
    """How a shop pays: schedule, a day it paid, days from the end of a period to its pay date."""

    schedule: str
    from_on: date | None
    lag_days: int = 0
    rest: frozenset[int] = SATURDAY_AND_SUNDAY

    @property
    def known(self) -> bool:
        """Whether pay dates can be told."""
        return self.schedule not in STEP or self.from_on is not None


def pay_days(
    terms: PayTerms,
    first: date,
    last: date,
    closed: Mapping[date, str],
    moved: Mapping[date, Moved] | None = None,
) -> list[PayDay]:
    """The pay dates that the schedule names between two days, with the days they are paid on.

    `closed` are the holidays, those of the year before too; `moved` is by the date the schedule
    names. A period begins the day after the one before it ended.
    """
    by_hand = moved or {}
    named = nominal_dates(terms.schedule, terms.from_on, first - timedelta(days=LONGEST), last)
    lag = timedelta(days=terms.lag_days)
    found = []
    for before, day in pairwise(named):
        if day < first:
            continue
        chosen = by_hand.get(day)
        usual = business_day(day, closed, terms.rest)
        pay_on = chosen.pay_on if chosen else usual
        why = chosen.words if chosen else why_closed(day, closed, terms.rest)
        begins = before - lag + timedelta(days=1)
        found.append(PayDay(day, pay_on, begins, day - lag, why, chosen is not None))
    return found


def paid_between(
    terms: PayTerms,
    first: date,
    last: date,
    closed: Mapping[date, str],
    moved: Mapping[date, Moved] | None = None,
) -> list[date]:
    """The days between two days on which wages really leave, whatever date the schedule names."""
    wide = timedelta(days=LONGEST)
    days = pay_days(terms, first - wide, last + wide, closed, moved)
    return sorted(one.pay_on for one in days if first <= one.pay_on <= last)
