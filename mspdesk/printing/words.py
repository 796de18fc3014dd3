"""Words on paper: titles, sections, paragraphs, boxes that must not be overlooked."""

from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .flow import PageBreak, paint_stack, stack_height
from .lines import break_lines, draw_line, measure
from .safe import P, draw_lines, first_baseline
from .shapes import TINT
from .styles import (
    BODY,
    BODY_BOLD,
    DANGER,
    DETAIL,
    REMARK,
    REMARK_LARGE,
    SECTION,
    SECTION_BAR,
    SMALL,
    TITLE,
    TITLE_SMALL,
    WHITE,
    WHITE_BOLD,
    Style,
)

# Titles wider than this are set in the smaller size; points.
_LONG_TITLE = 300
# Between a heading and the remark on its line; points.
_ASIDE = 14.0
# Before the items of a list.
_DASH = "–"


class Space(Block):
    """Room between blocks; none at the top of a page."""

    vanishes = True
    keep_with_next = True

    def __init__(self, points: float) -> None:
        self.space_before = points

    def height(self, width: float) -> float:
        """Nothing; the room is the gap before what follows."""
        return 0.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Nothing to see."""


class Rule(Block):
    """A line across the page."""

    space_before = 6.0
    space_after = 6.0

    def __init__(self, weight: float) -> None:
        self._weight = weight

    def height(self, width: float) -> float:
        """As thick as it is drawn."""
        return self._weight

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Draw it."""
        canvas.rule(x, top - self._weight / 2, x + width, self._weight)


class Heading(Block):
    """Bold words with a grey remark: on the same line where both fit, else below."""

    keep_with_next = True

    def __init__(self, text: str, beside: str, styles: tuple[Style, Style], *, right: bool) -> None:
        self._text, self._beside = clean(text), clean(beside)
        self._style, self._remark = styles
        self._right = right

    def words(self) -> str:
        """Heading and remark."""
        return f"{self._text}\n{self._beside}"

    def _together(self, width: float) -> bool:
        """Whether heading and remark share a line."""
        both = measure(self._text, self._style) + measure(self._beside, self._remark) + _ASIDE
        return "\n" not in self._text + self._beside and both <= width

    def height(self, width: float) -> float:
        """One line, or as many as it takes."""
        high = len(break_lines(self._text, self._style, width)) * self._style.leading
        if self._beside and not self._together(width):
            high += len(break_lines(self._beside, self._remark, width)) * self._remark.leading
        return high

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Words first, then the remark."""
        canvas.note(self._text + self._beside)
        found = break_lines(self._text, self._style, width)
        draw_lines(canvas, found, (x, top), width, self._style)
        if not self._beside:
            return
        beside = break_lines(self._beside, self._remark, width)
        if not self._together(width):
            below = top - len(found) * self._style.leading
            draw_lines(canvas, beside, (x, below), width, self._remark)
            return
        at = x + width - beside[0].width if self._right else x + found[0].width + _ASIDE
        start = (at, top - first_baseline(self._style))
        draw_line(canvas, beside[0], start, width, self._remark)


class Bar(Block):
    """A section's name on a tinted bar, for forms; a remark at its right end."""

    keep_with_next = True
    space_before = 12.0
    _AIR = 2.0
    _INSET = 5.0

    def __init__(self, text: str, beside: str) -> None:
        inner = Heading(text, beside, (SECTION_BAR, DETAIL), right=True)
        self._inner = inner

    def words(self) -> str:
        """Name and remark."""
        return self._inner.words()

    def height(self, width: float) -> float:
        """One line, or as many as it takes."""
        return self._inner.height(width - 2 * self._INSET) + 2 * self._AIR

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Tint first, then the words."""
        high = self.height(width)
        canvas.fill(x, top - high, width, high, TINT)
        self._inner.paint(canvas, x + self._INSET, top - self._AIR, width - 2 * self._INSET)


class Callout(Block):
    """A framed box that must not be overlooked; danger puts a black ! block before it."""

    space_before = 8.0
    space_after = 10.0
    _INSET = 11.0
    _BLOCK = 26.0

    def __init__(self, head: str, text: str, *, danger: bool) -> None:
        self._words = f"{clean(head)}\n{clean(text)}".strip("\n")
        self._stack = [P(head, BODY_BOLD), *([P(text, SMALL)] if text else [])]
        self._danger = danger

    def words(self) -> str:
        """Head and text."""
        return self._words

    def _indent(self) -> float:
        """How far the words stand from the frame's left side."""
        return self._INSET + (self._BLOCK if self._danger else 0)

    def height(self, width: float) -> float:
        """The words and the air around them."""
        return stack_height(self._stack, width - self._indent() - self._INSET) + 17

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Frame, block, words."""
        high = self.height(width)
        canvas.frame(x, top - high, width, high, 2, radius=3)
        if self._danger:
            canvas.fill(x, top - high, self._BLOCK, high, 0)
            canvas.white_on_black("!", (x, top - high / 2 - 6), self._BLOCK, DANGER)
        inner = width - self._indent() - self._INSET
        paint_stack(canvas, self._stack, (x + self._indent(), top - 8), inner)


class BlackBox(Block):
    """A black box with white words: what is read first by somebody who has no time to read."""

    space_before = 12.0
    space_after = 12.0
    _INSET, _AIR = 15.0, 12.0

    def __init__(self, head: str, text: str) -> None:
        self._words = f"{clean(head)}\n{clean(text)}".strip("\n")
        self._stack = [P(head, WHITE_BOLD), *([P(text, WHITE)] if text else [])]

    def words(self) -> str:
        """Head and text."""
        return self._words

    def height(self, width: float) -> float:
        """The words and the air around them."""
        return stack_height(self._stack, width - 2 * self._INSET) + 2 * self._AIR

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Black first, then the words."""
        high = self.height(width)
        canvas.ink(0)
        canvas.roundRect(x, top - high, width, high, 4, stroke=0, fill=1)
        corner = (x + self._INSET, top - self._AIR)
        paint_stack(canvas, self._stack, corner, width - 2 * self._INSET)


class ListItem(Block):
    """One item of a list: its mark, and words that wrap beside it and may go on over the page.

    The mark is a dash, or the number of a step.
    """

    space_after = 3.0

    def __init__(
        self, inner: Block, mark: str = _DASH, indent: float = 14.0, style: Style = BODY
    ) -> None:
        self._inner, self._mark, self._indent = inner, mark, indent
        self._style = style

    def words(self) -> str:
        """The words with their mark."""
        mark = "-" if self._mark == _DASH else self._mark
        return f"{mark} {self._inner.words()}" if mark else self._inner.words()

    def height(self, width: float) -> float:
        """The words beside the mark."""
        return self._inner.height(width - self._indent)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Mark, then words."""
        if self._mark:
            bold = Style(BODY_BOLD.font, self._style.size, self._style.leading)
            style = self._style if self._mark == _DASH else bold
            canvas.line_of(self._mark, (x + 2, top - first_baseline(style)), self._indent, style)
        self._inner.paint(canvas, x + self._indent, top, width - self._indent)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """The lines that still fit, and the rest without a mark."""
        return self._parted(self._inner.split(width - self._indent, height))

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """As `split`, on an empty page."""
        return self._parted(self._inner.break_up(width - self._indent, height))

    def _parted(self, halves: tuple[Block, Block] | None) -> tuple[Block, Block] | None:
        if halves is None:
            return None
        first, rest = halves
        more = self._indent, self._style
        return ListItem(first, self._mark, *more), ListItem(rest, "", *more)


def title(text: str, beside: str = "") -> Block:
    """The name of the paper; set smaller where it is long, its remark beside or below it."""
    style = TITLE if measure(clean(text), TITLE) <= _LONG_TITLE else TITLE_SMALL
    block = Heading(text, beside, (style, REMARK_LARGE), right=False)
    block.space_before, block.space_after = 6, 8
    return block


def section(text: str, beside: str = "", *, bar: bool = False) -> Block:
    """The name of a part, a remark at the right; `bar` sets it on a tint, as on forms."""
    if bar:
        return Bar(text, beside)
    block = Heading(text, beside, (SECTION, REMARK), right=True)
    block.space_before, block.space_after = 14, 5
    return block


def paragraph(text: str, style: Style = BODY) -> Block:
    """Words that wrap and may go on over the page."""
    block = P(text, style)
    block.space_after = 3
    return block


def item(text: str, style: Style = BODY) -> Block:
    """One item of a list, behind a dash."""
    return ListItem(P(text, style), style=style)


def step(number: int, text: str, style: Style = BODY) -> Block:
    """One step of a procedure, behind its number."""
    block = ListItem(P(text, style), f"{number}.", 22.0, style)
    block.space_after = 4.0
    return block


def note(text: str) -> Block:
    """Smaller, greyer words."""
    return paragraph(text, REMARK)


def callout(head: str, text: str = "", *, danger: bool = False) -> Block:
    """A framed box; danger adds the black ! block."""
    return Callout(head, text, danger=danger)


def black_box(head: str, text: str = "") -> Block:
    """A black box with white words, once on a cover at most."""
    return BlackBox(head, text)


def space(points: float) -> Block:
    """At least this much room before what follows."""
    return Space(points)


def rule(weight: float = 0.6) -> Block:
    """A line across the page."""
    return Rule(weight)


def page_break() -> Block:
    """What follows begins on a new page."""
    return PageBreak()
