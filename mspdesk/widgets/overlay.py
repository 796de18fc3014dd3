"""A small sheet that lies over the window beside what asked for it, and never takes the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from . import painting


class Overlay(QWidget):
    """A sheet below its anchor, or above it where the window ends; closes with the anchor."""

    def __init__(self, anchor: QWidget, content: QWidget) -> None:
        super().__init__()
        self._anchor = anchor
        self._window: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.addWidget(content)
        anchor.installEventFilter(self)

    def open_at(self, width: int, height: int) -> None:
        """Lie beside the anchor with a size in px, inside the window."""
        window = self._anchor.window()
        if self._window is not window:
            self.setParent(window)
            if self._window is not None:
                self._window.removeEventFilter(self)
            self._window = window
            window.installEventFilter(self)
        below = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 3))
        x = max(4, min(below.x(), window.width() - width - 4))
        y, room = below.y(), window.height() - below.y() - 4
        if room < height and below.y() - self._anchor.height() > room:
            y = max(4, below.y() - self._anchor.height() - height - 6)
        self.setGeometry(x, y, width, min(height, window.height() - y - 4))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when the anchor goes out of sight or the window changes its size."""
        gone = watched is self._anchor and event.type() in (
            QEvent.Type.Hide,
            QEvent.Type.Destroy,
        )
        if gone or (watched is self._window and event.type() == QEvent.Type.Resize):
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet and its line."""
        painting.box(painting.begin(self), QRectF(self.rect()), 8, "paper", "line2")
