"""What a list is made of: how a field is kept and written, and what a row will do."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from ...errors import UserError
from ...exchange.columns import (
    DATE,
    FLAG,
    MINUTES,
    MOMENT,
    PERCENT,
    QUANTITY,
    TEXT,
    WHOLE,
    Kind,
    money_in,
)
from ...money import Currency
from ...rows import dataclass
from .said import Differs

SOURCE = "file"
"""What `source` says on a row that came from a list."""

LONGEST_ID = 80

HERE = "It is here already."
NO_CLIENT = "It names no client. Say under Columns whose such rows are."


class Act(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    REFUSE = "refuse"


ACT_WORDS = {Act.ADD: "Add", Act.CHANGE: "Change", Act.SAME: "Same", Act.REFUSE: "Refuse"}


class Plain(NamedTuple):
    """A field that is kept in one column as it is read: its kind is text, date, money and so on."""

    field: str
    kind: str
    column: str = ""

    @property
    def kept_in(self) -> str:
        """The column it is kept in."""
        return self.column or self.field


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of a file and what will be done with it; `why` says what changes or what is wrong.

    `key` is what its source knows it by, `row_id` the row here where there is one, `differs` the
    fields that are not the same in both. `write` does it and answers the id of the row; what is
    `late` is written after the others, as it may name one of them.
    """

    line: int
    act: Act
    title: str
    why: str = ""
    write: Callable[[Session], int] | None = None
    key: str = ""
    row_id: int | None = None
    differs: tuple[Differs, ...] = ()
    late: bool = False

    def known_by(self, key: str) -> "Planned":
        """The same plan for a row that its source knows by a key."""
        return replace(self, key=key)


def mark(session: Session, row: Any, source_id: str = "") -> None:
    """Say on a new row that it came from this file."""
    row.batch_id = session.info["batch_id"]
    if hasattr(row, "source"):
        row.source, row.source_id = SOURCE, source_id if len(source_id) <= LONGEST_ID else ""


def one_of(cell: str, words: Mapping[str, str], field: str) -> str:
    """One word of a list, whatever its capitals; raises UserError naming them."""
    found = words.get(" ".join(cell.lower().replace("_", " ").replace("-", " ").split()))
    if found is None:
        known = ", ".join(dict.fromkeys(words.values())).replace("_", " ")
        raise UserError(f"“{cell}” is not a {field.replace('_', ' ')}. Use one of: {known}.", field)
    return found


def by_word(words: Mapping[Any, str]) -> dict[str, str]:
    """Our own words and what the tables hold, both as somebody may type them."""
    found = {str(key).replace("_", " "): str(key) for key in words}
    return found | {word.lower().replace("-", " "): str(key) for key, word in words.items()}


def out_kind(kind: str, currency: Currency) -> Kind:
    """How a kind of field is written."""
    return {
        "date": DATE,
        "moment": MOMENT,
        "money": money_in(currency),
        "minutes": MINUTES,
        "quantity": QUANTITY,
        "percent": PERCENT,
        "flag": FLAG,
        "whole": WHOLE,
    }.get(kind, TEXT)
