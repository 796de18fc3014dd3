"""Reading and writing CSV, ours and other people's.

What we write for people is UTF-8 with a byte order mark, every cell quoted, ISO dates, plain
decimals and no formula. The raw dialect is that of a whole-shop folder: UTF-8 without mark,
comma, quotes only where needed, LF, nothing guarded.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import islice
from pathlib import Path
from typing import Self, TypeVar

from ..errors import UserError
from ..progress import Progress
from ..rows import dataclass
from .columns import OutColumn, plain_value
from .csv_sniff import Dialect, sniff
from .encodings import Spelling
from .incoming import (
    TITLES,
    InTable,
    cannot_open,
    fitted,
    header_place,
    named_headers,
    tell_of_titles,
)
from .text import clean, guarded, unguarded
from .whole_file import whole_file

T = TypeVar("T")

# A cell of a megabyte is no cell; the library's own limit refuses long notes (reliability 6.7).
FIELD_LIMIT = 1_000_000
LINE_LIMIT = 16_000_000
COLUMN_LIMIT = 1_000
MANY_LINES = 3
STEP = 2_000


def write(
    path: Path,
    columns: Sequence[OutColumn[T]],
    rows: Iterable[T],
    progress: Progress | None = None,
    total: int = 0,
) -> int:
    """Write a list as CSV that people open in a spreadsheet; returns the number of rows.

    Text is guarded against being run as a formula; our own numbers and dates are not.
    `total` is the number of rows where it is known. Raises Trouble when it cannot be saved.
    """
    takers = [(column.kind, column.value, not column.kind.number) for column in columns]

    def cells(row: T) -> list[str]:
        written = ((plain_value(kind, take(row)), text) for kind, take, text in takers)
        return [guarded(clean(cell)) if text else cell for cell, text in written]

    with whole_file(path) as file:
        lines = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
        writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([guarded(clean(column.title)) for column in columns])
        count = _write_rows(writer.writerow, (cells(row) for row in rows), progress, total)
        lines.flush()
        lines.detach()
    return count


def write_raw(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | None]],
    progress: Progress | None = None,
    total: int = 0,
) -> int:
    """Write one file of a whole-shop folder; cells are written as they are, None is empty.

    Returns the number of rows. Raises Trouble when it cannot be saved.
    """
    with whole_file(path) as file:
        lines = io.TextIOWrapper(file, "utf-8", errors="replace", newline="")
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        count = _write_rows(writer.writerow, rows, progress, total)
        lines.flush()
        lines.detach()
    return count


def _write_rows(
    write_row: Callable[[Sequence[str | int | None]], object],
    rows: Iterable[Sequence[str | int | None]],
    progress: Progress | None,
    total: int,
) -> int:
    """Write rows one by one, telling how far; returns their number."""
    count = 0
    for count, row in enumerate(rows, 1):
        write_row(row)
        if progress and count % STEP == 0:
            progress.step(count, max(total, count), f"{count:,} rows")
    return count


def read(path: Path, *, guarded: bool = True, encoding: str = "", lenient: bool = False) -> InTable:
    """Open a CSV file and read its header; the rows stream when they are asked for.

    Encoding and separator are found out. `guarded` takes off the apostrophe that our own
    export puts before text that looks like a formula; `encoding` is what a person said of a file
    that is not UTF-8. With `lenient` a row of more cells than there are headers is left out and
    told in `broken`. Raises UserError when it is no table.
    """
    try:
        size = path.stat().st_size
        notices: list[str] = []
        dialect = sniff(path, notices, encoding)
        with _Lines(path, dialect) as lines:
            first = list(islice(_parsed(lines, dialect), TITLES + 1))
    except OSError as error:
        raise cannot_open(path, error) from error
    if not first:
        raise UserError(f"{path.name} is empty. Choose a file whose first line names the columns.")
    above = header_place([cells for _, cells in first])
    found = first[above]
    if above:
        tell_of_titles(found[0], notices)
    if len(found[1]) > COLUMN_LIMIT:
        raise UserError(
            f"{path.name} has {len(found[1]):,} columns; at most {COLUMN_LIMIT:,} are read. "
            "Remove the columns that are not needed."
        )
    titles = _as_typed(found[1]) if guarded else found[1]
    headers = named_headers(titles, notices, path.name)
    return CsvTable(path.name, headers, notices, path, dialect, size, guarded, lenient, above)


@dataclass(slots=True)
class CsvTable(InTable):
    """A CSV file that was opened; `size` is in bytes, `above` counts records above the header."""

    name: str
    headers: list[str]
    notices: list[str]
    path: Path
    dialect: Dialect
    size: int
    guarded: bool
    lenient: bool = False
    above: int = 0
    _wrong: dict[int, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def spellings(self) -> tuple[Spelling, ...]:
        """The ways to read the file where its encoding cannot be told."""
        return self.dialect.spellings

    def records(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """Stream each row as its line and its cells; raises UserError naming the line."""
        width = len(self.headers)
        count = 0
        try:
            with _Lines(self.path, self.dialect) as lines:
                found = _parsed(lines, self.dialect)
                for _ in range(self.above + 1):
                    next(found)
                for count, (line, written) in enumerate(found, 1):
                    cells = _as_typed(written) if self.guarded else written
                    if lines.last - line >= MANY_LINES:
                        self._warn_of_long_cell(line, cells)
                    whole = cells if len(cells) == width else self._fitted(cells, width, line)
                    if whole:
                        yield line, whole
                    if progress and count % STEP == 0:
                        progress.step(lines.position(), self.size, f"{count:,} rows")
        except OSError as error:
            raise cannot_open(self.path, error) from error

    def _fitted(self, cells: list[str], width: int, line: int) -> list[str]:
        """A row cut or filled to the headers; none where it is too long and only to be told."""
        try:
            return fitted(cells, width, line)
        except UserError as error:
            if not self.lenient:
                raise
            self._wrong[line] = error.text
            return []

    def broken(self) -> list[tuple[int, str]]:
        """The rows with more cells than headers that were met so far."""
        return sorted(self._wrong.items())

    def _warn_of_long_cell(self, line: int, cells: list[str]) -> None:
        """Notice a cell of many lines: often a quotation mark without its partner."""
        for header, cell in zip(self.headers, cells, strict=False):
            if cell.count("\n") > MANY_LINES and header not in self._told:
                self._told.add(header)
                self.notices.append(
                    f"Line {line} holds {cell.count(chr(10)) + 1} lines of text in “{header}”. "
                    "If that looks wrong, a quotation mark is missing its partner."
                )


def _as_typed(cells: list[str]) -> list[str]:
    """Cells without the apostrophe of our own guard, and without that of others."""
    return [unguarded(cell) if cell[:1] in {"'", "="} else cell for cell in cells]


class _Lines:
    """The lines of a file without NUL, counted, and whether the end was reached."""

    def __init__(self, path: Path, dialect: Dialect) -> None:
        self._binary = path.open("rb")
        self._text = io.TextIOWrapper(
            self._binary, dialect.encoding, errors="replace", newline="", line_buffering=False
        )
        self._name = path.name
        self.last = 0
        self.ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self._text.close()

    def position(self) -> int:
        """How many bytes were read."""
        return self._binary.tell()

    def __iter__(self) -> Iterator[str]:
        readline = self._text.readline
        while line := readline(LINE_LIMIT):
            self.last += 1
            if len(line) == LINE_LIMIT:
                raise UserError(
                    f"Line {self.last} of {self._name} is longer than 16 million characters. "
                    "Choose a file of comma-separated lines."
                )
            yield line.replace("\0", "") if "\0" in line else line
        self.ended = True


def _parsed(lines: _Lines, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the line it begins on; raises UserError."""
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(lines, delimiter=dialect.delimiter)
    line = 1
    try:
        for cells in reader:
            if lines.ended:
                raise UserError(
                    f"Line {line} opens a quotation mark that is never closed. "
                    "Add the missing mark, then try again."
                )
            if any(map(str.strip, cells)) and not (dialect.declared and line == 1):
                yield line, cells
            line = lines.last + 1
    except csv.Error as error:
        raise UserError(
            f"Line {line} cannot be read: one of its cells is longer than a million characters. "
            "Look for a quotation mark without its partner."
        ) from error
