"""How the cells of a list are painted: one function a kind, text laid out once and kept."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QStaticText, QTransform

from . import glyphs, icons, painting, tags, theme
from .columns import WHOLE, Cell, Column

# Kind: (role, ink, ink on a selected row).
_STYLE: dict[str, tuple[str, str, str]] = {
    "id": ("meta", "ink3", "ink2"),
    "title": ("row", "ink", "ink"),
    "text": ("body", "ink", "ink"),
    "muted": ("meta", "ink3", "ink2"),
    "date": ("body", "ink2", "ink"),
    "status": ("meta", "ink2", "ink2"),
    "num": ("meta", "ink2", "ink2"),
    "money": ("row", "ink", "ink"),
    "bar": ("meta", "ink2", "ink2"),
    "two_line": ("row", "ink", "ink"),
}
_PLAIN = Qt.TextFormat.PlainText
_KEEP = QStaticText.PerformanceHint.AggressiveCaching
_RIGHT_CUT = Qt.TextElideMode.ElideRight


@lru_cache(maxsize=8192)
def laid_out(text: str, role: str, weight: int, width: int, scale: int) -> tuple[QStaticText, int]:
    """One line of text, cut to a width in px and shaped once; with its own width."""
    font = theme.font(role, weight, scale)
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(text, _RIGHT_CUT, width) if width else text
    static = QStaticText(cut)
    static.setTextFormat(_PLAIN)
    static.setPerformanceHint(_KEEP)
    static.prepare(QTransform(), font)
    return static, int(metrics.horizontalAdvance(cut) + 0.99)


@lru_cache(maxsize=64)
def _tall(role: str, scale: int) -> float:
    return QFontMetricsF(theme.font(role, 0, scale)).height()


def draw(
    painter: QPainter,
    rect: QRectF,
    text: str,
    style: tuple[str, str],
    *,
    right: bool = False,
    whole: bool = False,
    weight: int = 0,
) -> int:
    """Draw one line in the middle of a rectangle; style is role and ink. Returns its width."""
    if not text:
        return 0
    role, ink = style
    now = theme.current()
    static, wide = laid_out(text, role, weight, 0 if whole else int(rect.width()), now.scale)
    x = rect.right() - wide if right else rect.x()
    y = rect.y() + (rect.height() - _tall(role, now.scale)) / 2
    painter.setFont(theme.font(role, weight))
    painter.setPen(now.color(ink))
    painter.drawStaticText(QPointF(x, int(y + 0.5)), static)
    return wide


Painter = Callable[[QPainter, QRectF, Cell, "Style"], None]


class Style:
    """How one column is drawn, on a plain or on a picked row; worked out once."""

    __slots__ = ("ink", "paint", "right", "role", "whole")

    def __init__(self, column: Column[Any], *, picked: bool) -> None:
        usual, plain, on_tint = _STYLE.get(column.kind, _STYLE["text"])
        self.role = column.role or usual
        self.ink = on_tint if picked else plain
        self.right, self.whole = column.to_right, column.kind in WHOLE
        self.paint: Painter = _PAINTERS.get(column.kind, _text)


def _text(painter: QPainter, rect: QRectF, cell: Cell, style: Style) -> None:
    inks = (style.role, cell.color or style.ink)
    draw(painter, rect, cell.text, inks, right=style.right, whole=style.whole)


def _square(rect: QRectF, size: int, right: bool = False) -> QRectF:
    """A square of some px in the middle of a cell, at its near side."""
    x = rect.right() - size if right else rect.x()
    return QRectF(int(x), int(rect.y() + (rect.height() - size + 1) / 2), size, size)


def _prio(painter: QPainter, rect: QRectF, cell: Cell, _style: Style) -> None:
    if cell.extra:
        glyphs.paint_priority(painter, _square(rect, theme.current().px(18)), cell.extra)


def _status(painter: QPainter, rect: QRectF, cell: Cell, style: Style) -> None:
    if cell.extra is None:
        return
    size = theme.current().px(14)
    glyphs.paint_status_ring(painter, _square(rect, size), cell.extra)
    _text(painter, rect.adjusted(size + 7, 0, 0, 0), cell, style)


def _avatar(painter: QPainter, rect: QRectF, cell: Cell, _style: Style) -> None:
    glyphs.paint_avatar(painter, _square(rect, theme.current().px(22)), cell.extra)


def _tag(painter: QPainter, rect: QRectF, cell: Cell, _style: Style) -> None:
    if not cell.text:
        return
    high = theme.height("tag")
    wide = min(tags.tag_width(cell.text), int(rect.width()))
    box = QRectF(rect.x(), int(rect.y() + (rect.height() - high + 1) / 2), wide, high)
    tags.paint_tag(painter, box, cell.text, cell.extra)


def _bar(painter: QPainter, rect: QRectF, cell: Cell, style: Style) -> None:
    value: Any = cell.extra
    if value is None:
        return
    wide = draw(painter, rect, cell.text, (style.role, cell.color or style.ink), right=True)
    if wide:
        # As much room as the longest words take, so that all tracks of a column are equally long.
        wide = max(wide, painting.width_of("100%", theme.font(style.role)))
    track = rect.adjusted(0, 0, -(wide + 8 if wide else 0), 0)
    painting.bar(painter, track, value.part, value.whole, value.tone)


def _check(painter: QPainter, rect: QRectF, cell: Cell, _style: Style) -> None:
    if cell.extra is not None:
        glyphs.paint_check(painter, _square(rect, theme.current().px(16)), bool(cell.extra))


def _two_line(painter: QPainter, rect: QRectF, cell: Cell, style: Style) -> None:
    first, second = cell.extra
    if not second:
        draw(painter, rect, first, (style.role, cell.color or style.ink))
        return
    half = theme.current().px(17)
    middle = rect.center().y()
    upper = QRectF(rect.x(), middle - half, rect.width(), half)
    lower = QRectF(rect.x(), middle - 1, rect.width(), half)
    draw(painter, upper, first, (style.role, cell.color or style.ink))
    draw(painter, lower, second, ("meta", "ink3"))


def _icon(painter: QPainter, rect: QRectF, cell: Cell, style: Style) -> None:
    if cell.extra:
        square = _square(rect, theme.current().px(16), style.right)
        icons.paint(painter, cell.extra, square, cell.color or "ink2")


_PAINTERS: dict[str, Painter] = {
    "prio": _prio,
    "status": _status,
    "avatar": _avatar,
    "tag": _tag,
    "bar": _bar,
    "check": _check,
    "two_line": _two_line,
    "icon": _icon,
}
