"""How a column of any list leaves the program: one description for CSV, XLSX, JSON and text.

A row may be anything; a column knows its title, its kind and how to take its value from a row.
Values are what the program keeps: minor units, minutes, millionths, ten-thousandths.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from .. import dates, money
from ..money import USD, Currency
from ..rows import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds; `currency` is that of a money column."""

    name: str
    currency: Currency = USD
    number: bool = False
    summed: bool = False


TEXT = Kind("text")
DATE = Kind("date")
MOMENT = Kind("moment")
MINUTES = Kind("minutes", number=True, summed=True)
HOURS = Kind("hours", number=True, summed=True)
QUANTITY = Kind("quantity", number=True, summed=True)
PERCENT = Kind("percent", number=True)
FLAG = Kind("flag")
WHOLE = Kind("whole", number=True)


def money_in(currency: Currency = USD) -> Kind:
    """The kind of a column of amounts in minor units of one currency."""
    return Kind("money", currency, number=True, summed=True)


# Without slots: on Python 3.11 OutColumn[Row](...) cannot be made with them.
@dataclass(frozen=True)
class OutColumn(Generic[T]):
    """A column of a list that leaves the program (S143).

    `value` takes from a row: str for text, date, datetime without zone for a moment, whole
    minutes for minutes and hours, minor units for money, ten-thousandths for a quantity,
    millionths for a percentage, bool for a flag, int for a whole number; None is empty.
    `key` is the name in JSON; without one it is the title in snake case.
    """

    title: str
    kind: Kind
    value: Callable[[T], Any]
    key: str = ""

    @property
    def json_key(self) -> str:
        """The column's name in JSON: `Tax rate` is tax_rate."""
        return self.key or re.sub(r"[^a-z0-9]+", "_", self.title.lower()).strip("_")


def moment_text(moment: datetime) -> str:
    """A moment in ISO form to the minute, with seconds only where there are some."""
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


_PLAIN: dict[str, Callable[[Any, Currency], str]] = {
    "date": lambda day, _: str(day.isoformat()),
    "moment": lambda moment, _: moment_text(moment),
    "hours": lambda minutes, _: dates.hours(minutes),
    "money": money.plain,
    "quantity": lambda number, _: money.quantity(number),
    "percent": lambda rate, _: money.percent(rate),
    "flag": lambda value, _: "yes" if value else "no",
}


def plain_value(kind: Kind, value: Any) -> str:
    """A value in the one unambiguous written form: ISO dates, plain decimals, yes and no."""
    if value is None:
        return ""
    write = _PLAIN.get(kind.name)
    return write(value, kind.currency) if write else str(value)


def plain(column: OutColumn[T], row: T) -> str:
    """A row's value in a column, as CSV holds it before any guard."""
    return plain_value(column.kind, column.value(row))


def shown_value(kind: Kind, value: Any) -> str:
    """A value as people read it in a terminal: $1,485.00 and 8.875%."""
    if value is not None and kind.name == "money":
        return money.shown(value, kind.currency)
    return plain_value(kind, value)


def shown(column: OutColumn[T], row: T) -> str:
    """A row's value in a column, as people read it."""
    return shown_value(column.kind, column.value(row))
