"""Being paid in advance: periods without gap or overlap, when each is billed, what a line asks.

A rhythm is counted from one day and never from the period before, so that a start on the 31st does
not drift. Prices are minor units a month where periods are months or years, else for the period.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from ...dates import add_months, full_date
from ...errors import UserError
from ...money import QUANTITY, half_up, quantity, split
from ...rows import dataclass

DAYS_BEFORE = 10
"""Recurring invoices are made so many days before the period begins (B6)."""

HELD_AFTER = 100
"""A period that began so many days ago and was never billed is asked about, and not just billed."""

MONTHS = {"month": 1, "year": 12}
"""Months in a unit of which the length is counted in months."""

_DAYS = {"day": 1, "week": 7}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH = re.compile(r"nth:([1-5]):(mon|tue|wed|thu|fri|sat|sun)")
_ONE_DAY = timedelta(days=1)
_FOREVER = date(9000, 1, 1)
"""Nothing is billed beyond; the calendar of the program ends soon after."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How an agreement is billed: every so many units from a day, how many at once, how early.

    `day_rule` is empty, day:15, last or nth:2:mon (a fifth one that is not there is the last);
    days and weeks need none.
    """

    every: int
    unit: str
    from_on: date
    day_rule: str = ""
    periods_ahead: int = 1
    days_before: int = DAYS_BEFORE
    prorate: bool = False

    @property
    def prices(self) -> int:
        """How many times the price of a line a whole period asks for."""
        return self.every * MONTHS.get(self.unit, 0) or 1


def check_rhythm(rhythm: Rhythm) -> None:
    """Refuse what cannot be billed; raises UserError naming the field of the agreement."""
    if rhythm.unit not in MONTHS and rhythm.unit not in _DAYS:
        raise UserError("Choose days, weeks, months or years.", "every_unit")
    if not 1 <= rhythm.every <= 999:
        raise UserError("Bill every 1 to 999 days, weeks, months or years.", "every")
    if not 1 <= rhythm.periods_ahead <= 60:
        raise UserError("From 1 to 60 periods can be paid at once.", "periods_ahead")
    if not 0 <= rhythm.days_before <= 365:
        raise UserError("Drafts are made from 0 to 365 days before.", "days_before")
    if rhythm.day_rule and rhythm.unit in MONTHS:
        _day_in(rhythm.from_on.year, rhythm.from_on.month, rhythm.day_rule)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that is billed, both days included, and the whole one it is a part of."""

    first: date
    last: date
    of_first: date
    of_last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def of_days(self) -> int:
        """How many days the whole period has."""
        return (self.of_last - self.of_first).days + 1

    @property
    def whole(self) -> bool:
        """Whether it is a whole period, and no stub before the first whole one."""
        return self.first == self.of_first and self.last == self.of_last


def _month_end(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - _ONE_DAY


def _day_in(year: int, month: int, rule: str) -> date:
    """The day of a month that a rule names; a day the month does not have is its last."""
    end = _month_end(year, month)
    if rule == "last":
        return end
    if match := _NTH.fullmatch(rule):
        first = date(year, month, 1)
        shift = (_WEEKDAYS.index(match[2]) - first.weekday()) % 7 + 7 * (int(match[1]) - 1)
        found = first + timedelta(days=shift)
        return found if found <= end else found - timedelta(days=7)
    if match := re.fullmatch(r"day:(\d{1,2})", rule):
        return end.replace(day=max(1, min(int(match[1]), end.day)))
    raise UserError("Write the day as 15, last, or 2nd Monday.", "day_rule")


def _anchors(rhythm: Rhythm) -> Callable[[int], date]:
    """The beginning of whole period number n; -1 is the one before the first."""
    start = rhythm.from_on
    if rhythm.unit in _DAYS:
        step = timedelta(days=rhythm.every * _DAYS[rhythm.unit])
        return lambda n: start + n * step
    months = rhythm.every * MONTHS[rhythm.unit]
    if not rhythm.day_rule:
        return lambda n: add_months(start, n * months)
    base = date(start.year, start.month, 1)
    if _day_in(base.year, base.month, rhythm.day_rule) < start:
        base = add_months(base, 1)

    def anchor(n: int) -> date:
        month = add_months(base, n * months)
        return _day_in(month.year, month.month, rhythm.day_rule)

    return anchor


def periods(rhythm: Rhythm, last: date | None = None) -> Iterator[Period]:
    """Every period from the first day on, as long as it begins by `last`; without gap or overlap.

    Where the first day is not the rule's, a stub comes first: a part of the period it lies in.
    """
    check_rhythm(rhythm)
    anchor = _anchors(rhythm)
    end = min(last or _FOREVER, _FOREVER)
    begins = anchor(0)
    if begins > rhythm.from_on and rhythm.from_on <= end:
        yield Period(rhythm.from_on, begins - _ONE_DAY, anchor(-1), begins - _ONE_DAY)
    n = 0
    while begins <= end:
        n += 1
        after = anchor(n)
        yield Period(begins, after - _ONE_DAY, begins, after - _ONE_DAY)
        begins = after


def made_on(first: date, days_before: int = DAYS_BEFORE) -> date:
    """The day on which the invoice of a period is made: December's on November 21 (B6)."""
    return first - timedelta(days=days_before)


@dataclass(frozen=True, slots=True)
class Bill:
    """Periods that are asked for at once: due on the first day, made some days before."""

    periods: tuple[Period, ...]
    made_on: date

    @property
    def first(self) -> date:
        """The first day that is paid for, on which it is due."""
        return self.periods[0].first

    @property
    def last(self) -> date:
        """The last day that is paid for."""
        return self.periods[-1].last


def bills(
    rhythm: Rhythm, billed: frozenset[date] = frozenset(), last: date | None = None
) -> Iterator[Bill]:
    """What is asked for and when, oldest first: so many periods at once, none that was billed.

    `billed` are first days of periods that stand on an invoice; `last` is the agreement's last day.
    A period that was freed again is billed alone, and what follows in its own order. A stub before
    the first whole period goes with the periods after it; one that starts from the next period is
    not billed at all.
    """
    gathered: list[Period] = []
    whole = 0
    for period in periods(rhythm, last):
        if period.first in billed:
            if gathered:
                yield _bill(rhythm, gathered)
            gathered, whole = [], 0
            continue
        if not period.whole and not rhythm.prorate:
            continue
        gathered.append(period)
        whole += period.whole
        if whole == rhythm.periods_ahead:
            yield _bill(rhythm, gathered)
            gathered, whole = [], 0
    if gathered:
        yield _bill(rhythm, gathered)


def _bill(rhythm: Rhythm, some: Sequence[Period]) -> Bill:
    return Bill(tuple(some), made_on(some[0].first, rhythm.days_before))


class Asked(Protocol):
    """What this needs of a line of an agreement."""

    @property
    def quantity(self) -> int:
        """How many, in ten-thousandths."""

    @property
    def price(self) -> int:
        """Minor units for one."""

    @property
    def from_on(self) -> date:
        """Its first day."""

    @property
    def to_on(self) -> date | None:
        """Its last day, None while it goes on."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a line asks for on one invoice: a number of whole prices, or days of one period.

    `shares` are the parts of `amount` by period, in the order of the periods it is for.
    """

    first: date
    last: date
    quantity: int
    price: int
    amount: int
    detail: str
    shares: tuple[tuple[date, int], ...]


def prorated(price: int, count: int, prices: int, days: int, of_days: int) -> int:
    """A part of a period by days, rounded half up once: 60.00 for 11 of 30 days is 22.00."""
    return half_up(price * count * prices * days, QUANTITY * of_days)


def days_in(line: Asked, period: Period, *, prorate: bool) -> int:
    """How many days of a period a line is asked for: all, a part by choice, or none.

    From the next period on means that a line counts for a whole period when it is there on its
    first day, and not at all before; by the day it counts for the days it is there.
    """
    first = max(line.from_on, period.first)
    last = period.last if line.to_on is None else min(line.to_on, period.last)
    if last < first:
        return 0
    if prorate:
        return (last - first).days + 1
    return period.days if first == period.first and period.whole else 0


def _goes_beyond(line: Asked, period: Period) -> bool:
    """Whether a line is there to the last day of a period."""
    return line.to_on is None or line.to_on >= period.last


def due_of(line: Asked, some: Sequence[Period], rhythm: Rhythm) -> list[Due]:
    """What a line asks for in periods that are billed together: the whole ones in one, then parts.

    Each is rounded half up once.
    """
    whole = []
    parts = []
    for period in some:
        if period.whole and line.from_on <= period.first and _goes_beyond(line, period):
            whole.append(period)
            continue
        days = days_in(line, period, prorate=rhythm.prorate)
        if days == period.of_days:
            whole.append(period)
        elif days:
            parts.append(_part(line, period, days, rhythm))
    found = [_whole(line, whole, rhythm)] if whole else []
    return sorted([*found, *parts], key=lambda one: one.first) if parts else found


def _whole(line: Asked, some: Sequence[Period], rhythm: Rhythm) -> Due:
    count = len(some) * rhythm.prices
    amount = half_up(line.price * line.quantity * count, QUANTITY)
    shares = split(amount, [1] * len(some)) if len(some) > 1 else (amount,)
    detail = period_words(some[0].first, some[-1].last)
    if count > 1 and rhythm.unit in MONTHS:
        many = "" if line.quantity == QUANTITY else f"{quantity(line.quantity)} × "
        detail += f", {many}{count} months"
    return Due(
        some[0].first,
        some[-1].last,
        line.quantity * count,
        line.price,
        amount,
        detail,
        tuple(zip((period.first for period in some), shares, strict=True)),
    )


def _part(line: Asked, period: Period, days: int, rhythm: Rhythm) -> Due:
    first = max(line.from_on, period.first)
    amount = prorated(line.price, line.quantity, rhythm.prices, days, period.of_days)
    last = first + timedelta(days=days - 1)
    many = "" if line.quantity == QUANTITY else f"{quantity(line.quantity)} × "
    detail = f"{period_words(first, last)}, {many}{days} of {period.of_days} days"
    return Due(first, last, QUANTITY, amount, amount, detail, ((period.first, amount),))


@lru_cache(maxsize=512)
def period_words(first: date, last: date) -> str:
    """A stretch of time in words: December 2026, Dec 2026 to Feb 2027, or from day to day."""
    begins_month = first.day == 1
    ends_month = (last + _ONE_DAY).day == 1
    if begins_month and ends_month:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B} {first.year}"
        if (first.month, last.month) == (1, 12) and first.year == last.year:
            return f"{first.year}"
        return f"{first:%b} {first.year} to {last:%b} {last.year}"
    if first == last:
        return full_date(first)
    return f"{full_date(first)} to {full_date(last)}"


def unused(amount: int, first: date, last: date, ends_on: date) -> int:
    """What of an amount that was paid for a period lies after a last day, half up once."""
    days = (last - first).days + 1
    left = min(days, max(0, (last - ends_on).days))
    return half_up(amount * left, days)
