"""Workbooks (.xlsx): writing lists as real dates and numbers, reading what others made.

Somebody else's workbook is taken apart in a process of its own with little memory and little
time, so that no file can freeze or fill this computer (reliability rules 6.7.1 and 6.7.2).
openpyxl is loaded only when a workbook is really written, and only in that other process when
one is read.
"""

import contextlib
import json
import multiprocessing
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..errors import Cancelled, UserError
from ..progress import Progress
from .columns import OutColumn
from .incoming import InTable, cannot_open, fitted, named_headers
from .workbook_child import Caps, serve

T = TypeVar("T")

# How often, in seconds, the reading is asked whether it should stop.
LISTEN = 0.1
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
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise cannot_open(path, error) from error
    notices: list[str] = []
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for kind, told in _answers(path, sheet, caps, progress or Progress()):
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
    return WorkbookTable(path.name, named_headers(header, notices, path.name), notices, rows)


def _answers(
    path: Path, sheet: str | None, caps: Caps, progress: Progress
) -> Iterator[tuple[str, Any]]:
    """What the reading process tells, until it is done; it never outlives the question.

    Raises UserError when it takes too long or dies, Cancelled when asked to stop.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    child = spawn.Process(target=serve, args=(str(path), sheet, caps, theirs), daemon=True)
    child.start()
    theirs.close()
    deadline = time.monotonic() + caps.seconds
    try:
        while True:
            kind, told = _next_answer(ours, deadline, path, progress)
            yield kind, told
            if kind in {"done", "refused"}:
                return
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


def _next_answer(
    ours: Connection, deadline: float, path: Path, progress: Progress
) -> tuple[str, Any]:
    """The next thing the reading process tells; raises UserError when nothing comes."""
    heard = False
    while not heard:
        if time.monotonic() > deadline:
            raise UserError(
                f"{path.name} takes too long to read. Save the sheet as .csv and choose that file."
            )
        if progress.stopping:
            raise Cancelled
        heard = ours.poll(LISTEN)
    with contextlib.suppress(EOFError, OSError, ValueError):
        kind, told = json.loads(ours.recv_bytes())
        return str(kind), told
    raise UserError(NOT_READABLE.format(name=path.name))
