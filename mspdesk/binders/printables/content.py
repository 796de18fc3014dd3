"""The parts of a page as blocks; what nobody knows becomes room to write."""

from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Big, Cell, Column, TickBox
from ..rules.content import Col, Framed, Page, Pairs, Part, Prose, Sketch, Steps, Table, Write

WRITING = 27.0
"""The height of a row that is written by hand, in points."""

EMPTY = "Nothing is written down yet. Fill it in by hand, and tell your IT provider."
"""What an empty section says above its blank rows (S081)."""

_PAGE = 640.0


def lay_out(page: Page) -> list[Block]:
    """A whole leaf."""
    found = [blocks.title(page.title, page.beside)]
    for part in page.parts:
        found += lay_out_part(part)
    return [*found, blocks.rest(page.noted, "Date and initial each one")] if page.noted else found


def lay_out_part(part: Part) -> list[Block]:
    """One part under its head."""
    head = [] if not getattr(part, "head", "") or isinstance(part, Framed) else [_head(part)]
    return head + _body(part)


def _head(part: Part) -> Block:
    return blocks.section(getattr(part, "head", ""), getattr(part, "beside", ""))


def _body(part: Part) -> list[Block]:
    match part:
        case Table():
            return _table(part)
        case Prose() | Write():
            return _words(part)
        case _:
            return [_one(part)]


def _one(part: Pairs | Steps | Framed | Sketch) -> Block:
    match part:
        case Pairs():
            return blocks.facts(part.pairs, part.columns)
        case Steps():
            return _steps(part)
        case Framed():
            return blocks.callout(part.head, part.text, danger=part.danger)
        case Sketch():
            return blocks.dot_grid(_PAGE * part.percent / 100)


def _words(part: Prose | Write) -> list[Block]:
    if isinstance(part, Prose) and part.text:
        return [blocks.paragraph(line) for line in part.text.split("\n\n")]
    if isinstance(part, Write) and not part.lines:
        return [blocks.log_table([Column("")], None, WRITING)]
    return [blocks.lines(part.lines)]


def _table(part: Table) -> list[Block]:
    columns = [_column(column, first=not at) for at, column in enumerate(part.columns)]
    if part.rows:
        return [blocks.table(columns, [_cells(part, row) for row in part.rows])]
    if part.none:
        return [blocks.paragraph(part.none)]
    blank = blocks.log_table(columns, part.blank, WRITING)
    return [blank] if part.form else [blocks.note(EMPTY), blank]


def _cells(part: Table, row: tuple[str, ...]) -> list[Cell]:
    """A row; numbers to call in large type, and room for a pen where nothing is known."""
    pairs = zip(part.columns, row, strict=True)
    unknown = not any(row[1:])
    return [Big(cell) if column.phone and (cell or unknown) else cell for column, cell in pairs]


def _column(column: Col, *, first: bool) -> Column:
    return Column(column.head, column.width, column.share / 100, bold=first, wrap=column.wrap)


def _steps(part: Steps) -> Block:
    columns = [
        Column("", 22),
        Column("", 22),
        Column("What to do", wrap=True),
        Column("Who", 90),
        Column("Time done", 62),
    ]
    rows = [(str(n), TickBox(), step, "", "") for n, step in enumerate(part.steps, 1)]
    count = len(rows)
    rows += [(str(count + n), TickBox(), "", "", "") for n in range(1, part.blank + 1)]
    return blocks.table(columns, rows, framed=True, row_height=30)
