"""Reading the dates and times of somebody's table; nothing is guessed."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import Enum

from .. import dates
from ..errors import UserError
from ..money import half_up
from ..rows import dataclass
from .text import refused

YEARS = range(1900, 2201)
PIVOT = 70
MONTHS_A_YEAR = 12

_NO_DATE = {
    "",
    "n/a",
    "na",
    "none",
    "null",
    "-",
    "tbd",
    "unknown",
    "never",
    "0/0/00",
    "00/00/00",
    "0/0/0000",
    "00/00/0000",
    "0000-00-00",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateOrder(Enum):
    """Which part of 3/4/2026 is the month; asked once for a file."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


@dataclass(frozen=True, slots=True)
class DatesSeen:
    """What a column of dates tells of its order; `ask` when a person must say, by `example`."""

    order: DateOrder | None = None
    ask: bool = False
    example: str = ""


_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})", re.ASCII)
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\.?[ /-]([a-z]{3})[a-z]*\.?,?[ /-](\d{4}|\d{2})", re.ASCII
)
_SERIAL = re.compile(r"([2-7]\d{4})(\.\d{1,15})?", re.ASCII)
_FIRST_DAY = date(1899, 12, 30)
_SECONDS_A_DAY = 24 * 60 * 60
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +", re.ASCII)
_ZONE = re.compile(r"(z|[+-]\d{2}:?\d{2})$", re.ASCII)


def dates_seen(cells: Iterable[str]) -> DatesSeen:
    """What a whole column tells about the order of day and month.

    Decided by any date of which only one order exists (25/3/2026); a column that holds both
    kinds, or only dates that read both ways, must be asked about.
    """
    month_first = day_first = False
    example = ""
    for cell in cells:
        found = _SLASHED.match(cell.strip())
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        if first > MONTHS_A_YEAR >= second:
            day_first = True
        elif second > MONTHS_A_YEAR >= first:
            month_first = True
        elif first != second and not example:
            example = found[0]
    if month_first != day_first:
        return DatesSeen(DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST)
    return DatesSeen(ask=bool(example), example=example)


def is_serial(cell: str) -> bool:
    """Whether a cell of dates holds a spreadsheet's bare number of a day (46092 is 2026-03-11)."""
    return _SERIAL.fullmatch(cell.strip()) is not None


def read_date(cell: str, order: DateOrder | None = None, field: str | None = None) -> date | None:
    """Read a date: 2026-03-11, 3/11/2026, 11.3.2026, 11-Mar-26; a time after it is left out.

    A bare number is a spreadsheet's of the day, 20000 (1954) to 79999 (2119). Without an order, a
    date that reads two ways is refused. Raises UserError.
    """
    text = " ".join(cell.split()).lower()
    if text in _NO_DATE:
        return None
    written = re.split(r"[t ](?=\d{1,2}:\d{2})", text, maxsplit=1)[0].rstrip(",")
    return _day(_WEEKDAY.sub("", written), cell, order, field)


def _day(text: str, cell: str, order: DateOrder | None, field: str | None) -> date:
    """The date a cleaned text spells; raises UserError."""
    try:
        counted = _SERIAL.fullmatch(text)
        days = timedelta(days=int(counted[1])) if counted else timedelta()
        found = _FIRST_DAY + days if counted else _spelled(text, order, field)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise refused(cell, "Type a date as 2026-03-11", field)
    return found


def _spelled(text: str, order: DateOrder | None, field: str | None) -> date | None:
    """The date of any of the written forms; raises ValueError for days that do not exist."""
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(text):
        return date(_year(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_DAY.fullmatch(text):
        return date(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]))
    if found := _DAY_MONTH.fullmatch(text):
        return date(_year(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), _year(found[3]), order, field)
    return None


def _slashed(
    first: int, second: int, year: int, order: DateOrder | None, field: str | None
) -> date:
    """The date of 3/11/2026 in an order; without one only where a single order exists."""
    if order is None and first <= MONTHS_A_YEAR and second <= MONTHS_A_YEAR and first != second:
        as_month, as_day = date(year, first, second), date(year, second, first)
        raise UserError(
            f"{first}/{second}/{year} can be {as_month:%B} {as_month.day} or {as_day:%B} "
            f"{as_day.day}. Say which comes first in this file, day or month.",
            field,
        )
    if order is DateOrder.DAY_FIRST or (order is None and first > MONTHS_A_YEAR):
        return date(year, second, first)
    return date(year, first, second)


def _year(written: str) -> int:
    """A year of two digits lies between 1970 and 2069."""
    year = int(written)
    return year if len(written) > 2 else year + (1900 if year >= PIVOT else 2000)


def read_moment(
    cell: str, order: DateOrder | None = None, field: str | None = None
) -> datetime | None:
    """Read a date with a time (2026-03-11T09:14, 3/11/2026 9:14 AM); a bare date is midnight.

    A time that names a zone is turned into this computer's wall clock. Raises UserError.
    """
    text = " ".join(cell.split()).lower()
    if text in _NO_DATE:
        return None
    parts = re.split(r"[t ](?=\d{1,2}:\d{2})", text, maxsplit=1)
    day = _day(_WEEKDAY.sub("", parts[0].rstrip(",")), cell, order, field)
    if len(parts) == 1:
        return datetime.combine(day, time()) + _part_of_day(text)
    try:
        return _clocked(day, parts[1])
    except (ValueError, OverflowError, UserError):
        raise refused(cell, "Type a date and time as 2026-03-11 09:14", field) from None


def _part_of_day(text: str) -> timedelta:
    """The time that a spreadsheet's number of a moment has behind its point, in whole seconds."""
    found = _SERIAL.fullmatch(text)
    if not (found and found[2]):
        return timedelta()
    return timedelta(seconds=half_up(int(found[2][1:]) * _SECONDS_A_DAY, 10 ** len(found[2][1:])))


def _clocked(day: date, text: str) -> datetime:
    """A day with its time of day; raises ValueError or UserError when that is none."""
    zone = _ZONE.search(text)
    written = text[: zone.start()].strip() if zone else text
    if re.fullmatch(r"\d{1,2}:\d{2}:\d{2}(\.\d+)?", written, re.ASCII):
        hour, minute, second = written.split(":")
        moment = datetime.combine(day, time(int(hour), int(minute), int(second[:2])))
    elif match := re.fullmatch(r"(\d{1,2}:\d{2}):(\d{2}) ?([ap]m?)", written, re.ASCII):
        minutes = dates.parse_clock(f"{match[1]} {match[3]}")
        moment = datetime.combine(day, time(minutes // 60, minutes % 60, int(match[2])))
    else:
        minutes = dates.parse_clock(written)
        moment = datetime.combine(day, time(minutes // 60, minutes % 60))
    if not zone:
        return moment
    offset = "+0000" if zone[1] == "z" else zone[1].replace(":", "")
    zoned = datetime.strptime(f"{moment.isoformat()}{offset}", "%Y-%m-%dT%H:%M:%S%z")
    return zoned.astimezone().replace(tzinfo=None)


def read_clock(cell: str, field: str | None = None) -> int | None:
    """Read a time of day (9:14, 9:14 AM, 09:14:00) into minutes since midnight."""
    text = re.sub(r"^(\d{1,2}:\d{2}):\d{2}", r"\1", cell.strip(), flags=re.ASCII)
    return dates.parse_clock(text, field) if text else None
