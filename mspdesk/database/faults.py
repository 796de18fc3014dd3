"""What the database says, in words a person can act on; values of statements stay out of them."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from ..errors import Conflict, Trouble, UserError
from .catalogue import whole


class AlreadyDone(UserError):
    """This very thing was done before; doing it again would do it twice. `at` is UTC."""

    def __init__(self, label: str, at: datetime | None = None) -> None:
        super().__init__(f"“{label}” has been done already." if label else "This was done already.")
        self.at = at


class Doubt(Trouble):
    """A commit ended in a way that leaves open whether it happened."""


_WORDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("locked", "lock timeout", "due to lock", "deadlock"),
        "The books are busy; nothing was saved.",
        "Try again in a moment.",
    ),
    (
        ("disk is full", "no space", "disk full"),
        "The disk is full; nothing was saved.",
        "Make room, then try again.",
    ),
    (
        # SQLite does not say why it could not make a file beside the books: in a folder that a
        # tool keeps in step, a full disk is met there first.
        ("unable to open",),
        "The books cannot be written; nothing was saved.",
        "Is the disk still there, and is there room on it?",
    ),
    (
        ("disk i/o", "readonly", "read-only", "no such savepoint"),
        "The books cannot be reached; nothing was saved.",
        "Is the disk still there?",
    ),
    (
        ("malformed", "not a database"),
        "The books are damaged.",
        "Restore the newest good copy.",
    ),
    (
        ("password", "authentication", "role"),
        "The server of the books does not let us in.",
        "Check the user's name and the password.",
    ),
    (
        ("does not exist",),
        "There are no books of this name on the server.",
        "Check the address.",
    ),
    (
        ("statement timeout",),
        "The server of the books took too long; nothing was saved.",
        "Try again in a moment.",
    ),
    (
        ("connection", "server", "terminat", "timeout", "host", "socket", "ssl"),
        "The server of the books does not answer; nothing is lost.",
        "Try again.",
    ),
)


def trouble(error: DBAPIError) -> Trouble:
    """A database fault in words a person can act on; the values in the statement stay out."""
    message = str(error.orig).lower()
    for signs, text, hint in _WORDS:
        if any(re.search(rf"\b{sign}", message) for sign in signs):
            return Trouble(text, hint)
    kind = type(error.orig).__name__
    return Trouble("The books refused the change; nothing was saved.", f"The log names it: {kind}.")


def refusal(error: DBAPIError) -> UserError | Trouble:
    """What to raise for a statement the database refused.

    A taken number is a Conflict, a sentence raised by a trigger is passed on as it stands, a row
    that others need is a UserError; all else is Trouble.
    """
    sign = _sign(error)
    if sign == "unique":
        return _taken(error)
    if sign == "trigger":
        return UserError(_trigger_sentence(error))
    if sign == "foreign":
        return Conflict(
            "Something that belongs to this was removed, or still needs it; nothing was saved."
        )
    if isinstance(error, IntegrityError):
        return UserError(f"Something needed is missing; nothing was saved ({_named(error)}).")
    if isinstance(error, DataError):
        return UserError("Something is too long or too large to be kept; nothing was saved.")
    return trouble(error)


def hush(context: ExceptionContext) -> None:
    """Take the values out of a server's message before it can reach a log or a report.

    PostgreSQL prints the whole failing row below its first line, and the bad value in it.
    """
    found, shown = context.original_exception, context.sqlalchemy_exception
    primary = getattr(getattr(found, "diag", None), "message_primary", None)
    if primary is None or shown is None:
        return
    plain = str(primary)
    if str(getattr(found, "sqlstate", "")).startswith("22"):
        plain = plain.partition(":")[0]
    found.args = (plain,)
    shown.args = (f"({type(found).__module__}.{type(found).__name__}) {plain}",)


_SIGNS = {
    "SQLITE_CONSTRAINT_UNIQUE": "unique",
    "SQLITE_CONSTRAINT_PRIMARYKEY": "unique",
    "SQLITE_CONSTRAINT_FOREIGNKEY": "foreign",
    "SQLITE_CONSTRAINT_TRIGGER": "trigger",
    "23505": "unique",
    "23503": "foreign",
    "23001": "foreign",
    "P0001": "trigger",
}


def _sign(error: DBAPIError) -> str:
    """Which of our own rules spoke: unique, foreign, trigger, or nothing we know."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return _SIGNS.get(str(code), "")


def is_foreign(error: DBAPIError) -> bool:
    """Whether a row was needed by another one."""
    return _sign(error) == "foreign"


def _trigger_sentence(error: DBAPIError) -> str:
    found: Any = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    return str(found or error.orig)


def _taken(error: DBAPIError) -> UserError:
    """Say which number or name was taken in the meantime."""
    table, columns = _unique_columns(error)
    if table is not None and table.name == "step":
        return AlreadyDone("")
    field = next((c for c in reversed(columns) if not c.endswith("_id")), None)
    if field is None or table is None:
        return Conflict("Somebody saved the same thing a moment before; nothing was saved twice.")
    return Conflict(
        f"There is already a {said(table.name)} with this {said(field)}.", field, table=table.name
    )


def _unique_columns(error: DBAPIError) -> tuple[Table | None, list[str]]:
    """The table and columns of a broken unique rule; nothing where it cannot be told."""
    diag = getattr(error.orig, "diag", None)
    if diag is not None:
        return _by_name(str(diag.table_name), str(diag.constraint_name))
    found = re.search(r"constraint failed: (.+)$", str(error.orig))
    if found and (index := re.match(r"index '(\w+)'", found[1])):
        return next(((t, []) for t in _tables() if _has(t, index[1])), (None, []))
    pairs = [one.split(".", 1) for one in found[1].split(", ")] if found else []
    if not pairs or len(pairs[0]) != 2:
        return None, []
    return whole().tables.get(pairs[0][0]), [pair[1] for pair in pairs]


def _tables() -> list[Table]:
    return list(whole().tables.values())


def _has(table: Table, index: str) -> bool:
    return any(one.name == index for one in table.indexes)


def _by_name(table_name: str, constraint: str) -> tuple[Table | None, list[str]]:
    """The columns of a constraint or unique index by the name the server gives."""
    table = whole().tables.get(table_name)
    if table is None:
        return None, []
    for index in table.indexes:
        if index.name == constraint:
            return table, [column.name for column in index.columns]
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint):
            columns = [column.name for column in rule.columns]
            if constraint in (rule.name, f"uq_{table.name}_{'_'.join(columns)}"):
                return table, columns
    return table, []


def _named(error: DBAPIError) -> str:
    """The column a rule is about, for the one who reports it."""
    diag = getattr(error.orig, "diag", None)
    column = getattr(diag, "column_name", None) or getattr(diag, "constraint_name", None)
    return str(column or str(error.orig).rpartition(": ")[2])


def said(name: str) -> str:
    """A table's or column's name as people say it."""
    return name.replace("_", " ")
