"""Places to write on: lines with captions, boxes to tick, signatures, dots to sketch on."""

from collections.abc import Sequence
from dataclasses import dataclass

from .block import Block
from .canvas import PageCanvas
from .lines import break_lines, measure
from .safe import clean, draw_lines
from .styles import BODY, BODY_BOLD, CAPTION, SMALL
from .tables import paint_tick_box

_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to be written by hand; what is known already is printed on the line."""

    caption: str
    share: float = 1.0
    value: str = ""


def _rooms(blanks: Sequence[Blank], width: float) -> list[float]:
    """The width of each blank."""
    free = width - _GAP * (len(blanks) - 1)
    total = sum(blank.share for blank in blanks)
    return [free * blank.share / total for blank in blanks]


class WriteOn(Block):
    """Captions above lines, so that the pen has room."""

    space_before = 4.0

    def __init__(self, blanks: Sequence[Blank], high: float) -> None:
        self._blanks, self._high = tuple(blanks), high

    def _taller(self, width: float) -> float:
        """What long values and captions need beyond a single line each."""
        needed = 0.0
        for blank, room in zip(self._blanks, _rooms(self._blanks, width), strict=True):
            captions = len(break_lines(clean(blank.caption), CAPTION, room)) - 1
            values = len(break_lines(clean(blank.value), BODY, room)) - 1
            needed = max(needed, captions * CAPTION.leading + values * BODY.leading)
        return needed

    def height(self, width: float) -> float:
        """Caption, room to write, line."""
        return self._high + self._taller(width)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """From left to right."""
        low = top - self.height(width) + 3
        for blank, room in zip(self._blanks, _rooms(self._blanks, width), strict=True):
            caption, value = clean(blank.caption), clean(blank.value)
            canvas.note(caption + value)
            draw_lines(canvas, break_lines(caption, CAPTION, room), x, top, room, CAPTION)
            found = break_lines(value, BODY, room)
            draw_lines(canvas, found, x, low + 2 + len(found) * BODY.leading, room, BODY)
            canvas.rule(x, low, x + room, 0.6)
            x += room + _GAP


class FillIn(Block):
    """Captions before lines, on one baseline."""

    space_before = 4.0

    def __init__(self, blanks: Sequence[Blank]) -> None:
        self._blanks = tuple(blanks)

    def height(self, width: float) -> float:
        """One line with room to write."""
        return 24.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Caption, then a line up to the next caption."""
        for blank, room in zip(self._blanks, _rooms(self._blanks, width), strict=True):
            caption = clean(blank.caption)
            wide = min(measure(caption, SMALL), room * 0.7)
            canvas.line_of(caption, x, top - 17, wide + 0.1, SMALL)
            canvas.line_of(clean(blank.value), x + wide + 8, top - 17, room - wide - 8, BODY)
            canvas.rule(x + wide + 6, top - 20, x + room, 0.6)
            x += room + _GAP


class Lines(Block):
    """Empty lines, spaced for a pen."""

    def __init__(self, count: int, spacing: float) -> None:
        self._count, self._spacing = count, spacing

    def height(self, width: float) -> float:
        """All lines."""
        return self._count * self._spacing + 2

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """One below the other."""
        for number in range(1, self._count + 1):
            canvas.rule(x, top - number * self._spacing, x + width, 0.6)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Between two lines."""
        fit = min(int(height // self._spacing), self._count - 1)
        if fit < 1:
            return None
        return Lines(fit, self._spacing), Lines(self._count - fit, self._spacing)


class Ticks(Block):
    """Boxes with labels in a row, or in as many rows as they need."""

    space_before = 6.0
    space_after = 6.0
    _ROW = 18.0

    def __init__(self, labels: Sequence[str], lead: str, marks: Sequence[str]) -> None:
        self._labels, self._lead = [clean(label) for label in labels], clean(lead)
        self._marks = [*marks, *[""] * (len(labels) - len(marks))]

    def _places(self, width: float) -> list[tuple[float, int]]:
        """Where each box stands: points from the left, and its row."""
        places: list[tuple[float, int]] = []
        at, row = (measure(self._lead, BODY_BOLD) + 10 if self._lead else 0.0), 0
        for label in self._labels:
            wide = 15.5 + measure(label, SMALL)
            if at and at + wide > width:
                at, row = 0.0, row + 1
            places.append((at, row))
            at += wide + 12
        return places

    def height(self, width: float) -> float:
        """All rows."""
        return (self._places(width)[-1][1] + 1) * self._ROW if self._labels else 0.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Box, then label."""
        if self._lead:
            canvas.line_of(self._lead, x, top - 12.5, width, SMALL)
        for (at, row), label, mark in zip(
            self._places(width), self._labels, self._marks, strict=True
        ):
            low = top - row * self._ROW - 15
            paint_tick_box(canvas, x + at, low, 11, mark)
            canvas.line_of(label, x + at + 15.5, low + 2.5, width - at - 15.5, SMALL)


class DotGrid(Block):
    """A framed area with dots 18 points apart, for sketches."""

    space_before = 4.0
    space_after = 8.0

    def __init__(self, high: float, caption: str, *, dots: bool) -> None:
        self._high, self._caption, self._dots = high, clean(caption), dots

    def height(self, width: float) -> float:
        """As high as asked."""
        return self._high

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Frame, caption, dots."""
        canvas.frame(x, top - self._high, width, self._high, 0.9)
        if self._caption:
            canvas.line_of(self._caption, x + 5, top - 11, width - 10, CAPTION)
        if self._dots:
            canvas.setFillGray(0.33)
            for down in range(18, int(self._high) - 4, 18):
                for across in range(18, int(width) - 4, 18):
                    canvas.rect(x + across, top - down, 0.6, 0.6, stroke=0, fill=1)


def write_on(*blanks: Blank) -> Block:
    """Captions above lines."""
    return WriteOn(blanks, 26)


def signatures(*blanks: Blank) -> Block:
    """Captions above lines, with room for a signature."""
    block = WriteOn(blanks, 34)
    block.space_before = 12
    return block


def fill_in(*blanks: Blank) -> Block:
    """Captions before lines."""
    return FillIn(blanks)


def lines(count: int, spacing: float = 28) -> Block:
    """Empty lines to write on, 25 to 36 points apart."""
    return Lines(count, spacing)


def ticks(*labels: str, lead: str = "", marks: Sequence[str] = ()) -> Block:
    """Boxes to tick with their labels; `marks` are those of TickBox, from the first on."""
    return Ticks(labels, lead, marks)


def dot_grid(height: float) -> Block:
    """An area to sketch on."""
    return DotGrid(height, "", dots=True)


def notes_box(caption: str, height: float) -> Block:
    """A framed area to write in."""
    return DotGrid(height, caption, dots=False)
