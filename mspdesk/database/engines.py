"""How the two kinds of books are spoken to: pragmas, transactions, and plain words for faults."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from ..errors import Trouble

APPLICATION_ID = 0x4D535044
"""`MSPD`, written into every books.db so that another program's file is never opened."""


def is_server(place: str) -> bool:
    """Whether a place is a server's URL and not a file of this computer."""
    return "://" in place


def url_of(place: str) -> str:
    """The address SQLAlchemy understands for a books.db file or a postgresql:// URL."""
    if is_server(place):
        return place.replace("postgresql://", "postgresql+psycopg://", 1)
    return f"sqlite:///{Path(place).resolve().as_posix()}"


def write_engine(place: str, *, durable: bool = True) -> Engine:
    """The one engine that writes these books: one connection, waiting its turn."""
    return _engine(place, writes=True, durable=durable)


def read_engine(place: str) -> Engine:
    """An engine whose connections cannot write."""
    return _engine(place, writes=False, durable=True)


def _engine(place: str, *, writes: bool, durable: bool) -> Engine:
    arguments: dict[str, Any] = {"hide_parameters": True, "poolclass": QueuePool}
    arguments |= {"pool_size": 1, "max_overflow": 0} if writes else {"pool_size": 4}
    if is_server(place):
        options = "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
        if not writes:
            options += " -c default_transaction_read_only=on"
        arguments["connect_args"] = {"connect_timeout": 5, "options": options}
        return create_engine(url_of(place), pool_pre_ping=True, **arguments)
    arguments["connect_args"] = {"check_same_thread": False, "timeout": 10}
    engine = create_engine(url_of(place), **arguments)
    event.listen(engine, "connect", _settings(writes=writes, durable=durable))
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _settings(*, writes: bool, durable: bool) -> Any:
    """What every SQLite connection is told first (reliability: WAL and FULL, one writer)."""

    def tell(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        pragmas = [
            "foreign_keys=ON",
            "busy_timeout=10000",
            "cache_size=-65536",
            "temp_store=MEMORY",
        ]
        if writes:
            pragmas += ["journal_mode=WAL", f"synchronous={'FULL' if durable else 'OFF'}"]
            pragmas += ["secure_delete=ON"]
        else:
            pragmas += ["query_only=ON", "wal_autocheckpoint=0"]
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    return tell


def forbid_writes(session: Session) -> None:
    """Make a session raise as soon as anything would be written through it."""

    def refuse(*_: object) -> None:
        raise AssertionError("a read session cannot write; use an action")

    event.listen(session, "before_flush", refuse)


def trouble(error: DBAPIError) -> Trouble:
    """A database fault in words a person can act on; the values in the statement stay out."""
    said = str(error.orig).lower()
    if "locked" in said or "lock timeout" in said or "canceling statement due to lock" in said:
        return Trouble("The books are busy; nothing was saved.", "Try again in a moment.")
    if "disk is full" in said or "no space" in said:
        return Trouble("The disk is full; nothing was saved.", "Make room, then try again.")
    if "disk i/o" in said or "unable to open" in said or "readonly" in said:
        return Trouble(
            "The books cannot be reached; nothing was saved.", "Is the disk still there?"
        )
    if "malformed" in said or "not a database" in said:
        return Trouble("The books are damaged.", "Restore the newest good copy.")
    if any(word in said for word in ("connection", "server", "terminat", "timeout", "host")):
        return Trouble("The server of the books does not answer; nothing is lost.", "Try again.")
    return Trouble("The books refused the change; nothing was saved.", type(error.orig).__name__)
