"""A table out of somebody's spreadsheet: which of its columns is which field of a section.

A first row that names columns is recognised by our words and by those of other programs; without
one the columns are taken in order from where they were pasted.
"""

import csv
import io
from collections.abc import Sequence

from ...errors import UserError
from ...exchange.text import clean, header_key, one_line
from ...rows import dataclass
from .fields import FactField
from .section import Section

MOST_ROWS = 50_000
"""Rows that are taken at once; more come by file."""


@dataclass(frozen=True, slots=True)
class Paste:
    """A table to be taken over: the field of each column (None is left out), and rows of text.

    `header` says that its first row named them, `unknown` which of those names mean nothing here.
    """

    fields: tuple[str | None, ...]
    rows: tuple[tuple[str, ...], ...]
    header: bool = False
    unknown: tuple[str, ...] = ()


def read_paste(section: Section, text: str, start: str | None = None) -> Paste:
    """Find the columns of a copied table; `start` is the field at which it was pasted.

    Raises UserError when there is nothing in it, too much, or nothing that is known.
    """
    bare = clean(text)
    if "\t" in bare:
        return match_rows(section, _cells(bare, "\t"), start)
    # Commas are only separators where the first line names columns between them.
    first = bare.lstrip("\n").split("\n", 1)[0]
    for mark in (mark for mark in ",;" if mark in first):
        found = match_rows(section, _cells(bare, mark), start)
        if found.header:
            return found
    return match_rows(section, [[one] for one in bare.splitlines()], start)


def match_rows(section: Section, rows: Sequence[Sequence[str]], start: str | None = None) -> Paste:
    """As `read_paste`, from rows of cells, the first of which may name the columns."""
    filled = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise UserError("There is no table on the clipboard. Copy one from a spreadsheet first.")
    if len(filled) > MOST_ROWS:
        raise UserError(f"Paste at most {MOST_ROWS:,} rows at once, or bring the table as a file.")
    width = max(len(row) for row in filled)
    filled = [(*row, *[""] * (width - len(row))) for row in filled]
    named = match_header(section, filled[0])
    known = sum(name is not None for name in named)
    if known and known * 2 >= sum(bool(cell.strip()) for cell in filled[0]):
        unknown = [
            one_line(cell)
            for cell, name in zip(filled[0], named, strict=True)
            if name is None and cell.strip()
        ]
        return Paste(tuple(named), tuple(filled[1:]), header=True, unknown=tuple(unknown))
    return Paste(_in_order(section, start, width), tuple(filled))


def match_header(section: Section, cells: Sequence[str]) -> list[str | None]:
    """The field that each name of a column means, None where it means none.

    Our own words come before other people's, and no field is meant twice.
    """
    keys = [header_key(cell) for cell in cells]
    found: list[str | None] = [None] * len(cells)
    for words_of in (_own_words, _other_words):
        for kept in section.fields:
            if kept.name in found:
                continue
            wanted = words_of(kept)
            at = next(
                (n for n, key in enumerate(keys) if key and key in wanted and found[n] is None),
                None,
            )
            if at is not None:
                found[at] = kept.name
    return found


def _own_words(kept: FactField) -> set[str]:
    return {header_key(kept.label), header_key(kept.name)}


def _other_words(kept: FactField) -> set[str]:
    return {header_key(alias) for alias in kept.aliases}


def _in_order(section: Section, start: str | None, width: int) -> tuple[str | None, ...]:
    names: list[str | None] = [kept.name for kept in section.fields]
    first = names.index(start) if start in names else 0
    found = names[first : first + width]
    return (*found, *[None] * (width - len(found)))


def _cells(text: str, mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error:
        raise UserError("This table cannot be read. Copy it again from the spreadsheet.") from None


def as_paste(rows: Sequence[Sequence[str]]) -> str:
    """Rows of text as a spreadsheet takes them: tabs between, quotation marks where needed."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()
