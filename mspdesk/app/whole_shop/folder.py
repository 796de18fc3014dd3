"""Reading the files of a whole shop: row by row, strictly, naming file and line of any fault."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any, TextIO

from ...errors import Trouble, UserError
from ...exchange.text import one_line
from ...money import Currency
from ...progress import Progress
from ...rows import dataclass
from .layout import FILES, layout

STEP = 2_000
FIELD_LIMIT = 1_000_000


@dataclass(slots=True)
class Row:
    """One row: its file and line, for naming, and its values in the order of the columns."""

    file: str
    line: int
    values: tuple[Any, ...]

    def fault(self, words: str) -> UserError:
        """The refusal of the whole folder because of this row."""
        return fault(self.file, self.line, words)


def fault(file: str, line: int, words: str) -> UserError:
    """A refusal naming file and line; nothing was imported, and it says so."""
    return UserError(f"{file}.csv, line {line}: {words}. Nothing was imported.")


@dataclass
class ShopFolder:
    """A folder whose eleven files are there with their columns; rows stream from it."""

    path: Path
    currency: Currency
    progress: Progress
    done: int = 0
    size: int = 0
    _sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at every file once; raises UserError naming the one that is missing or odd."""
        self.layout = layout(self.currency)
        if not self.path.is_dir():
            raise UserError(f"There is no folder {self.path}.")
        missing = [name for name in FILES if not (self.path / f"{name}.csv").is_file()]
        if missing:
            named = ", ".join(f"{name}.csv" for name in missing)
            raise UserError(f"The folder {self.path.name} has no {named}. Nothing was imported.")
        self._sizes = {name: (self.path / f"{name}.csv").stat().st_size for name in FILES}
        self.size = sum(self._sizes.values())
        self.places = {name: self._places(name) for name in FILES}

    def _open(self, name: str) -> TextIO:
        try:
            return (self.path / f"{name}.csv").open(encoding="utf-8-sig", newline="")
        except OSError as error:
            raise Trouble(
                f"{name}.csv cannot be read: {error.strerror}.", "Nothing was imported."
            ) from error

    def _places(self, name: str) -> list[int]:
        """Where each column stands in a file; raises UserError when one is not there."""
        with self._open(name) as file:
            found = next(_records(name, file), None)
        header = found[1] if found else []
        missing = [one.name for one in self.layout[name] if one.name not in header]
        if missing:
            raise fault(name, 1, f"there is no column {' and no column '.join(missing)}")
        return [header.index(one.name) for one in self.layout[name]]

    def rows(self, name: str, only: Sequence[str] = ()) -> Iterator[Row]:
        """Every row of a file, read and checked cell by cell; raises UserError at the first fault.

        With `only` these columns alone are read. Raises Cancelled when somebody asked to stop.
        """
        chosen = [n for n, one in enumerate(self.layout[name]) if not only or one.name in only]
        places = [self.places[name][n] for n in chosen]
        columns = [self.layout[name][n] for n in chosen]
        readers = [(place, one.read) for place, one in zip(places, columns, strict=True)]
        with self._open(name) as file:
            found = _records(name, file)
            width = len(next(found)[1])
            for count, (line, record) in enumerate(found):
                if len(record) != width:
                    raise fault(name, line, f"it has {len(record)} cells, the header has {width}")
                try:
                    values = tuple([read(record[place]) for place, read in readers])
                except ValueError as error:
                    raise _bad_cell(name, line, record, places, columns, error) from None
                yield Row(name, line, values)
                if count % STEP == 0:
                    words = f"{name.replace('_', ' ')}, {count:,} rows"
                    told = 0 if only else file.buffer.tell()
                    self.progress.step(min(self.done + told, self.size), self.size, words)
        self.done += 0 if only else self._sizes.pop(name, 0)


def _bad_cell(
    name: str, line: int, record: list[str], places: list[int], columns: Any, error: ValueError
) -> UserError:
    """The refusal that names the column whose cell could not be read."""
    for place, column in zip(places, columns, strict=True):
        try:
            column.read(record[place])
        except ValueError as wrong:
            shown = one_line(record[place][:40])
            said = f"“{shown}”" if shown else "an empty cell"
            return fault(name, line, f"{column.name} should be {wrong}, not {said}")
    return fault(name, line, str(error))


def _records(name: str, file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; raises UserError for what is no CSV."""
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(_lines(name, file), strict=True)
    line = 1
    try:
        for record in reader:
            if record:
                yield line, record
            line = reader.line_num + 1
    except csv.Error:
        raise fault(name, line, "its quotation marks do not match, or a cell is endless") from None
    except UnicodeDecodeError:
        raise fault(name, line, "it, or a line soon after, is not UTF-8") from None


def _lines(name: str, file: TextIO) -> Iterator[str]:
    for line, words in enumerate(file, 1):
        if "\0" in words:
            raise fault(name, line, "it holds a character that is no text")
        yield words
