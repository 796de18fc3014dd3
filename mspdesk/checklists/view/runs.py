"""The room of checklists: what is running, what is due, what can be begun (picture 08)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk


class RunsRoom(QWidget):
    """Checklists that run, those due this week and the masters, the page of one, its rail."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Checklists")
        self._desk = desk

    def show_place(self, place: Place) -> None:
        """Go to a run by its id, to a master by its code, or to the form of a new run."""
