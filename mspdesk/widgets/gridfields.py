"""What an edit grid is told: its columns, where its rows come from, what was not kept and why."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Protocol

from ..rows import dataclass

Choices = Sequence[tuple[Hashable, str]]
Texts = Mapping[str, str]
Values = Mapping[str, Any]
KINDS = ("line", "words", "choice", "date", "number", "flag")


class GridRow(Protocol):
    """A row of the books: its id, its values, and those values as people read them."""

    @property
    def id(self) -> int:
        """Which row it is."""

    @property
    def values(self) -> Values:
        """The values by field."""

    @property
    def words(self) -> Texts:
        """The same as shown."""


@dataclass(frozen=True, slots=True)
class GridField:
    """A column to type in; `kind` is line, words, choice, date, number or flag.

    `read` makes a value of what was typed and raises UserError. `width` is in px at 100 %, `help`
    one line below the grid; `choices` may be asked for when needed; `aliases` are other words a
    pasted table may call the column by.
    """

    name: str
    label: str
    kind: str = "line"
    width: int = 140
    choices: Choices | Callable[[], Choices] = ()
    read: Callable[[str], Any] = str.strip
    help: str = ""
    aliases: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of cell {self.kind}")

    def options(self) -> Choices:
        """What the cell may be, looked up when it is needed."""
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not kept: the place of the row among those handed over, why, and the field."""

    at: int
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class GridSource:
    """Where rows come from and how they are changed; whoever owns it reloads the grid after.

    `put` gets (row, changes) of rows there are and the values of new ones; all it does not refuse
    it keeps as one change that can be taken back. `duplicate` answers the id of the copy. All
    three may raise UserError, which refuses everything.
    """

    ids: Callable[[], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[GridRow]]
    put: Callable[[Sequence[tuple[Any, Values]], Sequence[Values]], Sequence[Refusal]]
    remove: Callable[[Sequence[Any]], object]
    duplicate: Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in a cell but not in the books, and why it cannot be kept."""

    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class GridTyped:
    """Words in a cell that are not in the books: the row's id, or which new row, and the field.

    `label` is the cell in words.
    """

    key: int | None
    nth: int
    field: str
    label: str
    words: str


Draft = dict[str, Held]
