"""A list a person works with: all its rows are here, under headings if wanted."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView

from . import theme
from .columns import (
    BarCell,
    Cell,
    Column,
    Group,
    IconCell,
    StatusCell,
    TagCell,
    cells_of,
    spoken_of,
)
from .glyphs import Face, face_of
from .listview import ListView
from .rows import SIDE
from .safe import plain_tip

__all__ = [
    "BarCell",
    "Column",
    "Face",
    "Group",
    "IconCell",
    "StatusCell",
    "Table",
    "TagCell",
    "face_of",
]

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TIP, _CHECK, _SPOKEN = 3, 10, 11  # ToolTipRole, CheckStateRole, AccessibleTextRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_HEADING = Qt.ItemFlag.ItemIsEnabled
# Only this many headings get a height of their own; more would cost a relayout each.
_HEADINGS = 60
_ROW_PICK = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)


class RowModel(QAbstractTableModel, Generic[T]):
    """Rows and headings in one sequence; cells are formatted once, when first looked at."""

    def __init__(self, columns: Sequence[Column[T]], spoken: Callable[[T], str] | None) -> None:
        super().__init__()
        self.columns = list(columns)
        self.spoken = spoken
        self.entries: list[T | Group[T]] = []
        self._cells: list[tuple[Cell, ...] | None] = []
        self._groups: dict[int, Group[T]] = {}

    def put(self, entries: list[T | Group[T]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.entries = entries
        self._cells = [None] * len(entries)
        self._groups = {at: entry for at, entry in enumerate(entries) if isinstance(entry, Group)}
        self.endResetModel()

    def group(self, row: int) -> Group[T] | None:
        """The heading in a row, or None."""
        return self._groups.get(row)

    def group_rows(self) -> list[int]:
        """Where headings stand."""
        return list(self._groups)

    def at(self, row: int) -> T | None:
        """The row of the list at a place, None for a heading or nothing."""
        if not 0 <= row < len(self.entries) or row in self._groups:
            return None
        return self.entries[row]  # type: ignore[return-value] # headings are sorted out above

    def cell(self, row: int, column: int) -> Cell | None:
        """A formatted cell."""
        cells = self._cells[row]
        if cells is None:
            entry = self.at(row)
            if entry is None:
                return None
            cells = self._cells[row] = cells_of(self.columns, entry)
        return cells[column]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows and headings."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = 0) -> Any:
        """What is seen, and what readers say."""
        if role == 0:
            cell = self.cell(index.row(), index.column())
            return cell.text if cell is not None else self._heading(index)
        if role == _SPOKEN:
            return self._say(index.row(), index.column()) or self._heading(index)
        if role == _TIP:
            cell = self.cell(index.row(), index.column())
            return plain_tip(cell.copied) if cell is not None and cell.copied else None
        if role == _CHECK and self.columns[index.column()].kind == "check":
            cell = self.cell(index.row(), index.column())
            if cell is not None and cell.extra is not None:
                return Qt.CheckState.Checked if cell.extra else Qt.CheckState.Unchecked
        return None

    def _heading(self, index: Index) -> str:
        group = self._groups.get(index.row())
        if group is None:
            return ""
        return group.sums.get(self.columns[index.column()].key) or (
            group.words() if index.column() == 0 else ""
        )

    def _say(self, row: int, column: int) -> str:
        entry, cell = self.at(row), self.cell(row, column)
        if entry is None or cell is None:
            return ""
        if column == 0 and self.spoken is not None:
            return self.spoken(entry)
        return spoken_of(self.columns[column], entry, cell)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Column titles; readers hear what a column without one holds, too."""
        if orientation == Qt.Orientation.Horizontal and role in (0, _SPOKEN):
            column = self.columns[section]
            return column.title if role == 0 else column.called
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be picked."""
        return _HEADING if index.row() in self._groups else _FLAGS


def _plain(value: object) -> str:
    """The words of a cell, as far as they decide how wide its column is."""
    if value is None:
        return ""
    return value.text if isinstance(value, TagCell) else str(value)


_MANY, _EVENLY = 5_000, 2_000
"""Rows from which a column is as wide as some of them need, and how many those are."""


def _some(rows: list[T], column: Column[T]) -> list[T]:
    """The rows that decide how wide a column is: all of them, or some of very many."""
    if len(rows) <= _MANY:
        return rows
    found = rows[:: len(rows) // _EVENLY]
    if column.sort is not None and column.kind in ("num", "money"):
        found += [min(rows, key=column.sort), max(rows, key=column.sort)]
    return found


class Table(ListView, Generic[T]):
    """The list of a page: declared by its columns, filled by `show_rows` or `show_groups`.

    `tone` colours the ground of a row; rows for which `heads` says yes are painted as headings and
    can be picked all the same.
    """

    activated_row = Signal(object)
    selected_row = Signal(object)
    checked_row = Signal(object, bool)

    def __init__(
        self,
        columns: Sequence[Column[T]],
        name: str,
        *,
        key: Callable[[T], Hashable] | None = None,
        on_activate: Callable[[T], object] | None = None,
        on_select: Callable[[T], object] | None = None,
        on_check: Callable[[T, bool], object] | None = None,
        row: str = "row",
        spoken: Callable[[T], str] | None = None,
        empty: str = "",
        fit: bool = False,
        multi: bool = False,
        side: int = SIDE,
        tone: Callable[[T], str] | None = None,
        heads: Callable[[T], bool] | None = None,
    ) -> None:
        super().__init__(name, columns, row, side)
        self._empty, self._fit = empty, fit
        self._key: Callable[[T], Hashable] = key or attrgetter("id")
        self._groups: list[Group[T]] = []
        self._plain: list[T] = []
        self._sort: tuple[str, bool] | None = None
        self._told: Hashable = None
        self._dressed: list[int] = []
        self._longest: dict[int, list[str]] = {}
        self._rows_model: RowModel[T] = RowModel(columns, spoken)
        self.serve(self._rows_model, self._rows_model)
        if tone is not None:
            self._delegate.tone_of = partial(self._tone, tone)
        if heads is not None:
            self._delegate.heads = partial(self._heads, heads)
        if multi:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        for signal, call in ((self.activated_row, on_activate), (self.selected_row, on_select)):
            if call is not None:
                signal.connect(call)
        if on_check is not None:
            self.checked_row.connect(on_check)

    def _tone(self, tone: Callable[[T], str], row: int) -> str:
        entry = self._rows_model.at(row)
        return tone(entry) if entry is not None else ""

    def _heads(self, heads: Callable[[T], bool], row: int) -> bool:
        entry = self._rows_model.at(row)
        return entry is not None and heads(entry)

    # Filling and asking.

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows in this order; selection and scroll stay with their rows."""
        self._plain, self._groups = list(rows), []
        self._fill()

    def show_groups(self, groups: Sequence[Group[T]]) -> None:
        """Show rows under headings; selection and scroll stay with their rows."""
        self._plain, self._groups = [], list(groups)
        self._fill()

    def rows(self) -> list[T]:
        """The rows as they stand, without headings."""
        model = self._rows_model
        found = (model.at(row) for row in range(model.rowCount()))
        return [entry for entry in found if entry is not None]

    def column(self, key: str) -> list[str]:
        """What is seen in a column, from top to bottom; raises KeyError for an unknown one."""
        at = self._place(key)
        model = self._rows_model
        seen = (model.cell(row, at) for row in range(model.rowCount()))
        return [cell.text for cell in seen if cell is not None]

    def groups(self) -> list[str]:
        """The headings as read aloud."""
        return [group.words() for group in self._groups]

    def selected(self) -> T | None:
        """The row that is picked."""
        return self._rows_model.at(self.currentIndex().row())

    def selected_rows(self) -> list[T]:
        """All rows that are picked, from top to bottom."""
        places = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        found = (self._rows_model.at(row) for row in places)
        return [entry for entry in found if entry is not None]

    def select(self, key: Hashable) -> bool:
        """Pick a row by its key and bring it into sight; False when it is not there."""
        row = self._row_of(key)
        if row < 0:
            return False
        self._pick(row)
        return True

    def select_first(self) -> bool:
        """Pick the first row; False when there is none."""
        rows = self.rows()
        return bool(rows) and self.select(self._key(rows[0]))

    def clear_selection(self) -> None:
        """Pick nothing."""
        self._told = None
        self.selectionModel().clear()

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Sort by a column, as a press on its title does; raises KeyError for an unknown one."""
        self._place(key)
        self._sort = (key, descending)
        self._fill()

    # Inside.

    def _place(self, key: str) -> int:
        for at, column in enumerate(self._rows_model.columns):
            if column.key == key:
                return at
        raise KeyError(key)

    def _row_of(self, key: Hashable) -> int:
        for at, entry in enumerate(self._rows_model.entries):
            if not isinstance(entry, Group) and self._key(entry) == key:
                return at
        return -1

    def _sorted(self, rows: Sequence[T]) -> list[T]:
        if self._sort is None:
            return list(rows)
        key, descending = self._sort
        rank = self._rows_model.columns[self._place(key)].sort
        return sorted(rows, key=rank, reverse=descending) if rank is not None else list(rows)

    def _fill(self) -> None:
        before, scroll = self.selected(), self.verticalScrollBar().value()
        place = self.currentIndex().row()
        entries: list[T | Group[T]] = []
        if self._groups:
            for group in self._groups:
                entries.append(group)
                entries.extend(self._sorted(group.rows))
        else:
            entries.extend(self._sorted(self._plain))
        self._longest.clear()
        self.selectionModel().blockSignals(True)
        self._rows_model.put(entries)
        self.selectionModel().blockSignals(False)
        self.header.show_sort(*(self._sort or ("", False)))
        self._dress_headings()
        self._keep(before, place)
        self.verticalScrollBar().setValue(scroll)
        self.lay_out()
        if self._fit:
            self.updateGeometry()

    def _dress_headings(self) -> None:
        self.clearSpans()
        headings = self._rows_model.group_rows()
        several = len(self._rows_model.columns) > 1
        for row in headings:
            if several:
                self.setSpan(row, 0, 1, len(self._rows_model.columns))
        side = self.verticalHeader()
        high = theme.height(self._row)
        side.setDefaultSectionSize(high)
        # Rows that stand where a heading stood are as high as all others again.
        for row in self._dressed:
            if row < self._rows_model.rowCount():
                side.resizeSection(row, high)
        self._dressed = headings[:_HEADINGS]
        for row in self._dressed:
            side.resizeSection(row, theme.height("group"))

    def _keep(self, before: T | None, place: int) -> None:
        """Pick the row that was picked, or the one now at its place."""
        if before is None:
            return
        row = self._row_of(self._key(before))
        if row < 0:
            around = [*range(place, self._rows_model.rowCount()), *range(place - 1, -1, -1)]
            row = next((at for at in around if self._rows_model.at(at) is not None), -1)
        if row >= 0:
            self._pick(row)
        else:
            self._told = None

    def _pick(self, row: int) -> None:
        index = self._rows_model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _ROW_PICK)
        self.scrollTo(index)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        entry = self._rows_model.at(current.row())
        if entry is None:
            return
        key = self._key(entry)
        if key != self._told:
            self._told = key
            self.selected_row.emit(entry)

    def _entered(self, row: int) -> None:
        entry = self._rows_model.at(row)
        if entry is not None:
            self.activated_row.emit(entry)

    def _toggled(self, row: int) -> None:
        entry = self._rows_model.at(row)
        kinds = [column.kind for column in self._rows_model.columns]
        if entry is None or "check" not in kinds:
            return
        cell = self._rows_model.cell(row, kinds.index("check"))
        if cell is not None and cell.extra is not None:
            self.checked_row.emit(entry, not cell.extra)

    def _header_pressed(self, column: int) -> None:
        chosen = self._rows_model.columns[column]
        if chosen.sort is None:
            return
        if self._sort is None or self._sort[0] != chosen.key:
            self._sort = (chosen.key, False)
        else:
            self._sort = (chosen.key, True) if not self._sort[1] else None
        self._fill()

    def longest(self, at: int) -> list[str]:
        """The longest texts of a column; figures line up, so length tells width.

        Only this column is formatted, so that a long list shows its first rows at once; of a very
        long one some, evenly, with the least and the most of what it is sorted by.
        """
        if at not in self._longest:
            column = self._rows_model.columns[at]
            seen = {_plain(column.value(row)) for row in _some(self.rows(), column)}
            self._longest[at] = sorted(seen, key=len, reverse=True)[:4]
        return self._longest[at]

    def sums(self, at: int) -> list[str]:
        """The sums that stand under a column in its headings."""
        key = self._rows_model.columns[at].key
        return [group.sums[key] for group in self._groups if key in group.sums]

    def _height(self) -> int:
        """The height of all rows and the header in px."""
        headings = len(self._rows_model.group_rows())
        rows = self._rows_model.rowCount() - headings
        body = rows * theme.height(self._row) + headings * theme.height("group")
        head = 0 if self.header.isHidden() else theme.height("head")
        return head + (body or theme.height("row"))

    def sizeHint(self) -> QSize:
        """A list that fits is as high as its rows."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._height()) if self._fit else hint

    def minimumSizeHint(self) -> QSize:
        """A list that fits never scrolls."""
        least = super().minimumSizeHint()
        return QSize(theme.current().px(240), self._height()) if self._fit else least
