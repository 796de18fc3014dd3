"""A chart of boxes joined by straight lines, readable in one ink, with a legend below it.

Coordinates are units from the chart's upper left corner; the chart says how large a unit is. An
open box has a dashed frame and is hatched, so that nothing depends on colour.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .lines import draw_line as draw_words
from .lines import fitted, measure
from .styles import CELL_BOLD, SMALL, Style

_FRAME, _OPEN_FRAME, _RADIUS, _LINE = 1.0, 0.9, 3.2, 0.8
_DASH = [3.2, 2.2]
_HATCH, _HATCH_GREY, _HATCH_THICK = 5.0, 0.5, 0.3
_LEGEND, _SAMPLE = 26.0, 25.0
_SMALLEST = 8.0


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A box: bold lines, quieter ones below them, whether it is open; all in units."""

    x: float
    y: float
    width: float
    height: float
    title: tuple[str, ...]
    under: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A straight line between two points, in units."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Lettering:
    """Sizes in units: of titles, of what stands under them, and from line to line."""

    title: float
    under: float
    step: float


class BoxChart(Block):
    """Boxes and lines in the middle of the page; under them what an open box means, and a sum."""

    def __init__(
        self,
        boxes: Sequence[ChartBox],
        lines: Sequence[ChartLine],
        lettering: Lettering,
        unit: float,
        room: float,
        legend: tuple[str, str, str],
    ) -> None:
        """`unit` is points a unit, `room` the points of height the chart stands in.

        `legend` says what a plain box is, what an open one, and a sum at the right.
        """
        self._boxes, self._lines, self._lettering = list(boxes), list(lines), lettering
        self._unit, self._room = unit, room
        self._legend = tuple(clean(words) for words in legend)
        self._wide = max((box.x + box.width for box in boxes), default=0.0) * unit

    def words(self) -> str:
        """Everything that is written in it."""
        told = [" ".join((*box.title, *box.under)) for box in self._boxes]
        return "\n".join([*told, *self._legend])

    def height(self, width: float) -> float:
        """Its room and the legend."""
        return self._room + _LEGEND

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Lines first, boxes over them, the legend at the foot."""
        canvas.note(clean(self.words()))
        left = x + (width - self._wide) / 2
        for line in self._lines:
            canvas.setStrokeGray(0)
            canvas.setLineWidth(_LINE)
            canvas.line(
                left + line.x * self._unit,
                top - line.y * self._unit,
                left + line.to_x * self._unit,
                top - line.to_y * self._unit,
            )
        for box in self._boxes:
            self._paint_box(canvas, box, left, top)
        self._paint_legend(canvas, x, top - self.height(width), width)

    def _paint_box(self, canvas: PageCanvas, box: ChartBox, left: float, top: float) -> None:
        unit, sizes = self._unit, self._lettering
        x, high = left + box.x * unit, box.height * unit
        wide, low = box.width * unit, top - box.y * unit - high
        lines = [(clean(line), _sized(CELL_BOLD, sizes.title * unit)) for line in box.title]
        lines += [(clean(line), _sized(SMALL, sizes.under * unit)) for line in box.under]
        step = sizes.step * unit
        middle = low + high / 2
        widest = max((min(measure(words, style), wide - 4) for words, style in lines), default=0)
        paint_frame(canvas, (x, low), (wide, high), hatched=box.open)
        if box.open:
            # The hatch stays clear of the words, so that a copy of a copy can be read.
            tall = step * len(lines) + 2
            canvas.fill(x + (wide - widest) / 2 - 3, middle - tall / 2, widest + 6, tall, 1)
        level = middle + step * len(lines) / 2 - step * 0.76
        for words, style in lines:
            found, fitting = fitted(words, style, wide - 4, min(1.0, _SMALLEST / style.size))
            draw_words(canvas, found, (x + 2, level), wide - 4, fitting)
            level -= step

    def _paint_legend(self, canvas: PageCanvas, x: float, low: float, width: float) -> None:
        plain, open_, total = self._legend
        at = x
        for words, hatched in ((plain, False), (open_, True)):
            paint_frame(canvas, (at, low + 4), (_SAMPLE, 13), hatched=hatched)
            canvas.line_of(words, (at + _SAMPLE + 7, low + 7.5), 300, SMALL)
            at += _SAMPLE + measure(words, SMALL) + 30
        room = x + width - at
        canvas.line_of(total, (at, low + 7.5), room, SMALL.aligned("right"))


def _sized(style: Style, size: float) -> Style:
    return replace(style, size=max(size, _SMALLEST), align="center")


def paint_frame(
    canvas: PageCanvas,
    corner: tuple[float, float],
    size: tuple[float, float],
    *,
    hatched: bool,
) -> None:
    """A rounded frame on white; an open one is dashed and hatched."""
    (x, low), (wide, high) = corner, size
    radius = min(_RADIUS, high / 4)
    canvas.ink(1)
    canvas.roundRect(x, low, wide, high, radius, stroke=0, fill=1)
    if hatched:
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(x, low, wide, high, radius)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeGray(_HATCH_GREY)
        canvas.setLineWidth(_HATCH_THICK)
        at = x - high
        while at < x + wide:
            canvas.line(at, low, at + high, low + high)
            at += _HATCH
        canvas.restoreState()
        canvas.forget_ink()
        canvas.setDash(_DASH)
    canvas.frame(x, low, wide, high, _OPEN_FRAME if hatched else _FRAME, radius=radius)
    canvas.setDash([])
    canvas.ink(0)
