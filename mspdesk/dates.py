"""The clock, and how people write dates, times and durations.

Work times are the shop's wall clock, without a zone; the journal alone is UTC. This is the only
module that asks the computer what time it is, so that tests can say it instead.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from .errors import UserError

_COMPUTER: Callable[[], datetime] = datetime.now
"""Kept under a name, because each `datetime.now` is an object of its own: `is` is never true."""

_wall = _COMPUTER


def now() -> datetime:
    """The shop's wall clock now, to the second."""
    return _wall().replace(microsecond=0)


def today() -> date:
    """The shop's date."""
    return _wall().date()


def utc_now() -> datetime:
    """The moment in UTC, without a zone, for the journal."""
    if _wall is _COMPUTER:
        return datetime.now(UTC).replace(tzinfo=None)
    return _wall()


def wall_of(moment: datetime) -> datetime:
    """A journal moment (UTC, without a zone) on the shop's wall clock."""
    if _wall is not _COMPUTER:
        return moment
    return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)


def utc_of(day: date, days: int = 0) -> datetime:
    """When a day of the shop's calendar began in UTC, some days later with `days`."""
    return utc_at(datetime.combine(day, datetime.min.time()) + timedelta(days=days))


def utc_at(moment: datetime) -> datetime:
    """A moment of the shop's wall clock in UTC, without a zone; ahead by that day's summer time."""
    if _wall is not _COMPUTER:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def set_clock(wall: Callable[[], datetime] | None) -> None:
    """Use another clock, or the computer's again with None; for tests and the sample shop."""
    global _wall  # noqa: PLW0603 - one clock for the whole program, set in one place
    _wall = wall or _COMPUTER


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment while the block runs."""
    before = _wall
    set_clock(lambda: moment)
    try:
        yield
    finally:
        set_clock(before)


def monday(day: date) -> date:
    """The Monday of the week a day lies in; weeks start on Monday."""
    return day - timedelta(days=day.weekday())


def month_start(day: date) -> date:
    """The first day of the month a day lies in."""
    return day.replace(day=1)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def years_reached(since: date, first: date, last: date) -> list[tuple[date, int]]:
    """The days of a span on which whole years since a day are full, and how many they are.

    A day in a leap year's February is kept on its last one in the years between.
    """
    counts = range(max(1, first.year - since.year), last.year - since.year + 1)
    days = ((add_months(since, 12 * years), years) for years in counts)
    return [(day, years) for day, years in days if first <= day <= last]


def minute_of_day(moment: datetime) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def short_date(day: date, reference: date | None = None) -> str:
    """Mar 11, with the year only when it is not the reference year (today's)."""
    year = (reference or today()).year
    return f"{day:%b} {day.day}" + (f", {day.year}" if day.year != year else "")


def full_date(day: date) -> str:
    """Mar 11, 2026."""
    return f"{day:%b} {day.day}, {day.year}"


def long_date(day: date) -> str:
    """Wednesday, March 11."""
    return f"{day:%A}, {day:%B} {day.day}"


def clock_time(moment: datetime) -> str:
    """9:14 am."""
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02d} {'am' if moment.hour < 12 else 'pm'}"


def hours(minutes: int) -> str:
    """Minutes as hours with two decimals, half up: 45 is 0.75."""
    hundredths = (abs(minutes) * 100 * 2 + 60) // 120
    sign = "-" if minutes < 0 else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def hours_h(minutes: int) -> str:
    """Minutes as hours with the unit: 0.75 h."""
    return f"{hours(minutes)} h"


def clock_span(minutes: int) -> str:
    """Minutes as hours and minutes: 0:45."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def stretch(minutes: int) -> str:
    """Minutes as people say how long something takes: 5 min, 2 h, 3 h 10 min."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} h" if whole else "", f"{rest} min" if rest or not whole else ""]
    return " ".join(filter(None, parts))


def age(since: datetime, until: datetime) -> str:
    """How long ago in the shortest words of the board: 0:52 under an hour, 2h, then 3d."""
    minutes = max(0, int((until - since).total_seconds() // 60))
    if minutes < 60:
        return clock_span(minutes)
    return f"{minutes // 60}h" if minutes < 24 * 60 else f"{minutes // 1440}d"


_DURATION = "Type time as 45, 0:45, .75, 1.5h, or from-to as 9:10-9:55."
_CLOCK = re.compile(r"(\d{1,2})(?::?(\d{2}))?\s*(am|pm|a|p)?", re.IGNORECASE)


def parse_clock(text: str, field: str | None = None) -> int:
    """Read a time of day (9:10, 910, 4:30 pm, 16:30) into minutes since midnight.

    Raises UserError when it is not a time of day.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
        half = (match[3] or "").lower()[:1]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24 and minute < 60:
            return hour * 60 + minute
        if hour == 24 and minute == 0:
            return 24 * 60
    raise UserError("Type a time of day as 9:10 or 16:30.", field)


class Span:
    """Time as a person typed it: a number of minutes, and where it began when they said so."""

    __slots__ = ("minutes", "start")

    def __init__(self, minutes: int, start: int | None = None) -> None:
        self.minutes = minutes
        self.start = start

    def __repr__(self) -> str:
        """Name the figures, for test reports."""
        return f"Span(minutes={self.minutes}, start={self.start})"

    def __eq__(self, other: object) -> bool:
        """Equal when minutes and start are."""
        return isinstance(other, Span) and (self.minutes, self.start) == (
            other.minutes,
            other.start,
        )

    def __hash__(self) -> int:
        """Hash by both figures."""
        return hash((self.minutes, self.start))


def parse_span(text: str, field: str | None = None) -> Span:
    """Read time as people type it: 45, 0:45, .75, 1.5h, 45m, 3 h 10 min, 9:10-9:55.

    A whole number is minutes; a number with a decimal point is hours. Minutes are whole;
    `start` is minutes since midnight where a from-to was given. Raises UserError otherwise.
    """
    cleaned = text.strip().lower().replace(",", ".").replace("–", "-").replace("—", "-")
    if "-" in cleaned[1:]:
        first, _, second = cleaned.partition("-")
        start, end = parse_clock(first, field), parse_clock(second, field)
        if end <= start:
            raise UserError("The end must be after the start. Past midnight is two entries.", field)
        return Span(end - start, start)
    if match := re.fullmatch(r"(\d+):([0-5]\d)", cleaned):
        return Span(int(match[1]) * 60 + int(match[2]))
    if match := re.fullmatch(r"(\d+)\s*(m|min)?", cleaned):
        return Span(int(match[1]))
    if match := re.fullmatch(r"(\d+)\s*h(?:\s*(\d+)\s*(?:m|min)?)?", cleaned):
        return Span(int(match[1]) * 60 + int(match[2] or 0))
    if match := re.fullmatch(r"(\d*)\.(\d+)\s*h?", cleaned):
        scale = 10 ** len(match[2])
        hundred = int(match[1] or 0) * scale + int(match[2])
        return Span((hundred * 60 * 2 + scale) // (2 * scale))
    raise UserError(_DURATION, field)


def parse_long_span(text: str, field: str | None = None) -> Span:
    """Read time of a day or a week: as `parse_span`, but a whole number (20) is hours.

    Nobody means twenty minutes where a week is asked for. Raises UserError as `parse_span` does.
    """
    typed = text.strip()
    return parse_span(f"{typed}h" if re.fullmatch(r"\d{1,3}", typed) else typed, field)


def parse_date(text: str, field: str | None = None, *, day_first: bool = False) -> date:
    """Read a date as people type it: 2026-03-11, 3/11, 3/11/26, Mar 11, today, +3, fri.

    A date without a year is the nearest one to today. `day_first` reads 11/3 as March 11.
    Raises UserError when it is no date.
    """
    cleaned = text.strip().lower()
    base = today()
    words = {"today": 0, "t": 0, "yesterday": -1, "y": -1, "tomorrow": 1}
    if cleaned in words:
        return base + timedelta(days=words[cleaned])
    if re.fullmatch(r"[+-]\d{1,4}", cleaned):
        return base + timedelta(days=int(cleaned))
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    if cleaned[:3] in names and cleaned.isalpha():
        ahead = (names.index(cleaned[:3]) - base.weekday()) % 7
        return base + timedelta(days=ahead)
    try:
        return _dated(cleaned, base, day_first)
    except ValueError:
        raise UserError("Type a date as 2026-03-11, 3/11 or Mar 11.", field) from None


_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


def _dated(text: str, base: date, day_first: bool) -> date:
    """Read the written-out forms of a date; raises ValueError."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?\.?", text):
        first, second, year = int(match[1]), int(match[2]), match[3]
        month, day = (second, first) if day_first or "." in text else (first, second)
    elif match := re.fullmatch(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:,? (\d{2}|\d{4}))?", text):
        month, day, year = _MONTHS.index(match[1]) + 1, int(match[2]), match[3]
    elif match := re.fullmatch(r"(\d{1,2})\.? ([a-z]{3})[a-z]*(?:,? (\d{2}|\d{4}))?", text):
        day, month, year = int(match[1]), _MONTHS.index(match[2]) + 1, match[3]
    else:
        raise ValueError(text)
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = [
        date(y, month, day) for y in (base.year - 1, base.year, base.year + 1) if _is(y, month, day)
    ]
    if not years:
        raise ValueError(text)
    return min(years, key=lambda found: abs((found - base).days))


def _is(year: int, month: int, day: int) -> bool:
    """Whether such a date exists."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
