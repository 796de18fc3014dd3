"""Copying books into empty ones: every row, then all of them read again and compared."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from ..errors import Trouble
from ..progress import Progress
from ..rows import dataclass
from . import engines, transit
from .check import Check, check_books
from .faults import said
from .move_files import copy_attachments
from .move_target import New
from .store import Store

Finish = Callable[[Session], None]
"""What areas do once all rows are there: search is made anew."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved: where to, each table with its rows and their sum, attachments, what was wrong."""

    place: str
    sums: tuple[transit.Sum, ...]
    attachments: int
    found: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows moved in all."""
        return sum(one.rows for one in self.sums)


def copy_all(
    source: Connection,
    start: str,
    new: New,
    progress: Progress,
    finish: Finish,
    checks: tuple[Check, ...],
) -> Moved:
    """Write everything, then read it again and compare; answers what moved."""
    place = new.place
    total = transit.counts(source)
    whole_work = 2 * sum(total.values()) or 1
    done = 0

    def tell(rows: int, words: str) -> None:
        nonlocal done
        done += rows
        progress.step(done, whole_work, words)

    engine = engines.migration_engine(place)
    try:
        with _writing(engine) as target, _put_aside(target):
            sums = _copied(source, target, tell)
            attachments = copy_attachments(source, target, start, new, tell)
            transit.go_on_after(target, transit.given(source))
            tell(0, "Search")
            with Session(target) as session:
                finish(session)
                session.flush()
        with engine.connect() as target:
            _compare(target, sums, tell)
            target.rollback()
            _analyze(target)
        found = _checked(start, place, checks, tell)
    finally:
        engine.dispose()
    return Moved(place, sums, attachments, found)


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    """One transaction for all that is written."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A part file is thrown away unless all ends well, and forced to the disk then.
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA synchronous=OFF").close()
            driver.execute("PRAGMA secure_delete=OFF").close()
        with connection.begin():
            yield connection


@contextmanager
def _put_aside(connection: Connection) -> Iterator[None]:
    """Leave triggers and references aside while rows are written, and put them back."""
    if connection.dialect.name == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = connection.exec_driver_sql(asked).all()
        for name, _ in triggers:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            connection.exec_driver_sql(str(sql))
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Trouble(
                "The books did not arrive whole; nothing was moved.",
                f"A row of {broken[0][0]} lost what it belongs to.",
            )
        return
    asked = (
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE contype = 'f'"
        " AND connamespace = current_schema()::regnamespace"
    )
    keys = connection.exec_driver_sql(asked).all()
    names = [connection.dialect.identifier_preparer.quote(t.name) for t in transit.tables()]
    for table, name, _ in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name in names:
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    yield
    for name in names:
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    for table, name, words in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {words}")


def _copied(
    source: Connection, target: Connection, tell: Callable[[int, str], None]
) -> tuple[transit.Sum, ...]:
    """Write the rows of every table; answers what those of the source come to."""
    quote = target.dialect.identifier_preparer.quote
    # What a migration put into new books comes again with the rows of the old ones.
    for table in reversed(transit.tables()):
        target.exec_driver_sql(f"DELETE FROM {quote(table.name)}")  # noqa: S608 - our own names
    sums = []
    for table in transit.tables():
        adding, writing = transit.Adding(table), transit.Writing(target, table)
        tell(0, said(table.name))
        for batch in transit.rows(source, table):
            adding.add(batch)
            writing.write(batch)
            tell(len(batch), said(table.name))
        sums.append(adding.sum())
    return tuple(sums)


def _compare(
    target: Connection, sums: tuple[transit.Sum, ...], tell: Callable[[int, str], None]
) -> None:
    """Raise Trouble for the first table whose rows did not arrive as they were."""
    for table, wanted in zip(transit.tables(), sums, strict=True):
        found = transit.sum_of(target, table)
        if found != wanted:
            raise Trouble(
                "The books did not arrive as they were; nothing was moved.",
                f"The table is {table.name}: {wanted.rows} rows went, {found.rows} came.",
            )
        tell(found.rows, f"Comparing {said(table.name)}")


def _analyze(connection: Connection) -> None:
    """Let the database look at its new tables, so that questions are quick from the start."""
    connection.exec_driver_sql("ANALYZE")
    connection.commit()


def _checked(
    start: str, place: str, checks: tuple[Check, ...], tell: Callable[[int, str], None]
) -> tuple[str, ...]:
    """Check the new books; what was wrong in the old ones as well comes along and is named."""
    tell(0, "Checking the books")
    found = _faults(place, checks)
    if found and sorted(found) != sorted(_faults(start, checks)):
        raise Trouble(f"The books did not arrive in order; nothing was moved. {found[0]}")
    return tuple(found)


def _faults(place: str, checks: tuple[Check, ...]) -> list[str]:
    store = Store.connect(place, read_only=True)
    try:
        return check_books(store, checks)
    finally:
        store.close()
