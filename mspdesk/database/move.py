"""Moving books from a file to a server and back, equal row for row, or not at all.

The books are read in one snapshot while nobody else works in them, and written into a place that
holds none yet, with triggers and references put aside, so that sums are copied and not added twice.
Before the new books count, every table of both is added up and compared, each attachment is read,
and the books are checked. The old books stay as they are; a mark beside them lets everybody open
them for reading only and says where work goes on. It is there before the new ones count, so that no
cut leaves two places to work in (`arrival`).
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ..errors import Trouble, UserError
from ..progress import Progress
from ..rows import dataclass
from . import arrival, blobs, books, engines, marks, migrate, places, transit
from .blobs import file_of, folder_of_blobs
from .check import Check, check_books
from .engines import APPLICATION_ID
from .faults import said
from .files import CHUNK, chunks_of, make_folder, put_in_place, room, write_whole
from .lock import BooksLock
from .store import Store

_log = logging.getLogger(__name__)

Finish = Callable[[Session], None]
"""What areas do once all rows are there: search is made anew."""

_LOOKS = 5
"""How often a server is asked who is connected, a tenth of a second apart, before that counts."""

_DAMAGED = "SELECT sha256 FROM blob WHERE encode(sha256(content), 'hex') IS DISTINCT FROM sha256"


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


def move(
    source: str | Path,
    target: str | Path,
    progress: Progress,
    *,
    finish: Finish,
    checks: Iterable[Check] = (),
) -> Moved:
    """Move books to a place that holds none, prove that they are the same there, mark the old ones.

    Raises UserError for a target that holds something, Trouble when the source is worked in, of an
    older form or damaged, or when a place is out of reach, Cancelled when asked to stop. Then the
    target is as it was, and so is the source.
    """
    start, end = places.normalise(source), places.normalise(target)
    if start == end:
        raise UserError("The books are there already. Name another place.", "to")
    with _alone(start) as highest_step:
        _refuse_target(end)
        progress.step(0, 1, "Making room")
        engine = engines.read_engine(start)
        ours = _lines_of(engine)
        try:
            with engine.connect() as held:
                snapshot = _snapshot(held)
                _refuse_lost(snapshot, start)
                with _made(end, start) as new:
                    moved = _moved(snapshot, start, new, progress, finish, tuple(checks))
                    progress.step(1, 1, "The books are the same")
                    if places.is_server(start):
                        _refuse_others(start, ours)
                    if _newest_step(engine) != highest_step:
                        raise _worked_in(start)
                    # From here on the old ones are read only, or the new ones are nothing yet.
                    marks.mark(start, end, sure=False)
                    new.put_in()
        except DBAPIError as error:
            raise engines.trouble(error) from error
        except _driver_errors(start, end) as error:
            # Rows go past SQLAlchemy, and what a driver says of one may quote it.
            raise engines.trouble(DBAPIError("", None, error)) from None
        except OSError as error:
            raise Trouble(
                "The books could not be read or written; nothing was moved.", error.strerror or ""
            ) from error
        finally:
            engine.dispose()
            _settle(start, end)
    return Moved(end, moved.sums, moved.attachments, moved.found)


def _settle(start: str, end: str) -> None:
    """Make the mark on the old books sure, or take it off where the new ones came to nothing."""
    with suppress(Trouble, OSError):
        found = marks.moved_to(start)
        if found and not places.is_server(end) and not Path(end).exists():
            # A folder that was made for them is gone again, which tells nobody else anything.
            marks.take_off(start)
        else:
            arrival.settled(start, found)


def _driver_errors(*of: str) -> tuple[type[Exception], ...]:
    """What the drivers of these places raise by themselves."""
    if not any(map(places.is_server, of)):
        return (sqlite3.Error,)
    import psycopg

    return sqlite3.Error, psycopg.Error


# --- the source -----------------------------------------------------------------------------------


@contextmanager
def _alone(place: str) -> Iterator[int]:
    """Hold the source while it is read, so that nobody works in it; answers its newest step."""
    form = books.form_of(place)
    if form.number == 0:
        raise Trouble(f"There are no books in {places.said(place)}.", "Name the books to move.")
    if form.number > migrate.newest():
        raise Trouble("These books were written by a newer MSPDesk.", "Move them with that one.")
    if form.number < migrate.newest():
        raise Trouble(
            "These books have the form of an older MSPDesk.",
            "Open them once: that makes a copy and brings them forward. Then move them.",
        )
    if found := arrival.settled(place, marks.moved_to(place)):
        raise Trouble(f"These books were moved already, {found.words}.", "Move them from there.")
    if places.is_server(place):
        _refuse_others(place)
        yield _newest_step_in(place)
        return
    lock = BooksLock(Path(place))
    try:
        taken = lock.take()
    except OSError as error:
        raise Trouble(
            f"The folder of {place} cannot be written, so nobody can be kept out.",
            "Copy the folder to a disk of this computer and move it from there.",
        ) from error
    if not taken:
        who = f"{lock.holder.user} on {lock.holder.host}" if lock.holder else "Another MSPDesk"
        raise Trouble(f"{who} has these books open.", "Close them there, then move them.")
    try:
        yield _newest_step_in(place)
    finally:
        lock.release()


def _lines_of(engine: Engine) -> set[int]:
    """The numbers that a server gives to the lines of an engine, which grow as it makes them."""
    ours: set[int] = set()
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", lambda line, _: ours.add(line.info.backend_pid))
    return ours


def _refuse_others(place: str, ours: Collection[int] = ()) -> None:
    """Raise Trouble while anybody else is connected to books on a server."""
    engine = engines.migration_engine(place)
    asked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND pid <> ALL(:ours) AND backend_type = 'client backend'"
    )
    others = 0
    try:
        with engine.connect() as connection:
            for _ in range(_LOOKS):
                others = int(connection.scalar(asked, {"ours": list(ours)}) or 0)
                if not others:
                    return
                # A line that was closed a moment ago, by our own window too, is still listed.
                connection.exec_driver_sql("SELECT pg_sleep(0.1)")
                connection.rollback()
    except DBAPIError as error:
        raise engines.trouble(error) from error
    finally:
        engine.dispose()
    many = "One other program is" if others == 1 else f"{others} other programs are"
    raise Trouble(
        f"{many} connected to these books.", "Close MSPDesk on every computer, then move them."
    )


def _newest_step_in(place: str) -> int:
    engine = engines.read_engine(place)
    try:
        return _newest_step(engine)
    finally:
        engine.dispose()


def _newest_step(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT coalesce(max(id), 0) FROM step")) or 0)


def _worked_in(place: str) -> Trouble:
    return Trouble(
        f"Somebody worked in {places.said(place)} while the books were moved; nothing was moved.",
        "Close MSPDesk on every computer, then move them again.",
    )


def _snapshot(connection: Connection) -> Connection:
    """Let one transaction see the books as they are now, however long reading takes."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    connection.exec_driver_sql("SELECT count(*) FROM lease")
    return connection


def _refuse_lost(connection: Connection, place: str) -> None:
    """Raise Trouble where an attachment is missing: books that are not whole do not move."""
    folder = places.folder_of(place)
    if folder is None:
        asked = _DAMAGED
        lost = [str(one) for (one,) in connection.exec_driver_sql(asked)]
    else:
        held = connection.exec_driver_sql("SELECT sha256, size FROM blob")
        known = {str(sha256): int(size) for sha256, size in held}
        lost = blobs.damaged(folder_of_blobs(folder), known)
    if lost:
        count = "One attachment is" if len(lost) == 1 else f"{len(lost)} attachments are"
        raise Trouble(
            f"{count} missing or damaged ({lost[0][:12]}); nothing was moved.",
            "“mspdesk check” names them. Bring them back from a copy first.",
        )


# --- the target -----------------------------------------------------------------------------------


def _refuse_target(place: str) -> None:
    """Raise UserError when a place holds books."""
    there = books.form_of(place).number if places.is_server(place) else Path(place).exists()
    if not there or (places.is_server(place) and marks.arriving(place)):
        return
    before = marks.moved_to(place)
    more = f" They were moved {before.words}." if before else ""
    raise UserError(
        f"There are books already: {places.said(place)}.{more} Name a place without any.", "to"
    )


@dataclass(frozen=True, slots=True)
class _New:
    """New books to write into: where they lie until `put_in` lets them count.

    `files` are the attachments that were written into their folder so far.
    """

    place: str
    put_in: Callable[[], None]
    files: list[Path] = field(default_factory=list)


def _made(place: str, source: str) -> AbstractContextManager[_New]:
    """Make empty books; unless the caller puts them in, nothing of them is left behind."""
    if places.is_server(place):
        return _made_on_server(place)
    return _made_in_folder(Path(place), source)


@contextmanager
def _made_on_server(place: str) -> Iterator[_New]:
    with arrival.only_mover(place):
        if marks.arriving(place):
            _clear_server(place)
        try:
            books.bring_forward(place, empty=True, then=marks.begin)
        except BaseException:
            # What holds something else is refused here, and stays as it is.
            with suppress(DBAPIError, Trouble):
                if marks.arriving(place):
                    _clear_server(place)
            raise
        try:
            yield _New(place, partial(marks.arrived, place))
        except BaseException:
            _clear_server(place)
            raise


@contextmanager
def _made_in_folder(file: Path, source: str) -> Iterator[_New]:
    lock, part = BooksLock(file), file.with_suffix(".part")
    fresh = [one for one in (file.parent, *file.parent.parents) if not one.exists()]
    ours = False

    def put_in() -> None:
        nonlocal ours
        try:
            put_in_place(part, file)
        except OSError:
            if not part.exists():
                file.unlink(missing_ok=True)
            raise
        ours = False

    new = _New(str(part), put_in)
    try:
        make_folder(file.parent)
        if not room(file.parent, _size(source)):
            raise Trouble(f"There is no room in {file.parent}.", "Choose another disk.")
        if not lock.take():
            raise Trouble(f"Somebody is making books in {file.parent} already.", "Wait a moment.")
        ours = True
        # Asked again: somebody may have made some until the lock was ours.
        _refuse_target(str(file))
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(engines.raw(str(part))) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}").close()
        books.bring_forward(str(part))
        yield new
    except OSError as error:
        raise Trouble(
            f"No books can be made in {file.parent}.", error.strerror or "Choose another disk."
        ) from error
    finally:
        lock.release()
        if ours:
            _clear_folder(file, part, new.files)
        # Only those that are empty go.
        for folder in fresh:
            with suppress(OSError):
                folder.rmdir()


def _size(place: str) -> int:
    """Bytes the books take now, attachments included."""
    if not places.is_server(place):
        file = Path(place)
        kept = sum(one.stat().st_size for one in blobs.files_in(folder_of_blobs(file.parent)))
        return file.stat().st_size + kept
    engine = engines.read_engine(place)
    try:
        with engine.connect() as connection:
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    finally:
        engine.dispose()


def _clear_folder(file: Path, part: Path, attachments: Iterable[Path]) -> None:
    """Take away what a move that did not end well left in a folder."""
    lock = file.with_name(f"{file.stem}.lock")
    for name in (part, *part.parent.glob(f"{part.name}-*"), lock, *attachments):
        with suppress(OSError):
            name.unlink(missing_ok=True)
    for folder in (*{one.parent for one in attachments}, folder_of_blobs(file.parent)):
        # Only those that are empty go.
        with suppress(OSError):
            folder.rmdir()


def _clear_server(place: str) -> None:
    """Take away the tables and functions a move that did not end well left on a server.

    The database held no table when the move began, and what belongs to an extension stays.
    """
    engine = engines.migration_engine(place)
    asked = {
        "VIEW": "SELECT oid::regclass FROM pg_class WHERE relkind = 'v'"
        " AND relnamespace = current_schema()::regnamespace",
        "TABLE": "SELECT oid::regclass FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = current_schema()::regnamespace",
        "FUNCTION": "SELECT oid::regprocedure FROM pg_proc"
        " WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS"
        " (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')",
    }
    try:
        with engine.begin() as connection:
            for kind, question in asked.items():
                names = [str(name) for (name,) in connection.exec_driver_sql(question)]
                for name in names:
                    connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name} CASCADE")
    except DBAPIError as error:
        _log.warning("not cleared: %s", type(error.orig).__name__)
        raise Trouble(
            f"The move stopped, and {places.said(place)} could not be cleared.",
            "Drop that database and make an empty one before you try again.",
        ) from error
    finally:
        engine.dispose()


# --- the rows -------------------------------------------------------------------------------------


def _moved(
    source: Connection,
    start: str,
    new: _New,
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
            attachments = _attachments(source, target, start, new, tell)
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


# --- attachments ----------------------------------------------------------------------------------


def _attachments(
    source: Connection,
    target: Connection,
    start: str,
    new: _New,
    tell: Callable[[int, str], None],
) -> int:
    """Bring what attachments hold, each a megabyte at a time; answers how many there are."""
    known = [
        (str(sha256), int(size))
        for sha256, size in source.exec_driver_sql("SELECT sha256, size FROM blob ORDER BY sha256")
    ]
    into, out_of = places.folder_of(new.place), places.folder_of(start)
    for number, (sha256, size) in enumerate(known, 1):
        tell(0, f"Attachment {number} of {len(known)}")
        pieces = (
            chunks_of(file_of(folder_of_blobs(out_of), sha256))
            if out_of is not None
            else _pieces(source, sha256, size)
        )
        if into is None:
            _onto_server(target, sha256, pieces)
        else:
            _into_file(file_of(folder_of_blobs(into), sha256), sha256, pieces, new.files)
    if into is None and (lost := _unlike(target)):
        raise Trouble("An attachment did not arrive as it was; nothing was moved.", lost[:12])
    return len(known)


def _pieces(source: Connection, sha256: str, size: int) -> Iterator[bytes]:
    asked = "SELECT substring(content FROM %s FOR %s) FROM blob WHERE sha256 = %s"
    for at in range(1, size + 1, CHUNK):
        yield bytes(source.exec_driver_sql(asked, (at, CHUNK, sha256)).scalar_one())


def _onto_server(target: Connection, sha256: str, pieces: Iterable[bytes]) -> None:
    """Write an attachment into its row, piece by piece over a table that goes with the step."""
    driver: Any = target.connection.driver_connection
    with driver.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS piece (content bytea) ON COMMIT DROP")
        with cursor.copy("COPY piece (content) FROM STDIN") as out:
            out.write("\\\\x")
            for piece in pieces:
                out.write(piece.hex())
            out.write("\n")
        cursor.execute(
            "UPDATE blob SET content = (SELECT content FROM piece) WHERE sha256 = %s", (sha256,)
        )
        cursor.execute("TRUNCATE piece")


def _unlike(target: Connection) -> str:
    asked = f"{_DAMAGED} LIMIT 1"
    return str(target.exec_driver_sql(asked).scalar() or "")


def _into_file(file: Path, sha256: str, pieces: Iterable[bytes], written: list[Path]) -> None:
    if not file.exists():
        written.append(file)
    make_folder(file.parent)
    if write_whole(file, pieces) != sha256:
        raise Trouble("An attachment did not arrive as it was; nothing was moved.", sha256[:12])
