"""Where books are moved to: a place that holds none, and holds none again where a move stops."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import field
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ..errors import Trouble, UserError
from ..rows import dataclass
from . import arrival, blobs, books, engines, marks, places
from .blobs import folder_of_blobs
from .engines import APPLICATION_ID
from .files import make_folder, put_in_place, room
from .lock import BooksLock

_log = logging.getLogger(__name__)


def refuse_target(place: str) -> None:
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
class New:
    """New books to write into: where they lie until `put_in` lets them count.

    `files` are the attachments that were written into their folder so far.
    """

    place: str
    put_in: Callable[[], None]
    files: list[Path] = field(default_factory=list)


def make_new(place: str, source: str) -> AbstractContextManager[New]:
    """Make empty books; unless the caller puts them in, nothing of them is left behind."""
    if places.is_server(place):
        return _made_on_server(place)
    return _made_in_folder(Path(place), source)


@contextmanager
def _made_on_server(place: str) -> Iterator[New]:
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
            yield New(place, partial(marks.arrived, place))
        except BaseException:
            _clear_server(place)
            raise


@contextmanager
def _made_in_folder(file: Path, source: str) -> Iterator[New]:
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

    new = New(str(part), put_in)
    try:
        make_folder(file.parent)
        if not room(file.parent, _size(source)):
            raise Trouble(f"There is no room in {file.parent}.", "Choose another disk.")
        if not lock.take():
            raise Trouble(f"Somebody is making books in {file.parent} already.", "Wait a moment.")
        ours = True
        # Asked again: somebody may have made some until the lock was ours.
        refuse_target(str(file))
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
