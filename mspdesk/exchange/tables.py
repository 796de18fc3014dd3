"""Lists as text: aligned for a terminal, and as JSON for other programs."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from .columns import Kind, OutColumn, plain_value, shown
from .text import clean, one_line

T = TypeVar("T")

GAP = "  "
NOTHING = "Nothing to show"


def width_of(text: str) -> int:
    """How many places of a terminal a text takes: two for wide letters, none for accents."""
    return sum(0 if unicodedata.combining(letter) else 2 if _wide(letter) else 1 for letter in text)


def _wide(letter: str) -> bool:
    """Whether a letter takes two places."""
    return unicodedata.east_asian_width(letter) in {"W", "F"}


def as_table(columns: Sequence[OutColumn[T]], rows: Iterable[T], totals: T | None = None) -> str:
    """Rows as lines of aligned columns under their titles, numbers to the right.

    `totals` is one more row under a rule. Nothing is cut off; control characters are gone.
    """
    lines = [[one_line(shown(column, row)) for column in columns] for row in rows]
    if not lines:
        return NOTHING
    head = [one_line(column.title) for column in columns]
    foot = [one_line(shown(column, totals)) for column in columns] if totals is not None else []
    everything = [head, *lines, foot] if foot else [head, *lines]
    widths = [max(map(width_of, cells)) for cells in zip(*everything, strict=True)]
    right = [column.kind.number for column in columns]
    rule = ["-" * width for width in widths]
    drawn = [head, rule, *lines, *([rule, foot] if foot else [])]
    return "\n".join(_line(cells, widths, right) for cells in drawn)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """One line, its cells filled to their widths."""
    filled = []
    for cell, width, to_the_right in zip(cells, widths, right, strict=True):
        space = " " * (width - width_of(cell))
        filled.append(space + cell if to_the_right else cell + space)
    return GAP.join(filled).rstrip()


def json_value(kind: Kind, value: Any) -> object:
    """A value as JSON keeps it: minutes whole; money, hours, quantities as decimal strings."""
    if value is None or isinstance(value, bool):
        return value
    match kind.name:
        case "minutes" | "whole":
            return int(value)
        case "flag":
            return bool(value)
        case "moment":
            return json_plain(value)
        case "percent":
            return plain_value(kind, value).removesuffix("%")
    return clean(plain_value(kind, value))


def json_rows(columns: Sequence[OutColumn[T]], rows: Iterable[T]) -> list[dict[str, object]]:
    """Rows as dictionaries by the columns' JSON names, in their order."""
    return [
        {column.json_key: json_value(column.kind, column.value(row)) for column in columns}
        for row in rows
    ]


def json_plain(value: Any) -> str:
    """A date or a moment as JSON keeps it; raises TypeError for what has no plain form."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def as_json(found: object) -> str:
    """Plain values as JSON text ending in a line end; raises TypeError for anything else."""
    return json.dumps(found, ensure_ascii=False, indent=1, default=json_plain) + "\n"
