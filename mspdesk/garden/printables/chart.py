"""The bubbles of the garden on paper, readable in one ink."""

from dataclasses import replace

from ...dates import hours_h
from ...money import shown_whole
from ...printing.block import Block
from ...printing.canvas import PageCanvas
from ...printing.clean import clean
from ...printing.lines import draw_line, fitted, measure
from ...printing.styles import CAPTION, DETAIL, SMALL_BOLD, Style
from ..queries import GardenPage
from ..rules.layout import (
    Box,
    Chart,
    Placed,
    Sizes,
    free_spot,
    lay_chart,
    lay_named,
    leader_ends,
    left_spot,
)

_HIGH = 326.0
_SIDE, _FOOT, _HEAD = 40.0, 34.0, 8.0
_TENTHS = 10
"""Places are kept in tenths of a point."""

_PALE, _SHADE = 0.94, 0.85
_NAME = replace(DETAIL, grey=0.0)
_AXIS = replace(CAPTION, size=8.2)


class BubbleChart(Block):
    """What an hour with each client brings in; below the dashed line bubbles are grey."""

    space_before = 6.0
    space_after = 12.0

    def __init__(self, page: GardenPage) -> None:
        self._page = page

    def words(self) -> str:
        """Every bubble in a line of words."""
        page = self._page
        return "\n".join(
            f"{one.label}: {shown_whole(one.rate, page.money)} an hour,"
            f" {hours_h(one.minutes)} a month"
            for one in page.bubbles
        )

    def height(self, width: float) -> float:
        """The same at every width."""
        return _HIGH

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """The ground, the line, the bubbles, their names."""
        page = self._page
        canvas.note(clean(self.words()))
        wide, high = int((width - 8) * _TENTHS), int(_HIGH * _TENTHS)
        ground = Box(int(_SIDE * _TENTHS), int(_HEAD * _TENTHS), wide, high - int(_FOOT * _TENTHS))
        sizes = Sizes(55, 130, 118, 30, 10**page.money.digits)
        bare = lay_chart(page.bubbles, {}, page.target, ground, sizes)
        names = self._names(bare)

        def wide_of(words: str) -> int:
            return int(measure(clean(words), _NAME) * _TENTHS) + 10

        taken = [box for box, *_ in names]
        chart = lay_named(page.bubbles, wide_of, page.target, ground, sizes, taken)
        canvas.saveState()
        canvas.translate(x, top)
        self._grid(canvas, chart)
        for box, text, style in names:
            _write(canvas, box, text, style)
        for placed in chart.placed:
            _bubble(canvas, placed, page.target)
        for placed in chart.placed:
            _name(canvas, placed)
        canvas.restoreState()

    def _names(self, bare: Chart) -> list[tuple[Box, str, Style]]:
        """The words on the ground: both fields, and what the line means."""
        page, ground = self._page, bare.ground
        target = shown_whole(page.target, page.money)
        y = bare.target_y
        found: list[tuple[Box, str, Style]] = []
        for line in (
            f"Our cost plus target margin, {target} an hour",
            f"Target, {target} an hour",
        ):
            wide = int(measure(line, _AXIS) * _TENTHS) + 30
            spot = free_spot(wide, 115, (y - 125, y + 15), bare, 10)
            if spot is not None:
                found.append((spot, line, _AXIS.aligned("right")))
                break
        for text, top in (("Growing well", ground.top + 30), ("Needs tending", ground.foot - 150)):
            room = int(measure(text, SMALL_BOLD) * _TENTHS) + 10
            spot = left_spot(room, 120, top, bare, 60)
            if spot is not None and (top < y - 120 or top > y):
                found.append((spot, text, SMALL_BOLD))
        return found

    def _grid(self, canvas: PageCanvas, chart: Chart) -> None:
        """Round figures at both sides, pale ground below the dashed line."""
        page, ground = self._page, chart.ground
        canvas.ink(_PALE)
        canvas.rect(
            ground.left / _TENTHS,
            -ground.foot / _TENTHS,
            (ground.right - ground.left) / _TENTHS,
            (ground.foot - chart.target_y) / _TENTHS,
            stroke=0,
            fill=1,
        )
        canvas.setStrokeGray(0.7)
        canvas.setLineWidth(0.4)
        for rate in chart.upward.ticks():
            y = chart.y(rate)
            _stroke(canvas, (ground.left, y), (ground.right, y))
            box = Box(0, y - 55, ground.left - 50, y + 55)
            _write(canvas, box, shown_whole(rate, page.money), _AXIS.aligned("right"))
        for minutes in chart.across.ticks():
            middle = chart.x(minutes)
            box = Box(middle - 250, ground.foot + 30, middle + 250, ground.foot + 140)
            _write(canvas, box, f"{minutes // 60} h", _AXIS.aligned("center"))
        box = Box(ground.left, ground.foot + 170, ground.right, ground.foot + 280)
        _write(canvas, box, "Hours we spend a month", _AXIS.aligned("center"))
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.9)
        canvas.setDash([4, 3])
        _stroke(canvas, (ground.left, chart.target_y), (ground.right, chart.target_y))
        canvas.setDash()


def _stroke(canvas: PageCanvas, start: tuple[int, int], end: tuple[int, int]) -> None:
    canvas.line(start[0] / _TENTHS, -start[1] / _TENTHS, end[0] / _TENTHS, -end[1] / _TENTHS)


def _write(canvas: PageCanvas, box: Box, text: str, style: Style) -> None:
    """One line of words in the middle of a box."""
    wide = (box.right - box.left) / _TENTHS
    line, style = fitted(clean(text), style, wide)
    middle = (box.top + box.foot) / 2 / _TENTHS
    draw_line(canvas, line, (box.left / _TENTHS, -middle - style.size * 0.36), wide, style)


def _bubble(canvas: PageCanvas, placed: Placed, target: int) -> None:
    canvas.ink(_SHADE if placed.bubble.rate < target else 1.0)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.9)
    centre = (placed.x / _TENTHS, -placed.y / _TENTHS)
    canvas.circle(*centre, placed.radius / _TENTHS, stroke=1, fill=1)


def _name(canvas: PageCanvas, placed: Placed) -> None:
    box = placed.words
    if box is None:
        return
    if placed.leader:
        left, top, right, foot = leader_ends(placed, box)
        canvas.setStrokeGray(0.4)
        canvas.setLineWidth(0.4)
        _stroke(canvas, (left, top), (right, foot))
    _write(canvas, box, placed.bubble.label, _NAME)
