"""Reading one cell of a whole-shop folder: strict, because a program wrote it.

Each reader answers the value the books keep and raises ValueError with what the cell should be.
Empty means none wherever a reader is made with `_or_none`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from ...money import Currency

Reader = Callable[[str], Any]

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,9}")
_DECIMAL = re.compile(r"(-?)([0-9]{1,13})(?:\.([0-9]{1,6}))?")
_LARGEST = 2**31 - 1


def or_none(reader: Reader) -> Reader:
    """The same reader for a cell that may be empty."""
    return lambda cell: reader(cell) if cell else None


def key(cell: str) -> int:
    """A number that names a record: whole and above zero."""
    if _WHOLE.fullmatch(cell) and 0 < int(cell) <= _LARGEST:
        return int(cell)
    raise ValueError("a whole number above zero")


def whole(low: int, high: int) -> Reader:
    """A whole number between two others, both included."""

    def read(cell: str) -> int:
        if _WHOLE.fullmatch(cell) and low <= int(cell) <= high:
            return int(cell)
        raise ValueError(f"a whole number from {low} to {high}")

    return read


def decimal(places: int, low: int, high: int) -> Reader:
    """A plain decimal as a whole number of its last place, between two such numbers."""

    def read(cell: str) -> int:
        match = _DECIMAL.fullmatch(cell)
        if match:
            rest = match[3] or ""
            kept = int(match[2] + rest[:places].ljust(places, "0"))
            kept = -kept if match[1] else kept
            if not rest[places:].strip("0") and low <= kept <= high:
                return kept
        raise ValueError(f"a plain decimal with at most {places} places")

    return read


def money(currency: Currency) -> Reader:
    """An amount in minor units of a currency."""
    return decimal(currency.digits, -(10**14), 10**14)


def text(longest: int, *, needed: bool = False) -> Reader:
    """Text of at most so many characters; with `needed` some must be there."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise ValueError(f"at most {longest:,} characters")
        if needed and not cell.strip():
            raise ValueError("some text")
        return cell

    return read


def day(cell: str) -> date:
    """A date as 2026-03-11."""
    try:
        if len(cell) == 10:
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise ValueError("a date like 2026-03-11")


def moment(cell: str) -> datetime:
    """A moment on the shop's wall clock as 2026-03-11T09:14."""
    try:
        if len(cell) == 16 and cell[10] == "T":
            found = datetime.fromisoformat(cell)
            if found.tzinfo is None:
                return found
    except ValueError:
        pass
    raise ValueError("a date and time like 2026-03-11T09:14")


def flag(cell: str) -> bool:
    """Yes or no as 1 or 0."""
    if cell in ("0", "1"):
        return cell == "1"
    raise ValueError("0 or 1")


def choice(words: Mapping[str, str]) -> Reader:
    """One word of a list, answered as the word the books keep."""

    def read(cell: str) -> str:
        found = words.get(cell)
        if found is None:
            raise ValueError(f"one of {', '.join(words)}")
        return found

    return read
