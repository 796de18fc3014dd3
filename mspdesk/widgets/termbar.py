"""A stretch of time as a bar: how far it has gone, its months below, what waits at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from . import painting, theme
from .hot import Drawing
from .safe import one_line

_HEAD, _BAR, _FOOT, _DOT, _SIDE = 18, 8, 18, 7, 4


class TermBar(Drawing):
    """A bar filled up to now, with words above the place and marks below each part."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._total, self._now, self._window = 1, 0, 0
        self._marks: list[str] = []
        self._here, self._right = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_term(
        self,
        total: int,
        now: int,
        window: int,
        marks: Sequence[str],
        here: str,
        right: str,
    ) -> None:
        """Show a stretch of `total` days, `now` of them gone, the last `window` highlighted."""
        self._total, self._now = max(1, total), min(max(0, now), max(1, total))
        self._window = min(max(0, window), self._total)
        self._marks = [one_line(mark) for mark in marks]
        self._here, self._right = one_line(here), one_line(right)
        self.tell(". ".join(filter(None, (self._here, self._right))))
        self.refresh()

    def sizeHint(self) -> QSize:
        """Words, bar, marks."""
        px = theme.current().px
        return QSize(px(420), px(_HEAD) + px(10) + px(_BAR) + px(4) + px(_FOOT))

    def minimumSizeHint(self) -> QSize:
        """Narrow is fine: marks that do not fit are left out."""
        return QSize(theme.current().px(240), self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """Draw words, bar, dot and marks."""
        now = theme.current()
        head, high = now.px(_HEAD), now.px(_BAR)
        left, wide = float(_SIDE), float(self.width() - 2 * _SIDE)
        track = QRectF(left, head + now.px(9), wide, high)
        painting.box(painter, track, 4, "bare")
        begins = track.width() * (self._total - self._window) / self._total
        if self._window:
            box = QRectF(track.x() + begins, track.y(), track.width() - begins, high)
            painting.box(painter, box, 4, "hi")
        gone = track.width() * self._now / self._total
        painting.box(painter, QRectF(track.x(), track.y(), max(gone, high), high), 4, "accent")
        self._dot(painter, QPointF(track.x() + gone, track.center().y()))
        self._words(painter, track.x() + gone, QRectF(left, 0, wide, head))
        self._labels(painter, track.adjusted(0, high + now.px(3), 0, high + now.px(_FOOT)))

    def _dot(self, painter: QPainter, at: QPointF) -> None:
        now = theme.current()
        side = now.px(_DOT) - 1.0
        x = min(max(at.x(), side), self.width() - side)
        painter.setBrush(now.brush("paper"))
        painter.setPen(QPen(now.color("accent"), 2.5))
        painter.drawEllipse(QPointF(x, at.y()), side - 1.5, side - 1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _words(self, painter: QPainter, x: float, room: QRectF) -> None:
        """The words above now, never over those at the right."""
        font = theme.font("strong")
        right = painting.width_of(self._right, theme.font("label"))
        wide = painting.width_of(self._here, font)
        most = room.right() - right - 16 - wide
        start = max(room.x(), min(x - wide / 2, most))
        here = QRectF(start, room.y(), min(wide + 2.0, room.right() - start), room.height())
        painting.text(painter, here, self._here, font, "accent")
        painting.text(painter, room, self._right, theme.font("label"), "ink", painting.RIGHT)

    def _labels(self, painter: QPainter, room: QRectF) -> None:
        if not self._marks:
            return
        font = theme.font("meta")
        each = room.width() / len(self._marks)
        widest = max(painting.width_of(mark, font) for mark in self._marks) + 8
        step = max(1, int(-(-widest // max(1.0, each))))
        for at in range(0, len(self._marks), step):
            place = QRectF(room.x() + at * each, room.y(), each * step, room.height())
            wide = place if step == 1 else place.adjusted(0, 0, 0, 0)
            align = painting.CENTER if step == 1 else painting.LEFT
            painting.text(painter, wide, self._marks[at], font, "ink3", align)
