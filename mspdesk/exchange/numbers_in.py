"""Reading the amounts, quantities and durations of somebody's table; nothing is guessed."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Literal

from .. import dates, money
from ..errors import UserError
from ..money import USD, Currency, half_up
from ..rows import dataclass
from .text import one_line, refused

MOST_DIGITS = 15
MOST_MINUTES = 10**7

_DURATION = "Type time as 45, 0:45 or 1.5h"


class DecimalStyle(Enum):
    """Which sign stands before the cents: 1,234.50 or 1.234,50; asked once for a file."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class DecimalsSeen:
    """What a column of amounts tells of its style; `ask` when a person must say."""

    style: DecimalStyle | None = None
    ask: bool = False
    example: str = ""


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
        raise refused(cell, f"Type the amount as a number, like {_like(currency)}", field)
    scaled = number.scaleb(currency.digits)
    if scaled != scaled.to_integral_value():
        raise refused(cell, f"Type the amount with at most {currency.digits} decimals", field)
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
    if len(whole.replace(grouping, "")) + len(rest) > MOST_DIGITS:
        raise refused(cell, f"Type a number of at most {MOST_DIGITS} digits", field)
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
        raise refused(cell, f"Type {what}", field)
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
    if re.fullmatch(r"-?(\d{1,7}(\.\d{0,20})?|\.\d{1,20})", text, re.ASCII):
        minutes = _as_minutes(Decimal(text.removeprefix("-")), unit)
        if minutes is not None and minutes < MOST_MINUTES:
            return -minutes if text.startswith("-") else minutes
        raise refused(cell, _DURATION, field)
    if clocked := re.fullmatch(r"(\d{1,6}):([0-5]\d):([0-5]\d)", text, re.ASCII):
        return half_up(int(clocked[1]) * 3600 + int(clocked[2]) * 60 + int(clocked[3]), 60)
    try:
        spanned = dates.parse_span(text).minutes
    except (UserError, ValueError):
        spanned = MOST_MINUTES
    if spanned >= MOST_MINUTES:
        raise refused(cell, _DURATION, field)
    return spanned


def _as_minutes(number: Decimal, unit: str) -> int | None:
    """A number of minutes or hours as whole minutes; parts of a minute are none."""
    if unit == "hours":
        top, bottom = (number * 60).as_integer_ratio()
        return half_up(top, bottom)
    return int(number) if number == number.to_integral_value() else None
