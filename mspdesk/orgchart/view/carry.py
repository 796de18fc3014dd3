"""Something that is being dragged, as a small card that follows the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ...widgets import glyphs, painting, theme
from ...widgets.glyphs import Face
from ...widgets.safe import one_line

_HIGH, _PAD, _AVATAR = 34, 12, 20


class Carried(QWidget):
    """A card over the window of the widget it is taken from; the mouse goes through it."""

    def __init__(self, owner: QWidget, words: str, face: Face | None = None) -> None:
        super().__init__(owner.window())
        self._words, self._face = one_line(words), face
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        px = theme.current().px
        wide = painting.width_of(self._words, theme.font("row", 600)) + 2 * px(_PAD)
        return QSize(wide + (px(_AVATAR + 6) if self._face else 0), px(_HIGH))

    def follow(self, place: QPoint) -> None:
        """Stand beside the mouse, given in places of the screen."""
        at = self.window().mapFromGlobal(place)
        self.move(at + QPoint(12, 8))
        self.raise_()
        self.show()

    def put_away(self) -> None:
        """Be gone."""
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = painting.begin(self)
        px = theme.current().px
        whole = QRectF(self.rect())
        painting.box(painter, whole, 7, "paper", "accent")
        left = float(px(_PAD))
        if self._face is not None:
            side = px(_AVATAR)
            glyphs.paint_avatar(
                painter, QRectF(left, (whole.height() - side) / 2, side, side), self._face
            )
            left += side + px(6)
        where = QRectF(left, 0, whole.width() - left, whole.height())
        painting.text(painter, where, self._words, theme.font("row", 600), "ink")
