"""A drawing of boxes and lines that can be looked at, walked through and moved about.

Arrow keys go from box to box, Ctrl with an arrow moves the chosen one, Enter opens it, Delete takes
it away; the mouse drags. Coordinates are those of the drawing, which is scaled to the width there
is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..rows import dataclass
from . import painting, spoken, theme
from .safe import clean

_DASHES: dict[str, list[float]] = {"cable": [], "wireless": [1, 3], "vpn": [5, 3]}
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class CanvasBox:
    """A box with its words; `look` is outside, core, plain or note."""

    key: str
    title: str
    under: tuple[str, ...]
    look: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CanvasWire:
    """A line through points between two boxes; `way` is cable, wireless or vpn.

    The middle of its words stands at `spot`.
    """

    one: str
    other: str
    points: tuple[tuple[int, int], ...]
    way: str
    label: str = ""
    spot: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class CanvasRoom:
    """A dashed frame with its name."""

    title: str
    x: int
    y: int
    width: int
    height: int


class MapCanvas(QWidget):
    """Shows a drawing of a width; tells which box is picked, moved, opened, taken away."""

    spoken_as = spoken.Role.Graphic

    picked = Signal(str)
    moved = Signal(str, int, int)
    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, name: str, wide: int, step: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wide, self._high, self._step = wide, 200, step
        self._boxes: list[CanvasBox] = []
        self._wires: list[CanvasWire] = []
        self._rooms: list[CanvasRoom] = []
        self._chosen = ""
        self._grip: QPointF | None = None
        self._at: QPointF | None = None

    def show_drawing(
        self,
        high: int,
        boxes: Sequence[CanvasBox],
        wires: Sequence[CanvasWire],
        rooms: Sequence[CanvasRoom] = (),
    ) -> None:
        """Show another drawing; the chosen box stays chosen where it still is."""
        self._high = high
        self._boxes, self._wires, self._rooms = list(boxes), list(wires), list(rooms)
        if self._chosen not in {box.key for box in self._boxes}:
            self._chosen = ""
        self._tell()
        self.setMinimumWidth(int(self._wide * self._least()) + 4)
        self.updateGeometry()
        self._fit()
        self.update()

    def chosen(self) -> str:
        """The key of the chosen box, empty without one."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Choose a box; an unknown one chooses none."""
        self._chosen = key if key in {box.key for box in self._boxes} else ""
        self._tell()
        self.update()
        self.picked.emit(self._chosen)

    def story(self) -> str:
        """What is drawn, in words: every box and what it is connected to."""
        return " ".join(self._sentence(box) for box in self._boxes)

    def _sentence(self, box: CanvasBox) -> str:
        names = {one.key: one.title for one in self._boxes}
        beside = [
            names[wire.other if wire.one == box.key else wire.one]
            for wire in self._wires
            if box.key in {wire.one, wire.other}
        ]
        told = ", ".join((box.title, *box.under))
        return f"{told}; connected to {', '.join(beside)}." if beside else f"{told}."

    def _tell(self) -> None:
        box = self._box()
        self.setAccessibleDescription(clean(self._sentence(box) if box else self.story()))

    def _box(self) -> CanvasBox | None:
        return next((one for one in self._boxes if one.key == self._chosen), None)

    # Sizes.

    def _factor(self) -> float:
        return max(self._least(), min(1.6, (self.width() - 4) / self._wide))

    def _least(self) -> float:
        """How small the drawing may become before the lines in some box no longer fit."""
        step = painting.line_height(theme.font("meta"))
        tall = ((step * (1 + len(box.under)) + 4) / box.height for box in self._boxes)
        return max(0.5, min(1.6, max(tall, default=0.5)))

    def place(self, key: str) -> QRect:
        """Where a box is on the widget, empty for an unknown one."""
        return next((self._rect(one).toRect() for one in self._boxes if one.key == key), QRect())

    def _fit(self) -> None:
        self.setFixedHeight(int(self._high * self._factor()) + 8)

    def sizeHint(self) -> QSize:
        """As wide as the drawing, at least."""
        return QSize(self._wide, int(self._high * self._factor()) + 8)

    def resizeEvent(self, event: object) -> None:
        """Grow and shrink with the width."""
        self._fit()

    def _origin(self) -> QPointF:
        return QPointF((self.width() - self._wide * self._factor()) / 2, 4)

    def _rect(self, box: CanvasBox) -> QRectF:
        """Where a box is on the widget; the one that is dragged follows the mouse."""
        factor, origin = self._factor(), self._origin()
        x, y = float(box.x), float(box.y)
        if box.key == self._chosen and self._at is not None:
            x, y = self._at.x(), self._at.y()
        return QRectF(
            origin.x() + x * factor,
            origin.y() + y * factor,
            box.width * factor,
            box.height * factor,
        )

    def _point(self, place: QPointF) -> QPointF:
        """A place on the widget in the drawing's own measure."""
        factor, origin = self._factor(), self._origin()
        return QPointF((place.x() - origin.x()) / factor, (place.y() - origin.y()) / factor)

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rooms, lines, boxes, words on lines."""
        painter = painting.begin(self)
        for room in self._rooms:
            self._paint_room(painter, room)
        for wire in self._wires:
            self._paint_wire(painter, wire)
        for box in self._boxes:
            self._paint_box(painter, box)
        for wire in self._wires:
            self._paint_label(painter, wire)

    def _paint_room(self, painter: QPainter, room: CanvasRoom) -> None:
        factor, origin = self._factor(), self._origin()
        rect = QRectF(
            origin.x() + room.x * factor,
            origin.y() + room.y * factor,
            room.width * factor,
            room.height * factor,
        )
        painting.dashed_box(painter, rect, 2)
        font = theme.font("strong")
        wide = painting.width_of(room.title, font)
        line = QRectF(rect.x() + 12, rect.y() - 9, wide + 12, 18)
        painter.fillRect(line, theme.current().brush("paper"))
        painting.text(painter, line.adjusted(6, 0, 0, 0), room.title, font, "ink2")

    def _paint_wire(self, painter: QPainter, wire: CanvasWire) -> None:
        factor, origin = self._factor(), self._origin()
        pen = QPen(theme.current().color("edge"), 1.4)
        if _DASHES.get(wire.way):
            pen.setDashPattern(_DASHES[wire.way])
        painter.setPen(pen)
        points = [QPointF(origin.x() + x * factor, origin.y() + y * factor) for x, y in wire.points]
        painter.drawPolyline(points)

    def _paint_label(self, painter: QPainter, wire: CanvasWire) -> None:
        if not wire.label:
            return
        factor, origin = self._factor(), self._origin()
        font = theme.font("caption")
        wide = painting.width_of(wire.label, font) + 8
        x = origin.x() + wire.spot[0] * factor - wide / 2
        y = origin.y() + wire.spot[1] * factor - 8
        line = QRectF(x, y, wide, 16)
        painter.fillRect(line, theme.current().brush("paper"))
        painting.text(painter, line, wire.label, font, "ink2", painting.CENTER)

    def _paint_box(self, painter: QPainter, box: CanvasBox) -> None:
        rect = self._rect(box)
        chosen = box.key == self._chosen
        fill = "sunk" if box.look == "outside" else "tint" if chosen else "paper"
        if box.look == "note":
            painting.dashed_box(painter, rect, 5, fill)
        else:
            painting.box(painter, rect, 5, fill, "ink2" if box.look == "core" else "edge")
        if box.look == "core":
            painting.box(painter, rect.adjusted(1, 1, -1, -1), 4, "", "ink2")
        if chosen and painting.ringed(self):
            painting.focus_ring(painter, rect.adjusted(-3, -3, 3, 3), 7)
        step = painting.line_height(theme.font("meta"))
        lines = [(box.title, "strong", "ink"), *((one, "caption", "ink2") for one in box.under)]
        top = rect.y() + (rect.height() - step * len(lines)) / 2
        for words, role, ink in lines:
            line = QRectF(rect.x() + 4, top, rect.width() - 8, step)
            painting.text(painter, line, words, theme.font(role), ink, painting.CENTER)
            top += step

    # Mouse and keys.

    def _under(self, place: QPointF) -> CanvasBox | None:
        return next((one for one in reversed(self._boxes) if self._rect(one).contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the box under the mouse, and take hold of it."""
        box = self._under(event.position())
        self.choose(box.key if box else "")
        if box is not None and event.button() == Qt.MouseButton.LeftButton:
            self._grip = self._point(event.position()) - QPointF(box.x, box.y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the box follow."""
        if self._grip is not None:
            self._at = self._point(event.position()) - self._grip
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the box down where it is now."""
        at, self._at, self._grip = self._at, None, None
        if at is not None and self._chosen:
            self.moved.emit(self._chosen, int(at.x()), int(at.y()))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the box under the mouse."""
        box = self._under(event.position())
        if box is not None:
            self.opened.emit(box.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Ctrl with an arrow moves, Enter opens, Delete takes away."""
        way = _WAYS.get(Qt.Key(event.key()))
        box = self._box()
        if way is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if box is not None:
                x, y = box.x + way[0] * self._step, box.y + way[1] * self._step
                self.moved.emit(box.key, x, y)
        elif way is not None:
            self._go(*way)
        elif box is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(box.key)
        elif box is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(box.key)
        else:
            super().keyPressEvent(event)

    def _go(self, right: int, down: int) -> None:
        """Choose the nearest box in a direction, the first one without a chosen box."""
        box = self._box()
        if box is None:
            if self._boxes:
                self.choose(self._boxes[0].key)
            return
        x, y = box.x + box.width / 2, box.y + box.height / 2
        best: tuple[float, str] | None = None
        for one in self._boxes:
            across = one.x + one.width / 2 - x
            along = one.y + one.height / 2 - y
            ahead = across * right + along * down
            aside = abs(along * right) + abs(across * down)
            if one.key == box.key or ahead <= 1:
                continue
            far = ahead + 2 * aside
            if best is None or far < best[0]:
                best = (far, one.key)
        if best is not None:
            self.choose(best[1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring on the chosen box."""
        super().focusInEvent(event)
        if not self._chosen and self._boxes:
            self.choose(self._boxes[0].key)
        painting.note_focus(self, event)
