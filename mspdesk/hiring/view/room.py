"""The Hiring room of the org chart: questions at the left, the worksheet of one at the right."""

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.layout import EmptyState, stack


class HiringRoom(QWidget):
    """Questions whether to hire, and the worksheet of each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        stack(self, EmptyState("users", "Hiring", "Being built."))
