"""Small painted signs that always carry a number, a shape or a word besides their colour."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..rows import dataclass
from . import icons, painting, spoken, theme
from .tokens import TONES

_FULL = 360 * 16
_TOP = 90 * 16
# Below this share of known facts a completeness ring is amber, from the second on it is green.
_RING_AMBER, _RING_GREEN = 60, 85


class Ring(Enum):
    """The shapes of a status; colour only repeats what the shape says."""

    DASHED = "new"
    QUARTER = "assigned"
    CLOCK = "scheduled"
    HALF = "in progress"
    PAUSE = "waiting"
    PAUSE_GREY = "on hold"
    CHECK = "done"
    CROSS = "cancelled"


_RINGS = {
    "new": Ring.DASHED,
    "assigned": Ring.QUARTER,
    "scheduled": Ring.CLOCK,
    "in_progress": Ring.HALF,
    "on_hold": Ring.PAUSE_GREY,
    "completed": Ring.CHECK,
    "closed": Ring.CHECK,
    "done": Ring.CHECK,
    "cancelled": Ring.CROSS,
    "canceled": Ring.CROSS,
}


def ring_of(status: str) -> Ring:
    """The shape of a status by its key or its words ("in_progress", "Waiting on client")."""
    key = status.strip().lower().replace(" ", "_").replace("-", "_")
    return Ring.PAUSE if key.startswith("waiting") else _RINGS.get(key, Ring.DASHED)


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a small disc: two initials, the whole name for readers, a tone."""

    initials: str
    name: str
    tone: str = "blue"


_FACE_TONES = ("blue", "green", "amber", "grey", "red")


def face_of(name: str, index: int = 0) -> Face:
    """The face of a person by name; the person's id picks the tone, blue for the first."""
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    initials = words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])
    return Face(initials.upper(), name, _FACE_TONES[max(index - 1, 0) % len(_FACE_TONES)])


def guest_face(name: str) -> Face:
    """The face of somebody who is not of the shop: always grey, so that the team stands out."""
    return replace(face_of(name), tone="grey")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A sign that other widgets place: its size in px at 100 %, how to draw it, what it says."""

    size: int
    draw: Callable[[QPainter, QRectF], None]
    words: str = ""

    def paint(self, painter: QPainter, x: float, middle: float) -> int:
        """Draw at x, centred on a height; returns the width taken in px."""
        size = theme.current().px(self.size)
        self.draw(painter, QRectF(int(x), int(middle - size / 2 + 0.5), size, size))
        return size

    @staticmethod
    def priority(number: int) -> "Glyph":
        """A priority from 1 to 4 as a numbered square."""
        return Glyph(18, lambda painter, rect: paint_priority(painter, rect, number), f"{number}")

    @staticmethod
    def status(key: str) -> "Glyph":
        """A status as a ring."""
        words = ring_of(key).value
        return Glyph(14, lambda painter, rect: paint_status(painter, rect, key), words)

    @staticmethod
    def avatar(face: Face | None, size: int = 22) -> "Glyph":
        """A person as initials on a tint; None is nobody, a dashed circle."""
        words = face.name if face else "nobody"
        return Glyph(size, lambda painter, rect: paint_avatar(painter, rect, face), words)

    @staticmethod
    def nobody(size: int = 22) -> "Glyph":
        """The dashed circle where a person could be."""
        return Glyph.avatar(None, size)

    @staticmethod
    def ring(percent: int) -> "Glyph":
        """How much is known, in percent, as a ring."""
        return Glyph(18, lambda painter, rect: paint_ring(painter, rect, percent), f"{percent}%")

    @staticmethod
    def drawn(name: str, color: str = "ink2", size: int = 16) -> "Glyph":
        """A line icon as a sign."""
        return Glyph(size, lambda painter, rect: icons.paint(painter, name, rect, color), "")

    @staticmethod
    def missing(color: str = "amber") -> "Glyph":
        """The dashed ring of a fact that nobody has looked up yet."""
        return Glyph(14, lambda painter, rect: _dashed(painter, _inner(rect), color), "missing")

    @staticmethod
    def ticked(color: str = "green") -> "Glyph":
        """The check of a fact that was looked up."""
        return Glyph.drawn("check", color, 14)


class GlyphBox(QWidget):
    """A sign standing alone in a layout; its words are read aloud."""

    spoken_as = spoken.Role.Graphic

    def __init__(self, glyph: Glyph) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_glyph(glyph)

    def set_glyph(self, glyph: Glyph) -> None:
        """Show another sign."""
        self._glyph = glyph
        size = theme.current().px(glyph.size)
        self.setFixedSize(size, size)
        self.setAccessibleDescription(glyph.words)
        self.update()

    def spoken(self) -> str:
        """What readers say: what the sign means."""
        return self._glyph.words

    def paintEvent(self, event: object) -> None:
        """Draw the sign."""
        painter = painting.begin(self)
        self._glyph.draw(painter, QRectF(self.rect()))


def paint_priority(painter: QPainter, rect: QRectF, number: int) -> None:
    """1 solid, 2 tinted, 3 outline, 4 grey outline, each with its number."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = now.color(f"p{min(max(number, 1), 4)}")
    radius = rect.width() / 4.5
    if number == 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        fill = QColor(color)
        fill.setAlpha(33)
        edge = now.color("edge") if number == 4 else color
        painter.setBrush(fill if number == 2 else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, 1.3))
        painter.drawRoundedRect(rect.adjusted(0.65, 0.65, -0.65, -0.65), radius, radius)
    # Tinted, 2 has too little contrast to its own tint for a figure this small.
    ink = {1: now.color("paper"), 2: now.color("ink")}.get(number, color)
    painter.setPen(ink)
    painter.setFont(theme.font("tag", 700))
    painter.drawText(rect, painting.CENTER, str(number))


def paint_status(painter: QPainter, rect: QRectF, key: str) -> None:
    """The ring of a status by its key."""
    paint_status_ring(painter, rect, ring_of(key))


def paint_status_ring(painter: QPainter, rect: QRectF, shape: Ring) -> None:
    """The ring of a status by its shape."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _SHAPES[shape](painter, _inner(rect))


def _inner(rect: QRectF) -> QRectF:
    """The circle whose 1.5 px stroke just fits."""
    return rect.adjusted(0.75, 0.75, -0.75, -0.75)


def _stroke(painter: QPainter, color: str, width: int = 16) -> None:
    painter.setPen(theme.current().pen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _dashed(painter: QPainter, circle: QRectF, color: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.current().color(color), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dash = circle.width() * 3.14159 / 8 / 1.5
    pen.setDashPattern([dash * 0.72, dash * 0.28])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)


def _part(painter: QPainter, circle: QRectF, color: str, share: int) -> None:
    """A ring with a pie of some 360ths from the top, clockwise."""
    _stroke(painter, color)
    painter.drawEllipse(circle)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().brush(color))
    cut = circle.width() * 0.24
    painter.drawPie(circle.adjusted(cut, cut, -cut, -cut), _TOP, -share * 16)


def _clock(painter: QPainter, circle: QRectF) -> None:
    _stroke(painter, "ink2")
    painter.drawEllipse(circle)
    middle, reach = circle.center(), circle.width() * 0.28
    path = QPainterPath(middle - QPointF(0, reach))
    path.lineTo(middle)
    path.lineTo(middle + QPointF(reach * 0.75, reach * 0.45))
    painter.drawPath(path)


def _pause(painter: QPainter, circle: QRectF, color: str) -> None:
    _stroke(painter, color)
    painter.drawEllipse(circle)
    middle, reach, apart = circle.center(), circle.width() * 0.2, circle.width() * 0.12
    for side in (-apart, apart):
        at = middle + QPointF(side, 0)
        painter.drawLine(at - QPointF(0, reach), at + QPointF(0, reach))


def _check(painter: QPainter, circle: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().brush("green"))
    painter.drawEllipse(circle.adjusted(-0.75, -0.75, 0.75, 0.75))
    tick(painter, circle, "paper", 17)


def _cross(painter: QPainter, circle: QRectF) -> None:
    _stroke(painter, "ink3")
    painter.drawEllipse(circle)
    middle, reach = circle.center(), circle.width() * 0.17
    for way in (1, -1):
        arm = QPointF(reach, reach * way)
        painter.drawLine(middle - arm, middle + arm)


_SHAPES: dict[Ring, Callable[[QPainter, QRectF], None]] = {
    Ring.DASHED: lambda painter, circle: _dashed(painter, circle, "ink2"),
    Ring.QUARTER: lambda painter, circle: _part(painter, circle, "ink2", 90),
    Ring.CLOCK: _clock,
    Ring.HALF: lambda painter, circle: _part(painter, circle, "accent", 180),
    Ring.PAUSE: lambda painter, circle: _pause(painter, circle, "amber"),
    Ring.PAUSE_GREY: lambda painter, circle: _pause(painter, circle, "ink3"),
    Ring.CHECK: _check,
    Ring.CROSS: _cross,
}


def tick(painter: QPainter, box: QRectF, color: str, tenths: int = 18) -> None:
    """A tick inside a box; stroke in tenths of a pixel."""
    pen = QPen(theme.current().color(color), tenths / 10)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, size = box.x(), box.y(), box.width()
    path = QPainterPath(QPointF(x + size * 0.27, y + size * 0.52))
    path.lineTo(x + size * 0.44, y + size * 0.68)
    path.lineTo(x + size * 0.74, y + size * 0.35)
    painter.drawPath(path)


def paint_check(painter: QPainter, rect: QRectF, checked: bool, color: str = "accent") -> None:
    """A check box of 16 px, ticked or empty."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if checked:
        painting.box(painter, rect, 4, color)
        tick(painter, rect, "paper", 18)
    else:
        painting.box(painter, rect, 4, "paper", "edge")


def paint_avatar(painter: QPainter, rect: QRectF, face: Face | None) -> None:
    """Initials on a tinted disc, or a dashed circle for nobody."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face is None:
        pen = QPen(now.color("edge"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    ground, ink = TONES.get(face.tone, TONES["grey"])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.brush(ground))
    painter.drawEllipse(rect)
    painter.setPen(now.color(ink))
    painter.setFont(_initials(int(rect.width())))
    painter.drawText(rect, painting.CENTER, face.initials)


def _initials(width: int) -> QFont:
    """Initials fit their disc: 10 px in a disc of 22."""
    return theme.font("initials") if width <= theme.current().px(24) else theme.font("tag")


def paint_ring(painter: QPainter, rect: QRectF, percent: int) -> None:
    """A share of 100 as a ring: amber below 60, ink between, green from 85."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = rect.adjusted(1.25, 1.25, -1.25, -1.25)
    _stroke(painter, "line2", 23)
    painter.drawEllipse(circle)
    share = min(max(percent, 0), 100)
    color = "amber" if share < _RING_AMBER else "ink2" if share < _RING_GREEN else "green"
    _stroke(painter, color, 23)
    painter.drawArc(circle, _TOP, -_FULL * share // 100)


def paint_mark(painter: QPainter, rect: QRectF) -> None:
    """The mark of the program: a binder page with three lines and a yellow divider."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = rect.width() / 20
    page = QRectF(rect.x(), rect.y(), 17 * unit, rect.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.brush("accent"))
    painter.drawRoundedRect(page, 3.5 * unit, 3.5 * unit)
    painter.setBrush(now.brush("on_accent"))
    for at, reach in ((5.5, 7.0), (10.5, 7.0), (15.5, 4.5)):
        painter.drawEllipse(
            QPointF(rect.x() + 3.9 * unit, rect.y() + at * unit), 1.4 * unit, 1.4 * unit
        )
        stroke = QRectF(
            rect.x() + 7 * unit, rect.y() + (at - 0.85) * unit, reach * unit, 1.7 * unit
        )
        painter.drawRoundedRect(stroke, 0.85 * unit, 0.85 * unit)
    painter.setBrush(now.brush("hi") if not now.dark else QColor("#FFE680"))
    painter.drawRoundedRect(
        QRectF(rect.x() + 14 * unit, rect.y() + 4 * unit, 6 * unit, 6 * unit),
        1.5 * unit,
        1.5 * unit,
    )


def app_icon() -> QIcon:
    """The mark as the program's icon, at the sizes systems ask for."""
    found = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        inset = size / 12
        paint_mark(painter, QRectF(inset, inset, size - 2 * inset, size - 2 * inset))
        painter.end()
        found.addPixmap(picture)
    return found


class Mark(QWidget):
    """The mark at the left of the header."""

    def __init__(self, size: int = 20) -> None:
        super().__init__()
        self.setFixedSize(size, size)

    def paintEvent(self, event: object) -> None:
        """Draw the mark."""
        paint_mark(painting.begin(self), QRectF(self.rect()))
