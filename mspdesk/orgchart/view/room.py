"""The Roles room: the chart of hats, who wears them, the card of the picked one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk


class RolesRoom(QWidget):
    """The chart with its legend, the strip of people below, and the rail of the picked role."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
