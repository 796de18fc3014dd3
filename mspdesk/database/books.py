"""The door to the books: open them, make new ones, and say plainly why not."""

import errno
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from ..errors import Trouble, UserError
from ..progress import Progress
from ..rows import dataclass
from . import arrival, backup, engines, marks, migrate, places, synced
from .ddl import MIGRATIONS
from .engines import APPLICATION_ID
from .files import make_folder, put_in_place
from .lease import Hold
from .lock import BooksLock, Holder
from .store import Store

_log = logging.getLogger(__name__)
_ROOM_TO_OPEN = 1 << 16
"""Bytes that SQLite needs to open books: an index into their log."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form books have: its number, 0 for none; and the release that gave it to them.

    `mark` says on a server that they were moved; see `marks`.
    """

    number: int
    program: str = ""
    mark: str = ""


def exists(place: str | Path) -> bool:
    """Whether there are books at a place of this computer; a server is always worth a try."""
    where = places.normalise(place)
    return places.is_server(where) or Path(where).exists()


def open_books(
    place: str | Path,
    *,
    read_only: bool = False,
    take_over: bool = False,
    durable: bool = True,
    scripts: Path = MIGRATIONS,
    progress: Progress | None = None,
) -> Store:
    """Open books that exist: a folder, a books.db file or a postgresql:// URL.

    When another MSPDesk writes them they are opened for reading, and `store.writer` says who it is;
    `take_over` writes all the same where that is another computer. Older books are brought forward
    after a verified copy; `progress` says what of it takes seconds in large books. Raises Trouble
    with one sentence when they are not there, not ours, newer than this program, damaged or out of
    reach.
    """
    where = places.normalise(place)
    if places.is_server(where):
        return _open_server(where, scripts, read_only=read_only)
    lock = BooksLock(Path(where))
    # Asked before anything opens the file, which would make a new log.
    left = lock.was_left()
    log_gone = left and not _log_of(Path(where)).exists()
    _refuse_missing(where, form_of(where), scripts)
    if moved := arrival.settled(where, marks.read(marks.said_beside(Path(where)))):
        return _marked(_open_to_read(where, scripts, None), moved)
    shut = "" if read_only else _shut_out(lock, over=take_over)
    if shut is not None:
        store = _open_to_read(where, scripts, lock.holder)
        store.why = shut
        return store
    try:
        if left:
            _say(progress, "MSPDesk did not end by itself; looking through the books")
            _refuse_damaged(Path(where))
        store = _open_to_write(where, scripts, durable=durable, progress=progress)
    except BaseException:
        lock.release()
        raise
    if log_gone and synced.journal_mode(Path(where).parent) == "WAL":
        store.notices += (_LOG_GONE,)
    store.on_close(lock.release)
    return store


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL = (
    "There is no room left on the disk of these books, so they can only be read. Make room, then"
    " open them again."
)

_LOG_GONE = (
    "MSPDesk did not end by itself here, and the log of these books of that time is gone. Look"
    " whether what was saved last is there."
)


def _say(progress: Progress | None, words: str) -> None:
    """Say what is done before it is; raises Cancelled when nobody waits any more."""
    if progress is not None:
        progress.step(0, 0, words)


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _refuse_damaged(file: Path) -> None:
    """Look through a file whose last writer was cut off; raises Trouble when it is not whole.

    A crash leaves it whole; a tool that brings one file of two back does not.
    """
    try:
        with closing(engines.raw(str(file))) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise _unreadable(file, error) from error
    if found != "ok":
        raise Trouble(f"{file} is damaged.", "Restore the newest good copy.")


def _marked(store: Store, moved: marks.Mark) -> Store:
    """Books that are only read because work goes on elsewhere, with the sentence that says so."""
    store.moved = moved.words
    store.notices = (
        f"These books were moved {moved.words}. Open them there; here they can only be read.",
    )
    return store


def _shut_out(lock: BooksLock, *, over: bool) -> str | None:
    """Take the right to write; None when it is ours, else why not, empty for another writer."""
    try:
        return None if lock.take(over=over) else ""
    except OSError as error:
        # A folder that cannot be written, a disc or a share for reading, can still be read.
        _log.info("no lock: %s", error.strerror)
        return _FULL if error.errno in _NO_ROOM else ""


def _refuse_missing(where: str, form: Form, scripts: Path) -> None:
    """Raise Trouble when there are no books, or newer ones than this program knows."""
    if form.number == 0:
        raise Trouble(f"There are no books in {places.said(where)}.", "Start a shop there first.")
    if form.number > migrate.newest(scripts):
        wanted = f"MSPDesk {form.program}" if form.program else "the newest MSPDesk"
        raise Trouble(
            "These books were written by a newer MSPDesk.", f"Install {wanted} to open them."
        )


def _open_to_read(where: str, scripts: Path, writer: Holder | None) -> Store:
    if form_of(where).number < migrate.newest(scripts):
        if moved := marks.read(marks.said_beside(Path(where))):
            raise Trouble(
                f"These books were moved {moved.words}, and have an older form since.",
                "Open them there, or say “mspdesk move --resume” to work here again.",
            )
        raise Trouble(
            "These books must be brought forward before they can be read.",
            "Close them everywhere else, then open them here to write.",
        )
    store = Store.connect(where, read_only=True)
    store.writer = writer
    store.poll_foreign()
    return store


def _open_to_write(where: str, scripts: Path, *, durable: bool, progress: Progress | None) -> Store:
    """Bring the books forward if need be, take the lease and open them; the lock is held."""
    # Asked again, since somebody may have brought them forward until the lock was ours.
    if _number(Path(where)) < migrate.newest(scripts):
        _say(progress, "Copying the books, then bringing them forward")
        backup.before_upgrade(where)
        bring_forward(where, scripts)
    folder = Path(where).parent
    journal = synced.journal_mode(folder)
    store = Store.connect(where, durable=durable, journal=journal)
    try:
        engine = cast("Engine", store.write_engine)
        found = engines.assert_settings(engine, durable=durable, journal=journal)
        _log.info("books opened: %s", found)
        hold = Hold(Path(where), log=journal == "WAL")
        with engine.begin() as connection:
            hold.take(connection)
        store.held_by(hold)
        store.notices = tuple(_notices(Path(where)))
        store.poll_foreign()
    except DBAPIError as error:
        store.close()
        raise engines.trouble(error) from error
    except BaseException:
        store.close()
        raise
    return store


def _notices(file: Path) -> Iterator[str]:
    """What the person should know about where the books lie, one sentence each."""
    if tool := synced.synced_by(file.parent):
        yield (
            f"These books lie in a folder that is kept by {tool}. They are safer on this "
            "computer's own disk, with only the copies there."
        )
    for name in synced.conflict_copies(file):
        yield f"There is a second copy beside the books: {name}. Two computers have written them."


def _open_server(where: str, scripts: Path, *, read_only: bool) -> Store:
    # The line that asks for the form is the one that reads afterwards: each new line takes a
    # server longer than all that is asked here.
    reading = engines.read_engine(where)
    try:
        form = _form_told(reading)
        _refuse_missing(where, form, scripts)
        moved = _moved_from(where, form)
        only_read = read_only or moved is not None
        if form.number < migrate.newest(scripts):
            reading.dispose()
            _renew_on_server(where, scripts, read_only=only_read)
        store = Store(where, None if only_read else engines.write_engine(where), reading)
        store.poll_foreign()
        return _marked(store, moved) if moved else store
    except BaseException:
        reading.dispose()
        raise


def _moved_from(where: str, form: Form) -> marks.Mark | None:
    """Where books have gone; raises Trouble when they did not arrive whole."""
    if form.mark == marks.ARRIVING:
        raise Trouble(
            f"The books in {places.said(where)} did not arrive whole; their move was cut off.",
            "Open the old ones, which are as they were, and move them again.",
        )
    return arrival.settled(where, marks.read(form.mark))


def _renew_on_server(where: str, scripts: Path, *, read_only: bool) -> None:
    if read_only:
        raise Trouble("These books must be brought forward before they can be read.")
    backup.before_upgrade(where)
    bring_forward(where, scripts)


def new_books(place: str | Path, *, durable: bool = True, scripts: Path = MIGRATIONS) -> Store:
    """Make new, empty books and open them.

    Raises UserError when there are books already, Trouble when they cannot be written.
    """
    where = places.normalise(place)
    if places.is_server(where):
        _new_on_server(where, scripts)
    else:
        _new_file(Path(where), scripts)
    return open_books(where, durable=durable, scripts=scripts)


def _new_on_server(where: str, scripts: Path) -> None:
    """Make the tables in a database that must be empty."""
    if form_of(where).number:
        raise UserError(f"There are books already: {places.said(where)}.", "books")
    bring_forward(where, scripts, empty=True)


def _new_file(file: Path, scripts: Path) -> None:
    """Make a books.db under its lock, so that two who start at once do not meet."""
    lock = BooksLock(file)
    try:
        _refuse_existing(file)
        make_folder(file.parent)
        taken = lock.take()
    except OSError as error:
        raise Trouble(f"No books can be made in {file.parent}.", _why(error)) from error
    if not taken:
        raise Trouble(f"Somebody is making books in {file.parent} already.", "Wait a moment.")
    try:
        _build(file, scripts)
    except (OSError, sqlite3.OperationalError) as error:
        raise Trouble(f"No books can be made in {file.parent}.", _why(error)) from error
    finally:
        lock.release()


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise UserError(f"There are books already in {file.parent}.", "books")


def _build(file: Path, scripts: Path) -> None:
    """Make the file whole under another name, then give it its own."""
    _refuse_existing(file)
    part = file.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(engines.raw(str(part))) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}").close()
        bring_forward(str(part), scripts)
        put_in_place(part, file)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _why(error: Exception) -> str:
    return f"{error.strerror}." if isinstance(error, OSError) and error.strerror else ""


def bring_forward(
    where: str,
    scripts: Path = MIGRATIONS,
    *,
    empty: bool = False,
    then: Callable[[Connection], object] | None = None,
) -> None:
    """Bring books forward; with `empty` only into a database that holds nothing at all.

    `then` is done inside each step forward, so that no cut comes between.
    """
    engine = engines.migration_engine(where)
    try:
        with engine.connect() as connection:
            if empty and _holds_something(connection):
                raise UserError("This database holds something else. Make an empty one.", "books")
            connection.rollback()
            migrate.upgrade(connection, scripts, then=then)
    except DBAPIError as error:
        raise engines.trouble(error) from error
    finally:
        engine.dispose()


def _holds_something(connection: Connection) -> bool:
    """Whether a database holds any table, but for the empty one of a start that was cut off."""
    names = set(inspect(connection).get_table_names())
    if names != {"alembic_version"}:
        return bool(names)
    return bool(connection.scalar(text("SELECT count(*) FROM alembic_version")))


def form_of(where: str) -> Form:
    """The form of the books at a normalised place, by one bare read.

    Raises Trouble when the place is out of reach, damaged, or holds something that is not ours.
    """
    return _server_form(where) if places.is_server(where) else _file_form(Path(where))


def _file_form(file: Path) -> Form:
    try:
        if not file.exists():
            return Form(0)
    except OSError as error:
        raise Trouble(f"{file} cannot be read.", _why(error)) from error
    try:
        connection = _bare(file)
        try:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            number = connection.execute("PRAGMA user_version").fetchone()[0]
            if mark != APPLICATION_ID:
                raise Trouble(f"{file.name} is not an MSPDesk file.", "Choose the shop's folder.")
            return Form(number, _program(connection))
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise _unreadable(file, error) from error


def _number(file: Path) -> int:
    """The form of books that form_of has looked at, without the tables being read once more."""
    try:
        with closing(_bare(file)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise _unreadable(file, error) from error


def _bare(file: Path) -> sqlite3.Connection:
    """A bare connection that reads only, or one that may first clear up after a crash."""
    connection = engines.raw(str(file), only_read=True)
    try:
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        return engines.raw(str(file))
    return connection


def _program(connection: sqlite3.Connection) -> str:
    """The release that wrote these books; empty in books that do not say."""
    try:
        row = connection.execute("SELECT program FROM book_format").fetchone()
    except sqlite3.OperationalError:
        return ""
    return str(row[0]) if row else ""


def _unreadable(file: Path, error: sqlite3.DatabaseError) -> Trouble:
    said = str(error).lower()
    if "not a database" in said:
        return Trouble(f"{file.name} is not an MSPDesk file.", "Choose the shop's folder.")
    if "malformed" in said or "corrupt" in said:
        return Trouble(f"{file} is damaged.", "Restore the newest good copy.")
    if "locked" in said or "busy" in said:
        return Trouble("The books are busy.", "Try again in a moment.")
    if shutil.disk_usage(file.parent).free < _ROOM_TO_OPEN:
        return Trouble(
            "There is no room left on the disk of the books.", "Make room, then try again."
        )
    return Trouble(f"{file} cannot be read.", "Is the disk still there?")


def _server_form(where: str) -> Form:
    engine = engines.migration_engine(where)
    try:
        return _form_told(engine)
    finally:
        engine.dispose()


def _form_told(engine: Engine) -> Form:
    """The form of books on a server, asked over a line of an engine."""
    try:
        with engine.connect() as connection:
            ask = "SELECT to_regclass('alembic_version'), to_regclass('book_format')"
            version, ours = connection.execute(text(ask)).one()
            if ours is None:
                return Form(0)
            number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            told = (
                "SELECT (SELECT program FROM book_format LIMIT 1),"
                " obj_description('book_format'::regclass, 'pg_class')"
            )
            program, mark = connection.execute(text(told)).one()
            found = int(number or 0) if version else 0
            return Form(found, str(program or ""), str(mark or ""))
    except DBAPIError as error:
        raise engines.trouble(error) from error
