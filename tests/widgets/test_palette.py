"""Ctrl+K: what it lists, in which order, and what the keys do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.widgets.glyphs import Glyph
from mspdesk.widgets.layout import stack
from mspdesk.widgets.palette import CommandPalette, PaletteGroup, PaletteItem

DONE: list[str] = []


def item(words: str, *, beside: bool = False) -> PaletteItem:
    """Something that notes that it was done."""
    return PaletteItem(
        words,
        words,
        "a note",
        Glyph.priority(2),
        run=lambda: DONE.append(words),
        beside=(lambda: DONE.append(f"beside {words}")) if beside else None,
    )


ASKED: list[str] = []


def provider(text: str) -> list[PaletteGroup]:
    """Clients, an empty group, tickets and verbs; nothing for z."""
    ASKED.append(text)
    if text == "z":
        return []
    return [
        PaletteGroup("Clients", [item("Kestrel", beside=True)]),
        PaletteGroup("Devices", []),
        PaletteGroup("Tickets", [item("#1181 Backup"), item("#1157 Spindle")]),
        PaletteGroup("Do", [item("New ticket")]),
    ]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[CommandPalette]:
    """The palette over a window that has a field with the keyboard."""
    DONE.clear()
    ASKED.clear()
    window, field = QWidget(), QLineEdit()
    field.setObjectName("before")
    stack(window, field)
    window.resize(1000, 700)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    palette = CommandPalette(window, provider)
    palette.open("kes")
    yield palette
    window.hide()


def test_groups_keep_the_order_of_the_provider(opened: CommandPalette) -> None:
    assert ASKED == ["kes"]
    assert opened.groups() == ["Clients", "Tickets", "Do"]
    assert opened.items() == ["Kestrel", "#1181 Backup", "#1157 Spindle", "New ticket"]
    assert opened.picked() == "Kestrel"
    assert QApplication.focusWidget() is opened.line


def test_arrows_step_over_headings_and_enter_does_it(opened: CommandPalette, qtbot: QtBot) -> None:
    for key, found in (
        (Qt.Key.Key_Up, "Kestrel"),
        (Qt.Key.Key_Down, "#1181 Backup"),
        (Qt.Key.Key_Down, "#1157 Spindle"),
        (Qt.Key.Key_Down, "New ticket"),
        (Qt.Key.Key_Down, "New ticket"),
        (Qt.Key.Key_Up, "#1157 Spindle"),
    ):
        QTest.keyClick(opened.line, key)
        assert opened.picked() == found
    QTest.keyClick(opened.line, Qt.Key.Key_Return)
    assert DONE == ["#1157 Spindle"]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "before"


def test_control_enter_opens_beside(opened: CommandPalette, qtbot: QtBot) -> None:
    QTest.keyClick(opened.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert DONE == ["beside Kestrel"]


def test_typing_asks_after_a_pause_and_enter_does_not_wait(
    opened: CommandPalette, qtbot: QtBot
) -> None:
    QTest.keyClicks(opened.line, "tr")
    assert ASKED == ["kes"]
    qtbot.waitUntil(lambda: ASKED[-1] == "kestr")
    assert ASKED == ["kes", "kestr"]
    opened.line.clear()
    QTest.keyClicks(opened.line, "z")
    QTest.keyClick(opened.line, Qt.Key.Key_Return)
    assert ASKED[-1] == "z"
    assert DONE == []
    assert opened.items() == []
    assert opened._nothing.isVisible()


def test_arrows_move_over_what_was_typed_not_what_was_in_sight_before(
    opened: CommandPalette,
) -> None:
    QTest.keyClicks(opened.line, "x")
    QTest.keyClick(opened.line, Qt.Key.Key_Down)
    assert ASKED == ["kes", "kesx"]
    was = opened.picked()
    QTest.keyClick(opened.line, Qt.Key.Key_Return)
    assert ASKED == ["kes", "kesx"]
    assert [was] == DONE


def test_escape_and_a_click_beside_close_it(opened: CommandPalette, qtbot: QtBot) -> None:
    QTest.keyClick(opened.line, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    window = opened.parentWidget()
    assert window is not None
    again = CommandPalette(window, provider)
    again.open()
    QTest.mouseClick(again, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not again.isVisible()
    assert DONE == []


def test_it_stays_inside_a_small_window(opened: CommandPalette) -> None:
    window = opened.parentWidget()
    assert window is not None
    window.resize(500, 300)
    assert opened.rect().contains(opened._panel.geometry())


def test_readers_hear_titles_with_notes_and_headings(opened: CommandPalette) -> None:
    model = opened._model
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.data(model.index(at), role) for at in range(3)]
    assert said == ["Clients", "Kestrel, a note", "Tickets"]
