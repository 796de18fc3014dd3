"""Bringing books to the form this release writes: stock Alembic, called from code.

Each migration is one explicit transaction with the number of the form written inside it, so that
books are of the old form or of the new one and never between. Alembic itself is imported only when
there is something to do (it costs most of a second).
"""

import re
import warnings
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SAWarning

from .. import __version__
from ..dates import utc_now
from ..errors import Trouble
from .ddl import MIGRATIONS

LOCK_KEY = 0x4D535044
"""The advisory lock a server holds while its books are brought forward."""


def newest(scripts: Path = MIGRATIONS) -> int:
    """The number of the form this release writes, from the names of the migrations."""
    found = [re.match(r"(\d{4})_\w+\.py$", one.name) for one in (scripts / "versions").iterdir()]
    return max((int(match[1]) for match in found if match), default=0)


def upgrade(
    connection: Connection,
    scripts: Path = MIGRATIONS,
    *,
    to: int | None = None,
    then: Callable[[Connection], object] | None = None,
) -> None:
    """Bring books forward to a form, the newest without `to`, one transaction each.

    `then` is done at the end of each of them.

    The connection's engine must be `engines.migration_engine`. Raises Trouble when another
    computer is doing the same.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["guards"] = guards(connection)
    config.attributes["then"] = then
    connection.rollback()
    server = connection.dialect.name == "postgresql"
    if server:
        _lock(connection)
    try:
        with warnings.catch_warnings():
            # What cannot be read back, an index over an expression, is counted by `guards`.
            warnings.simplefilter("ignore", SAWarning)
            command.upgrade(config, f"{to or newest(scripts):04}")
    finally:
        if server:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK_KEY})
            connection.commit()


def _lock(connection: Connection) -> None:
    """Hold the lock of upgrades for this connection; raises Trouble when it is taken."""
    held = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK_KEY})
    if not held.scalar_one():
        raise Trouble("These books are being upgraded by another computer.", "Wait a minute.")
    connection.commit()


def guards(connection: Connection) -> set[str]:
    """The names of every trigger, index and view of a file.

    SQLite changes a column by copying the table, and a copy has no triggers and not every index.
    """
    if connection.dialect.name != "sqlite":
        return set()
    asked = "SELECT name FROM sqlite_master WHERE type <> 'table' AND name NOT LIKE 'sqlite_%'"
    return set(connection.execute(text(asked)).scalars())


def refuse_losses(connection: Connection, before: set[str], gone: set[str]) -> None:
    """Raise Trouble when a migration lost a trigger, index or view that it does not name in `GONE`.

    `before` is what was there when it began, and is brought up to date.
    """
    now = guards(connection)
    if lost := before - now - gone:
        raise Trouble("The upgrade was stopped, nothing was changed.", f"It lost {min(lost)}.")
    before |= now
    before -= gone


def stamp(connection: Connection, revision: str) -> None:
    """Write inside a migration which form the books have now, and which release made it."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Trouble(
                "The upgrade was stopped: rows would have lost what they belong to.",
                f"Nothing was changed. The table is {broken[0][0]}.",
            )
        connection.exec_driver_sql(f"PRAGMA user_version={int(revision)}")
    connection.execute(text("DELETE FROM book_format"))
    connection.execute(
        text("INSERT INTO book_format (id, program, upgraded_at) VALUES (1, :program, :at)"),
        {"program": __version__, "at": utc_now().isoformat(" ")},
    )
