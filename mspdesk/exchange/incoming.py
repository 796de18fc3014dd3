"""A table somebody else made, the same whether it came as CSV or as a workbook."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import Trouble, UserError
from ..progress import Progress
from ..rows import dataclass
from .encodings import Spelling
from .text import one_line


@dataclass(frozen=True, slots=True)
class InRow:
    """One row: its line in the file, counted from 1, and its cells by header."""

    line: int
    cells: dict[str, str]


class InTable(ABC):
    """A table that was opened: its headers, what the person should know, and its rows."""

    name: str
    headers: list[str]
    notices: list[str]

    @abstractmethod
    def records(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each row as its line and its cells in the order of the headers.

        May be asked for again. Raises UserError naming the line that cannot be read.
        """

    def broken(self) -> list[tuple[int, str]]:
        """Lines that hold no row and why, as far as they are known by now."""
        return []

    def remarks(self) -> dict[int, str]:
        """What a person should look over in rows that were read, by their lines."""
        return {}

    def program(self) -> str:
        """The program that writes such files, where the form itself tells; else ""."""
        return ""

    def spellings(self) -> tuple[Spelling, ...]:
        """The ways to read the file where its encoding cannot be told."""
        return ()

    def rows(self, progress: Progress | None = None) -> Iterator[InRow]:
        """Each row with its cells by header; raises UserError naming the line."""
        headers = self.headers
        for line, cells in self.records(progress):
            yield InRow(line, dict(zip(headers, cells, strict=True)))

    def column(self, header: str) -> Iterator[str]:
        """The cells of one column, from the top."""
        place = self.headers.index(header)
        for _, cells in self.records():
            yield cells[place]


MOST_TITLES = 2
TITLES = 10
"""How many lines of titles a report has above the names of its columns, at most."""


def header_place(records: Sequence[Sequence[str]]) -> int:
    """Which of the first records names the columns: the first, or the one below a report's titles.

    Titles stand in one cell each; a row of three names or more below them is the header.
    """
    filled = [sum(1 for cell in cells if cell.strip()) for cells in records[: TITLES + 1]]
    below = next((place for place, count in enumerate(filled) if count > 1), 0)
    return below if filled and filled[below] > MOST_TITLES else 0


def tell_of_titles(line: int, notices: list[str]) -> None:
    """Say that the header was found below the titles of a report."""
    notices.append(f"The columns are named in line {line}; what stands above was left out.")


def named_headers(found: list[str], notices: list[str], file: str) -> list[str]:
    """The headers on one line and each different; empty ones at the end are dropped.

    An empty header in the middle is called by its place, a repeated one gets a number, and
    both are told in the notices. Raises UserError when there is no name at all.
    """
    trimmed = [one_line(header) for header in found]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    if not trimmed:
        raise UserError(f"The first line of {file} names no columns. Add their names.")
    headers: list[str] = []
    for place, header in enumerate(trimmed, 1):
        name = header or f"Column {place}"
        count = 2
        while name in headers:
            name = f"{header or f'Column {place}'} ({count})"
            count += 1
        if name != header:
            notices.append(f"Column {place} has no name of its own; it is called “{name}” here.")
        headers.append(name)
    return headers


def fitted(cells: list[str], width: int, line: int) -> list[str]:
    """A row's cells cut or filled to the width of the header.

    Raises UserError when a cell stands right of the last header.
    """
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    if len(cells) > width:
        if any(cell.strip() for cell in cells[width:]):
            raise UserError(
                f"Line {line} has {len(cells)} cells where the header has {width}. "
                "Put quotation marks around text that holds the separator, then try again."
            )
        return cells[:width]
    return cells


def cannot_open(path: Path, error: OSError) -> UserError | Trouble:
    """What the person hears when a file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return UserError(f"There is no file {path}.")
    if isinstance(error, IsADirectoryError):
        return UserError(f"{path} is a folder. Choose a file in it.")
    if isinstance(error, PermissionError):
        return Trouble(f"{path.name} may not be read.", "Close the program that has it open.")
    return Trouble(f"{path.name} could not be read: {error.strerror or error}.", "Try again.")
