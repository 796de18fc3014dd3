"""Copies of the books and their check, as the window and the command line use them."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from ..database import backup
from ..database import check as checking
from ..database.store import Store
from ..dates import clock_time, now, short_date
from ..progress import Progress
from .areas import AREAS

Check = Callable[[Session], list[str]]


def checks() -> list[Check]:
    """What every area says must always hold (E25)."""
    return [one for area in AREAS for one in area.checks()]


def check(store: Store, progress: Progress) -> list[str]:
    """Check the whole of the books; one sentence for each thing that does not hold."""
    progress.step(0, 1)
    return checking.check_books(store, checks())


def back_up(store: Store, progress: Progress) -> Path:
    """Make a verified copy now and answer its file."""
    progress.step(0, 1)
    return backup.back_up(store, checks())


def back_up_if_changed(store: Store, progress: Progress) -> Path | None:
    """Make a verified copy when something changed since the newest one."""
    progress.step(0, 1)
    return backup.back_up_if_changed(store, checks())


def copy_words(store: Store) -> str:
    """How old the newest copy is, for the status bar."""
    newest = backup.newest(store)
    if newest is None:
        return "Saved. No copy of your data yet"
    day = "" if newest.date() == now().date() else f"{short_date(newest.date())} "
    return f"Saved. Last copy of your data {day}{clock_time(newest)}"
