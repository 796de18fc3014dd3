"""What is bought against what is sold, and reading a vendor's list that was pasted (S104, S084)."""

import csv
import io
from collections.abc import Sequence

from ..errors import UserError
from ..money import QUANTITY, half_up, times
from ..rows import dataclass


def variance(bought: int, sold: int, bundled: int) -> int:
    """Bought less what is sold by itself or inside a bundle, in ten-thousandths (S104).

    14 bought, 11 sold, 0 bundled leave 3 that nobody is billed for. Below zero more is sold than
    is bought.
    """
    return bought - (sold + bundled)


def unbilled_cost(left: int, unit_cost: int) -> int:
    """What the unbilled ones cost a month in minor units: 3 at $4 are $12."""
    return times(unit_cost, max(0, left))


def missed_revenue(left: int, unit_price: int, many: int = QUANTITY) -> int:
    """What the unbilled ones would ask a month in minor units: 3 at $60 are $180.

    Where the price is that of a bundle which holds `many` (ten-thousandths), six are three bundles.
    """
    return half_up(unit_price * max(0, left), many)


COLUMNS = ("client", "service", "count", "cost", "vendor")
"""What a pasted list may hold, in the order that is taken without a heading."""

HEADINGS = {
    "client": "client",
    "customer": "client",
    "company": "client",
    "account": "client",
    "tenant": "client",
    "service": "service",
    "item": "service",
    "product": "service",
    "sku": "service",
    "code": "service",
    "description": "service",
    "count": "count",
    "qty": "count",
    "quantity": "count",
    "units": "count",
    "seats": "count",
    "licenses": "count",
    "cost": "cost",
    "unit cost": "cost",
    "unit price": "cost",
    "price": "cost",
    "each": "cost",
    "vendor": "vendor",
    "supplier": "vendor",
    "distributor": "vendor",
}
"""The words vendors write above their columns."""

MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of a pasted list, as typed; `line` counts from 1."""

    line: int
    client: str = ""
    service: str = ""
    count: str = ""
    cost: str = ""
    vendor: str = ""


def read_pasted(text: str) -> list[PastedLine]:
    """Read a table pasted from a spreadsheet (tabs), or typed with semicolons or commas.

    A heading names the columns in any order; without one they are client, service, count, cost,
    vendor. Raises UserError naming `pasted` when there is nothing to read, or too much.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    # A field that shows words puts four blanks where a tab was.
    lines = lines.replace("    ", "\t")
    if not lines.strip():
        raise UserError("Paste a table: client, service, count, cost each.", "pasted")
    delimiter = next((one for one in "\t;" if one in lines), ",")
    try:
        rows = list(csv.reader(io.StringIO(lines), delimiter=delimiter))
    except csv.Error:
        raise UserError("This is not a table. Copy the cells and paste them.", "pasted") from None
    if len(rows) > MOST_LINES:
        raise UserError(f"Paste at most {MOST_LINES:,} lines at once.", "pasted")
    names = _heading(rows[0])
    found = []
    for line, cells in enumerate(rows, 1):
        trimmed = [" ".join(cell.split()) for cell in cells]
        if (line == 1 and names) or not any(trimmed):
            continue
        found.append(_line(line, names or COLUMNS, trimmed))
    if not found:
        raise UserError("There is only a heading. Paste the lines below it too.", "pasted")
    return found


def _heading(cells: Sequence[str]) -> tuple[str, ...]:
    """What each column holds by the words above it; nothing when the first row is no heading."""
    names = tuple(HEADINGS.get(" ".join(cell.split()).lower(), "") for cell in cells)
    return names if {"service", "count"} <= set(names) else ()


def _line(line: int, names: Sequence[str], cells: Sequence[str]) -> PastedLine:
    held: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and name not in held:
            held[name] = cell
    return PastedLine(line, **held)
