"""A tab of rooms: what stands in its head, where there is room for it and where there is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.database.store import Store
from mspdesk.desk.area import Area, Panel, Place
from mspdesk.desk.desk import Desk
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.laid import tell_laid
from mspdesk.widgets.layout import stack
from mspdesk.widgets.picker import Pick, Picker
from mspdesk.widgets.rooms import Rooms
from mspdesk.widgets.safe import Label
from tests.uncut import cuts

NAMES = ("Clients", "Prospects", "Calls", "Offerings", "Campaigns", "Roadmaps", "Vendors", "Stock")


class Listed:
    """A room of the old kind: a side list and a page, no widget itself."""

    def __init__(self, _desk: Desk) -> None:
        self.picker = Picker[int]("Listed", title="Listed", placeholder="Find something")
        self.picker.show_picks([Pick(1, "One", "first")])
        self.page = Label("Page")


class Plain(QWidget):
    """A room of the new kind that does all a room can do."""

    noted, railed = Signal(str), Signal(bool)

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self.asked: list[object] = []
        self.note = "7 open, $4,200 a month"
        self.rail = Label("Beside")
        self.button = Button("New opportunity", kind="primary", icon="plus")
        self.head_parts = (Button("Export", icon="download"), Button("Print"), self.button)
        self.inside = Button("Inside")
        stack(self, self.inside)

    def show_place(self, place: Place) -> None:
        """Keep what was asked for."""
        self.asked.append(place.id)

    def new_here(self) -> bool:
        """Keep that N was pressed."""
        self.asked.append("new")
        return True


PANELS = tuple(
    Panel("few.room", name, Plain if name == "Prospects" else Listed, 10 * at, key=name.lower())
    for at, name in enumerate(NAMES)
)


@pytest.fixture(params=[100, 130])
def rooms(
    request: pytest.FixtureRequest, sqlite_store: Store, qtbot: QtBot, qapp: QApplication
) -> Iterator[Rooms]:
    """A tab with eight rooms in the narrowest window the program is promised for."""
    theme.apply(qapp, "light", request.param)
    desk = Desk(sqlite_store, [Area("few", "Few", panels=lambda: PANELS)])
    made = Rooms(desk, "few", "Few", "Few things")
    qtbot.addWidget(made)
    made.resize(1280, 600)
    made.show()
    QApplication.processEvents()
    yield made
    desk.leave()
    theme.apply(qapp, "light", 100)


def test_eight_rooms_stand_whole_beside_what_one_of_them_offers(rooms: Rooms) -> None:
    assert rooms.segments.words() == list(NAMES)
    assert rooms.segments.accessibleName() == "Rooms of the Few tab"
    assert rooms.segments.more.isHidden()
    rooms.segments.setFocus()
    QTest.keyClick(rooms.segments, Qt.Key.Key_Right)
    QApplication.processEvents()
    front = rooms.room()
    assert isinstance(front, Plain)
    assert front.button.isVisible()
    assert not cuts(rooms)
    assert rooms.width() == 1280
    at = front.head_parts[0].mapTo(rooms.bar, QPoint(0, 0)).x()
    assert rooms.segments.geometry().right() < at


def test_what_finds_no_room_waits_behind_a_button_and_the_keys_reach_it(rooms: Rooms) -> None:
    rooms.show_place(Place("few", 7, "prospects"))
    assert rooms.room().asked == [7]
    QApplication.processEvents()
    rooms.resize(rooms.minimumSizeHint().width(), 600)
    QApplication.processEvents()
    segments = rooms.segments
    assert segments.more.isVisible()
    assert segments.current() == "prospects"
    assert not cuts(rooms)
    waiting = [entry[0] for entry in segments._rest() if entry]
    assert "Stock" in waiting
    segments.setFocus()
    QTest.keyClick(segments, Qt.Key.Key_End)
    QApplication.processEvents()
    assert segments.current() == "stock"
    assert segments.isTabVisible(7)
    assert rooms.room("stock") is rooms.room()
    assert len(rooms._rooms) == 3, "none was made in passing"
    assert not cuts(rooms)
    rooms.resize(1280, 600)
    QApplication.processEvents()
    assert segments.seen() == list(range(8))
    assert segments.more.isHidden()


def test_words_parts_and_rail_belong_to_the_room_in_front(rooms: Rooms) -> None:
    assert rooms.bar.note() == ""
    assert not rooms.new_here()
    rooms.focus_filter()
    assert rooms.room().picker.search.hasFocus()
    rooms.segments.choose("prospects")
    front = rooms.room()
    assert rooms.bar.note() == "7 open, $4,200 a month"
    front.railed.emit(True)
    assert front.rail.isVisible()
    tell_laid(front.inside, True)
    assert not front.button.isVisible()
    tell_laid(front.inside, False)
    assert front.button.isVisible()
    assert rooms.new_here()
    assert front.asked == ["new"]
    front.inside.setFocus()
    rooms.segments.choose("calls")
    assert not front.button.isVisible()
    assert not front.rail.isVisible()
    front.noted.emit("8 open")
    assert rooms.bar.note() == ""
    assert rooms.room().picker.isAncestorOf(QApplication.focusWidget()), "the keyboard goes along"
    assert not rooms.next_pane()
    rooms.show_place(Place("few"))
    assert rooms.segments.current() == "clients"
