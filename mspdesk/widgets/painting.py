"""Strokes every painted widget shares: rounded boxes, the focus ring, text that is cut politely."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from . import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_KEEP = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def begin(widget: QWidget) -> QPainter:
    """A painter with smooth edges on a widget."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(painter: QPainter, rect: QRectF, radius: int, fill: str = "", edge: str = "") -> None:
    """A rounded box with a crisp one-pixel edge; empty names leave fill or edge away."""
    now = theme.current()
    painter.setBrush(now.brush(fill) if fill else Qt.BrushStyle.NoBrush)
    if edge:
        painter.setPen(now.pen(edge))
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)


def bar(painter: QPainter, rect: QRectF, part: int, whole: int, tone: str) -> None:
    """A bar of 6 px with its share filled."""
    if rect.width() < 1:
        return
    high = 6
    track = QRectF(rect.x(), int(rect.y() + (rect.height() - high) / 2), rect.width(), high)
    box(painter, track, 3, "bare")
    if part > 0 and whole > 0:
        share = min(part, whole) * track.width() / whole
        box(painter, QRectF(track.x(), track.y(), max(share, high), high), 3, tone)


def dashed_box(
    painter: QPainter, rect: QRectF, radius: int, fill: str = "", edge: str = "edge"
) -> None:
    """A rounded box with a dashed edge: something that could be here."""
    now = theme.current()
    pen = QPen(now.color(edge), 1)
    pen.setDashPattern([4, 2.5])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(now.brush(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, radius: int, color: str = "accent") -> None:
    """The two-pixel ring that shows where the keyboard is."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.current().pen(color, 20))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def note_focus(widget: QWidget, event: QFocusEvent) -> None:
    """Remember how focus came: the mouse, or a window coming up by itself, draws no ring."""
    if event.reason() == Qt.FocusReason.MouseFocusReason:
        widget.setProperty("ring", False)
    elif event.reason() not in _KEEP:
        widget.setProperty("ring", True)
    widget.update()


class _Watch(QObject):
    """Notes how focus comes to a list and draws it anew when it comes or goes."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of the focus; the list itself still gets it."""
        if isinstance(event, QFocusEvent) and isinstance(watched, QAbstractScrollArea):
            if event.type() == QEvent.Type.FocusIn:
                note_focus(watched, event)
            watched.viewport().update()
        return False


def watch_focus(area: QAbstractScrollArea) -> None:
    """Let a list, a side list or a preview show its ring when the keyboard comes to it."""
    area.installEventFilter(_Watch(area))


def ringed(widget: QWidget) -> bool:
    """Whether a widget has the focus and did not get it from the mouse."""
    return widget.hasFocus() and bool(widget.property("ring"))


def ring_row(painter: QPainter, rows: QAbstractItemView) -> None:
    """The ring around the current row of a list that has the keyboard; around all without one."""
    if ringed(rows):
        index = rows.currentIndex()
        whole = rows.visualRect(index) if index.isValid() else rows.viewport().rect()
        focus_ring(painter, QRectF(whole), 3)


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    color: str,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """One line of text, cut with an ellipsis where it must be; returns its width in px."""
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.setFont(font)
    painter.setPen(theme.current().color(color))
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, cut)
    return metrics.horizontalAdvance(cut)


def folded_height(words: str, font: QFont, wide: int) -> int:
    """The height in px of words that go on in further lines where `wide` px are too few."""
    room = QRect(0, 0, max(wide, 1), 1 << 14)
    return QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()


def width_of(words: str, font: QFont) -> int:
    """The width of one line of text in whole px, rounded up."""
    return int(QFontMetricsF(font).horizontalAdvance(words) + 0.99)


def across(painter: QPainter, left: float, right: float, y: float, color: str) -> None:
    """A crisp one-pixel line from left to right."""
    painter.fillRect(QRectF(left, int(y), right - left, 1), theme.current().color(color))


def upright(painter: QPainter, x: float, top: float, foot: float, color: str) -> None:
    """A crisp one-pixel line from top to foot."""
    painter.fillRect(QRectF(int(x), top, 1, foot - top), theme.current().color(color))


def line_height(font: QFont) -> int:
    """The distance of two lines of wrapped text in px."""
    return int(QFontMetricsF(font).lineSpacing() + 0.99)
