"""A list of history: any number of rows, of which only the pages looked at are ever here."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from .columns import Cell, Column, Group, cells_of, spoken_of
from .listview import ListView
from .rows import SIDE
from .safe import plain_tip

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TIP, _SPOKEN = 3, 11  # ToolTipRole, AccessibleTextRole
PAGE, KEPT = 200, 64
_ROW_PICK = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)


@dataclass(frozen=True, slots=True)
class Order:
    """The column a list is sorted by."""

    key: str
    descending: bool = False


Then = Callable[["array[int]"], None]


@dataclass(frozen=True, slots=True)
class Source(Generic[T]):
    """Where the rows of history come from.

    `first` gives the first rows in an order, `count` how many there are. `ids` is asked once, on
    the first jump beyond them: it calls `then` with all ids in order, at once or later from a
    job. `page` gives the rows of some ids, in the order of the ids.
    """

    first: Callable[[Order, int], Sequence[T]]
    count: Callable[[], int]
    ids: Callable[[Order, Then], object]
    page: Callable[[Sequence[int]], Sequence[T]]


Page = list[tuple[T, tuple[Cell, ...]]]


class PagedModel(QAbstractTableModel, Generic[T]):
    """Pages of 200 formatted rows, the last 64 used; ids as one array of numbers."""

    loaded = Signal()

    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self.columns = list(columns)
        self._source: Source[T] | None = None
        self._order = Order("")
        self._count = 0
        self._ids: array[int] | None = None
        self._asked = 0
        self._waiting = False
        self._pages: OrderedDict[int, Page[T]] = OrderedDict()

    def show(self, source: Source[T], order: Order) -> None:
        """Start over with the first page and the count."""
        self.beginResetModel()
        self._source, self._order = source, order
        self._ids, self._waiting = None, False
        self._asked += 1
        self._pages.clear()
        self._count = source.count()
        self._keep(0, source.first(order, PAGE))
        self.endResetModel()

    def _keep(self, page: int, rows: Sequence[T]) -> Page[T]:
        made = [(row, cells_of(self.columns, row)) for row in rows]
        self._pages[page] = made
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return made

    def page_of(self, row: int) -> Page[T] | None:
        """The page a row is on; None while the ids are on their way."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        if self._ids is None:
            self._ask_ids()
        if self._ids is None or self._source is None:
            return None
        wanted = self._ids[number * PAGE : (number + 1) * PAGE]
        return self._keep(number, self._source.page(wanted))

    def _ask_ids(self) -> None:
        if self._source is None or self._waiting:
            return
        self._waiting = True
        asked = self._asked

        def then(ids: "array[int]") -> None:
            if asked == self._asked:
                self._take_ids(ids)

        self._source.ids(self._order, then)

    def _take_ids(self, ids: "array[int]") -> None:
        """Swap the ids in; rows that came or went since the count are taken in quietly."""
        self._ids, self._waiting = ids, False
        if len(ids) < self._count:
            self.beginRemoveRows(_ROOT, len(ids), self._count - 1)
            self._count = len(ids)
            self.endRemoveRows()
        elif len(ids) > self._count:
            self.beginInsertRows(_ROOT, self._count, len(ids) - 1)
            self._count = len(ids)
            self.endInsertRows()
        self.loaded.emit()

    def at(self, row: int) -> T | None:
        """A row, None when it is not there (yet)."""
        page = self.page_of(row) if 0 <= row < self._count else None
        place = row % PAGE
        return page[place][0] if page is not None and place < len(page) else None

    def cell(self, row: int, column: int) -> Cell | None:
        """A formatted cell, None when it is not there (yet)."""
        page = self.page_of(row)
        place = row % PAGE
        return page[place][1][column] if page is not None and place < len(page) else None

    def group(self, row: int) -> Group[T] | None:
        """History has no headings."""
        return None

    def here(self) -> list[Page[T]]:
        """The pages that are loaded, in order."""
        return [self._pages[number] for number in sorted(self._pages)]

    def numbered(self) -> Iterator[tuple[int, T]]:
        """The loaded rows with their places."""
        for number in sorted(self._pages):
            for place, (row, _cells) in enumerate(self._pages[number]):
                yield number * PAGE + place, row

    def rowCount(self, parent: Index = _ROOT) -> int:
        """All rows, here or not."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = 0) -> Any:
        """What is seen, and what readers say."""
        if role == 0:
            cell = self.cell(index.row(), index.column())
            return cell.text if cell is not None else ""
        if role == _SPOKEN:
            row, cell = self.at(index.row()), self.cell(index.row(), index.column())
            if row is None or cell is None:
                return "loading"
            return spoken_of(self.columns[index.column()], row, cell)
        if role == _TIP:
            cell = self.cell(index.row(), index.column())
            return plain_tip(cell.copied) if cell is not None and cell.copied else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Column titles."""
        if role == 0 and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].title
        return None


class PagedTable(ListView, Generic[T]):
    """The list of all tickets, all time, all invoices; columns as in a Table."""

    activated_row = Signal(object)
    selected_row = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[T]],
        name: str,
        *,
        key: Callable[[T], Hashable] | None = None,
        on_activate: Callable[[T], object] | None = None,
        on_select: Callable[[T], object] | None = None,
        row: str = "row",
        empty: str = "",
        side: int = SIDE,
    ) -> None:
        super().__init__(name, columns, row, side)
        self._empty = empty
        self._key: Callable[[T], Hashable] = key or attrgetter("id")
        self._source: Source[T] | None = None
        self._order = Order("")
        self._told: Hashable = None
        self._pages: PagedModel[T] = PagedModel(columns)
        self.serve(self._pages, self._pages)
        self._pages.loaded.connect(self._loaded)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        for signal, call in ((self.activated_row, on_activate), (self.selected_row, on_select)):
            if call is not None:
                signal.connect(call)

    def show_source(self, source: Source[T], order: Order | None = None) -> None:
        """Show another source, or the same one anew; the list starts at its top."""
        self._source = source
        self._order = order or self._order
        self._told = None
        self._pages.show(source, self._order)
        self.header.show_sort(self._order.key, self._order.descending)
        self.scrollToTop()
        self.lay_out()

    def reload(self) -> None:
        """Ask the source again; the row that was picked stays picked if it is on the first page."""
        before = self.selected()
        scroll = self.verticalScrollBar().value()
        if self._source is None:
            return
        self.show_source(self._source)
        self.verticalScrollBar().setValue(scroll)
        if before is not None:
            self.select(self._key(before))

    def order(self) -> Order:
        """How the list is sorted."""
        return self._order

    def count(self) -> int:
        """How many rows there are, here or not."""
        return self._pages.rowCount()

    def column(self, key: str) -> list[str]:
        """What is seen in a column of the loaded pages; raises KeyError for an unknown one."""
        keys = [column.key for column in self._pages.columns]
        if key not in keys:
            raise KeyError(key)
        at = keys.index(key)
        return [cells[at].text for page in self._pages.here() for _row, cells in page]

    def selected(self) -> T | None:
        """The row that is picked."""
        return self._pages.at(self.currentIndex().row())

    def select(self, key: Hashable) -> bool:
        """Pick a row of the loaded pages by its key; False when it is not among them."""
        for at, row in self._pages.numbered():
            if self._key(row) == key:
                index = self._pages.index(at, 0)
                self.selectionModel().setCurrentIndex(index, _ROW_PICK)
                self.scrollTo(index)
                return True
        return False

    def select_first(self) -> bool:
        """Pick the first row; False when there is none."""
        first = self._pages.at(0)
        return first is not None and self.select(self._key(first))

    def _loaded(self) -> None:
        self.lay_out()
        self.viewport().update()

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self._pages.at(current.row())
        if row is None:
            return
        key = self._key(row)
        if key != self._told:
            self._told = key
            self.selected_row.emit(row)

    def _entered(self, row: int) -> None:
        entry = self._pages.at(row)
        if entry is not None:
            self.activated_row.emit(entry)

    def _header_pressed(self, column: int) -> None:
        chosen = self._pages.columns[column]
        if chosen.sort is None or self._source is None:
            return
        same = self._order.key == chosen.key
        self.show_source(self._source, Order(chosen.key, same and not self._order.descending))

    def longest(self, at: int) -> list[str]:
        """The longest texts of the loaded pages."""
        seen = {cells[at].text for page in self._pages.here() for _row, cells in page}
        return sorted(seen, key=len, reverse=True)[:4]
