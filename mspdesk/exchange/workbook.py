"""Workbooks (.xlsx): writing lists as real dates and numbers, reading what others made.

Somebody else's workbook is taken apart in a process of its own with little memory and little
time, so that no file can freeze or fill this computer (reliability rules 6.7.1 and 6.7.2).
openpyxl is loaded only when a workbook is really written, and only in that other process when
one is read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..errors import UserError
from ..progress import Progress
from ..rows import dataclass
from .apart import Limits, Sentences, can_be_opened, told_apart
from .columns import OutColumn
from .incoming import (
    TITLES,
    InTable,
    cannot_open,
    fitted,
    header_place,
    named_headers,
    tell_of_titles,
)
from .workbook_child import Caps, serve

T = TypeVar("T")

TOO_SLOW = "{name} takes too long to read. Save the sheet as .csv and choose that file."
NOT_READABLE = (
    "{name} cannot be read as a workbook. Open it, save it again as .xlsx, and try again."
)


# Without slots: on Python 3.11 Sheet[Row](...) cannot be made with them.
@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One sheet to write: a list and how its columns are read from a row.

    `above` are lines over the header, such as a report's title and period; `totals` adds a row
    of sums under the columns that can be summed; `total` is the number of rows where known.
    """

    name: str
    columns: Sequence[OutColumn[T]]
    rows: Iterable[T]
    above: Sequence[str] = ()
    totals: bool = False
    total: int = 0


def write_xlsx(path: Path, sheets: Sequence[Sheet[Any]], progress: Progress | None = None) -> int:
    """Write lists as the sheets of one workbook; returns the number of rows.

    Text is never a formula. Raises UserError when a text or a list is longer than a sheet
    holds, Trouble when it cannot be saved.
    """
    from .workbook_out import write_sheets

    return write_sheets(path, sheets, progress)


@dataclass(slots=True)
class WorkbookTable(InTable):
    """A sheet that was read: its rows with the numbers they have in the sheet."""

    name: str
    headers: list[str]
    notices: list[str]
    found: list[tuple[int, list[str]]]

    def records(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each row as its number in the sheet and its cells."""
        width = len(self.headers)
        for count, (line, cells) in enumerate(self.found, 1):
            yield line, fitted(cells, width, line)
            if progress and count % 2_000 == 0:
                progress.step(count, len(self.found), f"{count:,} rows")


def read_xlsx(
    path: Path,
    sheet: str | None = None,
    progress: Progress | None = None,
    caps: Caps | None = None,
) -> WorkbookTable:
    """Read one sheet of a workbook, the first visible one unless another is named.

    Cells come as text: dates as 2026-03-11, moments as 2026-03-11T09:14, times as 0:45, numbers
    as plain decimals, percentages as 8.875%, true as yes. A date no spreadsheet has is #DATE!.
    Raises UserError in one sentence whatever is wrong with the file, Cancelled when asked to
    stop.
    """
    caps = caps or Caps()
    can_be_opened(path, cannot_open)
    words = Sentences(TOO_SLOW.format(name=path.name), NOT_READABLE.format(name=path.name))
    limits = Limits(caps.seconds, caps.memory)
    notices: list[str] = []
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    asked = {"path": str(path), "sheet": sheet, "caps": asdict(caps)}
    for kind, told in told_apart(serve, asked, limits, words, progress):
        if kind == "refused":
            raise UserError(told)
        if kind == "header":
            header = told
        elif kind == "rows":
            rows.extend((line, cells) for line, cells in told)
            if progress:
                progress.step(len(rows), max(caps.rows, len(rows)), f"{len(rows):,} rows")
        else:
            notices.extend(told)
    above = header_place([header, *(cells for _, cells in rows[:TITLES])])
    if above:
        line, header = rows[above - 1]
        tell_of_titles(line, notices)
    headers = _wide_enough(named_headers(header, notices, path.name), rows[above:], notices)
    return WorkbookTable(path.name, headers, notices, rows[above:])


def _wide_enough(
    headers: list[str], rows: Sequence[tuple[int, list[str]]], notices: list[str]
) -> list[str]:
    """The headers with one for each column of cells right of the last name; those are told."""
    widest, line = max(((len(cells), line) for line, cells in rows), default=(0, 0))
    beyond = [f"Column {place}" for place in range(len(headers) + 1, widest + 1)]
    if beyond:
        notices.append(
            f"Row {line} has cells right of the last named column, from “{beyond[0]}” on."
        )
    return headers + [name if name not in headers else f"{name} (2)" for name in beyond]
