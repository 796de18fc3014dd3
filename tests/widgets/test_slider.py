"""Sliders: moved by keys and by the mouse, typed into, and never silently wrong."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.widgets import theme
from mspdesk.widgets.entry import MoneyEntry, PercentEntry
from mspdesk.widgets.slider import SliderLine


@pytest.fixture
def line(qtbot: QtBot, qapp: QApplication) -> SliderLine:
    """A wage from $5 to $150 in steps of half a dollar."""
    theme.apply(qapp, "light", 100)
    made = SliderLine("Wage", MoneyEntry(), 500, 15_000, 50)
    qtbot.addWidget(made)
    made.resize(260, 80)
    made.show()
    return made


def test_keys_move_it_by_steps(line: SliderLine, qtbot: QtBot) -> None:
    line.set_value(1_800)
    with qtbot.waitSignal(line.changed, timeout=1_000) as told:
        QTest.keyClick(line.slider, Qt.Key.Key_Right)
    assert told.args == [1_850]
    QTest.keyClick(line.slider, Qt.Key.Key_PageUp)
    assert (line.value(), line.entry.text()) == (2_350, "23.50")
    QTest.keyClick(line.slider, Qt.Key.Key_Home)
    assert line.value() == 500
    QTest.keyClick(line.slider, Qt.Key.Key_End)
    assert line.value() == 15_000


def test_a_typed_figure_is_kept_between_the_steps_and_beyond_the_ends(line: SliderLine) -> None:
    for typed, value in (("19.37", 1_937), ("900", 90_000)):
        line.entry.set_text(typed)
        QTest.keyClick(line.entry.field, Qt.Key.Key_Return)
        assert line.value() == value
    assert line.slider.value() == line.slider.maximum()
    line.entry.set_text("")
    QTest.keyClick(line.entry.field, Qt.Key.Key_Return)
    assert line.entry.text() == "900.00"


def test_what_cannot_be_read_stays_and_is_said(line: SliderLine) -> None:
    line.set_value(1_800)
    line.entry.set_text("a lot")
    QTest.keyClick(line.entry.field, Qt.Key.Key_Return)
    assert line.entry.has_error()
    assert (line.value(), line.entry.text()) == (1_800, "a lot")
    QTest.keyClick(line.slider, Qt.Key.Key_Right)
    assert not line.entry.has_error()


def test_showing_a_figure_tells_nobody(line: SliderLine, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(line.changed):
        line.set_value(3_000)
    assert line.slider.accessibleName() == "Wage"
    assert line.entry.accessibleName() == "Wage, figure"


def test_it_is_painted_at_both_ends_and_when_it_is_off(qtbot: QtBot, qapp: QApplication) -> None:
    made = SliderLine("Share", PercentEntry(), 0, 1_000, 5, to_field=lambda tenths: tenths * 1_000)
    qtbot.addWidget(made)
    made.resize(260, 80)
    made.show()
    pictures = []
    for value in (0, 500, 1_000):
        made.set_value(value)
        pictures.append(made.slider.grab().toImage())
    made.setEnabled(False)
    pictures.append(made.slider.grab().toImage())
    made.setEnabled(True)
    made.slider.setFocus(Qt.FocusReason.TabFocusReason)
    made.slider.setProperty("ring", True)
    pictures.append(made.slider.grab().toImage())
    assert all(one != other for one, other in pairwise(pictures))
