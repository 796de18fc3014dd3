"""The rail beside the chart, with the card of the picked role in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ...widgets.layout import Panel, lead_focus, stack
from .role_card import RoleCard


class Rail(Panel):
    """The card of the picked role; Esc goes back to the chart."""

    closed = Signal()

    def __init__(self, card: RoleCard) -> None:
        super().__init__("paper")
        self.card = card
        stack(self, card)
        lead_focus(self, card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the card away."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
