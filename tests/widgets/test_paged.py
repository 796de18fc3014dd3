"""History: only the pages looked at are asked for, however many rows there are."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.widgets.paged import KEPT, PAGE, Order, PagedTable, Source
from mspdesk.widgets.table import Column


@dataclass(frozen=True)
class Old:
    """A row of history."""

    id: int
    title: str


@dataclass
class Books:
    """Counts what is asked of it; `later` keeps the ids back until they are let go."""

    size: int
    later: bool = False
    firsts: list[Order] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    ids_asked: int = 0
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def order(self, order: Order) -> list[int]:
        """All ids in an order."""
        return list(range(self.size, 0, -1) if order.descending else range(1, self.size + 1))

    def first(self, order: Order, limit: int) -> list[Old]:
        """The first rows."""
        self.firsts.append(order)
        return [Old(number, f"Row {number}") for number in self.order(order)[:limit]]

    def ids(self, order: Order, then: Callable[["array[int]"], None]) -> None:
        """All ids, now or later."""
        self.ids_asked += 1
        found = array("q", self.order(order))
        if self.later:
            self.waiting.append(lambda: then(found))
        else:
            then(found)

    def page(self, ids: Sequence[int]) -> list[Old]:
        """The rows of some ids."""
        self.pages.append(ids[0])
        return [Old(number, f"Row {number}") for number in ids]

    def source(self) -> Source[Old]:
        """What the list asks."""
        return Source(self.first, lambda: self.size, self.ids, self.page)


def made(qtbot: QtBot) -> PagedTable[Old]:
    """A list of history in sight."""
    columns: list[Column[Old]] = [
        Column("no", "No.", "id", lambda row: str(row.id), width=80, sort=lambda row: row.id),
        Column("title", "Title", "title", lambda row: row.title, stretch=1),
    ]
    table: PagedTable[Old] = PagedTable(columns, "All tickets")
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    return table


def test_the_first_page_needs_no_ids(qtbot: QtBot) -> None:
    books, table = Books(100_000), made(qtbot)
    table.show_source(books.source(), Order("no", descending=True))
    table.grab()
    assert table.count() == 100_000
    assert table.column("no")[:3] == ["100000", "99999", "99998"]
    assert (len(books.firsts), books.ids_asked, books.pages) == (1, 0, [])


def test_a_far_jump_asks_for_the_ids_once_and_for_one_page(qtbot: QtBot) -> None:
    books, table = Books(100_000), made(qtbot)
    table.show_source(books.source())
    table.scrollToBottom()
    table.grab()
    assert books.ids_asked == 1
    assert books.pages == [99_801]
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.grab()
    table.grab()
    assert books.ids_asked == 1
    assert len(books.pages) in (2, 3)
    model = table.model()
    assert model.data(model.index(99_999, 1)) == "Row 100000"


def test_ids_may_come_later_and_nothing_is_wrong_meanwhile(qtbot: QtBot) -> None:
    books, table = Books(5_000, later=True), made(qtbot)
    table.show_source(books.source())
    table.scrollToBottom()
    table.grab()
    model = table.model()
    assert model.data(model.index(4_999, 1)) == ""
    assert model.data(model.index(4_999, 1), Qt.ItemDataRole.AccessibleTextRole) == "loading"
    table.grab()
    assert books.ids_asked == 1
    books.waiting.pop()()
    assert model.data(model.index(4_999, 1)) == "Row 5000"


def test_ids_of_an_order_that_was_left_are_not_taken(qtbot: QtBot) -> None:
    books, table = Books(5_000, later=True), made(qtbot)
    table.show_source(books.source(), Order("no"))
    table.scrollToBottom()
    table.grab()
    table.show_source(books.source(), Order("no", descending=True))
    books.waiting.pop(0)()
    table.scrollToBottom()
    table.grab()
    assert books.ids_asked == 2
    books.waiting.pop()()
    model = table.model()
    assert model.data(model.index(4_999, 1)) == "Row 1"


def test_only_so_many_pages_are_kept(qtbot: QtBot) -> None:
    books, table = Books(PAGE * (KEPT + 40)), made(qtbot)
    table.show_source(books.source())
    model = table.model()
    for number in range(KEPT + 40):
        model.data(model.index(number * PAGE, 0))
    assert len(table.column("no")) == PAGE * KEPT
    asked = len(books.pages)
    model.data(model.index((KEPT + 39) * PAGE, 0))
    assert len(books.pages) == asked
    model.data(model.index(PAGE, 0))
    assert len(books.pages) == asked + 1


@pytest.mark.parametrize(("before", "after"), [(1_000, 990), (1_000, 1_020)])
def test_rows_that_came_or_went_meanwhile_are_taken_in(
    qtbot: QtBot, before: int, after: int
) -> None:
    books, table = Books(before), made(qtbot)
    table.show_source(books.source())
    books.size = after
    table.model().data(table.model().index(before - 1, 0))
    assert table.count() == after


def test_a_title_sorts_at_the_source_and_starts_at_the_top(qtbot: QtBot) -> None:
    books, table = Books(5_000), made(qtbot)
    table.show_source(books.source(), Order("no"))
    table.scrollToBottom()
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert table.order() == Order("no", descending=True)
    assert table.verticalScrollBar().value() == 0
    assert table.column("no")[0] == "5000"
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 10))
    assert table.order() == Order("no", descending=True)


def test_rows_are_picked_opened_and_found_again(qtbot: QtBot) -> None:
    books, table = Books(1_000), made(qtbot)
    told: list[int] = []
    opened: list[int] = []
    table.selected_row.connect(lambda row: told.append(row.id))
    table.activated_row.connect(lambda row: opened.append(row.id))
    table.show_source(books.source(), Order("no"))
    assert table.select(3)
    QTest.keyClick(table, Qt.Key.Key_J)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert told == [3, 4]
    assert opened == [4]
    table.reload()
    chosen = table.selected()
    assert chosen is not None
    assert chosen.id == 4
    assert not table.select(999_999)
