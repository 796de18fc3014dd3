"""Segments choose a view: one of a few, always one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from . import painting, theme
from .safe import one_line, unmnemonic

_PAD, _CLOSE, _EDGE = 11, 4, 3
"""Widths in px: around words, around them where there is no room, at the ends of the track."""


class SegmentControl(QTabBar):
    """A track with a few words, one of them lifted; arrow keys move, readers see tabs."""

    picked = Signal(str)

    def __init__(
        self,
        name: str,
        segments: Sequence[tuple[str, str]],
        on_change: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._keys: list[str] = []
        for key, text in segments:
            self._keys.append(key)
            self.addTab(unmnemonic(text))
            self.setTabData(self.count() - 1, key)
        self.currentChanged.connect(self._changed)
        if on_change is not None:
            self.picked.connect(on_change)

    def current(self) -> str:
        """The key of the chosen segment."""
        return self._keys[self.currentIndex()] if self._keys else ""

    def choose(self, key: str) -> None:
        """Choose a segment by key; raises ValueError for an unknown one."""
        self.setCurrentIndex(self._keys.index(key))

    def set_text(self, key: str, text: str) -> None:
        """Show other words on a segment, for example with a count."""
        self.setTabText(self._keys.index(key), unmnemonic(text))
        self.updateGeometry()

    def words(self) -> list[str]:
        """The words of all segments, as seen."""
        return [one_line(self.tabText(at).replace("&&", "&")) for at in range(self.count())]

    def _changed(self, at: int) -> None:
        if 0 <= at < len(self._keys):
            self.picked.emit(self._keys[at])

    def tabSizeHint(self, index: int) -> QSize:
        """Words and padding; the ends carry the edge of the track."""
        return self._size(index, _PAD)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Segments are never cut, but stand close where there is no room."""
        return self._size(index, _CLOSE)

    def _size(self, index: int, pad: int) -> QSize:
        words = self.tabText(index).replace("&&", "&")
        wide = painting.width_of(words, theme.font("label")) + 2 * theme.current().px(pad)
        wide += _EDGE * ((index == 0) + (index == self.count() - 1))
        return QSize(wide, theme.height("segment"))

    def sizeHint(self) -> QSize:
        """All segments that are shown, side by side."""
        wide = sum(self.tabSizeHint(at).width() for at in self._shown())
        return QSize(wide, theme.height("segment"))

    def minimumSizeHint(self) -> QSize:
        """The track is never cut."""
        wide = sum(self.minimumTabSizeHint(at).width() for at in self._shown())
        return QSize(wide, theme.height("segment"))

    def _shown(self) -> list[int]:
        return [at for at in range(self.count()) if self.isTabVisible(at)]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Segments follow presses, not drags."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move; Home and End jump."""
        last = self.count() - 1
        to = {
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Left: max(0, self.currentIndex() - 1),
            Qt.Key.Key_Right: min(last, self.currentIndex() + 1),
        }.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.step(to)

    def step(self, to: int) -> None:
        """Go to the segment at a place, as the arrow keys do."""
        self.setCurrentIndex(to)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        painting.note_focus(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and the lifted segment."""
        painter = painting.begin(self)
        whole = QRectF(self.rect())
        painting.box(painter, whole, 7, "sunk", "line")
        for at in range(self.count()):
            if not self.isTabVisible(at):
                continue
            rect = QRectF(self.tabRect(at))
            rect.setLeft(rect.left() + (_EDGE if at == 0 else 0))
            rect.setRight(rect.right() - (_EDGE if at == self.count() - 1 else 0))
            chosen = at == self.currentIndex()
            if chosen:
                lifted = rect.adjusted(0, _EDGE, 0, -_EDGE)
                painting.box(painter, lifted, 5, "paper", "line2")
                if painting.ringed(self):
                    painting.focus_ring(painter, lifted, 5)
            words = self.tabText(at).replace("&&", "&")
            ink = "ink" if chosen else "ink2"
            painting.text(painter, rect, words, theme.font("label"), ink, painting.CENTER)
