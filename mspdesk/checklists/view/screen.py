"""The Checklists tab: a room in front, and a segment for each along the top."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import STRETCH, Panel, lead_focus, row, stack
from ...widgets.picker import PickerPage
from ...widgets.segments import SegmentControl

_OWN = "runs"


class _Bodies(QStackedWidget):
    """The rooms over each other; the keyboard goes to the one in front."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        front = self.currentWidget()
        if front is not None:
            front.setFocus(event.reason())


class ChecklistsView(QWidget):
    """Checklists, and whatever else the shop's practice keeps, a room each (`checklists.room`).

    A room is a widget made from the desk, when somebody first looks at it, or something with a
    `picker` and a `page` to stand beside each other. It may have
    `show_place(place)`, `new_here() -> bool`, `print_shown()`, `export_list()` and
    `focus_filter()`; what it has not is not done there. A Place whose `do` is the key of a room
    leads there; any other leads to the checklists.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Checklists and practice")
        self._desk = desk
        panels = desk.panels("checklists.room")
        self._makers = {panel.key: panel.make for panel in panels}
        self._rooms: dict[str, Any] = {}
        self._widgets: dict[str, QWidget] = {}
        self.segments = SegmentControl(
            "Rooms of the Checklists tab",
            [(panel.key, panel.title) for panel in panels],
            on_change=self._turn,
        )
        self._bodies = _Bodies()
        self.head = Panel("sheet", rule="bottom")
        stack(self.head, row(self.segments, STRETCH, margin=(12, 6, 12, 6)))
        stack(self, self.head, self._bodies)
        if len(panels) < 2:
            self.head.hide()
        lead_focus(self, self._bodies)
        self._turn(self.segments.current())

    def room(self, key: str = "") -> Any:
        """The room of a key, the one in front without; made when first looked at."""
        key = key or self.segments.current()
        if key not in self._rooms:
            room = self._rooms[key] = self._makers[key](self._desk)
            widget = room
            if hasattr(room, "picker") and hasattr(room, "page") and not _fills(room):
                widget = PickerPage(f"checklists-{key}", room.picker, room.page)
                lead_focus(widget, room.picker)
            self._widgets[key] = widget
            self._bodies.addWidget(widget)
        return self._rooms[key]

    def _turn(self, key: str) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        left = focused is not None and self._bodies.isAncestorOf(focused)
        self.room(key)
        self._bodies.setCurrentWidget(self._widgets[key])
        if left:
            self._bodies.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Go to a room, to a run, to a checklist, or to the form of a new run."""
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
        """Write the list of the room in front into a file."""
        room = self.room()
        if hasattr(room, "export_list"):
            room.export_list()


def _fills(room: Any) -> bool:
    """Whether a room is a widget that has laid itself out."""
    return isinstance(room, QWidget) and room.layout() is not None
