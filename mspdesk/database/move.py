"""Moving books from a file to a server and back, equal row for row, or not at all.

The books are read in one snapshot while nobody else works in them, and written into a place that
holds none yet, with triggers and references put aside, so that sums are copied and not added twice.
Before the new books count, every table of both is added up and compared, each attachment is read,
and the books are checked. The old books stay as they are; a mark beside them lets everybody open
them for reading only and says where work goes on. It is there before the new ones count, so that no
cut leaves two places to work in (`arrival`).
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ..errors import Trouble, UserError
from ..progress import Progress
from . import arrival, engines, marks, places
from .check import Check
from .move_rows import Finish, Moved, copy_all
from .move_source import (
    alone,
    lines_of,
    newest_step,
    refuse_lost,
    refuse_others,
    snapshot,
    worked_in,
)
from .move_target import make_new, refuse_target


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
    with alone(start) as highest_step:
        refuse_target(end)
        progress.step(0, 1, "Making room")
        engine = engines.read_engine(start)
        ours = lines_of(engine)
        try:
            with engine.connect() as held:
                seen = snapshot(held)
                refuse_lost(seen, start)
                with make_new(end, start) as new:
                    moved = copy_all(seen, start, new, progress, finish, tuple(checks))
                    progress.step(1, 1, "The books are the same")
                    if places.is_server(start):
                        refuse_others(start, ours)
                    if newest_step(engine) != highest_step:
                        raise worked_in(start)
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
