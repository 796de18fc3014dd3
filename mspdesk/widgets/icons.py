"""Line icons from the resources, in any ink and at any pixel ratio."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from .. import paths
from . import theme

_STROKE = 'stroke-width="2"'
# A large icon gets a finer line, so that all look drawn with one pen (px of the 24 px drawing).
_STROKES = ((16, "1.75"), (999, "1.5"))
_MISSING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="2"><rect x="4" y="4" width="16" height="16" rx="3"/></svg>'
)
# Solid signs that the set of line icons does not have.
_OWN = {
    "stop-solid": '<rect x="2.5" y="2.5" width="19" height="19" rx="2.5" fill="currentColor"/>',
    "pause-solid": (
        '<rect x="4" y="3" width="6" height="18" rx="1.5" fill="currentColor"/>'
        '<rect x="14" y="3" width="6" height="18" rx="1.5" fill="currentColor"/>'
    ),
}
_AROUND = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'


def icon(name: str, size: int = 16, color: str = "ink2") -> QIcon:
    """An icon at a size in px at 100 %, in the colour of a token; sharp at every pixel ratio."""
    found = QIcon()
    for ratio in (1, 2, 3):
        found.addPixmap(pixmap(name, size, color, ratio))
    return found


def pixmap(name: str, size: int = 16, color: str = "ink2", ratio: int = 1) -> QPixmap:
    """An icon as a picture of size times ratio device pixels."""
    now = theme.current()
    return _drawn(name, now.px(size), now.color(color).name(), ratio)


def paint(painter: QPainter, name: str, at: QRectF, color: str = "ink2") -> None:
    """Draw an icon into a rectangle at the painter's own pixel ratio."""
    ratio = painter.device().devicePixelRatioF()
    whole = int(ratio) if ratio == int(ratio) else int(ratio) + 1
    size = int(at.width())
    picture = _drawn(name, size, theme.current().color(color).name(), whole)
    painter.drawPixmap(QRectF(at.x(), at.y(), size, size), picture, QRectF(picture.rect()))


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, color: str, ratio: int) -> QPixmap:
    picture = QPixmap(QSize(size * ratio, size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    stroke = next(width for limit, width in _STROKES if size <= limit)
    drawing = (
        _drawing(name).replace(_STROKE, f'stroke-width="{stroke}"').replace("currentColor", color)
    )
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    if name in _OWN:
        return _AROUND.format(_OWN[name])
    file = paths.resource(f"icons/{name}.svg")
    return file.read_text(encoding="utf-8") if file.exists() else _MISSING
