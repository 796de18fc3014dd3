"""Reading one cell of somebody's table into what the program keeps.

An empty cell is None (for text ""). What cannot be read, or could be read two ways, raises
UserError with a sentence that says what to type; nothing is guessed. Dates and numbers have
modules of their own; everything is named here.
"""

import re

from ..errors import UserError
from ..rows import dataclass
from .dates_in import (
    DateOrder,
    DatesSeen,
    dates_seen,
    is_serial,
    read_clock,
    read_date,
    read_moment,
)
from .numbers_in import (
    DecimalsSeen,
    DecimalStyle,
    decimals_seen,
    read_minutes,
    read_money,
    read_percent,
    read_quantity,
    read_whole,
)
from .text import clean, digits, one_line, refused

__all__ = [
    "DateOrder",
    "DatesSeen",
    "DecimalStyle",
    "DecimalsSeen",
    "Phone",
    "dates_seen",
    "decimals_seen",
    "is_serial",
    "phone_digits",
    "read_clock",
    "read_date",
    "read_flag",
    "read_minutes",
    "read_moment",
    "read_money",
    "read_percent",
    "read_phone",
    "read_quantity",
    "read_terms",
    "read_text",
    "read_whole",
]

SHORTEST_PHONE, LONGEST_PHONE = 3, 17

_EXCEL_ERRORS = {"#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#n/a", "#date!"}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number by its digits, and the extension where one is given."""

    digits: str
    extension: str = ""


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


_YES = {"yes", "y", "true", "t", "1", "x", "on", "active", "enabled", "billable", "✓", "✔"}
_NO = {"no", "n", "false", "f", "0", "off", "inactive", "disabled", "non-billable"}


def read_flag(cell: str, field: str | None = None) -> bool | None:
    """Read yes or no (yes, no, true, false, 1, 0, x); raises UserError."""
    text = cell.strip().lower()
    if not text:
        return None
    if text in _YES or text in _NO:
        return text in _YES
    raise refused(cell, "Type yes or no", field)


_DAYS = re.compile(r"\d{1,3}", re.ASCII)
_AT_ONCE = re.compile(r"receipt|due|cod|c\.o\.d\.|cash on delivery|prepaid")


def read_terms(cell: str, field: str | None = None) -> int | None:
    """Read payment terms as days: Net 30, 2% 10 Net 30, 15, due on receipt; raises UserError."""
    text = cell.strip().lower()
    if not text:
        return None
    if found := _DAYS.findall(text.partition("net")[2] or text):
        return int(found[0])
    if _AT_ONCE.match(text.removeprefix("net").strip()) or "receipt" in text:
        return 0
    raise refused(cell, "Type payment terms as days, like Net 30", field)


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
        raise refused(cell, "Type a phone number, like 916 555 0100", field)
    return Phone(number, extension[1] if extension else "")
