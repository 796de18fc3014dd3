"""Tables on paper: given widths, heads that repeat, rows that are never torn apart."""

from collections.abc import Sequence
from itertools import pairwise

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .safe import P
from .shapes import TINT, paint_tick_box
from .styles import REMARK
from .table_cells import (
    BOX,
    INSET,
    Cell,
    Column,
    Measured,
    Measurer,
    Row,
    TickBox,
    cell_height,
    paint_parts,
    torn_row,
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a table is drawn around its text; measures in points."""

    framed: bool = False
    row_height: float = 0.0
    size: float = 1.0
    close: bool = False


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A table's rows, broken into lines for one width."""

    width: float
    edges: tuple[float, ...]
    head: Measured | None
    rows: list[Measured]
    height: float

    @property
    def head_height(self) -> float:
        """The height of the heads, 0 without any."""
        return self.head.height if self.head else 0.0

    def some(self, rows: list[Measured]) -> "_Fitted":
        """The same table with other rows."""
        high = self.head_height + sum(row.height for row in rows)
        return _Fitted(self.width, self.edges, self.head, rows, high)


class Grid(Block):
    """A table; see `table`."""

    space_before = 4.0
    space_after = 8.0

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        totals: Sequence[Sequence[Cell]],
        ruling: Ruling,
    ) -> None:
        self._columns = tuple(columns)
        self._rows = rows
        self._totals = totals
        self._ruling = ruling
        self._known: _Fitted | None = None
        if ruling.framed:
            # A frame sits right on the bar above it.
            self.space_before = 0.0

    # measuring

    def _edges(self, width: float) -> tuple[float, ...]:
        """Where the columns begin and, last, where the table ends."""
        fixed = sum(column.width or 0 for column in self._columns)
        shares = sum(column.share for column in self._columns if column.width is None)
        # Shared columns keep a fifth of the table, however much the others ask for.
        most = width * 0.8 if shares else width
        squeeze = min(1.0, most / fixed) if fixed else 1.0
        free = width - fixed * squeeze
        edges = [0.0]
        for column in self._columns:
            shared = free * column.share / shares if shares else 0.0
            own = shared if column.width is None else column.width * squeeze
            edges.append(edges[-1] + own)
        return tuple(edges)

    def _fitted(self, width: float) -> _Fitted:
        """The whole table, measured once for this width."""
        if self._known is None or self._known.width != width:
            edges = self._edges(width)
            rule = self._ruling
            measurer = Measurer(self._columns, edges, rule.row_height, rule.size, rule.close)
            rows = [measurer.row(row) for row in self._rows]
            rows += [measurer.row(row, "total") for row in self._totals]
            self._known = _Fitted(width, edges, measurer.head(), [], 0).some(rows)
        return self._known

    def height(self, width: float) -> float:
        """Heads and rows."""
        return self._fitted(width).height

    def least(self, width: float) -> float:
        """Heads and the first row, with the name of its group."""
        whole = self._fitted(width)
        named = bool(whole.rows) and whole.rows[0].kind == "group"
        return whole.head_height + sum(row.height for row in whole.rows[: 1 + named])

    def words(self) -> str:
        """The words of heads and rows, once it has been measured."""
        if not self._known:
            return ""
        rows = [*([self._known.head] if self._known.head else []), *self._known.rows]
        return "\n".join(row.text for row in rows)

    # splitting

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Between two rows; a group's name goes with its first row, totals with the last row."""
        whole = self._fitted(width)
        rows, used, fit = whole.rows, whole.head_height, 0
        while fit < len(rows) and used + rows[fit].height <= height:
            used += rows[fit].height
            fit += 1
        while 0 < fit < len(rows) and (rows[fit - 1].kind == "group" or rows[fit].kind == "total"):
            fit -= 1
        return self._parted(whole, rows[:fit], rows[fit:]) if 0 < fit < len(rows) else None

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """A row higher than a whole page is the only one that goes on over it."""
        parts = self.split(width, height)
        if parts:
            return parts
        whole = self._fitted(width)
        rows, room, fit = whole.rows, height - whole.head_height, 0
        while fit < len(rows) and rows[fit].height <= room:
            room -= rows[fit].height
            fit += 1
        if fit == len(rows) or (fit == 0 and room < 40):
            return None
        if fit and (rows[fit].kind == "total" or room < 40):
            return self._parted(whole, rows[:fit], rows[fit:])
        now, later = torn_row(rows[fit], room)
        return self._parted(whole, [*rows[:fit], now], [later, *rows[fit + 1 :]])

    def _parted(
        self, whole: _Fitted, now: list[Measured], later: list[Measured]
    ) -> tuple[Block, Block]:
        """Two tables of some rows of this one each."""
        return self._of(whole.some(now)), self._of(whole.some(later))

    def _of(self, known: _Fitted) -> "Grid":
        """A table like this one whose rows are measured already."""
        part = Grid(self._columns, (), (), self._ruling)
        part._known = known
        part.space_before, part.space_after = self.space_before, self.space_after
        return part

    # painting

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Tints, text, rules, frame."""
        whole, start = self._fitted(width), top
        if whole.head:
            high = whole.head.height
            canvas.note(whole.head.text)
            canvas.fill(x, top - high, width, high, TINT)
            self._paint_cells(canvas, whole.head, (x, top), whole.edges)
            top -= high
        for row in whole.rows:
            canvas.note(row.text)
            self._paint_row(canvas, row, (x, top), whole.edges)
            top -= row.height
        if self._ruling.framed:
            canvas.setStrokeGray(0)
            canvas.setLineWidth(0.6)
            for edge, column in zip(whole.edges[1:-1], self._columns[1:], strict=True):
                if column.ruled:
                    canvas.line(x + edge, start, x + edge, top)
            canvas.frame(x, top, whole.edges[-1], start - top, 0.9)

    def _paint_row(
        self,
        canvas: PageCanvas,
        row: Measured,
        corner: tuple[float, float],
        edges: tuple[float, ...],
    ) -> None:
        """One row and its rule."""
        (x, top), width = corner, edges[-1]
        if row.kind == "group":
            canvas.fill(x, top - row.height, width, row.height, TINT)
            for cell in row.cells:
                if not isinstance(cell, TickBox):
                    paint_parts(canvas, cell, x + INSET, top - row.pad, width - 2 * INSET)
            return
        if row.kind == "total":
            canvas.rule(x, top, x + width, 0.9)
        self._paint_cells(canvas, row, corner, edges)
        if row.kind == "row":
            canvas.rule(x, top - row.height, x + width, 0.5)

    def _paint_cells(
        self,
        canvas: PageCanvas,
        row: Measured,
        corner: tuple[float, float],
        edges: tuple[float, ...],
    ) -> None:
        """The cells of a row, hanging from its top; boxes and forms stand in the middle."""
        (x, top), roomy = corner, self._ruling.row_height > 0 or row.kind == "head"
        for cell, (left, right) in zip(row.cells, pairwise(edges), strict=True):
            if isinstance(cell, TickBox):
                at = x + (left + right - BOX) / 2
                paint_tick_box(canvas, at, top - (row.height + BOX) / 2, BOX, cell.mark)
                continue
            down = (row.height - cell_height(cell)) / 2 if roomy else row.pad
            paint_parts(canvas, cell, x + left + INSET, top - down, right - left - 2 * INSET)


class Blanks(Grid):
    """Blank ruled rows to write on, as many as asked for or as fit on the page."""

    def __init__(self, columns: Sequence[Column], rows: int | None, row_height: float) -> None:
        self.fills = rows is None
        super().__init__(columns, (), (), Ruling(framed=True, row_height=row_height))
        self._rows = self._blank(rows or 0)

    def _blank(self, count: int) -> list[Row]:
        """Rows with nothing in them."""
        empty: Row = ("",) * len(self._columns)
        return [empty] * count

    def stretch(self, width: float, height: float) -> None:
        """Fill what is left of the page, with four rows at least."""
        room = height - self._fitted(width).head_height - 1
        self._rows = self._blank(max(int(room // self._ruling.row_height), 4))
        self._known = None

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Rows that fill a page stay on it."""
        return None if self.fills else super().split(width, height)


def table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    totals: Sequence[Sequence[Cell]] = (),
    framed: bool = False,
    row_height: float = 0.0,
    size: float = 1.0,
    close: bool = False,
    empty: str = "",
) -> Block:
    """A table of words already formatted.

    Totals are bold below a rule and stay with the last row. `framed` adds a frame and rules
    between columns; `row_height` is the least height in points (24 to 33 for handwriting); `size`
    scales the cells' text; `close` leaves less air around it; `empty` is said where there are no
    rows.
    """
    if not rows and empty:
        return P(empty, REMARK)
    return Grid(columns, rows, totals, Ruling(framed, row_height, size, close))


def log_table(columns: Sequence[Column], rows: int | None = None, row_height: float = 27) -> Block:
    """Blank rows to write on; without a number, as many as the page has room for."""
    return Blanks(columns, rows, row_height)
