"""The Hats room: what holds for all hats, and the page of each role."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..queries.roles import RoleBox, role_boxes

_VIEW = "mspdesk.orgchart.view"

PARTS: tuple[tuple[str, str, str, str], ...] = (
    ("balance", "Hours", "Time and next hire", "balance:BalancePart"),
    ("handoff", "Hand off", "Easiest and longest first", "handoff:HandOffPart"),
    ("coverage", "Coverage", "The day, by shift", "coverage:CoveragePart"),
    ("purposes", "Purposes", "Why each role exists", "purposes:PurposesPart"),
)
"""Key, title, what it is, and the class in this folder that shows it."""

ROLE = "role:"
"""What the key of a role begins with; its id follows."""


class HatsRoom(QWidget):
    """Parts and roles at the left, one of them at the right; each is made when first looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._parts: dict[str, Any] = {}
        self._pages = QStackedWidget()
        self.picker = Picker[str](
            "Hats and roles",
            title="Hats",
            placeholder="Find a role",
            on_select=self._show,
            on_enter=self._to_page,
            lines=2,
        )
        stack(self, PickerPage("hats", self.picker, self._pages, width=230))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, {"role", "person"}, self._reload)
        self.picker.select_first()

    def _reload(self) -> None:
        boxes = self._desk.ask(role_boxes)
        parts = [Pick(key, title, words) for key, title, words, _ in PARTS]
        roles = [_pick(box) for box in boxes]
        groups = [PickGroup("All hats", "", parts), PickGroup("Roles", str(len(roles)), roles)]
        self.picker.show_groups(groups)

    def part(self, key: str = "") -> Any:
        """The part of a key, the one in front without; made when first looked at."""
        key = key or self.picker.selected_key() or PARTS[0][0]
        name = "role" if key.startswith(ROLE) else key
        if name not in self._parts:
            path = next((path for one, _, _, path in PARTS if one == name), "role_page:RolePage")
            module, _, kind = path.partition(":")
            make: Callable[[Desk], QWidget] = getattr(import_module(f"{_VIEW}.{module}"), kind)
            made = self._parts[name] = make(self._desk)
            self._pages.addWidget(made)
        return self._parts[name]

    def _show(self, key: str | None) -> None:
        if key is None:
            return
        part = self.part(key)
        if key.startswith(ROLE):
            part.show_role(int(key.removeprefix(ROLE)))
        self._pages.setCurrentWidget(part)

    def _to_page(self) -> None:
        """Enter goes to the part in front."""
        self.part().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Go to a role and a part of its page, or to what holds for all hats."""
        wanted = str(place.about.get("part", ""))
        key = f"{ROLE}{place.id}" if place.id is not None else wanted
        if place.id is None and not any(key == name for name, *_ in PARTS):
            return
        self.picker.filter("")
        self.picker.select(key)
        self._show(self.picker.selected_key())
        if place.id is not None and self.picker.selected_key() == key:
            self.part(key).show_role(place.id, wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def new_here(self) -> bool:
        """N adds what the part in front keeps."""
        part = self.part()
        return bool(part.new_here()) if hasattr(part, "new_here") else False

    def print_shown(self) -> None:
        """Ctrl+P prints the paper of the part in front."""
        part = self.part()
        if hasattr(part, "print_shown"):
            part.print_shown()

    def export_list(self) -> None:
        """Write what the part in front lists into a file."""
        part = self.part()
        if hasattr(part, "export_list"):
            part.export_list()

    def focus_filter(self) -> None:
        """The / key goes to the search over the roles."""
        self.picker.search.setFocus()


def _pick(box: RoleBox) -> Pick[str]:
    who = f"{box.wearer}, for now" if box.for_now else box.wearer
    return Pick(f"{ROLE}{box.id}", box.title, who)
