"""Lists: what is seen, where the keyboard goes, what stays when rows come and go."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mspdesk.widgets import theme
from mspdesk.widgets.layout import stack
from mspdesk.widgets.table import (
    BarCell,
    Column,
    Face,
    Group,
    IconCell,
    StatusCell,
    Table,
    TagCell,
)

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@dataclass(frozen=True)
class Line:
    """A ticket, as far as a list is concerned."""

    id: int
    title: str
    priority: int = 3
    total: str = "$1.00"
    done: bool | None = False
    face: Face | None = None


def columns() -> list[Column[Line]]:
    """A column of nearly every kind."""
    return [
        Column("done", "", "check", lambda line: line.done, width=42),
        Column("prio", "", "prio", lambda line: line.priority, width=42),
        Column("no", "No.", "id", lambda line: str(line.id), width=50, sort=lambda line: line.id),
        Column("title", "Title", "title", lambda line: line.title, stretch=1),
        Column("status", "Status", "status", lambda _l: StatusCell("new", "New"), width=120),
        Column("who", "Who", "avatar", lambda line: line.face, width=44),
        Column("tag", "Tag", "tag", lambda _line: TagCell("Overdue", "red"), width=90),
        Column("bar", "Known", "bar", lambda _line: BarCell(3, 4, "75 %"), width=90),
        Column("two", "Two", "two_line", lambda line: (line.title, "below"), width=90),
        Column("icon", "", "icon", lambda _line: IconCell("wifi", "Internet"), width=40),
        Column("tier", "Tier", "muted", lambda _line: "2", width=40, hide_under=1400),
        Column("total", "Total", "money", lambda line: line.total, width=40),
    ]


LINES = [Line(3, "Third"), Line(1, "First"), Line(2, "Second & last", priority=1)]


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table[Line]]:
    """A list in a window, without rows."""
    window = QWidget()
    made: Table[Line] = Table(columns(), "Tickets")
    stack(window, made)
    qtbot.addWidget(window)
    window.resize(1000, 400)
    window.show()
    window.activateWindow()
    yield made
    window.hide()


def test_a_column_gives_what_is_seen(table: Table[Line]) -> None:
    table.show_rows(LINES)
    assert table.column("title") == ["Third", "First", "Second & last"]
    assert table.column("no") == ["3", "1", "2"]
    assert table.column("status") == ["New"] * 3
    assert table.column("tag") == ["Overdue"] * 3
    assert table.column("two")[0] == "Third\nbelow"
    assert [line.id for line in table.rows()] == [3, 1, 2]
    with pytest.raises(KeyError):
        table.column("nothing")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind"):
        Column[Line]("x", "X", "sparkline", lambda line: line.id)


def test_headings_are_no_rows(table: Table[Line]) -> None:
    table.show_groups(
        [
            Group("Emergency", [LINES[0]], "work stopped", "1 open", priority=1),
            Group("Normal", LINES[1:], sums={"total": "$2.00"}),
        ]
    )
    assert table.column("title") == ["Third", "First", "Second & last"]
    assert table.groups() == ["Emergency, work stopped, 1 open", "Normal"]
    model = table.model()
    assert model.rowCount() == 5
    assert model.data(model.index(0, 0)) == "Emergency, work stopped, 1 open"
    assert model.data(model.index(2, 11)) == "$2.00"
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_row_where_a_heading_stood_is_as_high_as_the_others(table: Table[Line]) -> None:
    table.show_groups([Group("A", [LINES[0]]), Group("B", LINES[1:])])
    side = table.verticalHeader()
    assert side.sectionSize(0) == side.sectionSize(2) != side.sectionSize(1)
    table.show_groups([Group("A", LINES[:2]), Group("B", LINES[2:])])
    high = side.sectionSize(1)
    assert side.sectionSize(2) == high
    table.show_rows(LINES)
    assert [side.sectionSize(row) for row in range(3)] == [high] * 3


def test_what_has_no_priority_shows_none(qtbot: QtBot) -> None:
    made: Table[Line] = Table([Column("prio", "", "prio", lambda line: line.id - 1)], "Tickets")
    qtbot.addWidget(made)
    made.show_rows(LINES)
    assert made.column("prio") == ["2", "", "1"]


def test_the_keyboard_steps_over_headings(table: Table[Line], qtbot: QtBot) -> None:
    table.show_groups([Group("A", [LINES[0]]), Group("B", LINES[1:])])
    table.select(3)
    for key, found in (
        (Qt.Key.Key_J, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_K, 1),
        (Qt.Key.Key_Up, 3),
        (Qt.Key.Key_Up, 3),
        (Qt.Key.Key_End, 2),
        (Qt.Key.Key_Home, 3),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageUp, 3),
    ):
        QTest.keyClick(table, key)
        chosen = table.selected()
        assert chosen is not None, key
        assert chosen.id == found, key


def test_enter_and_double_click_open_a_row(qtbot: QtBot, table: Table[Line]) -> None:
    opened: list[Line] = []
    table.activated_row.connect(opened.append)
    table.show_rows(LINES)
    table.select(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    where = table.visualRect(table.model().index(2, 3)).center()
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert [line.id for line in opened] == [1, 2]


def test_selection_is_told_once_and_stays_with_its_row(table: Table[Line]) -> None:
    told: list[int] = []
    table.selected_row.connect(lambda line: told.append(line.id))
    table.show_rows(LINES)
    assert table.select(1)
    table.show_rows([Line(9, "New on top"), *LINES])
    chosen = table.selected()
    assert chosen is not None
    assert chosen.id == 1
    assert told == [1]
    assert not table.select(77)


def test_the_next_row_is_picked_when_one_is_gone(table: Table[Line]) -> None:
    told: list[int] = []
    table.selected_row.connect(lambda line: told.append(line.id))
    table.show_rows(LINES)
    table.select(1)
    table.show_rows([LINES[0], LINES[2]])
    assert told == [1, 2]
    table.show_rows([LINES[0]])
    assert told == [1, 2, 3]
    table.show_rows([])
    assert table.selected() is None


def test_a_title_that_sorts_goes_up_down_and_back(table: Table[Line], qtbot: QtBot) -> None:
    table.show_rows(LINES)
    place = QPoint(table.header.sectionViewportPosition(2) + 5, 10)
    seen = []
    for _press in range(3):
        QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        seen.append(table.column("no"))
    assert seen == [["1", "2", "3"], ["3", "2", "1"], ["3", "1", "2"]]
    elsewhere = QPoint(table.header.sectionViewportPosition(3) + 5, 10)
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)
    assert table.column("no") == ["3", "1", "2"]
    table.sort_by("no", descending=True)
    assert table.column("no") == ["3", "2", "1"]


def test_sorting_stays_inside_headings(table: Table[Line]) -> None:
    table.show_groups([Group("A", [LINES[0], LINES[1]]), Group("B", [LINES[2], Line(0, "None")])])
    table.sort_by("no")
    assert table.column("no") == ["1", "3", "0", "2"]


def test_copy_gives_tab_separated_text_with_titles(table: Table[Line], qtbot: QtBot) -> None:
    table.show_rows([replace(LINES[0], face=Face("DW", "Dana Whitlock"))])
    table.select(3)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    titles, row = QGuiApplication.clipboard().text().split("\n")
    assert titles.split("\t")[2:5] == ["No.", "Title", "Status"]
    assert row.split("\t") == [
        "no",
        "3",
        "3",
        "Third",
        "New",
        "Dana Whitlock",
        "Overdue",
        "75 %",
        "Third, below",
        "Internet",
        "2",
        "$1.00",
    ]


def test_readers_are_told_whole_phrases(qtbot: QtBot) -> None:
    table: Table[Line] = Table(
        columns(), "Tickets", spoken=lambda line: f"Priority {line.priority}. Ticket {line.id}."
    )
    qtbot.addWidget(table)
    table.show_rows(LINES)
    model = table.model()
    said = [model.data(model.index(2, at), SPOKEN) for at in range(model.columnCount())]
    assert said[0] == "Priority 1. Ticket 2."
    assert said[1] == "Prio: 1"
    assert said[4] == "Status: New"
    assert said[5] == "Who: nobody"
    assert said[9] == "Icon: Internet"
    assert table.accessibleName() == "Tickets"


def test_space_and_a_click_tick_a_row(table: Table[Line], qtbot: QtBot) -> None:
    ticked: list[tuple[int, bool]] = []
    table.checked_row.connect(lambda line, on: ticked.append((line.id, on)))
    table.show_rows([*LINES, Line(8, "Ticked", done=True), Line(9, "Cannot", done=None)])
    table.select(1)
    QTest.keyClick(table, Qt.Key.Key_Space)
    for row in (3, 4):
        where = table.visualRect(table.model().index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert ticked == [(1, True), (8, False)]
    model = table.model()
    role = Qt.ItemDataRole.CheckStateRole
    assert model.data(model.index(3, 0), role) == Qt.CheckState.Checked
    assert model.data(model.index(4, 0), role) is None


def test_columns_hide_in_a_narrow_window_and_titles_never_do(table: Table[Line]) -> None:
    table.show_rows(LINES)
    assert table.header.isSectionHidden(10)
    table.window().resize(1500, 400)
    assert not table.header.isSectionHidden(10)
    table.window().resize(700, 400)
    assert table.header.isSectionHidden(10)
    assert not table.header.isSectionHidden(3)
    assert table.header.sectionSize(3) >= 96


def test_sums_and_numbers_are_never_cut(table: Table[Line]) -> None:
    table.show_rows([*LINES, Line(1234567890, "Long", total="$1,234,567,890.00")])
    for key, at in (("no", 2), ("total", 11)):
        role = table.grid.plain[at].role
        widest = max(
            QFontMetricsF(theme.font(role)).horizontalAdvance(text) for text in table.column(key)
        )
        assert table.header.sectionSize(at) >= widest + table.grid.padding(at), key


def test_letters_that_mean_nothing_here_reach_the_page(qtbot: QtBot) -> None:
    class Page(QWidget):
        """Remembers what was typed past the list."""

        def __init__(self) -> None:
            super().__init__()
            self.typed: list[str] = []

        def keyPressEvent(self, event: object) -> None:
            """Remember a key."""
            self.typed.append(event.text())  # type: ignore[attr-defined] # a QKeyEvent

    page, table = Page(), Table[Line](columns(), "Tickets")
    stack(page, table)
    qtbot.addWidget(page)
    page.show()
    table.show_rows(LINES)
    table.select(3)
    for letter in "nt2/":
        QTest.keyClicks(table, letter)
    assert page.typed == ["n", "t", "2", "/"]
    chosen = table.selected()
    assert chosen is not None
    assert chosen.id == 3


def test_a_list_that_fits_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    table: Table[Line] = Table(columns(), "Tickets", fit=True, row="card")
    qtbot.addWidget(table)
    table.show_groups([Group("A", LINES)])
    assert table.sizeHint().height() == 30 + 32 + 3 * 32
    table.show_rows(LINES[:1])
    assert table.sizeHint().height() == 30 + 32


def test_cells_are_formatted_once(table: Table[Line]) -> None:
    asked: list[int] = []

    def title(line: Line) -> str:
        asked.append(line.id)
        return line.title

    counted: Table[Line] = Table(
        [Column("no", "No.", "id", lambda line: str(line.id)), Column("t", "T", "text", title)],
        "Counted",
    )
    stack(table, counted)
    counted.show_rows([Line(at, f"Row {at}") for at in range(1000)])
    counted.resize(400, 300)
    counted.grab()
    counted.grab()
    assert len(asked) == len(set(asked))


def test_words_that_fit_grow_their_column_to_a_limit(qtbot: QtBot) -> None:
    long = "815-555-0142, ask for the office"
    made: Table[Line] = Table(
        (
            Column("title", "Title", "title", lambda line: line.title, stretch=1),
            Column("phone", "Phone", "text", lambda line: line.total, width=40, fit=400),
            Column("short", "", "text", lambda line: line.total, width=40, fit=90),
        ),
        "Contacts",
    )
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.show_rows([Line(1, "One", total=long)])
    made.show()
    words = QFontMetricsF(theme.font("body")).horizontalAdvance(long)
    assert words < made.header.sectionSize(1) <= 400
    assert made.header.sectionSize(2) == 90


def test_a_column_that_gives_keeps_its_title_whole(qtbot: QtBot) -> None:
    made: Table[Line] = Table(
        (
            Column("who", "Whose", "text", lambda line: line.title, fit=400),
            Column("title", "Serves", "title", lambda line: line.title, stretch=1),
            Column("short", "How it stands", "text", lambda _line: "Met", fit=400),
        ),
        "Goals",
    )
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show_rows([Line(1, "Twenty-four clients on an agreement")])
    made.show()
    words = QFontMetricsF(theme.font("body")).horizontalAdvance("How it stands")
    assert made.header.sectionSize(2) >= words + made.grid.padding(2)
    gave = QFontMetricsF(theme.font("body")).horizontalAdvance(made.column("who")[0])
    assert made.header.sectionSize(0) < gave


def test_f7_sorts_by_the_next_column_and_shift_f7_turns_it_round(table: Table[Line]) -> None:
    table.show_rows(LINES)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F7)
    assert table.column("no") == ["1", "2", "3"]
    assert table.accessibleDescription() == "Sorted by No., ascending"
    QTest.keyClick(table, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert table.column("no") == ["3", "2", "1"]
    assert table.accessibleDescription() == "Sorted by No., descending"
    QTest.keyClick(table, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert table.column("no") == ["3", "1", "2"]
    assert table.accessibleDescription() == ""


def test_a_row_with_a_tone_stands_on_its_ground_with_a_bar(qtbot: QtBot) -> None:
    made: Table[Line] = Table(
        columns(), "Lines", tone=lambda line: "amber" if line.id == 1 else "", row="two_line"
    )
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_rows(LINES)
    made.show()
    seen = made.viewport().grab().toImage()
    high = made.rowHeight(0)

    def colors(row: int) -> tuple[str, str]:
        middle = row * high + high // 2
        return seen.pixelColor(1, middle).name(), seen.pixelColor(6, middle).name()

    now = theme.current()
    assert colors(1) == (now.color("amber").name(), now.color("amber_soft").name())
    assert colors(0)[0] == now.color("paper").name()


def test_a_column_of_tags_is_as_wide_as_its_words(qtbot: QtBot) -> None:
    made: Table[Line] = Table(
        [
            Column("title", "Title", "title", lambda line: line.title, stretch=1),
            Column("tag", "", "tag", lambda _line: TagCell("Late"), width=50, fit=400),
        ],
        "Tags",
    )
    qtbot.addWidget(made)
    made.resize(800, 200)
    made.show()
    made.show_rows(LINES)
    assert made.longest(1) == ["Late"]
    assert made.columnWidth(1) < 90
