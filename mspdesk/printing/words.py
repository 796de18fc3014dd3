"""Words and facts on paper: titles, sections, paragraphs, captioned values, stacks and columns."""

from collections.abc import Sequence

from .block import Block
from .canvas import PageCanvas
from .flow import PageBreak, paint_stack, stack_height
from .fonts import DISPLAY
from .lines import Line, break_lines, draw_line, measure
from .safe import P, clean, draw_lines, first_baseline
from .styles import (
    BODY,
    BODY_BOLD,
    BODY_MEDIUM,
    CAPTION,
    DETAIL,
    LARGE_BOLD,
    REMARK,
    REMARK_LARGE,
    SECTION,
    SMALL,
    SMALL_BOLD,
    TITLE,
    TITLE_SMALL,
    Align,
    Style,
)

TINT = 0.85
PALE = 0.94

Stack = Block | Sequence[Block]


class Space(Block):
    """Room between blocks; none at the top of a page."""

    vanishes = True

    def __init__(self, points: float) -> None:
        self.space_before = points

    def height(self, width: float) -> float:
        """Nothing; the room is the gap before what follows."""
        return 0.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Nothing to see."""


class Rule(Block):
    """A line across the page."""

    def __init__(self, weight: float) -> None:
        self._weight = weight
        self.space_before = self.space_after = 6

    def height(self, width: float) -> float:
        """As thick as it is drawn."""
        return self._weight

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Draw it."""
        canvas.rule(x, top - self._weight / 2, x + width, self._weight)


class Heading(Block):
    """Bold words with a grey remark: on the same line where both fit, else below."""

    keep_with_next = True

    def __init__(
        self, text: str, beside: str, style: Style, remark: Style, *, remark_right: bool
    ) -> None:
        self._text, self._beside = clean(text), clean(beside)
        self._style, self._remark, self._right = style, remark, remark_right

    def _together(self, width: float) -> bool:
        """Whether heading and remark share a line."""
        both = measure(self._text, self._style) + measure(self._beside, self._remark) + 14
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
        draw_lines(canvas, found, x, top, width, self._style)
        if not self._beside:
            return
        beside = break_lines(self._beside, self._remark, width)
        if not self._together(width):
            top -= len(found) * self._style.leading
            draw_lines(canvas, beside, x, top, width, self._remark)
            return
        at = x + width - beside[0].width if self._right else x + found[0].width + 14
        draw_line(canvas, beside[0], at, top - first_baseline(self._style), width, self._remark)


class Bar(Block):
    """A section's name on a tinted bar, for forms; a remark at its right end."""

    keep_with_next = True
    space_before = 12.0
    space_after = 0.0

    def __init__(self, text: str, beside: str) -> None:
        self._text, self._beside = clean(text), clean(beside)

    def height(self, width: float) -> float:
        """One line with air around it."""
        return 15.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Tint first, then the words."""
        canvas.fill(x, top - 15, width, 15, TINT)
        room = width - 10
        remark = min(measure(self._beside, DETAIL), room / 2)
        canvas.line_of(self._text, x + 5, top - 10.7, room - remark - 8, SMALL_BOLD.scaled(1.08))
        if self._beside:
            at = x + width - 5 - remark
            canvas.line_of(self._beside, at, top - 10.6, remark + 0.1, DETAIL)


class Facts(Block):
    """Captions with values below them, in a grid of equal columns, row by row."""

    space_before = 6.0
    space_after = 10.0

    def __init__(self, pairs: Sequence[tuple[str, str]], columns: int, value: Style) -> None:
        self._pairs = [(clean(caption), clean(fact)) for caption, fact in pairs]
        self._columns, self._value = max(columns, 1), value

    def _rows(self) -> list[list[tuple[str, str]]]:
        """The pairs, cut into rows."""
        step = self._columns
        return [self._pairs[start : start + step] for start in range(0, len(self._pairs), step)]

    def _column_width(self, width: float) -> float:
        """The room of one value."""
        return (width - 14 * (self._columns - 1)) / self._columns

    def _row_height(self, row: list[tuple[str, str]], wide: float) -> float:
        """As high as the longest value of the row."""
        longest = max(len(break_lines(fact, self._value, wide)) for _, fact in row)
        captions = max(len(break_lines(caption, CAPTION, wide)) for caption, _ in row)
        return captions * CAPTION.leading + longest * self._value.leading + 5

    def height(self, width: float) -> float:
        """All rows."""
        wide = self._column_width(width)
        return sum(self._row_height(row, wide) for row in self._rows())

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Row by row; a fact nobody knows is a line to write on."""
        wide = self._column_width(width)
        for row in self._rows():
            captions = [break_lines(caption, CAPTION, wide) for caption, _ in row]
            below = top - max(map(len, captions)) * CAPTION.leading
            high = self._row_height(row, wide)
            at = x
            for found, (caption, fact) in zip(captions, row, strict=True):
                canvas.note(caption + fact)
                draw_lines(canvas, found, at, top, wide, CAPTION)
                if fact:
                    lines = break_lines(fact, self._value, wide)
                    draw_lines(canvas, lines, at, below, wide, self._value)
                else:
                    canvas.rule(at, top - high + 5, at + wide, 0.5)
                at += wide + 14
            top -= high

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Between two rows."""
        wide, used, fit = self._column_width(width), 0.0, 0
        for row in self._rows():
            used += self._row_height(row, wide)
            if used > height:
                break
            fit += self._columns
        if not 0 < fit < len(self._pairs):
            return None
        first = Facts(self._pairs[:fit], self._columns, self._value)
        return first, Facts(self._pairs[fit:], self._columns, self._value)


class FactList(Block):
    """Labels at the left and their values behind them or at the right edge, a pair a line."""

    def __init__(
        self,
        pairs: Sequence[tuple[str, str]],
        looks: dict[str, Style],
        label_width: float | None,
        *,
        values_right: bool,
    ) -> None:
        self._pairs = [(clean(label), clean(fact)) for label, fact in pairs]
        self._looks = looks
        self._label_width = label_width
        self._align: Align = "right" if values_right else "left"

    def _rooms(self, width: float) -> tuple[float, float]:
        """The room of the labels and of the values."""
        widest = max((measure(label, REMARK) for label, _ in self._pairs), default=0.0)
        label = min(self._label_width or widest + 12, width * 0.6)
        return label, width - label

    def _rows(self, width: float) -> list[tuple[list[Line], list[Line], Style]]:
        """Broken label, broken value and the value's look, pair by pair."""
        label_room, room = self._rooms(width)
        rows = []
        for label, fact in self._pairs:
            look = self._looks.get(label, BODY).aligned(self._align)
            broken = break_lines(label, REMARK, label_room)
            rows.append((broken, break_lines(fact, look, room), look))
        return rows

    def height(self, width: float) -> float:
        """As many lines as labels and values take."""
        return sum(self._row_height(row) for row in self._rows(width))

    @staticmethod
    def _row_height(row: tuple[list[Line], list[Line], Style]) -> float:
        """The higher of label and value."""
        label, fact, look = row
        return max(len(label) * 14.3, 14.3 + (len(fact) - 1) * look.leading)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Label and value on one baseline."""
        label_room, room = self._rooms(width)
        for (label_text, fact_text), row in zip(self._pairs, self._rows(width), strict=True):
            canvas.note(label_text + fact_text)
            label, fact, look = row
            down = first_baseline(look)
            for index, line in enumerate(label):
                draw_line(canvas, line, x, top - down - index * 14.3, label_room, REMARK)
            draw_lines(canvas, fact, x + label_room, top, room, look)
            top -= self._row_height(row)


class Stacked(Block):
    """Blocks that stay together on a page, as far as a page can hold them."""

    def __init__(self, stack: Sequence[Block]) -> None:
        self._stack = list(stack)
        if self._stack:
            self.space_before = self._stack[0].space_before
            self.space_after = self._stack[-1].space_after
            self.keep_with_next = self._stack[-1].keep_with_next

    def height(self, width: float) -> float:
        """All of them with the gaps between them."""
        return stack_height(self._stack, width)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """One below the other."""
        paint_stack(canvas, self._stack, x, top, width)

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Where it must be: behind the last block that fits, or inside the first one."""
        for count in range(len(self._stack) - 1, 0, -1):
            if stack_height(self._stack[:count], width) <= height:
                return Stacked(self._stack[:count]), Stacked(self._stack[count:])
        if not self._stack:
            return None
        parts = self._stack[0].break_up(width, height)
        return (parts[0], Stacked([parts[1], *self._stack[1:]])) if parts else None


class Columns(Block):
    """Stacks beside each other, their widths in given shares."""

    space_after = 10.0

    def __init__(self, stacks: Sequence[Stack], shares: Sequence[float], gap: float) -> None:
        self._stacks = [[stack] if isinstance(stack, Block) else list(stack) for stack in stacks]
        self._shares, self._gap = list(shares), gap

    def _rooms(self, width: float) -> list[float]:
        """The width of each stack."""
        free = width - self._gap * (len(self._stacks) - 1)
        return [free * share / sum(self._shares) for share in self._shares]

    def height(self, width: float) -> float:
        """The highest stack."""
        rooms = zip(self._stacks, self._rooms(width), strict=True)
        return max((stack_height(stack, room) for stack, room in rooms), default=0.0)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Left to right."""
        for stack, room in zip(self._stacks, self._rooms(width), strict=True):
            paint_stack(canvas, stack, x, top, room)
            x += room + self._gap

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """What is too high for a page goes on, each stack by itself, on the next."""
        parts = [
            _stack_parts(stack, room, height)
            for stack, room in zip(self._stacks, self._rooms(width), strict=True)
        ]
        if not any(now for now, _ in parts):
            return None
        now, later = ([part[side] for part in parts] for side in (0, 1))
        return Columns(now, self._shares, self._gap), Columns(later, self._shares, self._gap)


def _stack_parts(
    stack: list[Block], width: float, height: float
) -> tuple[list[Block], list[Block]]:
    """What of a stack fits into a height, and what does not."""
    if stack_height(stack, width) <= height:
        return stack, []
    parts = Stacked(stack).break_up(width, height)
    return ([parts[0]], [parts[1]]) if parts else ([], stack)


class Callout(Block):
    """A framed box that must not be overlooked; danger puts a black ! block before it."""

    space_before = 8.0
    space_after = 10.0
    _INSET = 11.0

    def __init__(self, head: str, text: str, *, danger: bool) -> None:
        self._stack = [P(head, BODY_BOLD), *([P(text, SMALL)] if text else [])]
        self._danger = danger

    def _indent(self) -> float:
        """How far the words stand from the frame's left side."""
        return self._INSET + (26 if self._danger else 0)

    def height(self, width: float) -> float:
        """The words and the air around them."""
        return stack_height(self._stack, width - self._indent() - self._INSET) + 17

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Frame, block, words."""
        high = self.height(width)
        canvas.frame(x, top - high, width, high, 2, radius=3)
        if self._danger:
            canvas.fill(x, top - high, 26, high, 0)
            canvas.setFillGray(1)
            canvas.setFont(DISPLAY, 17)
            canvas.drawCentredString(x + 13, top - high / 2 - 6, "!")
        inner = width - self._indent() - self._INSET
        paint_stack(canvas, self._stack, x + self._indent(), top - 8, inner)


def title(text: str, beside: str = "") -> Block:
    """The name of the paper; set smaller where it is long, its remark beside or below it."""
    style = TITLE if measure(clean(text), TITLE) <= _LONG_TITLE else TITLE_SMALL
    block = Heading(text, beside, style, REMARK_LARGE, remark_right=False)
    block.space_before, block.space_after = 6, 8
    return block


# Titles wider than this are set in the smaller size; points.
_LONG_TITLE = 300


def section(text: str, beside: str = "", *, bar: bool = False) -> Block:
    """The name of a part, a remark at the right; `bar` sets it on a tint, as on forms."""
    if bar:
        return Bar(text, beside)
    block = Heading(text, beside, SECTION, REMARK, remark_right=True)
    block.space_before, block.space_after = 14, 5
    return block


def paragraph(text: str, style: Style = BODY) -> Block:
    """Words that wrap and may go on over the page."""
    block = P(text, style)
    block.space_after = 5
    return block


def note(text: str) -> Block:
    """Smaller, greyer words."""
    return paragraph(text, REMARK)


def callout(head: str, text: str = "", *, danger: bool = False) -> Block:
    """A framed box; danger adds the black ! block."""
    return Callout(head, text, danger=danger)


def facts(pairs: Sequence[tuple[str, str]], columns: int = 2, value: Style = BODY_MEDIUM) -> Block:
    """Captions with values below them, in a grid; a value nobody knows is a line to write on."""
    return Facts(pairs, columns, value)


def fact_list(
    pairs: Sequence[tuple[str, str]],
    *,
    bold: Sequence[str] = (),
    large: Sequence[str] = (),
    medium: Sequence[str] = (),
    label_width: float | None = None,
    values_right: bool = True,
) -> Block:
    """Labels at the left, values at the right edge; what `bold` or `large` name stands out."""
    looks = {clean(label): BODY_MEDIUM for label in medium}
    looks |= {clean(label): BODY_BOLD for label in bold}
    looks |= {clean(label): LARGE_BOLD for label in large}
    return FactList(pairs, looks, label_width, values_right=values_right)


def columns(*stacks: Stack, shares: Sequence[float] = (), gap: float = 16) -> Block:
    """Stacks beside each other; equal widths unless shares are given."""
    return Columns(stacks, shares or [1.0] * len(stacks), gap)


def keep(*stack: Block) -> Block:
    """Blocks that are never torn apart by a page's end."""
    return Stacked(stack)


def space(points: float) -> Block:
    """At least this much room before what follows."""
    return Space(points)


def rule(weight: float = 0.6) -> Block:
    """A line across the page."""
    return Rule(weight)


def page_break() -> Block:
    """What follows begins on a new page."""
    return PageBreak()
