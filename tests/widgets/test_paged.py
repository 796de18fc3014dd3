"""History: only the pages looked at are asked for, however many rows there are."""

from dataclasses import dataclass, field

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
    """Notes what is asked of it: an order, and how many rows to leave out before the page."""

    size: int
    asked: list[tuple[Order, int]] = field(default_factory=list)

    def rows(self, order: Order, skip: int, limit: int) -> list[Old]:
        """The rows after the first `skip`."""
        self.asked.append((order, skip))
        ids = range(self.size, 0, -1) if order.descending else range(1, self.size + 1)
        return [Old(number, f"Row {number}") for number in ids[skip : skip + limit]]

    def source(self) -> Source[Old]:
        """What the list asks."""
        return Source(self.rows, lambda: self.size)


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


def test_a_list_is_shown_with_one_question(qtbot: QtBot) -> None:
    books, table = Books(100_000), made(qtbot)
    table.show_source(books.source(), Order("no", descending=True))
    table.grab()
    assert table.count() == 100_000
    assert table.column("no")[:3] == ["100000", "99999", "99998"]
    assert books.asked == [(Order("no", descending=True), 0)]


def test_a_far_jump_asks_for_the_page_in_sight_and_for_no_other(qtbot: QtBot) -> None:
    books, table = Books(100_000), made(qtbot)
    table.show_source(books.source(), Order("no"))
    table.scrollToBottom()
    table.grab()
    assert [skip for _order, skip in books.asked] == [0, 99_800]
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.grab()
    table.grab()
    assert len(books.asked) in (3, 4)
    model = table.model()
    assert model.data(model.index(99_999, 1)) == "Row 100000"


def test_an_order_that_was_left_leaves_nothing_behind(qtbot: QtBot) -> None:
    books, table = Books(5_000), made(qtbot)
    table.show_source(books.source(), Order("no"))
    table.scrollToBottom()
    table.grab()
    table.show_source(books.source(), Order("no", descending=True))
    table.scrollToBottom()
    table.grab()
    model = table.model()
    assert model.data(model.index(4_999, 1)) == "Row 1"


def test_only_so_many_pages_are_kept(qtbot: QtBot) -> None:
    books, table = Books(PAGE * (KEPT + 40)), made(qtbot)
    table.show_source(books.source())
    model = table.model()
    for number in range(KEPT + 40):
        model.data(model.index(number * PAGE, 0))
    assert len(table.column("no")) == PAGE * KEPT
    asked = len(books.asked)
    model.data(model.index((KEPT + 39) * PAGE, 0))
    assert len(books.asked) == asked
    model.data(model.index(PAGE, 0))
    assert len(books.asked) == asked + 1


def test_rows_that_went_meanwhile_are_empty_until_the_list_is_asked_again(qtbot: QtBot) -> None:
    books, table = Books(1_000), made(qtbot)
    table.show_source(books.source(), Order("no"))
    books.size = 990
    model = table.model()
    gone = model.index(995, 1)
    assert model.data(gone) == ""
    assert model.data(gone, Qt.ItemDataRole.AccessibleTextRole) == ""
    assert model.data(model.index(989, 1)) == "Row 990"
    table.reload()
    assert table.count() == 990


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
