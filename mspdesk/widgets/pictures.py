"""A picture as wide as there is room, for example a network map drawn elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from ..desk.desk import Desk
from ..errors import Trouble, UserError
from . import painting


class PictureView(QWidget):
    """Shows PNG bytes, smaller where they are too wide, never larger."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._picture = QPixmap()
        self._wanted = b""

    def show_from(self, desk: Desk, content: bytes) -> None:
        """Show what may be a picture; made clean apart from this process where it is not yet."""
        from ..exchange.pictures import PAGE, fetch_clean, is_clean

        self._wanted = content
        if not content or is_clean(content, PAGE):
            self.show_png(content)
            return
        self.show_png(b"")

        def show(png: bytes) -> None:
            if isValid(self) and self._wanted is content:
                self.show_png(png)

        def refused(error: BaseException) -> None:
            if not isinstance(error, (Trouble, UserError)):
                raise error
            desk.refuse(error)

        desk.fetch("Reading a picture", fetch_clean, content).then(show).otherwise(refused)

    def show_png(self, png: bytes) -> None:
        """Show another picture, one that `clean_picture` made; nothing for any other bytes."""
        from ..exchange.pictures import PAGE, is_clean

        self._picture = QPixmap()
        if is_clean(png, PAGE):
            self._picture.loadFromData(png, "PNG")
        self._fit()
        self.update()

    def is_empty(self) -> bool:
        """Whether there is nothing to see yet."""
        return self._picture.isNull()

    def _size(self) -> QSize:
        wide = min(self.width(), self._picture.width())
        if not self._picture.width():
            return QSize(0, 0)
        return QSize(wide, wide * self._picture.height() // self._picture.width())

    def _fit(self) -> None:
        self.setFixedHeight(max(self._size().height(), 1))

    def resizeEvent(self, event: object) -> None:
        """Keep its shape."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it from the left."""
        painter = painting.begin(self)
        size = self._size()
        target = QRectF(0, 0, size.width(), size.height())
        painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
        if painting.ringed(self):
            painting.focus_ring(painter, target, 4)
