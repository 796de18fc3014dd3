"""A drawing of boxes, lines between them and rooms around them, readable in one ink.

Coordinates are points from the drawing's upper left corner. Nothing depends on colour: what is
outside the building is filled with 6 % grey, what all depends on has a thick frame, a VPN is a
dashed line, a room a dashed frame.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .lines import measure
from .shapes import PALE
from .styles import DETAIL, SMALL, SMALL_BOLD, Style

Look = Literal["outside", "core", "plain", "note"]
Way = Literal["cable", "wireless", "vpn"]

_DASH, _DOT, _ROOM = [4, 2.5], [1, 2.2], [3, 2.5]
_FRAME, _LEGEND, _PAD = 0.9, 30.0, 10.0
_TITLE = SMALL_BOLD.aligned("center")
# Grey words in small type break up on a photocopy.
_LINE = replace(DETAIL, grey=0.0).aligned("center")
_LABEL = replace(DETAIL, grey=0.0)


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box: a bold line and quieter ones, and where it stands."""

    title: str
    under: tuple[str, ...]
    look: Look
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line through points, its kind, and words on it with their middle at `spot`."""

    points: tuple[tuple[float, float], ...]
    way: Way = "cable"
    label: str = ""
    spot: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class DrawnRoom:
    """A dashed frame with its name on it."""

    title: str
    x: float
    y: float
    width: float
    height: float


class Drawing(Block):
    """Boxes, lines and rooms in a frame, with their legend and a line of words below."""

    space_before = 6.0
    space_after = 12.0

    def __init__(
        self,
        size: tuple[float, float],
        boxes: Sequence[DrawnBox],
        lines: Sequence[DrawnLine],
        rooms: Sequence[DrawnRoom] = (),
        words: str = "",
        most: float = 560.0,
    ) -> None:
        self._wide, self._high = size
        self._boxes, self._lines, self._rooms = list(boxes), list(lines), list(rooms)
        self._words = clean(words)
        self._most = most

    def _factor(self, width: float) -> float:
        """How much smaller it is drawn: to the width there is, and never higher than a page."""
        inner = width - 2 * _PAD
        room = self._most - self._foot() - 2 * _PAD
        return min(1.0, inner / self._wide, room / max(self._high, 1))

    def _foot(self) -> float:
        return _LEGEND + (16 if self._words else 0)

    def words(self) -> str:
        """Everything that is written in it."""
        told = [" ".join((one.title, *one.under)) for one in self._boxes]
        return "\n".join([*told, *(one.label for one in self._lines), self._words])

    def height(self, width: float) -> float:
        """The drawing, its legend, its words."""
        return self._high * self._factor(width) + self._foot() + 2 * _PAD

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Lines first, so that boxes stand on them."""
        canvas.note(clean(self.words()))
        high, factor = self.height(width), self._factor(width)
        canvas.frame(x, top - high, width, high, _FRAME, radius=4)
        inner = width - 2 * _PAD
        left = x + _PAD + (inner - self._wide * factor) / 2
        canvas.saveState()
        canvas.translate(left, top - _PAD)
        canvas.scale(factor, factor)
        for room in self._rooms:
            _paint_room(canvas, room)
        for line in self._lines:
            _paint_line(canvas, line)
        for box in self._boxes:
            _paint_box(canvas, box)
        for line in self._lines:
            _paint_label(canvas, line)
        canvas.restoreState()
        # What the saved state held of the ink is not known any more.
        canvas.ink(0.5)
        canvas.ink(0)
        self._paint_foot(canvas, x + _PAD, top - high + self._foot() + 2, inner)

    def _paint_foot(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        canvas.rule(x, top, x + width, 0.5)
        level, at = top - 17, x
        told = sum(_SAMPLE + measure(words, SMALL) for _, words in _LEGENDS)
        gap = max(4.0, min(18.0, (width - told) / (len(_LEGENDS) - 1)))
        for paint, words in _LEGENDS:
            paint(canvas, at, level)
            canvas.line_of(words, (at + _SAMPLE, level - 3), 120, SMALL)
            at += _SAMPLE + measure(words, SMALL) + gap
        if self._words:
            canvas.line_of(self._words, (x, level - 20), width, SMALL)


def _stroke(canvas: PageCanvas, way: Way) -> None:
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1.2)
    canvas.setDash({"cable": [], "wireless": _DOT, "vpn": _DASH}[way])


def _paint_line(canvas: PageCanvas, line: DrawnLine) -> None:
    _stroke(canvas, line.way)
    path = canvas.beginPath()
    (x, y), *rest = line.points
    path.moveTo(x, -y)
    for x, y in rest:
        path.lineTo(x, -y)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash([])


def _paint_label(canvas: PageCanvas, line: DrawnLine) -> None:
    """The words of a line, on white so that the line does not cross them."""
    words = clean(line.label)
    if not words:
        return
    wide = min(measure(words, DETAIL), 90.0)
    x, y = line.spot[0] - wide / 2, -line.spot[1]
    canvas.fill(x - 3, y - 4.5, wide + 6, 9.5, 1)
    canvas.line_of(words, (x, y - 3), wide + 0.5, _LABEL)


def _paint_box(canvas: PageCanvas, box: DrawnBox) -> None:
    low = -(box.y + box.height)
    grey = PALE if box.look == "outside" else 1.0
    canvas.ink(grey)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1.9 if box.look == "core" else 1.0)
    canvas.setDash(_ROOM if box.look == "note" else [])
    canvas.roundRect(box.x, low, box.width, box.height, 3, stroke=1, fill=1)
    canvas.setDash([])
    canvas.ink(0)
    lines: list[tuple[str, Style]] = [(box.title, _TITLE), *((one, _LINE) for one in box.under)]
    step = 12.0
    y = -(box.y + (box.height - step * len(lines)) / 2) - 9
    for words, style in lines:
        canvas.line_of(words, (box.x + 4, y), box.width - 8, style)
        y -= step


def _paint_room(canvas: PageCanvas, room: DrawnRoom) -> None:
    canvas.setDash(_ROOM)
    canvas.frame(room.x, -(room.y + room.height), room.width, room.height, 0.9)
    canvas.setDash([])
    words = clean(room.title)
    wide = min(measure(words, SMALL_BOLD), room.width - 30)
    canvas.fill(room.x + 10, -room.y - 4, wide + 8, 8, 1)
    canvas.line_of(words, (room.x + 14, -room.y - 3), wide + 0.5, SMALL_BOLD)


def _sample_line(way: Way) -> Callable[[PageCanvas, float, float], None]:
    def paint(canvas: PageCanvas, x: float, level: float) -> None:
        _stroke(canvas, way)
        canvas.line(x, level, x + 32, level)
        canvas.setDash([])

    return paint


def _sample_room(canvas: PageCanvas, x: float, level: float) -> None:
    canvas.setDash(_ROOM)
    canvas.frame(x, level - 6, 30, 12, 0.9)
    canvas.setDash([])


def _sample_outside(canvas: PageCanvas, x: float, level: float) -> None:
    canvas.fill(x, level - 6, 30, 12, PALE)
    canvas.frame(x, level - 6, 30, 12, 0.9)
    canvas.ink(0)


_SAMPLE = 37.0
_LEGENDS: tuple[tuple[Callable[[PageCanvas, float, float], None], str], ...] = (
    (_sample_line("cable"), "cable"),
    (_sample_line("wireless"), "wireless"),
    (_sample_line("vpn"), "VPN"),
    (_sample_room, "locked room"),
    (_sample_outside, "not in this building"),
)
