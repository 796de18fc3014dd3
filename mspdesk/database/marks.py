"""The mark on books that were moved: where to and when, so that nobody goes on working in them.

It lies beside a file (`books.moved`) and in the comment of a table on a server, so no row of the
books themselves changes for it. Books with a mark are opened for reading only, until somebody says
that work goes on in them after all.
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from .. import dates
from ..errors import Trouble
from ..rows import dataclass
from . import engines, places
from .files import force_folder, write_whole


@dataclass(frozen=True, slots=True)
class Mark:
    """Where books were moved to, and when by the shop's clock.

    One that is not `sure` was written a moment before the new books counted; see `arrival`.
    """

    place: str
    at: datetime
    sure: bool = True

    @property
    def words(self) -> str:
        """In words: to where, on which day."""
        return f"to {places.said(self.place)} on {dates.full_date(self.at.date())}"


def file_of(books: Path) -> Path:
    """Where the mark of a books.db lies."""
    return books.with_name(f"{books.stem}.moved")


def mark(place: str, to: str, *, sure: bool = True) -> None:
    """Say on books at a normalised place that they were moved; raises Trouble."""
    said = json.dumps(
        {"to": to, "at": dates.now().isoformat(timespec="seconds")}
        | ({} if sure else {"sure": False})
    )
    try:
        if places.is_server(place):
            _comment(place, said)
        else:
            write_whole(file_of(Path(place)), [said.encode()])
    except (OSError, DBAPIError) as error:
        raise Trouble(
            f"The books in {places.said(place)} cannot be marked as moved; nothing was moved.",
            "Look whether there is room, and whether you may write there.",
        ) from error


ARRIVING = '{"arriving": true}'
"""Stands on books on a server until everything has arrived in them and was compared."""


def arriving(place: str) -> bool:
    """Whether a move to a server was cut off, so that what lies there is nothing yet."""
    return said_on_server(place) == ARRIVING


def begin(connection: Connection) -> None:
    """Say on new books on a server that they are arriving, in the step that makes them."""
    _say(connection, ARRIVING)


def arrived(place: str) -> None:
    """Let books on a server count."""
    _comment(place, None)


def take_off(place: str) -> bool:
    """Let work go on in books that were moved; False when they carried no mark."""
    if moved_to(place) is None:
        return False
    if places.is_server(place):
        _comment(place, None)
    else:
        found = file_of(Path(place))
        found.unlink(missing_ok=True)
        with suppress(OSError):
            force_folder(found.parent)
    return True


def moved_to(place: str) -> Mark | None:
    """Where books at a normalised place were moved to; None for those that are worked in."""
    return read(said_on_server(place) if places.is_server(place) else said_beside(Path(place)))


def read(said: str) -> Mark | None:
    """A mark as it is written; None for nothing and for what is no mark."""
    try:
        found = json.loads(said) if said else {}
        if not found:
            return None
        at = datetime.fromisoformat(found["at"])
        return Mark(str(found["to"]), at, sure=found.get("sure") is not False)
    except (ValueError, KeyError, TypeError):
        return None


def said_beside(books: Path) -> str:
    """What the mark beside a books.db says; empty without one."""
    try:
        return file_of(books).read_text(encoding="utf-8")
    except OSError:
        return ""


def said_on_server(place: str) -> str:
    """What the mark of books on a server says; empty without one."""
    return str(_asked(place, "SELECT obj_description(to_regclass('book_format'), 'pg_class')"))


def stands_on_server(place: str) -> bool:
    """Whether a server holds the tables of books at all, arrived or not."""
    return bool(_asked(place, "SELECT to_regclass('book_format')::text"))


def _asked(place: str, question: str) -> object:
    engine = engines.migration_engine(place)
    try:
        with engine.connect() as connection:
            return connection.scalar(text(question)) or ""
    except DBAPIError as error:
        raise engines.trouble(error) from error
    finally:
        engine.dispose()


def _comment(place: str, said: str | None) -> None:
    engine = engines.migration_engine(place)
    try:
        with engine.begin() as connection:
            _say(connection, said)
    finally:
        engine.dispose()


def _say(connection: Connection, said: str | None) -> None:
    words = "NULL" if said is None else "'" + said.replace("'", "''") + "'"
    connection.exec_driver_sql(f"COMMENT ON TABLE book_format IS {words}".replace("%", "%%"))
