"""Workbooks that compute: sheets whose figures follow from each other by formulas of ours.

A list leaves the program as plain values; where a person wants to go on reckoning, the figures that
follow from others are formulas. Text of people is never one (reliability rule 6.7.7).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..rows import dataclass
from .columns import TEXT, Kind, OutColumn
from .whole_file import whole_file

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Worked:
    """A cell: a value of a kind, or a formula whose result is shown as that kind.

    `formula` is ours alone, without the sign before it; addresses and figures, never a text that
    somebody typed. `strong` cells are bold; `above` has a line above it.
    """

    value: Any = None
    kind: Kind = TEXT
    formula: str = ""
    strong: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class WorkedSheet:
    """A sheet of such cells, row by row; None is an empty cell. `head` rows stay in sight."""

    name: str
    rows: Sequence[Sequence[Worked | None]]
    widths: Sequence[int]
    head: int = 0


@dataclass(frozen=True, slots=True)
class WorkedBook:
    """A list with the columns it has as plain values, and the sheets of its workbook."""

    columns: Sequence[OutColumn[Any]]
    sheets: Sequence[WorkedSheet]


def write_worked(path: Path, sheets: Sequence[WorkedSheet]) -> int:
    """Write sheets that compute as a workbook; returns the number of rows of all of them.

    Raises Trouble when it cannot be saved.
    """
    from openpyxl import Workbook

    book = Workbook()
    for page in list(book.worksheets):
        book.remove(page)
    for sheet in sheets:
        _fill(book.create_sheet(), sheet)
    # A program that opens it computes everything anew, whatever another one kept.
    book.calculation.fullCalcOnLoad = True
    with whole_file(path) as file:
        book.save(file)
    return sum(len(sheet.rows) for sheet in sheets)


def _fill(page: "Worksheet", sheet: WorkedSheet) -> None:
    """Arrange a sheet, then write its cells."""
    from openpyxl.utils import get_column_letter

    from .text import clean

    page.title = clean(sheet.name)[:31]
    for place, wide in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(place)].width = wide
    if sheet.head:
        page.freeze_panes = f"B{sheet.head + 1}"
        page.print_title_rows = f"{sheet.head}:{sheet.head}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    properties = page.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
    for line, cells in enumerate(sheet.rows, 1):
        for place, one in enumerate(cells, 1):
            if one is not None:
                _write(page.cell(line, place), one)


def _write(cell: Any, one: Worked) -> None:
    """Write one cell: our formula, or a value; text of people is never a formula."""
    from openpyxl.styles import Alignment, Border, Font, Side

    from .text import clean
    from .workbook_out import number_format, real

    if one.formula:
        cell.value = f"={one.formula}"
    elif one.kind is TEXT:
        cell.value = clean(str(one.value or ""))
        cell.data_type = "s"
    else:
        cell.value = real(one.kind, one.value)
    cell.number_format = number_format(one.kind) or "General"
    if one.strong:
        cell.font = Font(bold=True)
    if one.strong and one.kind.number:
        cell.alignment = Alignment(horizontal="right")
    if one.above:
        cell.border = Border(top=Side("thin"))
