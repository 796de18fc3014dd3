"""A small icon that stands beside words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from . import icons, theme


class Sign(QWidget):
    """An icon in one ink, beside words that say the same; readers pass it by."""

    def __init__(self, icon: str, size: int = 16, color: str = "ink2") -> None:
        super().__init__()
        self._icon, self._size, self._color = icon, size, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square of the icon's size, at the size of text that was chosen."""
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the ink of the theme as it is now."""
        icons.paint(QPainter(self), self._icon, QRectF(self.rect()), self._color)
