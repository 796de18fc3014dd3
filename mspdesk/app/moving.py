"""Moving the books from this computer to a server and back, as the window and the command do it."""

from collections.abc import Callable
from pathlib import Path

from ..database.books import open_books
from ..database.move import move
from ..database.move_rows import Moved
from ..database.places import said
from ..database.store import Store
from ..errors import Cancelled, Trouble, UserError
from ..progress import Progress
from . import keeping


def move_books(source: str | Path, target: str | Path, progress: Progress) -> Moved:
    """Move books to a place that holds none; everything is proved equal before the new ones count.

    Raises UserError, Trouble or Cancelled, and leaves nothing behind then.
    """
    # Search belongs to tickets; a start that moves nothing does not load it.
    from ..tickets.runs import rebuild_search

    return move(source, target, progress, finish=rebuild_search, checks=keeping.checks())


def lines_of(moved: Moved) -> list[str]:
    """What moved, in words: each table that holds something with its rows and their sum."""
    wide = max(len(one.table) for one in moved.sums)
    held = [one for one in moved.sums if one.rows]
    lines = [f"{one.table:<{wide}}  {one.rows:>12,}  {one.sha256[:16]}" for one in held]
    lines.append(f"{len(moved.sums) - len(held)} more tables are empty on both sides.")
    lines.append(
        f"{moved.rows:,} rows and {moved.attachments:,} attachments are the same "
        f"in {said(moved.place)}."
    )
    lines += [f"It was so before: {one}" for one in moved.found]
    return lines


def opened_after(source: str, target: str) -> Callable[[Progress], Store]:
    """What opens the new books once everything moved, and the old ones again where it did not."""

    def make(progress: Progress) -> Store:
        try:
            place = move_books(source, target, progress).place
        except (Cancelled, Trouble, UserError) as error:
            store = open_books(source)
            words = getattr(error, "text", "Stopped.")
            store.notices = (*store.notices, f"The books were not moved. {words}")
            return store
        store = open_books(place)
        words = f"The books are in {said(place)} now; in {said(source)} they can only be read."
        store.notices = (*store.notices, words)
        return store

    return make
