"""The painted list of a run's steps: where its rows stand, and what of it is drawn again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from mspdesk.checklists.queries.results import Result
from mspdesk.checklists.rules.master import Line
from mspdesk.checklists.rules.run import State
from mspdesk.checklists.view.run_lines import LineList
from mspdesk.checklists.view.run_rows import HeadRow, LineRow, Row
from mspdesk.widgets import theme

KEY = Qt.Key
_EACH = 20


def line_of(at: int, state: str = "", note: str = "") -> LineRow:
    """A step of the list, by its place."""
    line = Line(f"l{at}", f"Look at thing number {at}", number=str(at + 1))
    return LineRow(1, line, Result(line.key, state=state, note=note))


def rows() -> list[Row]:
    """Five sections of twenty steps."""
    made: list[Row] = []
    for section in range(5):
        made.append(HeadRow(f"Section {section + 1}", 0, _EACH))
        made += [line_of(section * _EACH + at) for at in range(_EACH)]
    return made


class Seen(QObject):
    """What of a list was drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Add what is being drawn."""
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[LineList]:
    """The list in a window, fields of 120 px in its open line."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = LineList("Steps", lambda: True)
    fields = QLabel("Fields")
    fields.setFixedHeight(120)
    made.set_editor(fields)
    made.resize(700, 500)
    made.show_rows(rows())
    made.show()
    made.open_next()
    QCoreApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def drawn(shown: LineList, *keys: KEY) -> QRegion:
    """What of the list is drawn when keys are pressed."""
    seen = Seen()
    shown.viewport().installEventFilter(seen)
    for key in keys:
        QTest.keyClick(shown, key)
        QCoreApplication.processEvents()
    shown.viewport().removeEventFilter(seen)
    return seen.region


def test_each_row_stands_where_a_click_finds_it(shown: LineList) -> None:
    foot = 0
    for at in range(shown.lines.rowCount()):
        rect = shown.visualRect(shown.lines.index(at))
        assert rect.top() == foot
        assert rect.height() == (120 if at == shown.open_at else shown.lines.heights[at])
        assert shown.indexAt(rect.center()).row() == at
        foot = rect.bottom() + 1
    assert shown.indexAt(QPoint(5, foot)).row() == -1
    assert shown.verticalScrollBar().maximum() == foot - shown.viewport().height()


def test_the_next_line_draws_what_moved_and_no_more(shown: LineList) -> None:
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    QCoreApplication.processEvents()
    assert shown.open_at == 1
    region = drawn(shown, KEY.Key_J)
    assert shown.open_at == 2
    area = region.boundingRect()
    assert area.height() == 120 + shown.lines.heights[1]
    assert area.top() == shown.visualRect(shown.lines.index(1)).top()


def test_a_mark_draws_its_line_and_its_heading(shown: LineList) -> None:
    seen = Seen()
    shown.viewport().installEventFilter(seen)
    shown.set_line(line_of(3, State.OK))
    QCoreApplication.processEvents()
    places = (shown.visualRect(shown.lines.index(at)) for at in (0, 4))
    assert seen.region == QRegion(next(places)).united(next(places))
    assert shown.marked() == 1
    # A second line of words moves what stands below.
    before = shown.visualRect(shown.lines.index(5)).top()
    shown.set_line(line_of(3, State.OK, "two disks"))
    assert shown.visualRect(shown.lines.index(5)).top() > before
    shown.set_line(line_of(3))
    assert shown.marked() == 0
    shown.viewport().removeEventFilter(seen)


def test_keys_go_by_pages_and_to_the_ends(shown: LineList) -> None:
    shown.setFocus(Qt.FocusReason.TabFocusReason)
    drawn(shown, KEY.Key_End)
    assert shown.open_at == shown.lines.rowCount() - 1
    assert shown.visualRect(shown.currentIndex()).bottom() < shown.viewport().height()
    drawn(shown, KEY.Key_PageUp)
    above = shown.open_at
    assert 80 < above < 100
    drawn(shown, KEY.Key_PageDown, KEY.Key_PageDown)
    assert shown.open_at == shown.lines.rowCount() - 1
    drawn(shown, KEY.Key_Home, KEY.Key_PageUp)
    assert shown.open_at == 1
    # The open line's fields stand inside it, wherever the list is scrolled to.
    shown.verticalScrollBar().setValue(40)
    fields = shown.viewport().findChild(QLabel)
    assert fields is not None
    assert fields.y() == shown.visualRect(shown.lines.index(1)).y()


def test_a_click_opens_a_line(shown: LineList) -> None:
    place = shown.visualRect(shown.lines.index(6)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.open_at == 6
    assert [index.row() for index in shown.selectedIndexes()] == [6]
