"""Copies of the books and their check, as the window and the command line use them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ..database import check
from ..database.store import Store
from ..progress import Progress
from .areas import AREAS


def checks() -> list[Callable[[Session], list[str]]]:
    """What every area says must always hold (S106, E25)."""
    return [one for area in AREAS for one in area.checks()]


def check_books(store: Store) -> list[str]:
    """Check the whole of the books; one sentence for each thing that does not hold."""
    return check.check_books(store, checks())


def check(store: Store, progress: Progress) -> list[str]:
    """Check the books as long work."""
    progress.step(0, 1)
    return check_books(store)
