"""What stands in a table, and how much room it takes."""

from collections.abc import Sequence
from dataclasses import field, replace
from itertools import pairwise

from ..rows import dataclass
from .canvas import PageCanvas
from .clean import clean
from .lines import Line, break_lines, measure, whole_or_broken
from .safe import draw_lines
from .styles import CELL, CELL_BOLD, COLUMN_HEAD, DETAIL, EXACT, GROUP, PHONE, Align, Style

INSET = 5.0
PAD = 3.0
# Rows whose cells have words below their first line need more air.
PAD_ITEM = 5.2
# Those to be written on have air enough in the room for the pen.
PAD_FORM = 3.2
# Rows set closer, where that saves a sheet of paper; the pen still has 24 points.
PAD_CLOSE = 1.0
BOX = 11.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in points, or a `share` of what the others leave.

    `wrap` is for columns of sentences. Other columns keep to one line, set a little smaller where
    it is tight, and wrap only when nothing else keeps the text whole. A framed table leaves out
    the rule at the left of a column that is not `ruled`.
    """

    head: str
    width: float | None = None
    share: float = 1.0
    align: Align = "left"
    bold: bool = False
    wrap: bool = False
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A cell with a bold text and smaller grey words below it, which may reach to the right."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Big:
    """A cell to be read in the dark: a phone number, the number of a step; small words below."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Exact:
    """A cell that is typed back letter by letter: every sign is told from every other."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A tinted row across the table that names the rows below it."""

    text: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to tick; `mark` may be "check", "x" or one letter."""

    mark: str = ""


Cell = str | Item | Big | Exact | TickBox
Row = Sequence[Cell] | Group


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a cell in one look."""

    found: tuple[Line, ...]
    style: Style

    @property
    def height(self) -> float:
        """All lines, in points."""
        return len(self.found) * self.style.leading


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A row whose cells are broken into lines; its height in points."""

    cells: tuple[Parts | TickBox, ...]
    height: float
    text: str = ""
    kind: str = "row"
    pad: float = PAD


@dataclass(frozen=True, slots=True)
class Measurer:
    """Breaks rows into lines for columns whose places are known.

    `edges` are points from the table's left side, one more than there are columns.
    """

    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    row_height: float
    size: float
    close: bool = False
    rooms: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        rooms = tuple(right - left - 2 * INSET for left, right in pairwise(self.edges))
        object.__setattr__(self, "rooms", rooms)

    def row(self, row: Row, kind: str = "row") -> Measured:
        """Any row."""
        if isinstance(row, Group):
            return self._group(row)
        if len(row) != len(self.columns):
            raise ValueError(f"{len(row)} cells stand in a table of {len(self.columns)} columns.")
        cells: list[Parts | TickBox] = []
        texts: list[str] = []
        for place, cell in enumerate(row):
            if isinstance(cell, TickBox):
                cells.append(cell)
            else:
                parts, text = self._parts(cell, place, total=kind == "total")
                cells.append(parts)
                texts.append(text)
        items = any(isinstance(cell, Item | Big) for cell in row)
        pad = PAD if not items else PAD_FORM if self.row_height else PAD_ITEM
        pad = min(pad, PAD_CLOSE) if self.close else pad
        self._let_details_reach(row, cells)
        high = max(map(cell_height, cells), default=0.0) + 2 * pad
        return Measured(tuple(cells), max(high, self.row_height), "\n".join(texts), kind, pad)

    def _style(self, column: Column, *, bold: bool) -> Style:
        """The look of a column's text."""
        style = (CELL_BOLD if bold else CELL).aligned(column.align)
        return style if self.size == 1 else style.scaled(self.size)

    def _parts(
        self, cell: str | Item | Big | Exact, place: int, *, total: bool
    ) -> tuple[Parts, str]:
        """A cell's lines, and its text for the search for missing glyphs."""
        column, room = self.columns[place], self.rooms[place]
        if isinstance(cell, str):
            text = clean(cell)
            style = self._style(column, bold=column.bold or total)
            return (part_of(text, style, room, wrap=column.wrap),), text
        if isinstance(cell, Exact):
            text = clean(cell.text)
            style = EXACT if self.size == 1 else EXACT.scaled(self.size)
            return (part_of(text, style, room, wrap=True),), text
        text, detail = clean(cell.text), clean(cell.detail)
        if isinstance(cell, Big):
            first = part_of(text, PHONE.aligned(column.align), room, wrap=column.wrap)
        else:
            first = part_of(text, self._style(column, bold=True), room, wrap=True)
        if not detail:
            return (first,), text
        below = part_of(detail, DETAIL.aligned(column.align), room, wrap=True)
        return (first, below), f"{text}\n{detail}"

    def _let_details_reach(self, row: Sequence[Cell], cells: list[Parts | TickBox]) -> None:
        """Break an item's detail again, as wide as the cells at its right leave room below them.

        Not in rows to write on, whose cells stand in the middle.
        """
        if self.row_height:
            return
        for place, cell in enumerate(row):
            parts = cells[place]
            if not isinstance(cell, Item) or isinstance(parts, TickBox) or len(parts) < 2:
                continue
            first, below = parts
            if len(below.found) == 1 or self.columns[place].align != "left":
                continue
            until = place + 1
            while until < len(cells) - 1 and cell_height(cells[until]) <= first.height:
                until += 1
            room = self.edges[until] - self.edges[place] - 2 * INSET
            cells[place] = (first, part_of(clean(cell.detail), below.style, room, wrap=True))

    def _group(self, row: Group) -> Measured:
        """A group row: its name, and a sum at the right."""
        name, right, width = clean(row.text), clean(row.right), self.edges[-1]
        room = max(width - 2 * INSET - measure(right, GROUP) - 12, width / 2)
        look = GROUP.aligned("right")
        cells = (
            (Part(break_lines(name, GROUP, room), GROUP),),
            (Part(break_lines(right, look, width / 2), look),) if right else (),
        )
        pad = PAD_CLOSE if self.close else PAD
        high = max(map(cell_height, cells)) + 2 * pad
        return Measured(cells, high, f"{name}\n{right}", "group", pad)

    def head(self) -> Measured | None:
        """The row of heads, None where no column has one."""
        if not any(column.head for column in self.columns):
            return None
        cells = tuple(
            (part_of(clean(column.head), COLUMN_HEAD.aligned(column.align), room, wrap=True),)
            for column, room in zip(self.columns, self.rooms, strict=True)
        )
        text = "\n".join(clean(column.head) for column in self.columns)
        return Measured(cells, max(map(cell_height, cells)) + 6.4, text, "head")


def part_of(text: str, style: Style, room: float, *, wrap: bool) -> Part:
    """A text in a cell, on one line where that can be done without cutting it."""
    if wrap:
        return Part(break_lines(text, style, max(room, style.size)), style)
    return Part(*whole_or_broken(text, style, room))


def cell_height(cell: Parts | TickBox) -> float:
    """How high a cell's content is, in points."""
    return BOX if isinstance(cell, TickBox) else sum(part.height for part in cell)


def paint_parts(canvas: PageCanvas, parts: Parts, x: float, top: float, width: float) -> None:
    """A cell's parts below each other."""
    for part in parts:
        draw_lines(canvas, part.found, (x, top), width, part.style)
        top -= part.height


def torn_row(row: Measured, room: float) -> tuple[Measured, Measured]:
    """A row cut in two at a height, line by line, cell by cell."""
    now: list[Parts | TickBox] = []
    later: list[Parts] = []
    for cell in row.cells:
        if isinstance(cell, TickBox):
            now.append(cell)
            later.append(())
        else:
            above, below = _torn_parts(cell, room - 2 * row.pad)
            now.append(above)
            later.append(below)
    rest = max(map(cell_height, later)) + 2 * row.pad
    return replace(row, cells=tuple(now), height=room), replace(
        row, cells=tuple(later), height=rest
    )


def _torn_parts(parts: Parts, left: float) -> tuple[Parts, Parts]:
    """The lines of a cell that fit into a height, and the others."""
    above: list[Part] = []
    below: list[Part] = []
    for part in parts:
        fit = 0 if below else min(len(part.found), int(left // part.style.leading))
        left -= fit * part.style.leading
        if fit:
            above.append(replace(part, found=part.found[:fit]))
        if fit < len(part.found):
            below.append(replace(part, found=part.found[fit:]))
    return tuple(above), tuple(below)
