"""The column of a day, which is never cut."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from ...dates import short_date, today
from ...widgets.table import Column

T = TypeVar("T")


def day_column(title: str, day: Callable[[T], date | None], never: str = "") -> Column[T]:
    """A column of days, as wide as the widest of them; `never` stands where there is none."""

    def words(row: T) -> str:
        found = day(row)
        return short_date(found, today()) if found is not None else never

    return Column("on", title, "num", words, align="left", role="body", ink="ink")
