"""The room of the library: every piece, starter sets, and the record of training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import column, lead_focus, stack
from ...widgets.tabs import UnderlineTabs
from .pieces import PiecesPart
from .roadmaps import RoadmapsPart
from .training import TrainingPart

_PARTS: tuple[tuple[str, str, Callable[[Desk], QWidget]], ...] = (
    ("pieces", "Everything", PiecesPart),
    ("roadmaps", "Starter sets", RoadmapsPart),
    ("training", "Training", TrainingPart),
)


class LibraryRoom(QWidget):
    """A room of the Checklists tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Library")
        self._desk = desk
        self.tabs = UnderlineTabs("Parts of the library")
        self._makers: dict[str, Callable[[Desk], QWidget]] = {}
        for key, title, make in _PARTS:
            self.tabs.add(key, title)
            self._makers[key] = make
        self.tabs.chosen.connect(lambda _key: self._turn())
        self._made: dict[str, QWidget] = {}
        self._pages = QStackedWidget()
        stack(self, column(self.tabs, margin=(16, 4, 16, 0)), self._pages)
        lead_focus(self, self._pages)
        self._turn()

    def part(self) -> Any:
        """The part in sight, made when first looked at."""
        key = self.tabs.current_key()
        if key not in self._made:
            self._made[key] = self._makers[key](self._desk)
            self._pages.addWidget(self._made[key])
        return self._made[key]

    def _turn(self) -> None:
        self._pages.setCurrentWidget(self.part())

    # What the tab asks of a room.

    def show_place(self, place: Place) -> None:
        """Go to a part of the library and there to what is asked for."""
        part = place.about.get("part", "pieces")
        if part in self._makers:
            self.tabs.choose(part)
            self.part().arrive(place)

    def new_here(self) -> bool:
        """N adds a piece, or records training."""
        return bool(self.part().new_here())

    def focus_filter(self) -> None:
        """The / key goes to the search."""
        self.part().focus_filter()

    def print_shown(self) -> None:
        """Ctrl+P prints what is chosen."""
        self.part().print_shown()

    def export_list(self) -> None:
        """Write the list in sight into a file (S143)."""
        self.part().export_list()
