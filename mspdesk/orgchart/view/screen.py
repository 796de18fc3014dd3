"""The Org chart tab: a head with a segment for each room, the room in front below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import STRETCH, Panel, Toolbar, lead_focus, stack
from ...widgets.segments import SegmentControl
from ...widgets.splitter import CanvasInspector

_OWN, _TITLE = "roles", "Org chart"


class _Bodies(QStackedWidget):
    """The rooms over each other; the keyboard goes to the one in front."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        front = self.currentWidget()
        if front is not None:
            front.setFocus(event.reason())


class _Head(Toolbar):
    """The head of the tab; where it is narrow its title goes, which the tab says as well.

    What a room counts stands after the rooms, so that these stay where they are.
    """

    def __init__(self, rooms: QWidget, right: QWidget) -> None:
        super().__init__(_TITLE, "", rooms, STRETCH, right)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.removeWidget(self._note)
            layout.insertSpacing(layout.indexOf(rooms) + 1, 6)
            layout.insertWidget(layout.indexOf(rooms) + 2, self._note)
            self.let_go()


class OrgChartView(QWidget):
    """Roles, and whatever upper areas keep of people and plans, a room each (`orgchart.room`).

    A room is a widget made from the desk when somebody first looks at it. It may have
    `show_place(place)`, `new_here() -> bool`, `print_shown()`, `export_list()`, `focus_filter()`
    and `next_pane() -> bool`; what it has not is not done there. `head_parts` are widgets for the
    right of the head while the room is in front, `noted` is a signal with the words beside the
    title, `rail` a widget beside head and room, shown as its signal `railed` says. While a form is
    laid over a room its head parts are away (`form_laid`, called by Laid). A Place whose
    `do` is the key of a room leads there; any other leads to the roles.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Org chart and people")
        self._desk = desk
        panels = desk.panels("orgchart.room")
        self._makers = {panel.key: panel.make for panel in panels}
        self._rooms: dict[str, Any] = {}
        self._parts: dict[str, QWidget] = {}
        self._notes: dict[str, str] = {}
        self._railed: dict[str, bool] = {}
        self._covered: set[str] = set()
        self.segments = SegmentControl(
            "Rooms of the Org chart tab",
            [(panel.key, panel.title) for panel in panels],
            on_change=self._turn,
        )
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(8)
        right = QWidget()
        right.setLayout(self._actions)
        self.bar = _Head(self.segments, right)
        head = Panel("paper", rule="bottom")
        stack(head, self.bar)
        self._bodies = _Bodies()
        left, self._side = QWidget(), Panel("paper")
        stack(left, head, self._bodies)
        self._rails = QStackedWidget()
        stack(self._side, self._rails)
        self._panes = CanvasInspector("orgchart", left, self._side)
        stack(self, self._panes)
        self._side.hide()
        lead_focus(self, self._bodies)
        self._turn(self.segments.current())

    def room(self, key: str = "") -> Any:
        """The room of a key, the one in front without; made when first looked at."""
        key = key or self.segments.current()
        if key not in self._rooms:
            room = self._rooms[key] = self._makers[key](self._desk)
            self._bodies.addWidget(room)
            self._furnish(key, room)
        return self._rooms[key]

    def _furnish(self, key: str, room: Any) -> None:
        """Put what a room has beside itself into the head and the rail, and hear its words."""
        parts = QWidget()
        line = QHBoxLayout(parts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in getattr(room, "head_parts", ()):
            line.addWidget(part)
        self._actions.addWidget(parts)
        self._parts[key] = parts
        if hasattr(room, "noted"):
            room.noted.connect(lambda words: self._note(key, words))
            self._note(key, getattr(room, "note", ""))
        if hasattr(room, "rail"):
            self._rails.addWidget(room.rail)
            room.railed.connect(lambda shown: self._rail(key, shown))

    def _note(self, key: str, words: str) -> None:
        self._notes[key] = words
        if key == self.segments.current():
            self.bar.set_note(words)

    def form_laid(self, where: QWidget, there: bool) -> None:
        """A form in a room hides what the head offers: its own button is the one to press."""
        for key, room in self._rooms.items():
            if room is where or room.isAncestorOf(where):
                self._covered = self._covered | {key} if there else self._covered - {key}
        self._show_parts()

    def _show_parts(self) -> None:
        front = self.segments.current()
        for name, parts in self._parts.items():
            parts.setVisible(name == front and name not in self._covered)

    def _rail(self, key: str, shown: bool) -> None:
        self._railed[key] = shown
        if key == self.segments.current():
            self._side.setVisible(shown)

    def _turn(self, key: str) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        left = focused is not None and (
            self._bodies.isAncestorOf(focused) or self._side.isAncestorOf(focused)
        )
        room = self.room(key)
        self._bodies.setCurrentWidget(room)
        self._show_parts()
        self.bar.set_note(self._notes.get(key, ""))
        if hasattr(room, "rail"):
            self._rails.setCurrentWidget(room.rail)
        self._side.setVisible(self._railed.get(key, False))
        if left:
            self._bodies.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Go to a room, and let it do what was asked for."""
        self.segments.choose(place.do if place.do in self._makers else _OWN)
        room = self.room()
        if hasattr(room, "show_place"):
            room.show_place(place)

    def new_here(self) -> bool:
        """N adds what the room in front keeps; False where it adds nothing."""
        room = self.room()
        return bool(room.new_here()) if hasattr(room, "new_here") else False

    def focus_filter(self) -> None:
        """The / key goes to the search of the room in front."""
        room = self.room()
        if hasattr(room, "focus_filter"):
            room.focus_filter()

    def print_shown(self) -> None:
        """Ctrl+P prints what the room in front shows."""
        room = self.room()
        if hasattr(room, "print_shown"):
            room.print_shown()

    def export_list(self) -> None:
        """Write what the room in front shows into a file."""
        room = self.room()
        if hasattr(room, "export_list"):
            room.export_list()

    def next_pane(self) -> bool:
        """F6 goes to the next pane of the room in front."""
        room = self.room()
        return bool(room.next_pane()) if hasattr(room, "next_pane") else False
