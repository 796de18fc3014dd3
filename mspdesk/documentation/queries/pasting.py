"""A table that was pasted, read against the books: what each cell would become, what is wrong."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from sqlalchemy.orm import Session

from ...errors import UserError
from ...exchange.values import DateOrder
from ...rows import dataclass
from ...shop.queries import shop
from ..rules.cells import Names, Reading, read_cell, show_cell
from ..rules.faults import CellFault
from ..rules.pasting import Paste
from ..rules.section import Section
from ..rules.sections import section
from .checking import check_rows, finish
from .facts import choices_of
from .tables import table_of


@dataclass(frozen=True, slots=True)
class PastePreview:
    """What a pasted table would become: values and words by row, and what is wrong by cell."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, str]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    warnings: list[CellFault] = field(default_factory=list)
    unknown: tuple[str, ...] = ()


def reading_of(
    session: Session, client_id: int, wanted: Section, asked: set[str] | None = None
) -> Reading:
    """What is needed to read cells of a section: names by id, the shop's currency and days.

    `asked` are the fields that are read; without it all of them.
    """
    refs = {
        kept.ref
        for kept in wanted.fields
        if kept.kind == "ref" and (asked is None or kept.name in asked)
    }
    names: Names = {ref: dict(choices_of(session, client_id, ref)) for ref in sorted(refs)}
    held = shop(session)
    order = DateOrder.DAY_FIRST if held.day_first else DateOrder.MONTH_FIRST
    return Reading(names, held.money, order)


def fresh(wanted: Section, client_id: int) -> dict[str, Any]:
    """A new row of a section with nothing written in it, as the table has it."""
    table = table_of(wanted).__table__
    row: dict[str, Any] = {}
    for kept in table.columns:
        default = getattr(kept.default, "arg", None)
        row[kept.name] = default if not callable(default) else None
    row["client_id"] = client_id
    del row["id"], row["version"]
    return row


def preview_paste(session: Session, client_id: int, key: str, paste: Paste) -> PastePreview:
    """Read a pasted table; rows come back whole, as they would be kept."""
    wanted = section(key)
    named = {name for name in paste.fields if name}
    reading = reading_of(session, client_id, wanted, named)
    preview = PastePreview(unknown=paste.unknown)
    changed = []
    for n, cells in enumerate(paste.rows):
        row = fresh(wanted, client_id)
        typed: set[str] = {wanted.name}
        for name, cell in zip(paste.fields, cells, strict=True):
            if name is None or not cell.strip():
                continue
            try:
                row[name] = read_cell(wanted.field(name), cell, reading)
                typed.add(name)
            except UserError as error:
                preview.faults.append(CellFault(n, name, error.text))
        preview.rows.append(row)
        changed.append(frozenset(typed))
    finish(session, client_id, wanted, preview.rows)
    found = check_rows(session, client_id, wanted, preview.rows, changed)
    said = {(one.row, one.field) for one in preview.faults}
    preview.faults.extend(one for one in found.faults if (one.row, one.field) not in said)
    preview.faults.sort(key=lambda one: one.row)
    preview.warnings.extend(found.warnings)
    preview.words.extend(
        _words(wanted, row, cells, paste, reading, said, n)
        for n, (row, cells) in enumerate(zip(preview.rows, paste.rows, strict=True))
    )
    return preview


def _words(
    wanted: Section,
    row: Mapping[str, Any],
    cells: tuple[str, ...],
    paste: Paste,
    reading: Reading,
    said: set[tuple[int, str]],
    n: int,
) -> dict[str, str]:
    """A row as it would be shown; cells that cannot be read as they were typed."""
    found = {
        kept.name: show_cell(kept, row[kept.name], reading.names, reading.currency)
        for kept in wanted.fields
        if kept.kind != "ref" or kept.ref in reading.names
    }
    typed = dict(zip(paste.fields, cells, strict=True))
    return found | {
        name: cell for name, cell in typed.items() if name is not None and (n, name) in said
    }


def warnings(
    session: Session, client_id: int, key: str, values: Mapping[str, Any]
) -> list[CellFault]:
    """What is worth a word about a row with these values, and stops nobody."""
    wanted = section(key)
    row = fresh(wanted, client_id) | dict(values)
    finish(session, client_id, wanted, [row])
    return check_rows(session, client_id, wanted, [row], [frozenset()]).warnings
