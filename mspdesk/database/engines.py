"""How the two kinds of books are spoken to: pragmas, transactions, time limits."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, QueuePool

from ..errors import Cancelled, Trouble
from ..progress import Progress
from .faults import hush, trouble
from .passwords import ask_keyring
from .places import is_server, url_of

APPLICATION_ID = 0x4D535044
"""`MSPD`, written into every books.db so that another program's file is never opened."""

BUSY_MS = 10_000
_STEPS = 100_000
"""Steps of SQLite after which a question looks whether it should stop; some milliseconds."""

_PATIENCE = 5
"""Seconds to wait for the one connection that writes; steps take turns before they ask for it."""

__all__ = [
    "APPLICATION_ID",
    "assert_settings",
    "forbid_writes",
    "is_server",
    "let_go",
    "migration_engine",
    "no_memory",
    "none_free",
    "raw",
    "read_engine",
    "stopping_with",
    "trouble",
    "url_of",
    "write_engine",
]


def write_engine(place: str, *, durable: bool = True, journal: str = "WAL") -> Engine:
    """The one engine that writes these books: one connection, waiting its turn.

    `journal` is WAL on a local disk, DELETE where the folder is synced or on a network.
    """
    if is_server(place):
        return _server(place, "", pool_size=1, max_overflow=0, pool_timeout=_PATIENCE)
    pragmas = [
        *_EVERY,
        "foreign_keys=ON",
        f"journal_mode={journal}",
        f"synchronous={_FORCED[journal] if durable else 'OFF'}",
        "secure_delete=ON",
    ]
    return _file(
        place, pragmas, "BEGIN IMMEDIATE", pool_size=1, max_overflow=0, pool_timeout=_PATIENCE
    )


def read_engine(place: str, *, apart: bool = False) -> Engine:
    """An engine whose connections cannot write.

    `apart` is for a process that does not hold the lock: it may not even tidy the files up.
    """
    if is_server(place):
        return _server(place, " -c default_transaction_read_only=on", pool_size=4)
    pragmas = [*_EVERY, "query_only=ON", "wal_autocheckpoint=0"]
    return _file(place, pragmas, "BEGIN", only_read=apart, pool_size=4)


def migration_engine(place: str) -> Engine:
    """An engine for bringing books forward: no time limit, rows checked at the end instead."""
    if is_server(place):
        options = {"connect_timeout": 5, "options": "-c lock_timeout=10s"}
        engine = create_engine(
            url_of(place),
            connect_args=options,
            hide_parameters=True,
            poolclass=NullPool,
            use_native_hstore=False,
        )
        event.listen(engine, "do_connect", ask_keyring)
        return engine
    pragmas = [*_EVERY, "foreign_keys=OFF", "synchronous=EXTRA", "secure_delete=ON"]
    return _file(place, pragmas, "BEGIN IMMEDIATE", poolclass=NullPool)


# Without a log a step is done when its journal is gone, so the folder has to be forced out too: a
# power cut would bring the journal back, and the step that was acknowledged would be undone by it.
_FORCED = {"WAL": "FULL", "DELETE": "EXTRA"}
_LEVELS = {"FULL": "2", "EXTRA": "3"}

_EVERY = (f"busy_timeout={BUSY_MS}", "cache_size=-65536", "temp_store=MEMORY", "mmap_size=0")

_LIMITS = (
    "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
    " -c default_transaction_isolation=read\\ committed -c timezone=UTC"
)


def _server(place: str, more: str, **pool: Any) -> Engine:
    engine = create_engine(
        url_of(place),
        connect_args={"connect_timeout": 5, "options": _LIMITS + more},
        hide_parameters=True,
        pool_pre_ping=True,
        poolclass=QueuePool,
        # Nothing here is of that type, and each engine would ask the server three times about it.
        use_native_hstore=False,
        **pool,
    )
    event.listen(engine, "do_connect", ask_keyring)
    event.listen(engine, "handle_error", hush)
    return engine


def _file(
    place: str, pragmas: list[str], begin: str, *, only_read: bool = False, **pool: Any
) -> Engine:
    pool.setdefault("poolclass", QueuePool)
    engine = create_engine(
        "sqlite://", creator=lambda: raw(place, only_read=only_read), hide_parameters=True, **pool
    )

    def tell(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", tell)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def raw(place: str, *, only_read: bool = False) -> sqlite3.Connection:
    """A bare connection to a file that exists; transactions are begun by us, never by the driver.

    Raises sqlite3.OperationalError when the file is not there.
    """
    uri = f"{Path(place).as_uri()}?mode={'ro' if only_read else 'rw'}"
    return sqlite3.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )


def assert_settings(engine: Engine, *, durable: bool, journal: str) -> dict[str, str]:
    """What the writing connection really runs with, for the log; raises Trouble on a mismatch.

    A file system that cannot do what keeps issued invoices safe is not written to.
    """
    wanted = {
        "journal_mode": journal.lower(),
        "synchronous": _LEVELS[_FORCED[journal]] if durable else "0",
        "foreign_keys": "1",
        "application_id": str(APPLICATION_ID),
    }
    with engine.connect() as connection:
        found = {
            name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in (*wanted, "user_version")
        }
    wrong = [name for name, value in wanted.items() if found[name] != value]
    found["sqlite"] = sqlite3.sqlite_version
    if wrong:
        raise Trouble(
            "The books cannot be kept safely in this folder.",
            f"Move them to a disk of this computer ({', '.join(wrong)}).",
        )
    return found


def let_go(session: Session) -> bool:
    """Close a session; what it did not commit is rolled back, also when the line breaks at that.

    Its connection goes back to the others, or away when it is no good any more. Answers whether
    that went well.
    """
    try:
        session.close()
    except Exception:  # noqa: BLE001 -- without memory anything may be raised, and nothing helps
        with suppress(Exception):
            session.invalidate()
        return False
    return True


def none_free(engine: Engine) -> Trouble:
    """What a person reads when every connection is out; whichever were lost are given up."""
    engine.dispose()
    return Trouble("The books are busy; nothing was saved.", "Try again in a moment.")


def no_memory() -> Trouble:
    """What a person reads when this computer has no memory left for a question or a step."""
    return Trouble(
        "This computer has no memory left for that; nothing was saved.",
        "Close other programs, then try again.",
    )


@contextmanager
def stopping_with(session: Session, progress: Progress) -> Iterator[None]:
    """Let what a session asks end where somebody asked it to stop."""
    connection = session.connection()
    line = connection.connection.driver_connection

    def look(*_: object) -> None:
        if progress.stopping:
            raise Cancelled

    event.listen(connection, "before_cursor_execute", look)
    if isinstance(line, sqlite3.Connection):
        line.set_progress_handler(lambda: int(progress.stopping), _STEPS)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", look)
        if isinstance(line, sqlite3.Connection):
            line.set_progress_handler(None, 0)


def forbid_writes(session: Session) -> None:
    """Make a session raise as soon as anything would be written through it."""

    def refuse(*_: object) -> None:
        raise AssertionError("a read session cannot write; use an action")

    event.listen(session, "before_flush", refuse)
