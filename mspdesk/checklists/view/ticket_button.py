"""The button in the head of a ticket; apart, so that a first ticket loads nothing of checklists."""

from __future__ import annotations

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import IconButton


class ChecklistButton(IconButton):
    """Opens the checklist of a ticket beside it, or offers one to be put on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("list-checks", "Checklist of this ticket", self._open)
        self._desk = desk
        self._ticket_id = 0

    def show_id(self, ticket_id: int) -> None:
        """Stand for another ticket."""
        self._ticket_id = ticket_id

    def _open(self) -> None:
        about = {"mode": "checklist"}
        self._desk.go(Place("tickets", self._ticket_id, "mode", about))
