"""Which tables of the books stand in the folder `tables` of a whole shop, and why some do not.

The eleven files are what other programs read; `tables` holds what only MSPDesk knows, every column
as it stands, so that new books continue where these stopped. A table is written unless it is named
here with its reason; a test walks the catalogue and asks for one or the other.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, Date, DateTime, String, Table
from sqlalchemy.sql.sqltypes import Boolean

from ...database.catalogue import whole
from ...goals.rules.sharing import PRIVATE
from ...mail.rules.states import MailState

FOLDER, FILES_FOLDER, ABOUT = "tables", "files", "README.txt"

_HISTORY = "the history of these very books; a copy keeps it, and new books begin their own"
_MACHINE = "about this computer and this file, not about the shop"
_VAULT = "a secret of the vault; secrets leave the books in copies only, and sealed"
_SUM = "sums of other rows, added up again when the shop comes in"

LEFT_OUT = {
    "step": _HISTORY,
    "change": _HISTORY,
    "lease": _MACHINE,
    "book_format": _MACHINE,
    "blob": "attachments lie in the folder files, each under the sum of what is in it",
    "sealed": _VAULT,
    "vault_grant": _VAULT,
    "vault_key": _VAULT,
    "vault_look": _VAULT,
    "vault_wrap": _VAULT,
    "receivable": _SUM,
    "unapplied": _SUM,
    "time_by_client_month": _SUM,
    "time_by_person_month": _SUM,
    "money_by_client_month": _SUM,
    "wage": "private; what somebody earns now stands in staff.csv, as that file asks",
    "hire_facts": "private; what an hour costs is what one person earns",
}
"""The tables that are not written, each with its reason."""

PAY = ("compensation_plan", "commission")
"""Tables written with their private columns, as staff.csv is with wages.

Without them a sale that was settled and paid here would be paid a second time by the new books.
"""

LATE: dict[str, dict[str, Any]] = {
    "audit": {"state": "open"},
    "invoice": {"state": "draft"},
    "review": {"signed_on": None, "lead_signed_on": None},
}
"""Columns written last, with what stands there until then: an issued invoice takes no lines."""

EMPTY = {"credential": {"sealed": ""}}
"""Columns whose value would be wrong without what was left out."""


def tables() -> list[Table]:
    """The tables that are written, each after those it refers to."""
    return [table for table in whole().sorted_tables if table.name not in LEFT_OUT]


def columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that are written: all but private ones, sums and the version."""
    marks = ("derived",) if table.name in PAY else ("private", "derived")
    found = [one for one in table.c if not any(one.info.get(mark) for mark in marks)]
    return [table.c.id] + [one for one in found if one.name not in ("id", "version")]


def private_columns() -> list[str]:
    """What is left out of the tables that are written, as table.column."""
    shut = (table for table in tables() if table.name not in PAY)
    return [f"{one.name}.{c.name}" for one in shut for c in one.c if c.info.get("private")]


def only(table: Table) -> ColumnElement[bool] | None:
    """Which rows of a table are written; None for all of them."""
    if table.name == "goal":
        return table.c.sharing != PRIVATE
    if table.name == "outbox_mail":
        # What still waits would be sent a second time by the books it comes into.
        return table.c.state.not_in((MailState.QUEUED, MailState.SENDING, MailState.UNKNOWN))
    return None


def refers(table: Table) -> dict[str, str]:
    """The columns that hold the id of a row of another table, or of this one, by their name."""
    found = {}
    for key in table.foreign_keys:
        if key.column.name == "id" or key.column.table.name == "blob":
            found[key.parent.name] = key.column.table.name
    return found


def late(table: Table) -> list[str]:
    """The columns that are filled once every row of the table is there."""
    own = [name for name, other in refers(table).items() if other == table.name]
    return [*LATE.get(table.name, {}), *own]


# --- cells ----------------------------------------------------------------------------------------


def written(column: Any, value: Any) -> str:
    """A value as its cell: empty for none, dates as 2026-03-11, moments with a T, 1 or 0.

    Where a text may be missing, an empty one and one with a backslash have a backslash before them.
    """
    if value is None:
        return ""
    if isinstance(column.type, Boolean):
        return "1" if value else "0"
    if isinstance(column.type, Date | DateTime):
        return str(value.isoformat())
    text = str(value)
    if column.nullable and isinstance(column.type, String) and (not text or text[0] == "\\"):
        return f"\\{text}"
    return text


def read(column: Any, cell: str) -> Any:
    """The value of a cell; raises ValueError with what it should be."""
    if isinstance(column.type, String):
        return _text(column, cell)
    if not cell:
        if column.nullable:
            return None
        raise ValueError("something, not an empty cell")
    kind = column.type.python_type
    if kind is bool:
        if cell in ("0", "1"):
            return cell == "1"
        raise ValueError("0 or 1")
    try:
        if isinstance(column.type, Date | DateTime):
            found = kind.fromisoformat(cell)
            if getattr(found, "tzinfo", None) is None:
                return found
        else:
            whole_number = int(cell)
            if str(whole_number) == cell and abs(whole_number) < 2**63:
                return whole_number
    except ValueError:
        pass
    said = {"int": "a whole number", "date": "a date like 2026-03-11"}
    raise ValueError(said.get(kind.__name__, "a moment like 2026-03-11T09:14:00"))


def _text(column: Any, cell: str) -> str | None:
    if column.nullable:
        if not cell:
            return None
        cell = cell[1:] if cell[0] == "\\" else cell
    longest = getattr(column.type, "length", None)
    if longest is not None and len(cell) > longest:
        raise ValueError(f"at most {longest:,} characters")
    return cell
