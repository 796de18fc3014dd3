"""Which column of a list of companies is what, from a file or pasted (S125)."""

import csv
from collections.abc import Mapping, Sequence

from ...errors import UserError
from ...exchange.text import header_key
from .calling import is_number

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "phone": (
        "Phone",
        "Telephone",
        "Phone number",
        "Main phone",
        "Business phone",
        "Work phone",
        "Tel",
        "Number",
    ),
    "company": (
        "Company",
        "Business",
        "Company name",
        "Business name",
        "Organization",
        "Account",
        "Client",
        "Name",
    ),
    "first": ("First name", "Given name"),
    "last": ("Last name", "Surname", "Family name"),
    "contact": ("Contact", "Contact name", "Person", "Full name", "Decision maker", "Owner"),
    "title": ("Title", "Job title", "Position", "Role"),
    "email": ("Email", "E-mail", "E-mail address", "Email address", "Mail"),
    "city": ("City", "Town", "Location"),
    "industry": ("Industry", "Sector", "Kind of business", "SIC description", "Category"),
    "website": ("Website", "Web site", "URL", "Web"),
    "notes": ("Notes", "Note", "Comments", "Remarks"),
}
"""Our fields, and the headers they stand under; our own word comes first."""

MOST_ROWS = 5_000
"""Companies one file or one paste brings at most."""


def places(headers: Sequence[str]) -> dict[str, int]:
    """Where each field stands among the headers; raises UserError without company or phone."""
    keys = [header_key(one) for one in headers]
    found: dict[str, int] = {}
    for field, names in COLUMNS.items():
        for name in names:
            key = header_key(name)
            if key in keys and keys.index(key) not in found.values():
                found[field] = keys.index(key)
                break
    if "phone" not in found:
        raise UserError(
            "The list has no column of phone numbers. Name one Phone in its first line."
        )
    if "company" not in found:
        raise UserError("The list has no column of companies. Name one Company in its first line.")
    return found


def pasted(text: str) -> list[tuple[int, dict[str, str]]]:
    """Rows of a pasted text with the number of their line.

    Cells are apart by tabs, else semicolons, else commas. A first line that names columns counts as
    their heads; without one the cell that can be dialed is the phone, the first other the company,
    the next a contact. Raises UserError where heads lack company or phone.
    """
    # A field for words turns a tab into four spaces.
    whole = text.replace("    ", "\t")
    lines = [(at, line) for at, line in enumerate(whole.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_ROWS:
        raise UserError(f"That is more than {MOST_ROWS:,} lines. Bring them in parts.")
    if not lines:
        return []
    mark = next((one for one in "\t;," if one in lines[0][1]), "\t")
    cells = [(at, _cells(line, mark)) for at, line in lines]
    heads = cells[0][1]
    if _are_heads(heads):
        at_of = places(heads)
        return [
            (at, {name: row[place] for name, place in at_of.items() if place < len(row)})
            for at, row in cells[1:]
        ]
    return [(at, _guessed(row)) for at, row in cells]


def _cells(line: str, mark: str) -> list[str]:
    """The cells of a line; inside of quotes the mark parts none."""
    return [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]


def read_paste(text: str) -> list[tuple[int, dict[str, str]]]:
    """Rows of a pasted text; raises UserError where there is nothing in it."""
    found = pasted(text)
    if not found:
        raise UserError("Paste some lines first: company, phone, and whom to ask for.", "text")
    return found


def _are_heads(cells: Sequence[str]) -> bool:
    """Whether a first line names columns: a word for a phone, and nothing that can be dialed."""
    keys = {header_key(one) for one in cells}
    named = {header_key(one) for name in ("phone", "company") for one in COLUMNS[name]}
    return bool(keys & named) and not any(is_number(cell) for cell in cells)


def _guessed(row: Sequence[str]) -> dict[str, str]:
    phone = next((cell for cell in row if is_number(cell)), "")
    mail = next((cell for cell in row if "@" in cell), "")
    rest = [cell for cell in row if cell and cell not in (phone, mail)]
    named = dict(zip(("company", "contact", "city", "notes"), rest, strict=False))
    return {"phone": phone, "email": mail, **named}


def contact_of(row: Mapping[str, str]) -> str:
    """The contact of a row, from one cell or from two."""
    both = f"{row.get('first', '')} {row.get('last', '')}".strip()
    return row.get("contact", "").strip() or both
