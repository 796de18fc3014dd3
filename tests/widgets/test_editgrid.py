"""The edit grid under real keys: typing, moving, tables from a spreadsheet, what is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.errors import UserError
from mspdesk.widgets.dateentry import DateEntry
from mspdesk.widgets.editgrid import EditGrid, GridField, GridSource, Refusal
from mspdesk.widgets.gridrows import PAGE
from mspdesk.widgets.gridtext import headings, read_table, write_table
from tests.exchange.hostile import HOSTILE

KINDS = (("fiber", "Fiber"), ("cable", "Cable"), ("dsl", "DSL"))
Key = Qt.Key


@dataclass(frozen=True)
class Line:
    """A row of the books."""

    id: int
    values: dict[str, Any]

    @property
    def words(self) -> dict[str, str]:
        """As shown."""
        return {name: str(value or "") for name, value in self.values.items()}


def seats(text: str) -> int | None:
    """A count."""
    if not text:
        return None
    if not text.isdigit():
        raise UserError("Type a number.", "seats")
    return int(text)


def kind(text: str) -> str:
    """A kind of line by its words."""
    for _value, words in KINDS:
        if words.casefold() == text.casefold():
            return words
    if text:
        raise UserError("Choose Fiber, Cable or DSL.", "kind")
    return ""


FIELDS = [
    GridField("name", "Name", width=160, aliases=("Line",)),
    GridField("kind", "Kind", "choice", choices=KINDS, read=kind),
    GridField("seats", "Seats", "number", read=seats, help="How many use it."),
    GridField("ours", "Ours", "flag"),
    GridField("until", "Until", "date"),
    GridField("notes", "Notes", "words"),
]


@dataclass
class Books:
    """Rows in memory that refuse what real books would, and count what they are asked."""

    lines: dict[int, Line] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    told: Callable[[], object] = lambda: None

    def fill(self, *names: str) -> None:
        """Put rows in."""
        for name in names:
            self._add({"name": name})

    def _add(self, values: Mapping[str, Any]) -> int:
        key = max(self.lines, default=0) + 1
        self.lines[key] = Line(key, dict(values))
        return key

    def rows(self, ids: Sequence[int]) -> list[Line]:
        """A page."""
        self.asked.append(len(ids))
        return [self.lines[key] for key in ids if key in self.lines]

    def put(
        self, edits: Sequence[tuple[Line, Mapping[str, Any]]], adds: Sequence[Mapping[str, Any]]
    ) -> list[Refusal]:
        """Keep what has a name of its own."""
        refused = []
        for at, values in enumerate([*(changes for _row, changes in edits), *adds]):
            new = at >= len(edits)
            name = values.get("name", "" if new else "there")
            if not name:
                refused.append(Refusal(at, "Give it a name.", "name"))
            elif any(one.values.get("name") == name for one in self.lines.values()):
                refused.append(Refusal(at, "There is one of that name.", "name"))
            elif new:
                self._add(values)
            else:
                row = edits[at][0]
                self.lines[row.id] = replace(row, values=row.values | dict(values))
        kept = len(edits) + len(adds) - len(refused)
        if kept:
            self.steps.append(f"put {kept}")
            self.told()
        return refused

    def remove(self, rows: Sequence[Line]) -> None:
        """Take away."""
        for row in rows:
            if row.values.get("name") == "Keep":
                raise UserError("This one stays.")
            del self.lines[row.id]
        self.steps.append(f"remove {len(rows)}")
        self.told()

    def duplicate(self, row: Line) -> int:
        """Copy, except what may be there only once."""
        if row.values.get("kind") == "Fiber":
            raise UserError("There is one of that name.", "name")
        made = self._add(row.values | {"name": f"{row.values['name']} copy"})
        self.steps.append("duplicate")
        self.told()
        return made

    def names(self) -> list[str]:
        """What stands in the books."""
        return [line.values["name"] for line in self.lines.values()]


@dataclass
class Desk:
    """A grid in a window, between two fields, and its books."""

    grid: EditGrid
    books: Books
    opened: list[Any]
    said: list[str]
    window: QWidget

    def press(self, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            QTest.keyClick(focus(), key, held)

    def type(self, words: str) -> None:
        """Type letters where the keyboard is."""
        for letter in words:
            QTest.keyClicks(focus(), letter)

    def paste(self, text: str) -> None:
        """Ctrl+V with this on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)

    def place(self) -> tuple[int, int]:
        """Where the keyboard is."""
        return self.grid.view.place()


def focus() -> QWidget:
    """The widget with the keyboard."""
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Three rows under the keyboard."""
    books = Books()
    books.fill("Alpha", "Beta", "Gamma")
    opened: list[Any] = []
    said: list[str] = []
    grid = EditGrid("Lines", on_open=opened.append, on_say=said.append)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for part in (QLineEdit(), grid, QLineEdit()):
        layout.addWidget(part)
    window.resize(900, 500)
    window.show()
    window.activateWindow()
    grid.show_source(
        FIELDS, GridSource(lambda: list(books.lines), books.rows, books.put, books.remove,
                           books.duplicate), "a",
    )  # fmt: skip
    books.told = grid.reload
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is grid.view)
    return Desk(grid, books, opened, said, window)


def test_typing_changes_a_cell_and_enter_goes_down(desk: Desk) -> None:
    desk.press(Key.Key_Right, Key.Key_Right)
    desk.type("12")
    desk.press(Key.Key_Return)
    desk.type("7")
    desk.press(Key.Key_Return)
    assert [desk.books.lines[key].values.get("seats") for key in (1, 2, 3)] == [12, 7, None]
    assert desk.place() == (2, 2)
    assert desk.grid.column("seats") == ["12", "7", ""]


def test_signs_that_take_several_keys_begin_to_type_too(desk: Desk) -> None:
    accent = QInputMethodEvent("", [])
    accent.setCommitString("é")
    QApplication.sendEvent(focus(), accent)
    desk.type("tage")
    desk.press(Key.Key_Return)
    assert desk.books.names()[0] == "étage"


def test_tab_goes_on_while_typing_and_passes_the_grid_by_otherwise(desk: Desk) -> None:
    desk.type("Aleph")
    desk.press(Key.Key_Tab)
    desk.type("c")
    desk.press(Key.Key_Tab)
    assert desk.place() == (0, 2)
    assert desk.books.lines[1].values == {"name": "Aleph", "kind": "Cable"}
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Tab)
    assert not desk.grid.isAncestorOf(focus())


def test_f2_edits_what_stands_there_and_esc_leaves_it(desk: Desk) -> None:
    desk.press(Key.Key_F2)
    desk.press(Key.Key_End)
    desk.type("x")
    desk.press(Key.Key_Escape)
    assert desk.books.names() == ["Alpha", "Beta", "Gamma"]
    desk.press(Key.Key_F2, Key.Key_End)
    desk.type("!")
    desk.press(Key.Key_Down)
    assert desk.books.names() == ["Alpha!", "Beta", "Gamma"]
    assert desk.place() == (1, 0)


def test_a_new_row_is_kept_when_it_is_left(desk: Desk, qtbot: QtBot) -> None:
    desk.grid.begin_new()
    desk.type("Delta")
    desk.press(Key.Key_Tab)
    desk.type("fi")
    desk.press(Key.Key_Tab)
    assert desk.books.steps == []
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Down)
    qtbot.waitUntil(lambda: desk.books.steps == ["put 1"])
    assert desk.books.lines[4].values == {"name": "Delta", "kind": "Fiber"}
    assert desk.grid.rows.rowCount() == 5


def test_a_row_of_cells_typed_one_after_the_other_begins_the_next(desk: Desk, qtbot: QtBot) -> None:
    desk.grid.begin_new()
    for name in ("Delta", "Epsilon", "Zeta"):
        desk.type(name)
        desk.press(Key.Key_Return)
    qtbot.waitUntil(lambda: desk.books.names()[3:] == ["Delta", "Epsilon", "Zeta"])
    assert desk.place() == (6, 0)
    assert desk.grid.rows.is_new(6)


def test_what_cannot_be_read_stays_is_marked_and_says_why(desk: Desk) -> None:
    desk.press(Key.Key_Right, Key.Key_Right)
    desk.type("many")
    desk.press(Key.Key_Return)
    assert desk.books.steps == []
    assert desk.grid.column("seats") == ["many", "", ""]
    assert desk.grid.faults.text() == "1 cell to mend"
    desk.press(Key.Key_Up)
    assert desk.grid.said() == "Type a number."
    spoken = desk.grid.rows.data(desk.grid.rows.index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Row 1 of 3, Alpha. Seats: many. Cannot be kept yet: Type a number."
    desk.press(Key.Key_Escape)
    assert desk.grid.column("seats") == ["", "", ""]
    assert not desk.grid.faults.isVisible()
    assert desk.grid.said() == "How many use it."


def test_what_the_books_refuse_stays_until_it_is_mended(desk: Desk) -> None:
    desk.type("Beta")
    desk.press(Key.Key_Tab)
    assert desk.books.steps == []
    assert desk.grid.column("name")[0] == "Beta"
    desk.press(Key.Key_Backtab)
    assert desk.grid.said() == "There is one of that name."
    desk.type("Aleph")
    desk.press(Key.Key_Return)
    assert desk.books.names() == ["Aleph", "Beta", "Gamma"]
    assert desk.grid.rows.faults() == []


def test_a_new_row_without_a_name_waits_with_all_that_was_typed(desk: Desk, qtbot: QtBot) -> None:
    desk.grid.view.go(3, 2)
    desk.type("5")
    desk.press(Key.Key_Return)
    qtbot.waitUntil(lambda: desk.grid.rows.faults() == [(3, 0)])
    QTest.mouseClick(desk.grid.faults, Qt.MouseButton.LeftButton)
    assert desk.place() == (3, 0)
    assert desk.grid.said() == "Give it a name."
    desk.type("Delta")
    desk.press(Key.Key_Return)
    qtbot.waitUntil(lambda: desk.books.steps == ["put 1"])
    assert desk.books.lines[4].values == {"seats": 5, "name": "Delta"}


def test_a_table_lands_from_the_cell_on_and_makes_rows_past_the_end(desk: Desk) -> None:
    desk.press(Key.Key_Down, Key.Key_Down)
    desk.paste("Gimel\tDSL\t3\nDelta\tfiber\t4\nEpsilon\tCABLE\t\n")
    assert desk.books.names() == ["Alpha", "Beta", "Gimel", "Delta", "Epsilon"]
    assert desk.books.lines[4].values["kind"] == "Fiber"
    assert desk.books.steps == ["put 3"]


def test_a_table_with_titles_finds_its_columns_and_overwrites_nothing(desk: Desk) -> None:
    desk.paste('Seats\tColour\tLine\r\n9\tred\t"Two\nlines"\r\n8\tblue\tDelta\r\n')
    assert desk.books.names() == ["Alpha", "Beta", "Gamma", "Two\nlines", "Delta"]
    assert desk.books.lines[4].values == {"seats": 9, "name": "Two\nlines"}


def test_of_a_long_table_only_the_bad_rows_wait(desk: Desk) -> None:
    rows = "\n".join(f"Row {n}\t\t{'x' if n % 100 == 7 else n}" for n in range(300))
    desk.grid.begin_new()
    desk.paste(rows)
    assert desk.books.steps == ["put 297"]
    assert desk.grid.count() == 300
    assert desk.grid.rows.faults() == [(300, 2), (301, 2), (302, 2)]
    assert desk.grid.faults.text() == "3 cells to mend"
    desk.grid.go_to_fault()
    desk.type("1")
    desk.press(Key.Key_Return)
    desk.grid.end_typing()
    assert desk.grid.count() == 301


def test_cells_are_copied_as_a_table_and_emptied(desk: Desk) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    desk.paste('A\tDSL\t1\tYes\t\t"a ""b""\nc"\nB\tFiber\t2\n')
    desk.press(Key.Key_Down, held=shift)
    for _ in range(5):
        desk.press(Key.Key_Right, held=shift)
    desk.press(Key.Key_C, held=control)
    copied = QGuiApplication.clipboard().text()
    assert read_table(copied) == [
        ["A", "DSL", "1", "Yes", "", 'a "b"\nc'],
        ["B", "Fiber", "2", "", "", ""],
    ]
    desk.grid.view.go(0, 2)
    desk.press(Key.Key_Down, held=shift)
    desk.press(Key.Key_Delete)
    assert desk.grid.column("seats")[:2] == ["", ""]
    assert desk.grid.column("name")[:2] == ["A", "B"]


def test_rows_are_removed_by_key_and_refused_in_words(desk: Desk) -> None:
    desk.press(Key.Key_Delete, held=Qt.KeyboardModifier.ControlModifier)
    assert desk.books.names() == ["Beta", "Gamma"]
    desk.press(Key.Key_Space, held=Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_Delete)
    assert desk.books.names() == ["Gamma"]
    desk.type("Keep")
    desk.press(Key.Key_Return, Key.Key_Up)
    desk.press(Key.Key_Delete, held=Qt.KeyboardModifier.ControlModifier)
    assert desk.books.names() == ["Keep"]
    assert desk.said == ["This one stays."]


def test_a_row_is_copied_beside_itself_or_becomes_a_new_one_to_change(desk: Desk) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    desk.press(Key.Key_D, held=control)
    assert desk.grid.column("name") == ["Alpha", "Alpha copy", "Beta", "Gamma"]
    assert desk.place() == (1, 0)
    desk.press(Key.Key_Right)
    desk.type("fi")
    desk.press(Key.Key_Tab, Key.Key_Escape)
    desk.press(Key.Key_D, held=control)
    assert desk.place() == (4, 2)
    assert desk.grid.rows.is_new(4)
    assert desk.grid.rows.wrong(4, 0) == "There is one of that name."
    desk.grid.view.go(4, 0)
    desk.type("Other")
    desk.press(Key.Key_Return)
    desk.grid.end_typing()
    assert desk.books.lines[5].values == {"name": "Other", "kind": "Fiber"}


def test_choices_are_offered_and_words_of_none_are_kept_in_sight(desk: Desk) -> None:
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Down, held=Qt.KeyboardModifier.AltModifier)
    desk.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert desk.books.lines[1].values["kind"] == "Cable"
    desk.type("smoke")
    desk.press(Key.Key_Return)
    assert desk.grid.column("kind")[:2] == ["Cable", "smoke"]
    assert desk.grid.rows.wrong(1, 1) == "Choose Fiber, Cable or DSL."


def test_a_box_is_ticked_with_space_and_a_date_has_its_calendar(desk: Desk) -> None:
    desk.grid.view.go(0, 3)
    desk.press(Key.Key_Space)
    assert desk.grid.column("ours") == ["Yes", "", ""]
    desk.press(Key.Key_Space)
    assert desk.grid.column("ours") == ["No", "", ""]
    desk.grid.view.go(0, 4)
    desk.press(Key.Key_F2)
    assert isinstance(desk.grid.view.editing(), DateEntry)
    desk.press(Key.Key_F4)
    assert focus().accessibleName() == "Calendar"
    desk.press(Key.Key_Escape)
    desk.type("2026-03-11")
    desk.press(Key.Key_Return)
    assert desk.grid.column("until")[0] == "2026-03-11"


def test_notes_take_lines_with_alt_enter(desk: Desk) -> None:
    desk.grid.view.go(0, 5)
    desk.type("one")
    desk.press(Key.Key_Return, held=Qt.KeyboardModifier.AltModifier)
    desk.type("two")
    desk.press(Key.Key_Return)
    assert desk.books.lines[1].values["notes"] == "one\ntwo"


def test_enter_opens_the_entry(desk: Desk) -> None:
    desk.press(Key.Key_Down, Key.Key_Return)
    assert [row.id for row in desk.opened] == [2]


def test_what_is_typed_when_others_change_the_rows_is_kept(desk: Desk) -> None:
    desk.press(Key.Key_Down)
    desk.type("Bet")
    desk.books.lines.pop(1)
    desk.grid.reload()
    desk.type("h")
    desk.press(Key.Key_Return)
    assert desk.books.names() == ["Beth", "Gamma"]


def test_what_is_typed_into_a_row_that_others_remove_begins_a_new_one(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.press(Key.Key_Down)
    desk.type("Beth")
    desk.books.lines.pop(2)
    desk.grid.reload()
    qtbot.waitUntil(lambda: desk.grid.column("name") == ["Alpha", "Gamma", "Beth"])
    assert desk.books.names() == ["Alpha", "Gamma"]


def test_what_is_worth_a_word_about_a_row_is_said_below(desk: Desk) -> None:
    asked: list[int] = []

    def note(row: Line) -> str:
        asked.append(row.id)
        return "Expired." if row.id == 2 else ""

    desk.grid._note_of = note
    desk.press(Key.Key_Down, Key.Key_Right)
    assert desk.grid.said() == "Expired."
    assert asked == [2]
    desk.press(Key.Key_Down, Key.Key_Right)
    assert desk.grid.said() == "How many use it."


def test_what_is_not_kept_yet_is_known_and_can_be_put_back(desk: Desk) -> None:
    grid = desk.grid
    desk.press(Key.Key_Right, Key.Key_Right)
    desk.type("many")
    assert [(one.key, one.label, one.words) for one in grid.unsaved()] == [
        (1, "Lines, Alpha: Seats", "many")
    ]
    desk.press(Key.Key_Return)
    grid.begin_new()
    desk.type("Delta")
    desk.press(Key.Key_Tab)
    typed = grid.unsaved()
    assert [(one.key, one.nth, one.words) for one in typed] == [(1, 0, "many"), (None, 0, "Delta")]
    assert all(grid.put_typed(one) for one in typed)
    assert grid.unsaved() == typed, "what stands there still is not put there twice"
    grid.forget_typed()
    assert grid.unsaved() == []
    assert all(grid.put_typed(one) for one in typed)
    assert grid.unsaved() == typed
    grid.view.go(0, 2)
    assert grid.said() == "This was typed and not kept. Type it again to keep it, or press Esc."
    desk.books.lines.pop(1)
    grid.reload()
    assert not grid.put_typed(typed[0])


def test_what_was_not_kept_waits_for_its_own_rows(desk: Desk) -> None:
    desk.press(Key.Key_Right, Key.Key_Right)
    desk.type("many")
    desk.press(Key.Key_Return)
    desk.grid.begin_new()
    desk.press(Key.Key_Right, Key.Key_Right)
    desk.type("4")
    desk.press(Key.Key_Return)
    other = Books()
    source = GridSource(lambda: list(other.lines), other.rows, other.put, other.remove,
                        other.duplicate)  # fmt: skip
    own = desk.grid.rows._source
    assert own is not None
    desk.grid.show_source(FIELDS, source, "b")
    assert desk.grid.rows.rowCount() == 1
    desk.grid.show_source(FIELDS, own, "a")
    assert desk.grid.column("seats") == ["many", "", "", "4"]
    assert desk.grid.rows.faults() == [(0, 2), (3, 0)]


def test_any_text_is_shown_kept_and_copied_as_it_is(desk: Desk) -> None:
    lines = [["Alef", "DSL"], *([f"{at} {text}", "DSL"] for at, text in enumerate(HOSTILE))]
    wanted = [row[0] for row in read_table(write_table(lines))]
    desk.grid.begin_new()
    desk.paste(write_table(lines))
    assert desk.books.names()[3:] == wanted
    for row in range(0, len(wanted), 12):
        desk.grid.view.go(3 + row, 0)
        desk.grid.grab()
    desk.grid.view.go(3, 0)
    for _ in wanted[1:]:
        desk.press(Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    assert [row[0] for row in read_table(QGuiApplication.clipboard().text())] == wanted


def test_the_first_column_stays_and_what_is_under_it_comes_out(desk: Desk) -> None:
    view = desk.grid.view
    desk.window.resize(420, 300)
    view.go(0, 5)
    bar = view.horizontalScrollBar()
    assert bar.value() > 0
    wide = view.header.sectionSize(0)
    under = view.indexAt(QPoint(wide // 2, 40))
    assert (under.row(), under.column()) == (1, 0)
    view.go(1, 1)
    rect = view.visualRect(desk.grid.rows.index(1, 1))
    assert rect.left() >= (wide if bar.value() else 0)
    bar.setValue(bar.maximum())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(wide // 2, 40))
    assert desk.place() == (1, 0)
    desk.type("Beth")
    desk.press(Key.Key_Return)
    assert desk.books.names() == ["Alpha", "Beth", "Gamma"]
    desk.grid.grab()


def test_of_twenty_thousand_rows_only_the_page_in_sight_is_asked_for(desk: Desk) -> None:
    books = Books({n: Line(n, {"name": f"Row {n}"}) for n in range(1, 20_001)})
    source = GridSource(lambda: list(books.lines), books.rows, books.put, books.remove,
                        books.duplicate)  # fmt: skip
    desk.grid.show_source(FIELDS, source, "many")
    books.told = desk.grid.reload
    desk.grid.grab()
    assert books.asked == [PAGE]
    desk.press(Key.Key_End, held=Qt.KeyboardModifier.ControlModifier)
    desk.grid.grab()
    assert desk.place() == (20_000, 5)
    assert len(books.asked) <= 3
    desk.grid.view.go(15_000, 0)
    desk.grid.grab()
    scroll = desk.grid.view.verticalScrollBar().value()
    desk.type("Changed")
    desk.press(Key.Key_Return)
    assert books.lines[15_001].values["name"] == "Changed"
    assert desk.place() == (15_001, 0)
    assert abs(desk.grid.view.verticalScrollBar().value() - scroll) < 100


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"a\tb"\tc', [["a    b", "c"]]),
        ('5" disk\tb\nc\td', [['5" disk', "b"], ["c", "d"]]),
        ('"open\tb\nc\td', [['"open', "b"], ["c", "d"]]),
        ("a\u202eb\x00\tc", [["ab", "c"]]),
        ("\n\n", []),
        ("", []),
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(text: str, rows: list[list[str]]) -> None:
    assert read_table(text) == rows


def test_what_is_written_is_read_back() -> None:
    rows = [["a, b", 'say "x"', "two\nlines"], ["", "plain", "1"]]
    assert read_table(write_table(rows)) == rows


def test_a_row_of_titles_is_told_from_a_row_of_facts() -> None:
    names = [("Name", "Line"), ("Seats",)]
    assert headings(["seats", "x", "NAME"], names) == [1, -1, 0]
    assert headings(["line"], names) == [0]
    assert headings(["Name", "Prairie Fiber"], names) is None
