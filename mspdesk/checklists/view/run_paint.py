"""How a row of a run is drawn: a heading, a line with its number, mark and words."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from ...widgets import painting, theme
from ...widgets.glyphs import tick
from ...widgets.safe import one_line
from ..rules.run import State
from .run_rows import ROW, HeadRow, LineRow, Row

NUMBER_RIGHT, MARK, TEXT = 38, 47, 76
"""Px from the left at 100 %: where numbers end, where marks and texts begin."""

SIDE, BOX = 20, 18
_BAR = 3


def paint_row(
    painter: QPainter, rect: QRectF, row: Row, *, opened: bool = False, hovered: bool = False
) -> None:
    """Draw a row; of the open one only what stands before its words."""
    if isinstance(row, HeadRow):
        _head(painter, rect, row)
        return
    now = theme.current()
    if opened:
        painter.fillRect(rect, now.color("tint"))
        painter.fillRect(QRectF(rect.x(), rect.y(), _BAR, rect.height()), now.color("accent"))
    elif hovered:
        painter.fillRect(rect, now.color("sheet"))
    _before(painter, rect, row, opened=opened)
    if not opened:
        _words(painter, rect, row)


def _head(painter: QPainter, rect: QRectF, row: HeadRow) -> None:
    painter.fillRect(rect, theme.current().color("sheet"))
    room = rect.adjusted(SIDE, 0, -SIDE, 0)
    used = _draw(painter, room, row.count, "meta", "ink3", painting.RIGHT)
    room.setRight(room.right() - used - 10)
    used = _draw(painter, room, one_line(row.title), "strong", "ink2")
    if row.note:
        room.setLeft(room.x() + used + 10)
        _draw(painter, room, one_line(row.note), "meta", "ink3")


def _before(painter: QPainter, rect: QRectF, row: LineRow, *, opened: bool) -> None:
    """The number and the mark."""
    px = theme.current().px
    top = rect.y() + (px(5) if opened else px(3) if row.two else 0)
    numbers = QRectF(rect.x() + 4, top, px(NUMBER_RIGHT) - 4, px(ROW))
    role = "body" if len(row.line.number) < 4 else "meta"
    ink = "accent" if opened else "ink3"
    _draw(painter, numbers, row.line.number, role, ink, painting.RIGHT)
    size = px(BOX)
    box = QRectF(rect.x() + px(MARK), top + (px(ROW) - size) // 2, size, size)
    paint_mark(painter, box, row.result.state, opened=opened, closed=row.gate is not None)


def _words(painter: QPainter, rect: QRectF, row: LineRow) -> None:
    px = theme.current().px
    room = QRectF(rect.x() + px(TEXT), rect.y(), rect.width() - px(TEXT) - SIDE, px(ROW))
    if row.two:
        room.moveTop(rect.y() + px(3))
        lower = QRectF(room.x(), rect.y() + px(26), room.width(), px(20))
        _found(painter, lower, row)
    wide = _draw(painter, room, row.when, "meta", "ink3", painting.RIGHT)
    room.setRight(room.right() - wide - (12 if wide else 0))
    quiet = row.result.state in (State.NA, State.NOT_SEEN) or row.gate is not None
    role, ink = ("body", "ink3") if quiet else ("row", "ink")
    _draw(painter, room, one_line(row.line.text), role, ink)


def _found(painter: QPainter, room: QRectF, row: LineRow) -> None:
    """What was seen, the ticket of a problem, how many pictures."""
    kept = painting.width_of(row.ticket, theme.font("strong")) + 10 if row.ticket else 0
    words, pictures = row.words, len(row.result.photos)
    if pictures:
        more = "1 picture" if pictures == 1 else f"{pictures} pictures"
        words = f"{words}  ({more})" if words else more
    room = room.adjusted(0, 0, -kept, 0)
    used = _draw(painter, room, words, "meta", "ink2")
    if row.ticket:
        after = QRectF(room.x() + used + (8 if words else 0), room.y(), kept, room.height())
        _draw(painter, after, row.ticket, "strong", "accent")


def _draw(
    painter: QPainter,
    room: QRectF,
    words: str,
    role: str,
    color: str,
    align: Qt.AlignmentFlag = painting.LEFT,
) -> int:
    """One line of text, cut where it must be; answers its width in px."""
    if not words:
        return 0
    now = theme.current()
    cut, wide = _cut(words, role, now.scale, int(room.width()))
    painter.setFont(theme.font(role))
    painter.setPen(now.color(color))
    painter.drawText(room, align | Qt.TextFlag.TextSingleLine, cut)
    return wide


@lru_cache(maxsize=4_096)
def _cut(words: str, role: str, scale: int, room: int) -> tuple[str, int]:
    """Words as they fit into so many px, and how wide they are: a row is painted many times."""
    metrics = QFontMetrics(theme.font(role, scale=scale))
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    return cut, metrics.horizontalAdvance(cut)


def paint_mark(
    painter: QPainter, box: QRectF, state: str, *, opened: bool = False, closed: bool = False
) -> None:
    """The mark of a line in its box: ticked, a problem, not applicable, not seen, or empty."""
    now = theme.current()
    if state == State.OK:
        painting.box(painter, box, 4, "green")
        tick(painter, box, "paper", 18)
    elif state == State.ATTENTION:
        painting.box(painter, box, 4, "red")
        painting.text(painter, box, "!", theme.font("strong", 700), "paper", painting.CENTER)
    elif state == State.NA:
        painting.box(painter, box, 4, "grey", "edge")
        line = QRectF(box.x() + 5, box.center().y() - 0.8, box.width() - 10, 1.6)
        painter.fillRect(line, now.color("ink2"))
    elif state == State.NOT_SEEN:
        painting.box(painter, box, 4, "grey", "edge")
        painting.text(painter, box, "?", theme.font("strong"), "ink2", painting.CENTER)
    elif closed:
        painting.dashed_box(painter, box, 4, "", "edge")
    else:
        painter.setBrush(now.brush("paper"))
        painter.setPen(QPen(now.color("accent" if opened else "edge"), 2 if opened else 1.2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
