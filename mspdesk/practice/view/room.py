"""The Practice room: its parts at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage

_VIEW = "mspdesk.practice.view"

PARTS: tuple[tuple[str, str, str, str], ...] = (
    ("days", "Tech of the day", "Who takes the calls, and my day", "days:DaysPart"),
    ("oncall", "On call", "Nights, calls and minutes", "oncall:OnCallPart"),
    ("review", "Backlog review", "Sort, look at, put right", "review:ReviewPart"),
    ("alerts", "Alerts", "What monitoring says", "alerts:AlertsPart"),
    ("patches", "Patches", "Policies, and what is missing", "patches:PatchesPart"),
    ("response", "Response met", "Targets, by client", "response:ResponsePart"),
    ("who", "Usual technician", "One of us, or in turns", "who:WhoPart"),
    ("tools", "Tools and kits", "What may be used, who has it", "tools:ToolsPart"),
)
"""Key, title, what it is, and the class in this folder that shows it."""


class PracticeRoom(QWidget):
    """What the shop does beside tickets and checklists; each part is made when first looked at.

    A part may have `arrive(place)`, `new_here() -> bool` and `print_shown()`.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._parts: dict[str, Any] = {}
        self._pages = QStackedWidget()
        self.picker = Picker[str](
            "Parts of practice",
            title="Practice",
            placeholder="Find a part",
            on_select=self._show,
            lines=2,
        )
        stack(self, PickerPage("practice", self.picker, self._pages, width=230))
        self.picker.show_picks([Pick(key, title, words) for key, title, words, _ in PARTS])
        self.picker.select_first()
        lead_focus(self, self.picker)

    def part(self, key: str = "") -> Any:
        """The part of a key, the one in front without; made when first looked at."""
        key = key or self.picker.selected_key() or PARTS[0][0]
        if key not in self._parts:
            path = next(path for name, _, _, path in PARTS if name == key)
            module, _, name = path.partition(":")
            make: Callable[[Desk], QWidget] = getattr(import_module(f"{_VIEW}.{module}"), name)
            made = self._parts[key] = make(self._desk)
            self._pages.addWidget(made)
        return self._parts[key]

    def _show(self, key: str | None) -> None:
        if key is not None:
            self._pages.setCurrentWidget(self.part(key))

    def show_place(self, place: Place) -> None:
        """Go to a part, and let it do what was asked for."""
        key = place.about.get("part")
        if not any(key == name for name, *_ in PARTS):
            return
        self.picker.filter("")
        self.picker.select(str(key))
        self._show(str(key))
        part = self.part(str(key))
        if hasattr(part, "arrive"):
            part.arrive(place)

    def new_here(self) -> bool:
        """N adds what the part in front keeps."""
        part = self.part()
        return bool(part.new_here()) if hasattr(part, "new_here") else False

    def print_shown(self) -> None:
        """Ctrl+P prints the paper of the part in front."""
        part = self.part()
        if hasattr(part, "print_shown"):
            part.print_shown()

    def focus_filter(self) -> None:
        """The / key goes to the search over the parts."""
        self.picker.search.setFocus()
