"""A goal as a link whose words wrap: nothing of what is wanted is cut off in a narrow rail."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ...widgets import painting, theme
from ...widgets.buttons import Pressed
from ...widgets.safe import one_line

_CAPTION = 15
"""Px that whose goal it is takes above the words."""


class GoalLink(Pressed):
    """Whose goal it is, and below it what is wanted; pressed, it leads there."""

    def __init__(self, whose: str, text: str, on_click: Callable[[], object]) -> None:
        super().__init__(f"Go to {whose}: {text}" if whose else f"Go to {text}", on_click)
        self._whose, self._words = one_line(whose), one_line(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def words(self) -> str:
        """What is wanted."""
        return self._words

    def _top(self) -> int:
        return theme.current().px(_CAPTION) if self._whose else 0

    def _wrapped(self, width: int) -> QRect:
        metrics = QFontMetrics(theme.font("body"))
        room = QRect(2, self._top(), max(20, width - 4), 2000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words)

    def _high(self, width: int) -> int:
        return self._wrapped(width).bottom() + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow with the words, which wrap."""
        super().resizeEvent(event)
        if self.height() != self._high(self.width()):
            self.setFixedHeight(self._high(self.width()))

    def sizeHint(self) -> QSize:
        """What it wants in a rail."""
        wide = theme.current().px(220)
        return QSize(wide, self._high(wide))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow, and higher for it."""
        return QSize(theme.current().px(80), self._high(theme.current().px(80)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw whose it is and the words."""
        painter = painting.begin(self)
        now = theme.current()
        if self._whose:
            room = QRectF(2, 0, self.width() - 4, self._top())
            painting.text(painter, room, self._whose, theme.font("caption"), "ink3")
        words = self._wrapped(self.width())
        words.setWidth(self.width() - words.x())
        painter.setFont(theme.font("body"))
        painter.setPen(now.color("accent_hover" if self.over() else "accent"))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self._words)
        if painting.ringed(self):
            painting.focus_ring(painter, QRectF(self.rect()), 5)
