"""Reading the customers out of a list that QuickBooks Desktop wrote (IIF).

Tabs between cells; a line that begins with `!CUST` names the columns of the lines that begin with
`CUST`, and other sections stand in the same file. Its five lines of address become one cell each
for billing and for shipping.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from ..errors import UserError
from ..progress import Progress
from ..rows import dataclass
from .csv_files import FIELD_LIMIT
from .incoming import InTable, cannot_open

SIZE = 50_000_000
_ADDRESSES = ("BADDR", "SADDR")
_LINES_OF_ADDRESS = 5


@dataclass(slots=True)
class CustomerTable(InTable):
    """The customers of a list."""

    name: str
    headers: list[str]
    notices: list[str]
    found: list[tuple[int, list[str]]]

    def records(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each customer as its line and its cells."""
        yield from self.found

    def program(self) -> str:
        """Nothing else writes such files."""
        return "QuickBooks Desktop"


def looks_like_iif(head: bytes) -> bool:
    """Whether the beginning of a file is that of such a list."""
    return head.removeprefix(codecs.BOM_UTF8).startswith((b"!HDR\t", b"!CUST\t"))


def read_customers(path: Path) -> CustomerTable:
    """Read the customers of a list; raises UserError when it holds none."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= SIZE else b""
    except OSError as error:
        raise cannot_open(path, error) from error
    if size > SIZE:
        raise UserError(f"{path.name} is larger than 50 MB. Export the customers alone.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    titles: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        mark, *cells = [_cell(part) for part in line.split("\t")]
        if mark == "!CUST" and not titles:
            titles = cells
        elif mark == "CUST" and titles:
            rows.append((number, _folded(titles, cells)))
    if not titles:
        raise UserError(f"{path.name} holds no customers. Export the customer list as .iif.")
    return CustomerTable(path.name, _headers(titles), [], rows)


def _cell(part: str) -> str:
    """A cell without the quotation marks that stand around text with a comma."""
    part = part.strip()[:FIELD_LIMIT]
    if len(part) > 1 and part[0] == part[-1] == '"':
        return part[1:-1].replace('""', '"')
    return part


def _numbered(title: str) -> str:
    """BADDR for BADDR1 to BADDR5; "" for any other title."""
    known = title[:-1] in _ADDRESSES and title[-1:].isdigit()
    return title[:-1] if known and 1 <= int(title[-1]) <= _LINES_OF_ADDRESS else ""


def _headers(titles: list[str]) -> list[str]:
    return list(dict.fromkeys(_numbered(title) or title for title in titles if title))


def _folded(titles: list[str], cells: list[str]) -> list[str]:
    """A row's cells with each address in one, without the name that stands over it."""
    found: dict[str, list[str]] = {header: [] for header in _headers(titles)}
    for title, cell in zip(titles, cells, strict=False):
        if title and cell:
            found[_numbered(title) or title].append(cell)
    own = {*found.get("NAME", ()), *found.get("COMPANYNAME", ())}
    for header in _ADDRESSES:
        if header in found:
            found[header] = [line for line in found[header] if line not in own]
    return ["\n".join(lines) for lines in found.values()]
