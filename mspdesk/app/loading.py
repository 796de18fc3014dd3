"""What is loaded when: the one place that decides it.

1. Qt and the frame of the window, before the first paint: what `start` imports, nothing heavy.
2. On the thread that opens the books, while the window is already there: SQLAlchemy, the tables,
   and what the tab that is shown first is made of (`load_first`).
3. On a thread of its own once that tab is filled: the other tabs, the search, paper, everything
   somebody may want next (`load_rest`). What is wanted sooner is imported where it is called for.

Only modules are loaded here. Widgets are built on the main thread alone.
"""

from __future__ import annotations

import builtins
import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .areas import AREAS

if TYPE_CHECKING:
    from ..database.store import Store

REST_MS = 400
"""How long after the first tab was filled the rest begins to load: it has been painted by then."""

LOADED = threading.Event()
"""Set once nothing is left to load."""

USUAL, BREATHER = sys.getswitchinterval(), 0.0005
"""Seconds after which a thread lets others have their turn: usually, and while something loads."""


def load_qt() -> None:
    """Load Qt, with two costs of importing left out that buy nothing here.

    Modules make no garbage, yet the collector would look them all over again and again; `start`
    collects by the clock. And Qt's own import hook reads the source of each module imported after
    it, to know which of them could ask for `from __feature__ import ...`; none of them does.
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401 - puts its hook in place of Python's own import

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def open_window(place: str | None, person: str | None) -> int:
    """Load Qt and the window, run it on these books, and answer its exit code."""
    load_qt()
    from .start import start

    return start(place, person)


def load_books(place: str) -> Store:
    """Load SQLAlchemy and every table, as no question may come before, and open books."""
    from .. import schema  # noqa: F401 - every table must be known before the first question
    from ..database.books import open_books

    return open_books(place)


def load_first(tab: str) -> None:
    """Load the tab that is shown first, by its area's key, and how the tables hang together."""
    from sqlalchemy.orm import configure_mappers

    configure_mappers()
    for area in AREAS:
        area.panels()
        if area.key == tab and area.tab:
            area.tab()


def load_rest() -> None:
    """Load everything else the areas offer."""
    for area in AREAS:
        if area.tab:
            area.tab()
        for offer in (area.finders, area.verbs, area.today, area.pages, area.papers, area.reports):
            offer()
    LOADED.set()


def set_aside() -> None:
    """Tell the collector that what was loaded so far stays, so that it need not look there again.

    Call it on the main thread, before the first view is built. Later calls do nothing: views must
    stay collectable.
    """
    if not gc.get_freeze_count():
        gc.freeze()


@contextmanager
def in_small_turns() -> Iterator[None]:
    """Let other threads have their turn much more often than usual."""
    sys.setswitchinterval(BREATHER)
    try:
        yield
    finally:
        sys.setswitchinterval(USUAL)


def behind(work: Callable[[], object], name: str, *, daemon: bool = True) -> None:
    """Do work on a thread of its own, in small turns; without `daemon` quitting waits for it."""

    def run() -> None:
        with in_small_turns():
            work()

    threading.Thread(target=run, name=name, daemon=daemon).start()
