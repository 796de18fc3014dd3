"""The door to the books: open them, make new ones, and say plainly why not."""

import logging
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ..errors import Trouble, UserError
from . import engines, migrate, places
from .ddl import MIGRATIONS
from .engines import APPLICATION_ID
from .store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Form:
    """The form books have: its number, 0 for none; and the release that gave it to them."""

    number: int
    program: str = ""


def exists(place: str | Path) -> bool:
    """Whether there are books at a place of this computer; a server is always worth a try."""
    where = places.normalise(place)
    return places.is_server(where) or Path(where).exists()


def open_books(
    place: str | Path,
    *,
    read_only: bool = False,
    durable: bool = True,
    scripts: Path = MIGRATIONS,
) -> Store:
    """Open books that exist: a folder, a books.db file or a postgresql:// URL.

    Brings older books forward, after a verified copy. Raises Trouble with one sentence when they
    are not there, not ours, newer than this program, damaged or out of reach.
    """
    where = places.normalise(place)
    form = form_of(where)
    if form.number == 0:
        raise Trouble(f"There are no books in {places.said(where)}.", "Start a shop there first.")
    newest = migrate.newest(scripts)
    if form.number > newest:
        raise Trouble(
            f"These books were written by a newer MSPDesk ({form.program or 'unknown'}).",
            f"Install MSPDesk {form.program} or later to open them.".replace("  ", " a "),
        )
    return Store.connect(where, read_only=read_only, durable=durable)


def new_books(place: str | Path, *, durable: bool = True, scripts: Path = MIGRATIONS) -> Store:
    """Make new, empty books and open them.

    Raises UserError when there are books already, Trouble when they cannot be written.
    """
    where = places.normalise(place)
    if places.is_server(where):
        if form_of(where).number:
            raise UserError(f"There are books already: {places.said(where)}.", "books")
        _migrate(where, scripts)
    else:
        _new_file(Path(where), scripts)
    return open_books(where, durable=durable, scripts=scripts)


def _new_file(file: Path, scripts: Path) -> None:
    """Make a books.db whole, then give it its name."""
    if file.exists():
        raise UserError(f"There are books already in {file.parent}.", "books")
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = engines.raw(str(part))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.close()
        _migrate(str(part), scripts)
        part.replace(file)
    except (OSError, sqlite3.OperationalError) as error:
        raise Trouble(f"No books can be made in {file.parent}.", str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _migrate(where: str, scripts: Path) -> None:
    engine = engines.migration_engine(where)
    try:
        with engine.connect() as connection:
            migrate.upgrade(connection, scripts)
    except DBAPIError as error:
        raise engines.trouble(error) from error
    finally:
        engine.dispose()


def form_of(where: str) -> Form:
    """The form of the books at a normalised place, by one bare read.

    Raises Trouble when the place is out of reach, damaged, or holds something that is not ours.
    """
    return _server_form(where) if places.is_server(where) else _file_form(Path(where))


def _file_form(file: Path) -> Form:
    if not file.exists():
        return Form(0)
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
    return Trouble(f"{file} cannot be read.", "Is the disk still there?")


def _server_form(where: str) -> Form:
    engine = engines.migration_engine(where)
    try:
        with engine.connect() as connection:
            ask = "SELECT to_regclass('alembic_version'), to_regclass('book_format')"
            version, ours = connection.execute(text(ask)).one()
            if ours is None:
                return Form(0)
            number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            program = connection.execute(text("SELECT program FROM book_format")).scalar()
            return Form(int(number or 0) if version else 0, str(program or ""))
    except DBAPIError as error:
        raise engines.trouble(error) from error
    finally:
        engine.dispose()
