"""Places to write on: lines with captions, boxes to tick, signatures, dots to sketch on."""

from collections.abc import Sequence

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .lines import break_lines, measure
from .safe import draw_lines
from .shapes import paint_tick_box
from .styles import BODY, BODY_BOLD, CAPTION, REMARK, SMALL, SMALL_BOLD

_GAP = 12.0
_BOX = 11.0
_DOTS = 18


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to be written by hand; what is known already is printed on the line."""

    caption: str
    share: float = 1.0
    value: str = ""


class _Blanks(Block):
    """Blanks beside each other."""

    space_before = 4.0
    space_after = 6.0

    def __init__(self, blanks: Sequence[Blank]) -> None:
        self._blanks = [
            Blank(clean(blank.caption), blank.share, clean(blank.value)) for blank in blanks
        ]

    def words(self) -> str:
        """Captions and what is known."""
        return "\n".join(f"{blank.caption}: {blank.value}" for blank in self._blanks)

    def _places(self, width: float) -> list[tuple[Blank, float]]:
        """Each blank with its width in points."""
        free = width - _GAP * (len(self._blanks) - 1)
        total = sum(blank.share for blank in self._blanks)
        return [(blank, free * blank.share / total) for blank in self._blanks]


class WriteOn(_Blanks):
    """Captions above lines, so that the pen has room."""

    def __init__(self, blanks: Sequence[Blank], high: float) -> None:
        super().__init__(blanks)
        self._high = high

    def height(self, width: float) -> float:
        """Caption, room to write, line; more where a caption or a value is long."""
        more = 0.0
        for blank, room in self._places(width):
            captions = len(break_lines(blank.caption, CAPTION, room)) - 1
            values = len(break_lines(blank.value, BODY, room)) - 1
            more = max(more, captions * CAPTION.leading + values * BODY.leading)
        return self._high + more

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """From left to right."""
        canvas.note(self.words())
        low = top - self.height(width) + 3
        for blank, room in self._places(width):
            caption = break_lines(blank.caption, CAPTION, room)
            draw_lines(canvas, caption, (x, top), room, CAPTION)
            value = break_lines(blank.value, BODY, room)
            above = low + 1 + len(value) * BODY.leading
            draw_lines(canvas, value, (x, above), room, BODY)
            canvas.rule(x, low, x + room, 0.6)
            x += room + _GAP


class FillIn(_Blanks):
    """Captions before lines, on one baseline."""

    _HIGH = 24.0

    def _caption_room(self, blank: Blank, room: float) -> float:
        """The width of a caption."""
        return min(measure(blank.caption, SMALL) + 0.1, room * 0.6)

    def height(self, width: float) -> float:
        """One line with room to write; more where a caption or a value is long."""
        most = 1
        for blank, room in self._places(width):
            caption = self._caption_room(blank, room)
            most = max(most, len(break_lines(blank.caption, SMALL, caption)))
            most = max(most, len(break_lines(blank.value, SMALL, room - caption - 8)))
        return self._HIGH + (most - 1) * SMALL.leading

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Caption, then a line up to the next caption."""
        canvas.note(self.words())
        low = top - self.height(width)
        for blank, room in self._places(width):
            caption = self._caption_room(blank, room)
            start = x + caption + 6
            draw_lines(
                canvas, break_lines(blank.caption, SMALL, caption), (x, top - 8), caption, SMALL
            )
            known = room - caption - 8
            value = break_lines(blank.value, SMALL, known)
            draw_lines(canvas, value, (start + 2, top - 8), known, SMALL)
            canvas.rule(start, low + 4, x + room, 0.6)
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

    def least(self, width: float) -> float:
        """Two lines."""
        return min(self._count, 2) * self._spacing

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Between two lines."""
        fit = min(int((height - 2) // self._spacing), self._count - 1)
        if fit < 1:
            return None
        return Lines(fit, self._spacing), Lines(self._count - fit, self._spacing)


class Rest(Block):
    """What is left of a page, as lines under a head; nothing where little is left."""

    fills = True
    vanishes = True
    space_before = 16.0
    _HEAD, _STEP, _LEAST, _MOST = 18.0, 27.0, 3, 8

    def __init__(self, head: str, beside: str) -> None:
        self._head, self._beside = clean(head), clean(beside)
        self._count = 0

    def words(self) -> str:
        """The head with its remark."""
        return f"{self._head}\n{self._beside}" if self._count else ""

    def stretch(self, width: float, height: float) -> None:
        """As many lines as fit below the head."""
        count = min(int((height - self._HEAD) // self._STEP), self._MOST)
        self._count = count if count >= self._LEAST else 0

    def height(self, width: float) -> float:
        """Head and lines, or nothing."""
        return self._HEAD + self._count * self._STEP if self._count else 0.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Head first, then the lines."""
        if not self._count:
            return
        canvas.note(self.words())
        base = top - 10
        canvas.line_of(self._head, (x, base), width * 0.6, BODY_BOLD)
        canvas.line_of(self._beside, (x, base), width, REMARK.aligned("right"))
        for number in range(1, self._count + 1):
            level = top - self._HEAD - number * self._STEP + 2
            canvas.rule(x, level, x + width, 0.6)


class Ticks(Block):
    """Boxes with labels in a row, or in as many rows as they need."""

    space_before = 6.0
    space_after = 6.0
    _ASIDE = 15.5
    _AIR = 6.0

    def __init__(self, labels: Sequence[str], lead: str, marks: Sequence[str]) -> None:
        self._labels, self._lead = [clean(label) for label in labels], clean(lead)
        self._marks = [*marks, *[""] * (len(labels) - len(marks))]

    def words(self) -> str:
        """Lead and labels."""
        return "\n".join([self._lead, *self._labels])

    def _places(self, width: float) -> tuple[list[tuple[float, float]], float]:
        """Where each box stands, in points from the left and from the top, and the height."""
        lead = measure(self._lead, SMALL_BOLD)
        places: list[tuple[float, float]] = []
        at, down, high = (lead + 10 if lead else 0.0), 0.0, SMALL.leading
        for label in self._labels:
            wide = self._ASIDE + measure(label, SMALL)
            if at and (at + wide > width or "\n" in label):
                at, down, high = 0.0, down + high + self._AIR, SMALL.leading
            places.append((at, down))
            rows = len(break_lines(label, SMALL, width - self._ASIDE))
            high = max(high, rows * SMALL.leading)
            at += wide + _GAP
        return places, down + high + self._AIR

    def height(self, width: float) -> float:
        """All rows."""
        return self._places(width)[1]

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Box, then label."""
        canvas.note(self.words())
        top -= self._AIR / 2
        draw_lines(canvas, break_lines(self._lead, SMALL_BOLD, width), (x, top), width, SMALL_BOLD)
        places, room = self._places(width)[0], width - self._ASIDE
        for (at, down), label, mark in zip(places, self._labels, self._marks, strict=True):
            level = top - down
            paint_tick_box(canvas, x + at, level - _BOX, _BOX, mark)
            found = break_lines(label, SMALL, room)
            draw_lines(canvas, found, (x + at + self._ASIDE, level), room, SMALL)


class Area(Block):
    """A framed area to sketch or write in; dots stand 18 points apart."""

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
        canvas.line_of(self._caption, (x + 5, top - 11), width - 10, CAPTION)
        if self._dots:
            for down in range(_DOTS, int(self._high) - 4, _DOTS):
                for across in range(_DOTS, int(width) - 4, _DOTS):
                    canvas.fill(x + across, top - down, 0.6, 0.6, 0.33)


def write_on(*blanks: Blank) -> Block:
    """Captions above lines."""
    return WriteOn(blanks, 28)


def signatures(*blanks: Blank) -> Block:
    """Captions above lines, with room for a signature."""
    block = WriteOn(blanks, 36)
    block.space_before = 12
    return block


def fill_in(*blanks: Blank) -> Block:
    """Captions before lines."""
    return FillIn(blanks)


def lines(count: int, spacing: float = 28) -> Block:
    """Empty lines to write on, 25 to 36 points apart."""
    return Lines(count, spacing)


def rest(head: str, beside: str = "") -> Block:
    """Lines to write on in what is left of the page, none where that is little."""
    return Rest(head, beside)


def ticks(*labels: str, lead: str = "", marks: Sequence[str] = ()) -> Block:
    """Boxes to tick with their labels; `marks` are those of TickBox, from the first on."""
    return Ticks(labels, lead, marks)


def dot_grid(height: float) -> Block:
    """An area to sketch on."""
    return Area(height, "", dots=True)


def notes_box(caption: str, height: float) -> Block:
    """A framed area to write in."""
    return Area(height, caption, dots=False)
