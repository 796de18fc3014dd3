"""Writing workbooks row by row; the only module that needs openpyxl for writing.

Numbers are numbers, dates are dates, text is text whatever it looks like: only a row of totals,
which this module writes itself, holds formulas (reliability rule 6.7.7).
"""

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from ..errors import UserError
from ..money import half_up
from ..progress import Progress
from .columns import TEXT, Kind, OutColumn, plain_value
from .text import clean
from .whole_file import whole_file

if TYPE_CHECKING:
    from .workbook import Sheet

MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
MOST_DIGITS = 10**15
FIRST_DATE = date(1900, 3, 1)
SAMPLE = 200
STEP = 1_000

# A text that spells such a code would be read as the character (ISO 29500, ST_Xstring).
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def write_sheets(path: Path, sheets: "Sequence[Sheet[Any]]", progress: Progress | None) -> int:
    """Write the sheets of one workbook; returns the number of rows of all of them."""
    count = 0
    titles: set[str] = set()
    with whole_file(path) as file:
        book = Workbook(write_only=True)
        try:
            for sheet in sheets:
                count += _Writer(book, sheet, _title(sheet.name, titles)).write(progress)
            book.save(file)
        except BaseException:
            _drop(book)
            raise
    return count


def _drop(book: Workbook) -> None:
    """Remove what the library left in the folder for temporary files."""
    for page in book.worksheets:
        writer = getattr(page, "_writer", None)
        if writer is not None:
            with contextlib.suppress(Exception):
                page.close()
            with contextlib.suppress(OSError, ValueError):
                writer.cleanup()


def _title(name: str, taken: set[str]) -> str:
    """A sheet name that spreadsheets accept, different from those before it."""
    base = _FORBIDDEN.sub(" ", clean(name)).strip(" '")[:31] or "Sheet"
    title, number = base, 2
    while title.casefold() in taken:
        title = f"{base[:27]} ({number})"
        number += 1
    taken.add(title.casefold())
    return title


class _Writer:
    """One sheet while it is written."""

    def __init__(self, book: Workbook, sheet: "Sheet[Any]", title: str) -> None:
        self._sheet = sheet
        self._page: Any = book.create_sheet(title)
        self._title = title
        self._row = 0
        self._cells = [self._cell_of(column) for column in sheet.columns]

    def write(self, progress: Progress | None) -> int:
        """Write header, rows and totals; returns the number of rows."""
        rows = iter(self._sheet.rows)
        first = list(islice(rows, SAMPLE))
        self._arrange(first)
        for line in self._sheet.above:
            self._append([self._styled(line, Font(bold=not self._row))])
        self._append([self._header(column) for column in self._sheet.columns])
        top = self._row + 1
        count = 0
        for count, row in enumerate(chain(first, rows), 1):
            self._append(self._cells_of(row))
            if progress and count % STEP == 0:
                progress.step(count, max(self._sheet.total, count), f"{count:,} rows")
        if self._sheet.totals and count:
            self._append(self._totals(top))
        self._finish(top)
        return count

    def _append(self, cells: Any) -> None:
        """Write one row; raises UserError when the sheet is full."""
        self._row += 1
        if self._row > MOST_ROWS:
            raise UserError(
                f"“{self._title}” has more rows than a spreadsheet holds ({MOST_ROWS:,}). "
                "Export it as .csv."
            )
        self._page.append(cells)

    def _cells_of(self, row: Any) -> Iterator[Any]:
        """A row's cells, made one after the other as the library asks for them."""
        for column, cell in zip(self._sheet.columns, self._cells, strict=True):
            yield cell(column.value(row))

    def _cell_of(self, column: OutColumn[Any]) -> Callable[[Any], Any]:
        """What turns a column's value into what is written; one styled cell serves all rows."""
        kind = column.kind
        text = self._text_cell(column.title)
        if kind is TEXT:
            return lambda value: None if value is None else text(str(value))
        styled: Any = WriteOnlyCell(self._page)
        styled.number_format = written = number_format(kind)

        def cell(value: Any) -> Any:
            if value is None:
                return None
            if not _fits(value):
                return text(plain_value(kind, value))
            value_ = real(kind, value)
            if not written:
                return value_
            styled.value = value_
            return styled

        return cell

    def _text_cell(self, title: str) -> Callable[[str], Any]:
        """What turns text into a cell that is never a formula."""
        forced: Any = WriteOnlyCell(self._page)
        forced.number_format = "@"

        def cell(value: str) -> Any:
            text = clean(value)
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            if "_x" in text:
                text = _CODE.sub("_x005F_", text)
            if len(text) > MOST_CHARACTERS:
                raise UserError(
                    f"“{title}” in row {self._row} is longer than a spreadsheet's cell "
                    f"({MOST_CHARACTERS:,} characters). Export it as .csv."
                )
            if text[:1] != "=" and text not in _ERRORS:
                return text or None
            forced.value = text
            forced.data_type = "s"
            return forced

        return cell

    def _header(self, column: OutColumn[Any]) -> Any:
        """A column's title, bold with a line below."""
        cell = self._styled(column.title, Font(bold=True))
        cell.border = Border(bottom=Side("thin"))
        if column.kind.number:
            cell.alignment = Alignment(horizontal="right")
        return cell

    def _styled(self, text: str, font: Font) -> Any:
        """A cell of text in a font."""
        cell: Any = WriteOnlyCell(self._page, clean(text))
        cell.data_type = "s"
        cell.font = font
        return cell

    def _totals(self, top: int) -> list[Any]:
        """The row of sums, the only formulas there are."""
        cells: list[Any] = []
        for place, column in enumerate(self._sheet.columns, 1):
            if not column.kind.summed:
                cells.append(None if cells else self._styled("Total", Font(bold=True)))
                continue
            letter = get_column_letter(place)
            cell: Any = WriteOnlyCell(self._page, f"=SUM({letter}{top}:{letter}{self._row})")
            cell.font = Font(bold=True)
            cell.border = Border(top=Side("thin"))
            cell.number_format = number_format(column.kind) or "General"
            cells.append(cell)
        return cells

    def _arrange(self, sample: Sequence[Any]) -> None:
        """Set widths and the frozen header, which must be known before the first row."""
        page, sheet = self._page, self._sheet
        page.freeze_panes = f"A{len(sheet.above) + 2}"
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        for place, column in enumerate(sheet.columns, 1):
            longest = max((_width(column, row) for row in sample), default=0)
            letter = get_column_letter(place)
            page.column_dimensions[letter].width = min(60, max(longest, len(column.title), 6) + 2)

    def _finish(self, top: int) -> None:
        """Repeat the header on every printed page, and offer filters."""
        self._page.print_title_rows = f"{top - 1}:{top - 1}"
        last = get_column_letter(max(1, len(self._sheet.columns)))
        self._page.auto_filter.ref = f"A{top - 1}:{last}{max(self._row, top)}"


def _width(column: OutColumn[Any], row: Any) -> int:
    """How many characters a value takes: its longest line."""
    text = plain_value(column.kind, column.value(row))
    return max(map(len, text.split("\n")))


def _fits(value: Any) -> bool:
    """Whether a spreadsheet can hold a value exactly: fifteen digits, from March 1900 on."""
    if isinstance(value, int):
        return abs(value) < MOST_DIGITS
    return bool(value.year > FIRST_DATE.year or value.timetuple() >= FIRST_DATE.timetuple())


_FORMATS = {
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "hours": "#,##0.00",
    "percent": "0.00##%",
}
# Ten to the power of these is one of the unit that the spreadsheet shows.
_DECIMALS = {"quantity": 4, "percent": 6}
_MICROHOURS = 1_000_000


def number_format(kind: Kind) -> str:
    """The format of a kind's cells; "" where the plain value will do."""
    if kind.name == "money":
        digits = kind.currency.digits
        return "#,##0." + "0" * digits if digits else "#,##0"
    return _FORMATS.get(kind.name, "")


def real(kind: Kind, value: Any) -> Any:
    """A value as the spreadsheet's own date or number; only hours are cut, at a millionth."""
    if kind.name == "money":
        return Decimal(value).scaleb(-kind.currency.digits)
    if kind.name == "hours":
        return Decimal(half_up(value * _MICROHOURS, 60)).scaleb(-6)
    return Decimal(value).scaleb(-_DECIMALS[kind.name]) if kind.name in _DECIMALS else value
