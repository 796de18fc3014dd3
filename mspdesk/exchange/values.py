"""Reading one cell of somebody's table into what the program keeps.

An empty cell is None (for text ""). What cannot be read, or could be read two ways, raises
UserError with a sentence that says what to type; nothing is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Literal

from .. import dates, money
from ..errors import UserError
from ..money import USD, Currency, half_up
from .text import clean, digits, one_line

YEARS = range(1900, 2201)
PIVOT = 70
MOST_DIGITS = 15
MOST_MINUTES = 10**7
SHORTEST_PHONE, LONGEST_PHONE = 3, 17

_DURATION = "Type time as 45, 0:45 or 1.5h"
_EXCEL_ERRORS = {"#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#n/a", "#date!"}
_NO_DATE = {"", "0/0/00", "00/00/00", "0/0/0000", "00/00/0000", "0000-00-00"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateOrder(Enum):
    """Which part of 3/4/2026 is the month; asked once for a file."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


class DecimalStyle(Enum):
    """Which sign stands before the cents: 1,234.50 or 1.234,50; asked once for a file."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class DatesSeen:
    """What a column of dates tells of its order; `ask` when a person must say, by `example`."""

    order: DateOrder | None = None
    ask: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class DecimalsSeen:
    """What a column of amounts tells of its style; `ask` when a person must say."""

    style: DecimalStyle | None = None
    ask: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number by its digits, and the extension where one is given."""

    digits: str
    extension: str = ""


# --- text ---------------------------------------------------------------------------------------


def read_text(cell: str, longest: int = 200, field: str | None = None) -> str:
    """Read text without control characters; raises UserError when it is too long."""
    text = clean(cell).strip()
    if text.lower() in _EXCEL_ERRORS:
        raise UserError(f"Replace {text} by what the spreadsheet should have worked out.", field)
    if len(text) > longest:
        raise UserError(
            f"Shorten “{one_line(text[:30])}…” to {longest:,} characters; it has {len(text):,}.",
            field,
        )
    return text


def _refused(cell: str, what: str, field: str | None) -> UserError:
    """The sentence for a cell that cannot be read: what to type, and what stands there."""
    found = one_line(cell)[:40]
    return UserError(f"{what}, not “{found}”.", field)


# --- dates --------------------------------------------------------------------------------------

_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})", re.ASCII)
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\.?[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})", re.ASCII
)
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
        if first > 12 >= second:
            day_first = True
        elif second > 12 >= first:
            month_first = True
        elif first != second and not example:
            example = found[0]
    if month_first != day_first:
        return DatesSeen(DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST)
    return DatesSeen(ask=bool(example), example=example)


def read_date(cell: str, order: DateOrder | None = None, field: str | None = None) -> date | None:
    """Read a date: 2026-03-11, 3/11/2026, 11.3.2026, Mar 11 2026; a time after it is left out.

    Without an order, a date that reads two ways is refused. Raises UserError.
    """
    text = " ".join(cell.split()).lower()
    if text in _NO_DATE:
        return None
    written = re.split(r"[t ](?=\d{1,2}:\d{2})", text, maxsplit=1)[0].rstrip(",")
    return _day(_WEEKDAY.sub("", written), cell, order, field)


def _day(text: str, cell: str, order: DateOrder | None, field: str | None) -> date:
    """The date a cleaned text spells; raises UserError."""
    try:
        found = _spelled(text, order, field)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise _refused(cell, "Type a date as 2026-03-11", field)
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
        return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), _year(found[3]), order, field)
    return None


def _slashed(
    first: int, second: int, year: int, order: DateOrder | None, field: str | None
) -> date:
    """The date of 3/11/2026 in an order; without one only where a single order exists."""
    if order is None and first <= 12 and second <= 12 and first != second:
        as_month, as_day = date(year, first, second), date(year, second, first)
        raise UserError(
            f"{first}/{second}/{year} can be {as_month:%B} {as_month.day} or {as_day:%B} "
            f"{as_day.day}. Say which comes first in this file, day or month.",
            field,
        )
    if order is DateOrder.DAY_FIRST or (order is None and first > 12):
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
        return datetime.combine(day, time())
    try:
        return _clocked(day, parts[1])
    except (ValueError, OverflowError, UserError):
        raise _refused(cell, "Type a date and time as 2026-03-11 09:14", field) from None


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


# --- numbers ------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d+|\d*[.,]\d+|\d+[.,]|\d{1,3}([.,'])\d{3}(\1\d{3})*([.,]\d*)?", re.ASCII)
_EITHER = re.compile(r"\d{1,3}[.,]\d{3}", re.ASCII)


def decimals_seen(cells: Iterable[str]) -> DecimalsSeen:
    """What a whole column of amounts tells about the sign before the decimals."""
    point = comma = False
    example = ""
    for cell in cells:
        text = _bare(cell)
        if not re.search("[.,]", text) or not _NUMBER.fullmatch(text):
            continue
        if _EITHER.fullmatch(text):
            example = example or cell.strip()
            continue
        last = max(text.rfind("."), text.rfind(","))
        grouped = text.count(text[last]) > 1
        if (text[last] == ".") != grouped:
            point = True
        else:
            comma = True
    if point != comma:
        return DecimalsSeen(DecimalStyle.POINT if point else DecimalStyle.COMMA)
    return DecimalsSeen(ask=bool(example) or (point and comma), example=example)


def _bare(cell: str) -> str:
    """An amount without sign, currency and spaces."""
    return re.sub(r"[^\d.,']", "", cell, flags=re.ASCII)


def read_money(
    cell: str,
    currency: Currency = USD,
    style: DecimalStyle | None = None,
    field: str | None = None,
) -> int | None:
    """Read an amount ($1,234.50, 1.234,50 EUR, (37.50), 37.50-) into minor units.

    Without a style, 1,234 and 1.234 are refused, as they read two ways. Raises UserError.
    """
    text = "".join(cell.split())
    if not text:
        return None
    text, negative = _unsigned(text, currency)
    number = _decimal(text, cell, style, field)
    if number is None:
        raise _refused(cell, f"Type the amount as a number, like {_like(currency)}", field)
    scaled = number.scaleb(currency.digits)
    if scaled != scaled.to_integral_value():
        raise _refused(cell, f"Type the amount with at most {currency.digits} decimals", field)
    return -int(scaled) if negative else int(scaled)


def _like(currency: Currency) -> str:
    """An amount of a currency to show how one is typed."""
    return money.plain(125_050, currency)


def _unsigned(text: str, currency: Currency) -> tuple[str, bool]:
    """An amount without its sign and its currency, and whether it is below zero."""
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1] if negative else text
    text = text.replace("\u2212", "-").upper()
    for mark in (currency.code, currency.symbol.strip().upper()):
        text = text.replace(mark, "", 1) if mark else text
    if text.startswith("-") or text.endswith("-"):
        return text.strip("-") if text.count("-") == 1 else "", True
    return text.removeprefix("+"), negative


def _decimal(text: str, cell: str, style: DecimalStyle | None, field: str | None) -> Decimal | None:
    """A number in a style as Decimal, None when it is none; raises UserError when unclear."""
    if not _NUMBER.fullmatch(text):
        return None
    if style is None:
        if _EITHER.fullmatch(text) and not text.startswith("0"):
            whole = re.sub("[.,]", "", text)
            raise UserError(
                f"“{one_line(cell)}” can be {whole} or a small amount with decimals. "
                f"Type {whole}, or say which sign stands before the cents.",
                field,
            )
        style = _own_style(text)
    grouping = "," if style is DecimalStyle.POINT else "."
    text = text.replace("'", "")
    whole, decimal_sign, rest = text.partition(style.value)
    if style.value in rest or grouping in rest:
        return None
    if grouping in whole and not re.fullmatch(rf"\d{{1,3}}(\{grouping}\d{{3}})+", whole):
        return None
    plain = f"{whole.replace(grouping, '') or '0'}{'.' if decimal_sign else ''}{rest}"
    if len(plain) > MOST_DIGITS + 1:
        raise _refused(cell, f"Type a number of at most {MOST_DIGITS} digits", field)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _own_style(text: str) -> DecimalStyle:
    """The style a number shows by itself: its last sign is the decimal one unless repeated."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return DecimalStyle.POINT
    repeated = text.count(text[last]) > 1
    return DecimalStyle.POINT if (text[last] == ".") != repeated else DecimalStyle.COMMA


def _scaled(
    cell: str, scale: int, what: str, style: DecimalStyle | None, field: str | None
) -> int | None:
    """Read a decimal into a whole number of 1/scale; raises UserError when it is finer."""
    text = "".join(cell.split())
    if not text:
        return None
    negative = text.startswith("-")
    number = _decimal(text.removeprefix("-"), cell, style or DecimalStyle.POINT, field)
    scaled = None if number is None else number * scale
    if scaled is None or scaled != scaled.to_integral_value():
        raise _refused(cell, f"Type {what}", field)
    return -int(scaled) if negative else int(scaled)


def read_quantity(
    cell: str, field: str | None = None, style: DecimalStyle | None = None
) -> int | None:
    """Read a quantity (1.75) into ten-thousandths; raises UserError."""
    return _scaled(cell, money.QUANTITY, "a quantity of at most four decimals", style, field)


def read_percent(
    cell: str, field: str | None = None, style: DecimalStyle | None = None
) -> int | None:
    """Read a percentage (8.875 or 8.875 %) into millionths; raises UserError."""
    text = cell.strip().removesuffix("%")
    return _scaled(text, money.MILLION // 100, "a percentage, like 8.875", style, field)


def read_whole(cell: str, field: str | None = None) -> int | None:
    """Read a whole number (3, 1,200, 3.0); raises UserError."""
    return _scaled(cell, 1, "a whole number, like 3", None, field)


def read_minutes(
    cell: str, unit: Literal["minutes", "hours"] = "minutes", field: str | None = None
) -> int | None:
    """Read a duration (45, 0:45, 1:30:00, 1.5h, 9:10-9:55) into whole minutes.

    A bare number is in the column's unit; hours are rounded half up to a minute. Raises
    UserError.
    """
    text = cell.strip().lower()
    if not text:
        return None
    if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", text, re.ASCII):
        number = _decimal(text.removeprefix("-"), cell, DecimalStyle.POINT, field)
        minutes = _as_minutes(number, unit) if number is not None else None
        if minutes is not None and minutes < MOST_MINUTES:
            return -minutes if text.startswith("-") else minutes
        raise _refused(cell, _DURATION, field)
    if clocked := re.fullmatch(r"(\d{1,6}):([0-5]\d):([0-5]\d)", text, re.ASCII):
        return half_up(int(clocked[1]) * 3600 + int(clocked[2]) * 60 + int(clocked[3]), 60)
    try:
        minutes = dates.parse_span(text).minutes
    except (UserError, ValueError):
        minutes = MOST_MINUTES
    if minutes >= MOST_MINUTES:
        raise _refused(cell, _DURATION, field)
    return minutes


def _as_minutes(number: Decimal, unit: str) -> int | None:
    """A number of minutes or hours as whole minutes; parts of a minute are none."""
    if unit == "hours":
        top, bottom = (number * 60).as_integer_ratio()
        return half_up(top, bottom)
    return int(number) if number == number.to_integral_value() else None


# --- yes and no, phones ----------------------------------------------------------------------

_YES = {"yes", "y", "true", "t", "1", "x", "on", "active", "enabled", "billable", "✓", "✔"}
_NO = {"no", "n", "false", "f", "0", "off", "inactive", "disabled", "non-billable"}


def read_flag(cell: str, field: str | None = None) -> bool | None:
    """Read yes or no (yes, no, true, false, 1, 0, x); raises UserError."""
    text = cell.strip().lower()
    if not text:
        return None
    if text in _YES or text in _NO:
        return text in _YES
    raise _refused(cell, "Type yes or no", field)


_EXTENSION = re.compile(
    r"(?:(?<![a-z])(?:extension|ext|x)\.?|#)\s*:?\s*(\d{1,6})\s*$", re.IGNORECASE | re.ASCII
)


def phone_digits(cell: str) -> str:
    """The digits of a phone number, as numbers are compared and found."""
    return digits(cell)


def read_phone(cell: str, field: str | None = None) -> Phone | None:
    """Read a phone number and its extension; raises UserError when it has no number."""
    text = cell.strip()
    if not text:
        return None
    extension = _EXTENSION.search(text)
    number = digits(text[: extension.start()] if extension else text)
    if not SHORTEST_PHONE <= len(number) <= LONGEST_PHONE:
        raise _refused(cell, "Type a phone number, like 916 555 0100", field)
    return Phone(number, extension[1] if extension else "")
