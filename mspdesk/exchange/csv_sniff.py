"""Finding out how a CSV file was written: its encoding and its separator."""

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

from ..errors import UserError
from ..rows import dataclass
from .encodings import WORDS, Spelling, spellings

DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
CHUNK = 1024 * 1024
LOOKED_AT = 4 * CHUNK
"""How many bytes are looked at for letters that tell an encoding."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEGINNINGS = (
    (b"PK\x03\x04", "a workbook or an archive. Save it as .csv or .xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old or protected Office file. Save it as .xlsx without password"),
    (b"%PDF", "a PDF. Choose the table it was made from"),
    (b"\x89PNG", "a picture. Choose a table"),
    (b"\xff\xd8\xff", "a picture. Choose a table"),
    (b"SQLite format 3", "a database. Export it as .csv first"),
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written; `declared` when its first line is Excel's `sep=`.

    `spellings` are the ways it can be read where that cannot be told.
    """

    encoding: str
    delimiter: str
    declared: bool = False
    spellings: tuple[Spelling, ...] = ()


def sniff(path: Path, notices: list[str], said: str = "") -> Dialect:
    """Find out how a file is written, adding to the notices what the person should know.

    `said` is the encoding where a person said which, taken unless the file shows another. Raises
    UserError when it is no table of text, and OSError when it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    _refuse_binary(path.name, head)
    encoding, ways = _encoding(path, head, notices, said)
    sample = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    sample = sample.replace("\0", "").lstrip("\ufeff")
    first = sample.splitlines()[0].strip().lower() if sample.strip() else ""
    if first.startswith("sep=") and len(first) == len("sep=") + 1:
        return Dialect(encoding, first[-1], declared=True, spellings=ways)
    return Dialect(encoding, _delimiter(sample, cut=len(head) == SAMPLE), spellings=ways)


def _refuse_binary(name: str, head: bytes) -> None:
    """Refuse what is plainly another kind of file; raises UserError."""
    for beginning, what in _BEGINNINGS:
        if head.startswith(beginning):
            raise UserError(f"{name} is {what}, then try again.")
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\0\t\n\r\x1a\x0b\x0c")
    if controls * 20 > len(head):
        raise UserError(f"{name} is not a table of text. Choose a .csv or .xlsx file.")


def _encoding(
    path: Path, head: bytes, notices: list[str], said: str
) -> tuple[str, tuple[Spelling, ...]]:
    """UTF by its mark, else UTF-8 where the whole file is, else what was said or looks best.

    With it the ways to read the file where that cannot be told.
    """
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "")
    if marked:
        if not _decodes(path, marked):
            notices.append("Some characters of the file are damaged; they are shown as \ufffd.")
        return marked, ()
    unmarked = _unmarked(head)
    if unmarked and _decodes(path, unmarked):
        return unmarked, ()
    if _decodes(path, "utf-8"):
        return "utf-8", ()
    with path.open("rb") as file:
        ways = spellings(file.read(LOOKED_AT))
    encoding = said if said in WORDS else ways[0].encoding
    notices.append(
        f"The file is not UTF-8; it was read as {WORDS[encoding]} ({encoding}). "
        "Look whether names with accents are right."
    )
    return encoding, ways if len(ways) > 1 else ()


def _unmarked(head: bytes) -> str:
    """UTF-16 that says so by nothing but the empty half of its plain letters; else ""."""
    for begin, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        empty, full = head[begin::2].count(0), head[1 - begin :: 2].count(0)
        if empty * 4 > len(head) and full * 20 < empty:
            return encoding
    return ""


def _decodes(path: Path, encoding: str) -> bool:
    """Whether the whole file is valid in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _delimiter(sample: str, *, cut: bool) -> str:
    """The separator that cuts most lines into as many cells as the header, then the most cells."""
    best, best_score = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter, cut=cut)
        if not widths:
            continue
        # Titles of one cell may stand above the header of a report.
        wide = widths[0] if widths[0] > 1 else next((width for width in widths if width > 2), 1)
        same = Counter(widths)[wide]
        if wide < 2 or (widths[0] == 1 and same * 2 < len(widths)):
            continue
        score = (10 * same // len(widths), wide)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, delimiter: str, *, cut: bool) -> list[int]:
    """The number of cells of each record of the sample, the last one apart when cut."""
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells in records if cells]
    except csv.Error:
        return []
    return widths[:-1] if cut and len(widths) > 1 else widths
