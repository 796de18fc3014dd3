"""The rows of a run as a list shows them: headings and lines, and how high each is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ...dates import clock_time, short_date, today
from ...people.rules import first_name
from ...rows import dataclass
from ...tickets.rules import number_words
from ...widgets import theme
from ...widgets.safe import one_line, plain_tip
from ..queries.results import Last, Result
from ..rules import run as rules
from ..rules.master import Doer, Line
from ..rules.run import State

Index = QModelIndex | QPersistentModelIndex
Key = tuple[int, str]
_ROOT = QModelIndex()

ROW = 32
"""The height of a line at 100 %, in px."""

_HEAD, _TWO = 30, 50
_DOERS: dict[str, str] = {Doer.ADMIN: "Admin", Doer.OUTSIDE: "Outside provider"}


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A heading with what is done below it, and perhaps whose lines they are."""

    title: str
    done: int
    total: int
    note: str = ""

    @property
    def count(self) -> str:
        """How many are done: 2 of 4."""
        return f"{self.done} of {self.total}" if self.total else ""

    def spoken(self) -> str:
        """The heading as read aloud."""
        return one_line(", ".join(part for part in (self.title, self.note, self.count) if part))


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a run with what was found; `gate` must be done before, `locked` runs are signed.

    `opens` says that a problem opens a ticket by itself; `beside` are words from elsewhere that
    help with it: the ticket of this month's single (S070).
    """

    run_id: int
    line: Line
    result: Result
    last: Last | None = None
    gate: Line | None = None
    locked: bool = False
    not_seen: bool = False
    severity: bool = False
    opens: bool = True
    beside: str = ""

    @property
    def key(self) -> Key:
        """What names it among the lines of several runs."""
        return self.run_id, self.line.key

    @property
    def value(self) -> str:
        """The reading, choice or date as people read it."""
        return rules.shown(self.line, self.result.value)

    @property
    def words(self) -> str:
        """What was found, in one line."""
        return one_line("  ".join(part for part in (self.value, self.result.note) if part))

    @property
    def ticket(self) -> str:
        """The ticket its problem opened: #1181."""
        return number_words(self.result.ticket) if self.result.ticket else ""

    @property
    def when(self) -> str:
        """Who marked it and when; who is to do it while nobody has."""
        one = self.result
        if one.state and one.at is not None:
            day = one.at.date()
            return f"{one.who} {clock_time(one.at) if day == today() else short_date(day)}".strip()
        if one.vendor or one.doer:
            return one.vendor or f"for {first_name(one.doer)}"
        if self.gate is not None:
            return f"after step {self.gate.number}"
        return _DOERS.get(self.line.doer, "")

    @property
    def two(self) -> bool:
        """Whether it has a second line."""
        return bool(self.words or self.ticket or self.result.photos)

    def spoken(self) -> str:
        """The row as read aloud."""
        one = self.result
        mark = rules.STATE_WORDS[State(one.state)] if one.state else "Not marked"
        parts = (f"Step {self.line.number}, {self.line.text}", mark, self.words, self.ticket)
        return one_line(". ".join(part for part in (*parts, self.when) if part))


Row = HeadRow | LineRow


class LineModel(QAbstractListModel):
    """The rows, and where each line stands."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.heights: list[int] = []
        self._at: dict[Key, int] = {}

    def put(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.measure()
        self._at = {one.key: at for at, one in enumerate(self.rows) if isinstance(one, LineRow)}
        self.endResetModel()

    def measure(self) -> None:
        """Ask every row how high it is; the text size may have changed."""
        self.heights = [height_of(row) for row in self.rows]

    def place(self, key: Key) -> int:
        """The row of a line, -1 where it is not."""
        return self._at.get(key, -1)

    def set_row(self, at: int, row: Row) -> None:
        """Show another row in its place; it may be higher or lower than the one before."""
        self.rows[at] = row
        self.heights[at] = height_of(row)
        self.dataChanged.emit(self.index(at), self.index(at))

    def tops(self, open_at: int, open_height: int) -> list[int]:
        """Where each row begins in px from the top, and where the last one ends."""
        heights = [*self.heights]
        if 0 <= open_at < len(heights):
            heights[open_at] = open_height
        return [0, *accumulate(heights)]

    def line(self, at: int) -> LineRow | None:
        """The line of a row; None for a heading."""
        row = self.rows[at] if 0 <= at < len(self.rows) else None
        return row if isinstance(row, LineRow) else None

    def head_of(self, at: int) -> int:
        """The row of the heading a line stands under, -1 without one."""
        while at >= 0 and not isinstance(self.rows[at], HeadRow):
            at -= 1
        return at

    def line_near(self, at: int) -> int:
        """A row itself, or the line below it where it is a heading; the last line at the end."""
        while at < len(self.rows) - 1 and isinstance(self.rows[at], HeadRow):
            at += 1
        return at

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = 0) -> Any:
        """What readers say of a row, and what it says in full where one points at it."""
        row = self.rows[index.row()]
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, LineRow):
            return plain_tip("\n".join(part for part in (row.line.text, row.words) if part))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def height_of(row: Row) -> int:
    """The height of a row in px while it is not open."""
    px = theme.current().px
    if isinstance(row, HeadRow):
        return px(_HEAD)
    return px(_TWO if row.two else ROW)
