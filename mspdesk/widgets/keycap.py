"""A small key, drawn beside a page's main action and in the palette."""

import re

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from . import painting, spoken, theme

_RETURN = "\u21b5"


def cap_text(keys: str) -> str:
    """Keys as they stand on a cap: Ctrl+Enter becomes Ctrl and the return arrow."""
    named = keys.replace("Enter", _RETURN).replace("Return", _RETURN)
    return re.sub(r"(?<=\w)\+", " ", named).strip()


class KeyCap(QWidget):
    """One key or chord, 19 px high."""

    spoken_as = spoken.Role.StaticText

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_keys(keys)

    def set_keys(self, keys: str) -> None:
        """Show other keys."""
        self._keys = cap_text(keys)
        self.setAccessibleDescription(keys)
        self.updateGeometry()
        self.update()

    def spoken(self) -> str:
        """What readers say: the keys as they are called."""
        return self.accessibleDescription()

    def sizeHint(self) -> QSize:
        """As wide as its keys."""
        return QSize(cap_width(self._keys), theme.height("keycap"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key."""
        paint_cap(painting.begin(self), QRectF(self.rect()), self._keys)


def cap_width(keys: str) -> int:
    """The width of a cap in px."""
    now = theme.current()
    return max(now.px(26), painting.width_of(keys, theme.font("caption")) + now.px(18))


def paint_cap(painter: QPainter, rect: QRectF, keys: str) -> None:
    """Draw a key cap."""
    painting.box(painter, rect, 4, "sheet", "line2")
    painting.text(painter, rect, keys, theme.font("caption"), "ink2", painting.CENTER)
