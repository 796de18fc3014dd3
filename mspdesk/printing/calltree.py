"""A tree of calls on paper: who calls whom, as boxes joined by lines."""

from collections.abc import Sequence
from dataclasses import replace

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .lines import break_lines
from .safe import draw_lines
from .shapes import PALE
from .styles import CELL_BOLD, DETAIL, SMALL

_GAP = 16.0
_DROP = 20.0
_PAD = 5.5
_MOST_ACROSS = 5
_MOST_DOWN = 4
_WIDEST = 128.0
_INDENT = 16.0

_NAME = replace(CELL_BOLD, align="center")
_DOES = replace(DETAIL, align="center", grey=0)


@dataclass(frozen=True, slots=True)
class CallBox:
    """One to call: the number in the list, the name, what they do, after which number."""

    number: int
    name: str
    does: str = ""
    after: int | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box with its place: middle and width in points, how far down the tree."""

    box: CallBox
    middle: float
    width: float
    level: int


class CallTree(Block):
    """The first box above, everybody else below who calls them.

    A tree too wide or too deep for boxes is written as an indented list.
    """

    space_before = 6.0
    space_after = 14.0

    def __init__(self, top: tuple[str, str], boxes: Sequence[CallBox]) -> None:
        self._top = (clean(top[0]), clean(top[1]))
        known = {box.number for box in boxes}
        self._boxes = [
            CallBox(
                box.number,
                clean(box.name),
                clean(box.does),
                box.after if box.after in known and box.after != box.number else None,
            )
            for box in boxes
        ]

    def words(self) -> str:
        """All boxes, one a line."""
        return "\n".join(
            [" ".join(self._top)] + [f"{box.number} {box.name} {box.does}" for box in self._boxes]
        )

    def _below(self, number: int | None) -> list[CallBox]:
        return [box for box in self._boxes if box.after == number]

    def _levels(self) -> list[tuple[CallBox, int]]:
        """Every box that hangs on the top, with how far down, from the left and from above."""
        found: list[tuple[CallBox, int]] = []
        waiting = [(box, 0) for box in reversed(self._below(None))]
        while waiting:
            box, level = waiting.pop()
            found.append((box, level))
            waiting += [(lower, level + 1) for lower in reversed(self._below(box.number))]
        return found

    def _placed(self, width: float) -> list[_Placed] | None:
        """Boxes with their places, None where they do not fit beside each other."""
        levels = self._levels()
        leaves = [box for box, _ in levels if not self._below(box.number)]
        if len(leaves) > _MOST_ACROSS or any(level >= _MOST_DOWN for _, level in levels):
            return None
        pitch = (width + _GAP) / max(len(leaves), 1)
        wide = min(pitch - _GAP, _WIDEST)
        middles = {
            box.number: pitch * place + (pitch - _GAP) / 2 for place, box in enumerate(leaves)
        }
        for box, _ in reversed(levels):
            under = [middles[lower.number] for lower in self._below(box.number)]
            if under:
                middles[box.number] = (under[0] + under[-1]) / 2
        return [_Placed(box, middles[box.number], wide, level) for box, level in levels]

    def _box_height(self, name: str, does: str, width: float) -> float:
        room = width - 2 * _PAD
        names, words = break_lines(name, _NAME, room), break_lines(does, _DOES, room)
        return len(names) * _NAME.leading + (len(words) if does else 0) * _DOES.leading + 2 * _PAD

    def _heights(self, placed: Sequence[_Placed]) -> list[float]:
        """How high the boxes of each level are."""
        return [
            max(
                self._box_height(_title(one.box), one.box.does, one.width)
                for one in placed
                if one.level == level
            )
            for level in range(max((one.level for one in placed), default=-1) + 1)
        ]

    def height(self, width: float) -> float:
        """The first box and every level below it."""
        first = self._box_height(*self._top, _first_width(width))
        placed = self._placed(width)
        if placed is None:
            return first + sum(high for *_, high in self._list(width)) + 6
        return first + sum(_DROP + high for high in self._heights(placed))

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Lines first, boxes over them."""
        canvas.note(self.words())
        wide = _first_width(width)
        first = self._box_height(*self._top, wide)
        placed = self._placed(width)
        if placed is None:
            _paint_box(canvas, self._top, (x, top), (wide, first), shade=True)
            self._paint_list(canvas, (x, top - first - 6), width)
            return
        self._paint_levels(canvas, placed, (x, top - first), width)
        corner = (x + (width - wide) / 2, top)
        _paint_box(canvas, self._top, corner, (wide, first), shade=True)

    def _paint_levels(
        self,
        canvas: PageCanvas,
        placed: Sequence[_Placed],
        corner: tuple[float, float],
        width: float,
    ) -> None:
        (x, level_top), heights = corner, self._heights(placed)
        bottoms: dict[int | None, float] = {None: level_top}
        middles: dict[int | None, float] = {None: width / 2}
        middles |= {one.box.number: one.middle for one in placed}
        for level, high in enumerate(heights):
            level_top -= _DROP
            for one in (each for each in placed if each.level == level):
                above, turn = bottoms[one.box.after], level_top + _DROP / 2
                canvas.setStrokeGray(0)
                canvas.setLineWidth(0.8)
                start, end = x + middles[one.box.after], x + one.middle
                canvas.line(start, above, start, turn)
                canvas.line(start, turn, end, turn)
                canvas.line(end, turn, end, level_top)
                words = (_title(one.box), one.box.does)
                _paint_box(canvas, words, (end - one.width / 2, level_top), (one.width, high))
                bottoms[one.box.number] = level_top - high
            level_top -= high

    def _list(self, width: float) -> list[tuple[CallBox, float, float]]:
        """Boxes as lines of a list: how far in, how high."""
        found = []
        for box, level in self._levels():
            inset = min(level, 8) * _INDENT
            high = len(break_lines(_line(box), SMALL, width - inset)) * SMALL.leading + 2
            found.append((box, inset, high))
        return found

    def _paint_list(self, canvas: PageCanvas, corner: tuple[float, float], width: float) -> None:
        x, top = corner
        for box, inset, high in self._list(width):
            room = width - inset
            draw_lines(canvas, break_lines(_line(box), SMALL, room), (x + inset, top), room, SMALL)
            top -= high


def _title(box: CallBox) -> str:
    return f"{box.number}  {box.name}"


def _line(box: CallBox) -> str:
    return f"{_title(box)}: {box.does}" if box.does else _title(box)


def _first_width(width: float) -> float:
    return min(width, 160.0)


def _paint_box(
    canvas: PageCanvas,
    words: tuple[str, str],
    corner: tuple[float, float],
    size: tuple[float, float],
    *,
    shade: bool = False,
) -> None:
    """A rounded box with a bold line and a smaller one."""
    (x, top), (wide, high), (name, does) = corner, size, words
    canvas.ink(PALE if shade else 1)
    canvas.roundRect(x, top - high, wide, high, 3, stroke=0, fill=1)
    canvas.frame(x, top - high, wide, high, 1.1, radius=3)
    room, level = wide - 2 * _PAD, top - _PAD
    found = break_lines(name, _NAME, room)
    draw_lines(canvas, found, (x + _PAD, level), room, _NAME)
    if does:
        level -= len(found) * _NAME.leading
        draw_lines(canvas, break_lines(does, _DOES, room), (x + _PAD, level), room, _DOES)


def call_tree(top: tuple[str, str], boxes: Sequence[CallBox]) -> Block:
    """Who calls whom: the first box's two lines, then everybody with whom they are called after."""
    return CallTree(top, boxes)
