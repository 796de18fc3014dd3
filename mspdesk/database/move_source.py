"""Where books are moved from: held while they are read, so that nobody works in them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

from ..errors import Trouble
from . import arrival, blobs, books, engines, marks, migrate, places
from .blobs import folder_of_blobs
from .lock import BooksLock

_LOOKS = 5
"""How often a server is asked who is connected, a tenth of a second apart, before that counts."""

DAMAGED = "SELECT sha256 FROM blob WHERE encode(sha256(content), 'hex') IS DISTINCT FROM sha256"
"""The attachments on a server whose bytes are not those their name says."""


@contextmanager
def alone(place: str) -> Iterator[int]:
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
        refuse_others(place)
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


def lines_of(engine: Engine) -> set[int]:
    """The numbers that a server gives to the lines of an engine, which grow as it makes them."""
    ours: set[int] = set()
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", lambda line, _: ours.add(line.info.backend_pid))
    return ours


def refuse_others(place: str, ours: Collection[int] = ()) -> None:
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
        return newest_step(engine)
    finally:
        engine.dispose()


def newest_step(engine: Engine) -> int:
    """The number of the newest step, which tells whether somebody worked since."""
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT coalesce(max(id), 0) FROM step")) or 0)


def worked_in(place: str) -> Trouble:
    """What is said where somebody did."""
    return Trouble(
        f"Somebody worked in {places.said(place)} while the books were moved; nothing was moved.",
        "Close MSPDesk on every computer, then move them again.",
    )


def snapshot(connection: Connection) -> Connection:
    """Let one transaction see the books as they are now, however long reading takes."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
    connection.exec_driver_sql("SELECT count(*) FROM lease")
    return connection


def refuse_lost(connection: Connection, place: str) -> None:
    """Raise Trouble where an attachment is missing: books that are not whole do not move."""
    folder = places.folder_of(place)
    if folder is None:
        asked = DAMAGED
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
