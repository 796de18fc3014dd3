"""Whether books that were on their way have arrived, so that only one of two places is worked in.

The old books are marked a moment before the new ones count, with a mark that is not sure yet. When
both are done the mark becomes sure. Where that was cut off, whoever opens the old books next looks:
if the new ones count, the mark is sure; if they do not and nobody is moving them, it comes off; if
nobody can tell, the old ones are only read.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ..errors import Trouble
from . import engines, marks, migrate, places
from .lock import BooksLock
from .marks import Mark

_log = logging.getLogger(__name__)


def settled(place: str, found: Mark | None) -> Mark | None:
    """What the mark on books comes to: itself when sure or nobody can tell, None once it is off.

    `place` is where the marked books lie. Raises nothing for a place that is out of reach.
    """
    if found is None or found.sure:
        return found
    try:
        with _no_mover(found.place) as nobody:
            if _counts(found.place):
                marks.mark(place, found.place)
                return Mark(found.place, found.at)
            if not nobody:
                return found
            marks.take_off(place)
            _log.info("a move was cut off before its end; work goes on here")
            return None
    except (OSError, DBAPIError, Trouble):
        return found


def _counts(place: str) -> bool:
    """Whether there are books at a place that arrived; raises Trouble where nobody can tell."""
    if not places.is_server(place):
        file = Path(place)
        if not file.exists() and not file.parent.exists():
            raise Trouble(f"{file.parent} is out of reach.")
        return file.exists()
    return marks.stands_on_server(place) and not marks.arriving(place)


@contextmanager
def _no_mover(place: str) -> Iterator[bool]:
    """Keep a mover out of a place while it is looked at; False while one is at work there."""
    if places.is_server(place):
        with only_mover(place, wanted=False) as taken:
            yield taken
        return
    if not Path(place).parent.exists():
        yield True
        return
    lock = BooksLock(Path(place))
    taken = lock.take()
    try:
        yield taken
    finally:
        with suppress(OSError):
            lock.release()


@contextmanager
def only_mover(place: str, *, wanted: bool = True) -> Iterator[bool]:
    """Keep a second move out of a server while one writes there; a cut frees it.

    Raises Trouble while another one does, or answers False where it is not `wanted` that much.
    """
    engine = engines.migration_engine(place)
    try:
        with engine.connect() as line:
            asked = text("SELECT pg_try_advisory_lock(:key)")
            taken = bool(line.scalar(asked, {"key": migrate.LOCK_KEY + 1}))
            line.rollback()
            if not taken and wanted:
                raise Trouble(f"Somebody moves books to {places.said(place)} already.", "Wait.")
            yield taken
    finally:
        engine.dispose()
