"""The box in the header that opens the palette."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from . import icons, keycap, painting, theme
from .buttons import Pressed
from .safe import one_line

_WIDE, _ROOM, _CAP, _WORDS = 230, 200, 150, 96
"""From which widths in px the box is whole, says all its words, shows its keys, says a word."""

LEAST_SEARCH = 34
"""How narrow in px the box may get: the glass alone."""


class SearchBox(Pressed):
    """Looks like a field, opens the palette; shows its shortcut as a key cap."""

    def __init__(
        self,
        on_open: Callable[[], object],
        text: str = "Search or jump to",
        keys: str = "Ctrl K",
        short: str = "Search",
    ) -> None:
        super().__init__(text, on_open)
        self.setAccessibleDescription(one_line(keys))
        self._text, self._short, self._keys = one_line(text), one_line(short), keys
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setMaximumWidth(theme.current().px(_WIDE))

    def sizeHint(self) -> QSize:
        """230 px wide."""
        return QSize(theme.current().px(_WIDE), theme.height("input"))

    def minimumSizeHint(self) -> QSize:
        """Room for the glass alone."""
        return QSize(theme.current().px(LEAST_SEARCH), theme.height("input"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        painter = painting.begin(self)
        now = theme.current()
        whole = QRectF(self.rect())
        painting.box(painter, whole, 6, "paper", "edge" if self.over() else "line2")
        if painting.ringed(self):
            painting.focus_ring(painter, whole, 6)
        size = now.px(14)
        at = QRectF(11, int((self.height() - size) / 2), size, size)
        icons.paint(painter, "search", at, "ink3")
        if self.width() < now.px(_WORDS):
            return
        words = self._text if self.width() >= now.px(_ROOM) else self._short
        room = whole.adjusted(now.px(32), 0, -8, 0)
        painting.text(painter, room, words, theme.font("body"), "ink2")
        if self.width() < now.px(_CAP):
            return
        wide, high = keycap.cap_width(self._keys), theme.height("keycap")
        cap = QRectF(self.width() - wide - 6, (self.height() - high) // 2, wide, high)
        keycap.paint_cap(painter, cap, self._keys)
