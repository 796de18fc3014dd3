"""A list of history: any number of rows, of which only the pages looked at are ever here."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
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

from ..rows import dataclass
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


@dataclass(frozen=True, slots=True)
class Source(Generic[T]):
    """Where the rows of history come from.

    `rows` gives the rows after so many in an order, and how many at most; it must be as quick at
    the end of the list as at its beginning (see database.pages). `count` gives how many there are.
    """

    rows: Callable[[Order, int, int], Sequence[T]]
    count: Callable[[], int]


Page = list[tuple[T, tuple[Cell, ...]]]


class PagedModel(QAbstractTableModel, Generic[T]):
    """Pages of 200 formatted rows, the last 64 used."""

    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self.columns = list(columns)
        self._source: Source[T] | None = None
        self._order = Order("")
        self._count = 0
        self._pages: OrderedDict[int, Page[T]] = OrderedDict()

    def show(self, source: Source[T], order: Order) -> None:
        """Start over with the first page and the count."""
        self.beginResetModel()
        self._source, self._order = source, order
        self._pages.clear()
        self._count = source.count()
        self._keep(0, source.rows(order, 0, PAGE))
        self.endResetModel()

    def _keep(self, page: int, rows: Sequence[T]) -> Page[T]:
        made = [(row, cells_of(self.columns, row)) for row in rows]
        self._pages[page] = made
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return made

    def page_of(self, row: int) -> Page[T]:
        """The page a row is on; shorter than expected when rows went since they were counted."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        rows = self._source.rows(self._order, number * PAGE, PAGE) if self._source else ()
        return self._keep(number, rows)

    def at(self, row: int) -> T | None:
        """A row, None when it is not there (any more)."""
        page = self.page_of(row) if 0 <= row < self._count else []
        place = row % PAGE
        return page[place][0] if place < len(page) else None

    def cell(self, row: int, column: int) -> Cell | None:
        """A formatted cell, None when it is not there (any more)."""
        page = self.page_of(row)
        place = row % PAGE
        return page[place][1][column] if place < len(page) else None

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
                return ""
            return spoken_of(self.columns[index.column()], row, cell)
        if role == _TIP:
            cell = self.cell(index.row(), index.column())
            return plain_tip(cell.copied) if cell is not None and cell.copied else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Column titles; readers hear what a column without one holds, too."""
        if orientation == Qt.Orientation.Horizontal and role in (0, _SPOKEN):
            column = self.columns[section]
            return column.title if role == 0 else column.called
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

    def select_place(self, row: int) -> bool:
        """Pick the row at a place, here or not; False when there is none."""
        if self._pages.at(row) is None:
            return False
        index = self._pages.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _ROW_PICK)
        self.scrollTo(index)
        return True

    def select_first(self) -> bool:
        """Pick the first row; False when there is none."""
        first = self._pages.at(0)
        return first is not None and self.select(self._key(first))

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
