"""What a list shows: its columns, and the values of cells that are more than words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Generic, NamedTuple, TypeVar

from ..rows import dataclass
from .glyphs import Face, ring_of
from .safe import clean, one_line

T = TypeVar("T")

KINDS = (
    "prio",
    "id",
    "title",
    "text",
    "muted",
    "date",
    "status",
    "avatar",
    "num",
    "money",
    "tag",
    "bar",
    "check",
    "two_line",
    "icon",
)
# Kinds whose text is never cut, so their columns grow to the widest one.
WHOLE = frozenset({"id", "date", "num", "money"})
_RIGHT = frozenset({"num", "money"})


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A status: its key for the ring (see glyphs.ring_of) and its words."""

    status: str
    text: str


@dataclass(frozen=True, slots=True)
class TagCell:
    """A tag: its words and its tone."""

    text: str
    tone: str = "grey"


@dataclass(frozen=True, slots=True)
class BarCell:
    """A share: part of whole as a bar, with words beside it."""

    part: int
    whole: int
    text: str = ""
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class IconCell:
    """An icon by name; what it means is read aloud and copied."""

    name: str
    spoken: str
    color: str = "ink2"


_HOLDS = {"prio": "Priority", "who": "Person", "face": "Person", "icon": "Kind", "tick": "Ticked"}
"""What columns without a title hold, by key, where the key itself is no word."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: where its value comes from and how it is drawn.

    `width` is in px at 100 %, `stretch` a weight for the room left over. The column is hidden
    while the window is narrower than `hide_under` px. `sort` makes its header a button, `color`
    names the ink of a cell, `spoken` is what readers say instead of title and text. A column of
    words with `fit` grows to its longest words, at most to that many px.
    """

    key: str
    title: str
    kind: str
    value: Callable[[T], Any]
    width: int = 0
    stretch: int = 0
    align: str = ""
    hide_under: int = 0
    sort: Callable[[T], Any] | None = None
    color: Callable[[T], str | None] | None = None
    spoken: Callable[[T], str] | None = None
    role: str = ""
    ink: str = ""
    fit: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of cell {self.kind}")

    @property
    def called(self) -> str:
        """What readers call the column: its title, else what it holds."""
        return self.title or _HOLDS.get(self.key) or self.key.replace("_", " ").capitalize()

    @property
    def to_right(self) -> bool:
        """Whether the cells stand at the right of the column."""
        return self.align == "right" or (not self.align and self.kind in _RIGHT)


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Rows under one heading; `right` stands at the end, `sums` under their own columns."""

    title: str
    rows: Sequence[T]
    note: str = ""
    right: str = ""
    sums: Mapping[str, str] = field(default_factory=dict)
    priority: int = 0

    def words(self) -> str:
        """The heading as read aloud."""
        return ", ".join(one_line(part) for part in (self.title, self.note, self.right) if part)


class Cell(NamedTuple):
    """A cell ready to paint: the words seen, their ink ("" for the kind's own), and the rest."""

    text: str
    color: str
    extra: Any
    copied: str


def cell_of(column: Column[T], row: T) -> Cell:
    """Format one cell; done once a row, never while painting."""
    value = column.value(row)
    color = (column.color(row) if column.color is not None else None) or column.ink
    make: Callable[[Any, str], Cell] = _MAKERS.get(column.kind, _words)
    return make(value, color)


def cells_of(columns: Sequence[Column[T]], row: T) -> tuple[Cell, ...]:
    """Format all cells of a row."""
    return tuple([cell_of(column, row) for column in columns])


def spoken_of(column: Column[T], row: T, cell: Cell) -> str:
    """What readers say for a cell: a whole phrase."""
    if column.spoken is not None:
        return column.spoken(row)
    said = cell.copied or "empty"
    title = column.title or column.key.replace("_", " ").capitalize()
    return f"{title}: {said}"


def _words(value: object, color: str) -> Cell:
    text = "" if value is None else one_line(str(value))
    return Cell(text, color, None, text)


def _priority(value: int | None, color: str) -> Cell:
    if not value:
        return Cell("", color, 0, "")
    return Cell(str(value), color, int(value), str(value))


def _status(value: StatusCell | None, color: str) -> Cell:
    if value is None:
        return Cell("", color, None, "")
    text = one_line(value.text)
    return Cell(text, color, ring_of(value.status), text)


def _avatar(value: Face | None, color: str) -> Cell:
    if value is None:
        return Cell("", color, None, "nobody")
    return Cell(value.initials, color, value, one_line(value.name))


def _tag(value: TagCell | None, color: str) -> Cell:
    if value is None:
        return Cell("", color, None, "")
    text = one_line(value.text)
    return Cell(text, color, value.tone, text)


def _bar(value: BarCell | None, color: str) -> Cell:
    if value is None:
        return Cell("", color, None, "")
    said = value.text or f"{value.part} of {value.whole}"
    return Cell(one_line(value.text), color, value, one_line(said))


def _check(value: bool | None, color: str) -> Cell:
    said = "" if value is None else "yes" if value else "no"
    return Cell("", color, value, said)


def _two_line(value: tuple[str, str], color: str) -> Cell:
    first, second = one_line(value[0]), one_line(value[1])
    seen = f"{first}\n{second}" if second else first
    return Cell(seen, color, (first, second), ", ".join(part for part in (first, second) if part))


def _icon(value: IconCell | None, color: str) -> Cell:
    if value is None:
        return Cell("", color, None, "")
    return Cell("", color or value.color, value.name, clean(value.spoken))


_MAKERS: dict[str, Callable[[Any, str], Cell]] = {
    "prio": _priority,
    "status": _status,
    "avatar": _avatar,
    "tag": _tag,
    "bar": _bar,
    "check": _check,
    "two_line": _two_line,
    "icon": _icon,
}
