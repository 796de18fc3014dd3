"""Tables on paper: given widths, heads that repeat, rows that are never torn apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .block import Block
from .canvas import PageCanvas
from .lines import Line, break_lines, fitted, measure
from .safe import P, clean, draw_lines
from .styles import (
    CELL,
    CELL_BOLD,
    COLUMN_HEAD,
    DETAIL,
    GROUP,
    REMARK,
    TOTAL,
    TOTAL_LARGE,
    Align,
    Style,
)
from .words import TINT

_INSET = 5.0
_PAD = 3.6
# How much smaller a text that should stay on one line may be set before it wraps after all.
_SMALLEST = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in points, or a `share` of what the others leave.

    `wrap` is for columns of sentences. Other columns keep to one line, set a little smaller where
    it is tight, and wrap only when nothing else keeps the text whole.
    """

    head: str
    width: float | None = None
    share: float = 1.0
    align: Align = "left"
    bold: bool = False
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A cell with a bold text and smaller grey words below it."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A tinted row across the table that names the rows below it."""

    text: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to tick; `mark` may be "check", "x" or one letter."""

    mark: str = ""


Cell = str | Item | TickBox
Row = Sequence[Cell] | Group


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines of a cell in one look."""

    found: list[Line]
    style: Style


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose cells are broken into lines; its height in points."""

    cells: tuple[tuple[_Part, ...] | TickBox, ...]
    height: float
    text: str = ""
    kind: str = "row"


@dataclass(frozen=True, slots=True)
class _Ruling:
    """How a table is drawn around its text."""

    framed: bool = False
    row_height: float = 0.0
    heads: bool = True
    size: float = 1.0


class Grid(Block):
    """A table; see `table`."""

    space_before = 4.0
    space_after = 8.0

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        totals: Sequence[Sequence[Cell]],
        ruling: _Ruling,
    ) -> None:
        self._columns = tuple(columns)
        self._rows = rows
        self._totals = totals
        self._ruling = ruling
        self._measured: list[_Row] | None = None
        self._width = -1.0

    # measuring

    def _edges(self, width: float) -> list[float]:
        """Where the columns begin and, last, where the table ends."""
        fixed = sum(column.width or 0 for column in self._columns)
        shares = sum(column.share for column in self._columns if column.width is None)
        free = max(width - fixed, 0)
        squeeze = min(1.0, width / fixed) if fixed else 1.0
        if shares and fixed > width * 0.8:
            squeeze, free = width * 0.8 / fixed, width * 0.2
        edges = [0.0]
        for column in self._columns:
            own = column.width * squeeze if column.width is not None else None
            edges.append(edges[-1] + (free * column.share / shares if own is None else own))
        return edges

    def _all(self, width: float) -> list[_Row]:
        """Every row, measured once for this width."""
        if self._measured is None or self._width != width:
            self._width = width
            edges = self._edges(width)
            rooms = [right - left - 2 * _INSET for left, right in pairwise(edges)]
            self._measured = [
                *(self._measure(row, rooms, "row", width) for row in self._rows),
                *(self._measure(row, rooms, "total", width) for row in self._totals),
            ]
        return self._measured

    def _measure(self, row: Row, rooms: list[float], kind: str, width: float) -> _Row:
        """One row with its cells broken into lines."""
        if isinstance(row, Group):
            return self._measure_group(row, width)
        cells: list[tuple[_Part, ...] | TickBox] = []
        texts: list[str] = []
        for cell, column, room in zip(row, self._columns, rooms, strict=True):
            if isinstance(cell, TickBox):
                cells.append(cell)
                continue
            parts, text = self._parts(cell, column, room, total=kind == "total")
            cells.append(parts)
            texts.append(text)
        high = max((_cell_height(cell) for cell in cells), default=0.0) + 2 * _PAD
        return _Row(tuple(cells), max(high, self._ruling.row_height), "".join(texts), kind)

    def _measure_group(self, row: Group, width: float) -> _Row:
        """A group row: its name, and a sum at the right."""
        right = clean(row.right)
        room = max(width - 2 * _INSET - measure(right, GROUP) - 12, width / 2)
        name = _Part(break_lines(clean(row.text), GROUP, room), GROUP)
        look = GROUP.aligned("right")
        cells = ((name,), (_Part(break_lines(right, look, width / 2), look),))
        high = max(map(_cell_height, cells)) + 2 * _PAD
        return _Row(cells, high, row.text + right, "group")

    def _parts(
        self, cell: str | Item, column: Column, room: float, *, total: bool
    ) -> tuple[tuple[_Part, ...], str]:
        """A cell's lines, and its text for the search for missing glyphs."""
        item = isinstance(cell, Item)
        style = CELL_BOLD if column.bold or total or item else CELL
        style = style.aligned(column.align)
        style = style if self._ruling.size == 1 else style.scaled(self._ruling.size)
        text = clean(cell.text if isinstance(cell, Item) else cell)
        if not isinstance(cell, Item):
            return (_part(text, style, room, wrap=column.wrap),), text
        detail = clean(cell.detail)
        first = _part(text, style, room, wrap=True)
        if not detail:
            return (first,), text
        small = DETAIL.aligned(column.align)
        return (first, _part(detail, small, room, wrap=True)), text + detail

    def _head(self, width: float) -> _Row | None:
        """The row of heads, None where no column has one."""
        if not self._ruling.heads or not any(column.head for column in self._columns):
            return None
        edges = self._edges(width)
        cells = tuple(
            (
                _part(
                    clean(column.head),
                    COLUMN_HEAD.aligned(column.align),
                    right - left - 2 * _INSET,
                    wrap=True,
                ),
            )
            for column, left, right in zip(self._columns, edges, edges[1:], strict=False)
        )
        high = max(map(_cell_height, cells)) + 2 * 3.2
        return _Row(cells, high, "", "head")

    def height(self, width: float) -> float:
        """Heads and rows."""
        head = self._head(width)
        return (head.height if head else 0.0) + sum(row.height for row in self._all(width))

    # splitting

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Between two rows; a group's name goes with its first row, totals with the last row."""
        head, rows = self._head(width), self._all(width)
        used, fit = head.height if head else 0.0, 0
        while fit < len(rows) and used + rows[fit].height <= height:
            used += rows[fit].height
            fit += 1
        while 0 < fit < len(rows) and (rows[fit - 1].kind == "group" or rows[fit].kind == "total"):
            fit -= 1
        if not 0 < fit < len(rows):
            return None
        return self._part_of(rows[:fit], width), self._part_of(rows[fit:], width)

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """A row higher than a whole page is the only one that goes on over it."""
        parts = self.split(width, height)
        if parts:
            return parts
        head, rows = self._head(width), self._all(width)
        room = height - (head.height if head else 0.0)
        before = [row for row in rows[:1] if row.kind == "group"]
        room -= sum(row.height for row in before)
        rest = rows[len(before) :]
        if not rest or room < 40:
            return None
        if rest[0].height <= room:
            # Only a total was in the way of a split.
            fit = len(before) + 1
            if fit == len(rows):
                return None
            return self._part_of(rows[:fit], width), self._part_of(rows[fit:], width)
        now, later = _torn(rest[0], room)
        return (
            self._part_of([*before, now], width),
            self._part_of([later, *rest[1:]], width),
        )

    def _part_of(self, rows: list[_Row], width: float) -> "Grid":
        """A table of some rows of this one."""
        part = Grid(self._columns, (), (), self._ruling)
        part._measured, part._width = rows, width
        part.space_before, part.space_after = self.space_before, self.space_after
        return part

    # painting

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Tints, text, rules, frame."""
        edges = self._edges(width)
        start, head = top, self._head(width)
        if head:
            canvas.fill(x, top - head.height, width, head.height, TINT)
            self._paint_cells(canvas, head, x, top, edges)
            top -= head.height
        rows = self._all(width)
        for index, row in enumerate(rows):
            last = index + 1 == len(rows)
            self._paint_row(canvas, row, x, top, edges, last=last)
            top -= row.height
        if self._ruling.framed:
            self._paint_frame(canvas, x, start, top, edges)

    def _paint_row(
        self, canvas: PageCanvas, row: _Row, x: float, top: float, edges: list[float], *, last: bool
    ) -> None:
        """One row and the rule below it."""
        canvas.note(row.text)
        if row.kind == "group":
            self._paint_group(canvas, row, x, top, edges[-1])
            return
        if row.kind == "total":
            canvas.rule(x, top, x + edges[-1], 0.9)
        self._paint_cells(canvas, row, x, top, edges)
        if row.kind == "row" and not (last and self._ruling.framed):
            canvas.rule(x, top - row.height, x + edges[-1], 0.5)

    def _paint_group(
        self, canvas: PageCanvas, row: _Row, x: float, top: float, width: float
    ) -> None:
        """A tint across, the name at the left, a sum at the right."""
        canvas.fill(x, top - row.height, width, row.height, TINT)
        for cell in row.cells:
            if not isinstance(cell, TickBox):
                _paint_parts(canvas, cell, x + _INSET, top - _PAD, width - 2 * _INSET)

    def _paint_cells(
        self, canvas: PageCanvas, row: _Row, x: float, top: float, edges: list[float]
    ) -> None:
        """The cells of a row, hanging from its top; boxes and forms stand in the middle."""
        for cell, left, right in zip(row.cells, edges, edges[1:], strict=False):
            room = right - left - 2 * _INSET
            if isinstance(cell, TickBox):
                paint_tick_box(
                    canvas,
                    x + left + (right - left) / 2 - 5.5,
                    top - row.height / 2 - 5.5,
                    11,
                    cell.mark,
                )
                continue
            high = _cell_height(cell)
            roomy = self._ruling.row_height > 0 or row.kind == "head"
            down = (row.height - high) / 2 if roomy else _PAD
            _paint_parts(canvas, cell, x + left + _INSET, top - down, room)

    def _paint_frame(
        self, canvas: PageCanvas, x: float, top: float, low: float, edges: list[float]
    ) -> None:
        """The frame and the rules between columns."""
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.6)
        for edge in edges[1:-1]:
            canvas.line(x + edge, top, x + edge, low)
        canvas.frame(x, low, edges[-1], top - low, 0.9)


def _part(text: str, style: Style, room: float, *, wrap: bool) -> _Part:
    """A text in a cell, on one line where that can be done without cutting it."""
    whole = measure(text, style)
    if whole > room and not wrap and "\n" not in text and whole * _SMALLEST <= room:
        line, style = fitted(text, style, room, _SMALLEST)
        return _Part([line], style)
    return _Part(break_lines(text, style, max(room, style.size)), style)


def _cell_height(cell: tuple[_Part, ...] | TickBox) -> float:
    """How high a cell's content is."""
    if isinstance(cell, TickBox):
        return 11.0
    return sum(len(part.found) * part.style.leading for part in cell)


def _paint_parts(
    canvas: PageCanvas, parts: tuple[_Part, ...], x: float, top: float, width: float
) -> None:
    """A cell's parts below each other."""
    for part in parts:
        draw_lines(canvas, part.found, x, top, width, part.style)
        top -= len(part.found) * part.style.leading


def _torn(row: _Row, room: float) -> tuple[_Row, _Row]:
    """A row cut in two at a height, line by line, cell by cell."""
    now: list[tuple[_Part, ...] | TickBox] = []
    later: list[tuple[_Part, ...]] = []
    for cell in row.cells:
        if isinstance(cell, TickBox):
            now.append(cell)
            later.append(())
            continue
        left = room - 2 * _PAD
        above: list[_Part] = []
        below: list[_Part] = []
        for part in cell:
            fit = 0 if below else min(len(part.found), int(left // part.style.leading))
            left -= fit * part.style.leading
            if fit:
                above.append(replace(part, found=part.found[:fit]))
            if fit < len(part.found):
                below.append(replace(part, found=part.found[fit:]))
        now.append(tuple(above))
        later.append(tuple(below))
    rest = max(map(_cell_height, later)) + 2 * _PAD
    return replace(row, cells=tuple(now), height=room), replace(
        row, cells=tuple(later), height=rest
    )


def paint_tick_box(canvas: PageCanvas, x: float, low: float, size: float, mark: str = "") -> None:
    """A box drawn as a shape, so that every printer has it; `mark` "check", "x" or a letter."""
    canvas.frame(x, low, size, size, 1.1)
    if mark == "check":
        canvas.setLineWidth(1.5)
        path = canvas.beginPath()
        path.moveTo(x + size * 0.2, low + size * 0.5)
        path.lineTo(x + size * 0.42, low + size * 0.25)
        path.lineTo(x + size * 0.82, low + size * 0.78)
        canvas.drawPath(path, stroke=1, fill=0)
    elif mark == "x":
        canvas.setLineWidth(1.5)
        canvas.line(x + size * 0.22, low + size * 0.22, x + size * 0.78, low + size * 0.78)
        canvas.line(x + size * 0.22, low + size * 0.78, x + size * 0.78, low + size * 0.22)
    elif mark:
        look = replace(CELL_BOLD, size=size * 0.72, align="center")
        canvas.line_of(clean(mark)[:1], x, low + size * 0.24, size, look)


class Blanks(Grid):
    """Blank ruled rows to write on, as many as asked for or as fit on the page."""

    def __init__(self, columns: Sequence[Column], rows: int | None, row_height: float) -> None:
        self._fills = rows is None
        blank = tuple("" for _ in columns)
        super().__init__(
            columns, [blank] * (rows or 0), (), _Ruling(framed=True, row_height=row_height)
        )

    def stretch(self, width: float, height: float) -> None:
        """Fill what is left of the page; at least four rows."""
        if self._fills:
            head = self._head(width)
            room = height - (head.height if head else 0) - 1
            count = max(int(room // self._ruling.row_height), 4)
            self._rows = [tuple("" for _ in self._columns)] * count
            self._measured = None


class Sums(Block):
    """Sums at the right below a table, the last one large above a rule."""

    stay_with_previous = True
    space_before = 3.0
    space_after = 12.0

    def __init__(
        self,
        rows: Sequence[tuple[str, str]],
        final: tuple[str, str] | None,
        amount_width: float,
    ) -> None:
        self._rows = [(clean(label), clean(amount)) for label, amount in rows]
        self._final = (clean(final[0]), clean(final[1])) if final else None
        self._amount_width = amount_width

    def height(self, width: float) -> float:
        """Each sum a line, or two where its label is long."""
        total = sum(len(self._label(label, width, CELL)) * 12.2 + 4.8 for label, _ in self._rows)
        if self._final:
            total += len(self._label(self._final[0], width, TOTAL)) * TOTAL.leading + 8
        return total

    def _label(self, label: str, width: float, style: Style) -> list[Line]:
        """The lines of a label."""
        return break_lines(label, style.aligned("right"), self._room(width))

    def _room(self, width: float) -> float:
        """The room of labels."""
        return max(width - self._amount_width, width * 0.4)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Labels end where the amounts' column begins."""
        room = self._room(width)
        for label, amount in self._rows:
            canvas.note(label)
            found = self._label(label, width, CELL)
            draw_lines(canvas, found, x, top - 2.4, room, CELL.aligned("right"))
            self._amount(canvas, amount, x + room, top - 11.8, width - room, CELL)
            top -= len(found) * 12.2 + 4.8
        if self._final:
            label, amount = self._final
            canvas.note(label)
            found = self._label(label, width, TOTAL)
            draw_lines(canvas, found, x, top - 2.5, room, TOTAL.aligned("right"))
            self._amount(canvas, amount, x + room, top - 13.1, width - room, TOTAL_LARGE)
            low = top - len(found) * TOTAL.leading - 7
            reach = max(width * 0.5, width - room + max(line.width for line in found) + 4)
            canvas.rule(x + width - reach, low, x + width, 1.4)

    def _amount(
        self, canvas: PageCanvas, amount: str, x: float, baseline: float, width: float, style: Style
    ) -> None:
        """An amount at the right edge."""
        room = width - _INSET
        canvas.line_of(amount, x + _INSET, baseline, room - _INSET, style.aligned("right"))


def table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    totals: Sequence[Sequence[Cell]] = (),
    framed: bool = False,
    row_height: float = 0.0,
    size: float = 1.0,
    empty: str = "",
) -> Block:
    """A table of words already formatted.

    Totals are bold below a rule and stay with the last row. `framed` adds a frame and rules
    between columns; `row_height` is the least height in points (24 to 33 for handwriting); `size`
    scales the cells' text; `empty` is said where there are no rows.
    """
    if not rows and empty:
        return P(empty, REMARK)
    return Grid(columns, rows, totals, _Ruling(framed, row_height, size=size))


def sums(
    rows: Sequence[tuple[str, str]],
    final: tuple[str, str] | None = None,
    amount_width: float = 96,
) -> Block:
    """Right-hand sums below a table whose last column is `amount_width` points wide."""
    return Sums(rows, final, amount_width)


def log_table(columns: Sequence[Column], rows: int | None = None, row_height: float = 27) -> Block:
    """Blank rows to write on; without a number, as many as the page has room for."""
    return Blanks(columns, rows, row_height)
