"""Tables as text, the way spreadsheets put them on the clipboard."""

import csv
from collections.abc import Sequence
from io import StringIO

from .safe import clean

_LONGEST = 1_000_000


def read_table(text: str) -> list[list[str]]:
    """The rows and cells of copied text: tabs between cells, quotes around those with lines.

    Empty rows at the end are left out.
    """
    words = text.replace("\r\n", "\n").replace("\r", "\n")
    # One quotation mark too many would swallow the rest of the table into a single cell.
    quoted = '"' in words and words.count('"') % 2 == 0
    rows = _quoted(words) if quoted else [line.split("\t") for line in words.split("\n")]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return [[clean(cell).strip() for cell in row] for row in rows]


def _quoted(words: str) -> list[list[str]]:
    before = csv.field_size_limit(_LONGEST)
    try:
        return list(csv.reader(StringIO(words, newline=""), delimiter="\t"))
    except csv.Error:
        return [line.split("\t") for line in words.split("\n")]
    finally:
        csv.field_size_limit(before)


def write_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text for the clipboard; cells with lines, tabs or marks get quotes around them."""
    out = StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue().removesuffix("\n")


def headings(first: Sequence[str], names: Sequence[Sequence[str]]) -> list[int] | None:
    """Which column each cell of a first row names, -1 for none; None when it is no heading.

    Each column has the words it may be called by. A row is a heading when at least two of its
    cells, or its only one, name a column.
    """
    known = {
        word.casefold(): at for at, words in reversed(list(enumerate(names))) for word in words
    }
    found = [known.get(" ".join(cell.split()).casefold(), -1) for cell in first]
    hits = {at for at in found if at >= 0}
    return found if hits and len(hits) >= min(2, len(first)) else None
