"""The lists of the Documents tab: copies that are out there, and editions."""

from __future__ import annotations

from collections.abc import Callable

from ...dates import full_date
from ...documentation.queries.editions import CopyRow, EditionRow
from ...widgets.table import Column, Table, TagCell


def copy_table(on_activate: Callable[[CopyRow], object]) -> Table[CopyRow]:
    """Copies by number; Enter says where one lies."""
    return Table[CopyRow](
        (
            Column("number", "Copy", "num", lambda r: str(r.number), width=54),
            Column("place", "Where it lies", "title", lambda r: r.place, stretch=3),
            Column("holder", "Who holds it", "text", lambda r: r.holder, stretch=2),
            Column("edition", "Edition", "num", lambda r: str(r.edition), width=66),
            Column("seen", "Last seen", "date", lambda r: r.checked, width=110),
            Column("sealed", "", "tag", _sealed, width=110),
        ),
        name="Copies on paper",
        row="card",
        fit=True,
        on_activate=on_activate,
    )


def _sealed(copy: CopyRow) -> TagCell | None:
    return TagCell("Sealed page", "amber") if copy.sealed else None


def edition_table() -> Table[EditionRow]:
    """Editions, newest first."""
    return Table[EditionRow](
        (
            Column("number", "Edition", "num", lambda r: str(r.number), width=66),
            Column("on", "Printed", "date", lambda r: full_date(r.printed_on), width=110),
            Column("what", "What changed", "title", lambda r: r.what, stretch=4),
            Column("pages", "Pages", "num", lambda r: str(r.pages), width=60),
            Column("how", "", "tag", _how, width=130),
            Column("by", "By", "muted", lambda r: r.person, width=130, hide_under=1100),
        ),
        name="Editions",
        row="card",
        fit=True,
    )


def _how(edition: EditionRow) -> TagCell | None:
    return TagCell("Changed pages", "grey") if edition.replacements else None
