"""A box of the chart: the title of a role, who wears it, highlighted where nobody has taken it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...widgets import glyphs, painting, spoken, theme
from ...widgets.glyphs import Face
from ...widgets.safe import one_line, tooltip
from ..rules.layout import Spot
from ..rules.plans import Measure

_RADIUS, _TOP_EDGE, _AVATAR = 7, 5, 20


class RoleBoxView(QWidget):
    """One box; the canvas it stands on moves it, and hears what the mouse does to it.

    `aimed` says what letting go here would do: under, before, after, give, or nothing.
    """

    spoken_as = spoken.Role.TreeItem

    def __init__(self, role_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.role_id = role_id
        self._spot: Spot | None = None
        self._measure: Measure | None = None
        self._scale = 1_000
        self._face: Face | None = None
        self._for_now = False
        self.chosen = False
        self.aimed = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_role(
        self, spot: Spot, measure: Measure, scale: int, face: Face | None, *, for_now: bool
    ) -> None:
        """Show a role as it is laid out; `scale` is thousandths of its units."""
        self._spot, self._measure, self._scale = spot, measure, scale
        self._face, self._for_now = face, for_now
        self.update()

    def say(self, sentence: str) -> None:
        """Let readers say this sentence for the box."""
        self.setAccessibleName(one_line(sentence))

    def hint(self, words: str) -> None:
        """Show words that were cut when somebody points at the box."""
        tooltip(self, words)

    def choose(self, chosen: bool) -> None:
        """Show whether it is the chosen one: the one the Tab key comes to."""
        if chosen != self.chosen:
            self.chosen = chosen
            tabs = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            self.setFocusPolicy(tabs)
            self.update()

    def aim(self, where: str) -> None:
        """Show what letting go here would do."""
        if where != self.aimed:
            self.aimed = where
            self.update()

    def _px(self, units: int) -> float:
        return units * self._scale * theme.current().scale / 100_000

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet, its highlighter, its words, and the frame of the chosen one."""
        if self._spot is None or self._measure is None:
            return
        painter = painting.begin(self)
        whole = QRectF(self.rect())
        self._paint_sheet(painter, whole)
        self._paint_words(painter)
        if self.aimed in ("under", "give"):
            painting.box(painter, whole, _RADIUS, "tint", "accent")
            self._paint_words(painter)
        elif self.aimed:
            self._paint_gap(painter, whole)
        if self.chosen or painting.ringed(self):
            painting.focus_ring(painter, whole, _RADIUS)
        if self.chosen and painting.ringed(self):
            painting.focus_ring(painter, whole.adjusted(3, 3, -3, -3), _RADIUS - 2, "tint2")

    def _paint_sheet(self, painter: QPainter, whole: QRectF) -> None:
        if not self._for_now:
            painting.box(painter, whole, _RADIUS, "paper", "line2")
            return
        painting.box(painter, whole, _RADIUS, "hi_soft", "hi")
        painter.save()
        edge = QPainterPath()
        edge.addRoundedRect(whole, _RADIUS, _RADIUS)
        painter.setClipPath(edge)
        painter.fillRect(
            QRectF(0, 0, whole.width(), self._px(_TOP_EDGE)), theme.current().brush("hi")
        )
        painter.restore()

    def _paint_words(self, painter: QPainter) -> None:
        spot, now = self._spot, self._measure
        if spot is None or now is None:
            return
        percent = max(1, self._scale * theme.current().scale // 1_000)
        title = theme.font("row", 600, percent)
        small = theme.font("meta", 0, percent)
        inks = ("on_hi", "on_hi") if self._for_now else ("ink", "ink2")
        left, wide = self._px(now.pad), self.width() - 2 * self._px(now.pad)
        tall = now.key == "roomy"
        step = now.line
        top = 10 if tall else 3
        for line in spot.title:
            where = QRectF(left, self._px(top), wide, self._px(step + 1))
            painting.text(painter, where, line, title, inks[0])
            top += step
        face = _AVATAR if tall and self._face is not None else 0
        high = 24 if tall else step
        level = QRectF(left, self._px(top + (4 if tall else 0)), wide, self._px(high))
        if face:
            side = self._px(face)
            disc = QRectF(left, level.center().y() - side / 2, side, side)
            glyphs.paint_avatar(painter, disc, self._face)
            level.setLeft(left + side + self._px(6))
        painting.text(painter, level, spot.wearer, small, inks[1])
        if spot.note:
            note = QRectF(left, level.bottom() - self._px(2), wide, self._px(step))
            painting.text(painter, note, spot.note, small, inks[1])

    def _paint_gap(self, painter: QPainter, whole: QRectF) -> None:
        """A bar at the edge beside which a box would be put."""
        sides = {
            "above": QRectF(0, 0, whole.width(), 3),
            "below": QRectF(0, whole.height() - 3, whole.width(), 3),
            "left": QRectF(0, 0, 3, whole.height()),
            "right": QRectF(whole.width() - 3, 0, 3, whole.height()),
        }
        painter.fillRect(sides[self.aimed], theme.current().brush("accent"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        painting.note_focus(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave it to the canvas."""
        event.ignore()
