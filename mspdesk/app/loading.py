"""What is loaded when: the one place that decides it.

1. Qt and the frame of the window, before the first paint: what `start` imports, nothing heavy.
2. On the thread that opens the books, while the window is already there: SQLAlchemy, and what the
   tab that is shown first is made of, with the tables it asks (`load_first`).
3. On a thread of its own once that tab is filled: what Today shows at its sides (`load_lists`).
4. Once those are filled, on another one: the tables nobody has asked yet, the other tabs, the
   search, paper, everything somebody may want next (`load_rest`). Two threads share one
   interpreter, so this would keep the sides waiting. What is wanted sooner is imported where it is
   called for; a step that writes goes through `database.catalogue`, which sees to it that every
   table is there.

Only modules are loaded here. Widgets are built on the main thread alone.
"""

from __future__ import annotations

import builtins
import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING

from ..desk.area import Area, Made, Panel
from ..headroom import with_headroom
from .areas import AREAS

if TYPE_CHECKING:
    from ..database.store import Store
    from ..progress import Progress

REST_MS = 100
"""How long after the first tab was filled the rest begins to load: it has been painted by then."""

LOOK_MS = 100
"""How often the window looks whether the rest is there."""

LOADED = threading.Event()
"""Set once nothing is left to load."""

LISTS = threading.Event()
"""Whether Today's sides, which ask every area, need not wait; `start` lets them wait once."""
LISTS.set()

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


def load_books(place: str, progress: Progress | None = None) -> Store:
    """Load SQLAlchemy and open books; the tables come with what asks them.

    `progress` is told in words of what takes longer than opening usually does.
    """
    from ..database.books import open_books

    return open_books(place, progress=progress)


def load_first(tab: str) -> None:
    """Load the tab that is shown first, by its area's key, and how its tables hang together."""
    from sqlalchemy.orm import configure_mappers

    for area in AREAS:
        if area.key == tab and area.tab:
            area.tab()
        for panel in area.panels():
            if isinstance(panel.make, Made) and _shown_with(panel, tab):
                panel.make.load()
    configure_mappers()


def _shown_with(panel: Panel, tab: str) -> bool:
    """Whether a piece stands in the header, or on what a tab shows: ticket.main on tickets.

    What is only opened from there by a key comes with the rest.
    """
    spot = panel.where.partition(".")[0]
    return panel.where != "ticket.mode" and (spot == "header" or tab.startswith(spot))


def load_lists() -> None:
    """Load the lists at Today's sides and the tables they ask, so that those can be filled."""
    _area_by_area(lambda area: area.today())
    LISTS.set()


def load_rest() -> None:
    """Load everything else: all tables, then what the areas offer."""
    from ..database.catalogue import whole

    load_lists()
    _area_by_area(_load_tables)
    whole()
    for area in AREAS:
        if area.tab:
            area.tab()
        offers = (area.finders, area.verbs, area.pages, area.papers, area.reports, area.dated)
        for offer in offers:
            offer()
    LOADED.set()


def _area_by_area(load: Callable[[Area], object]) -> None:
    """Load something of each area and settle its tables, so that no question waits for all."""
    from sqlalchemy.orm import configure_mappers

    for area in AREAS:
        load(area)
        configure_mappers()


def _load_tables(area: Area) -> None:
    # Today and Reports have none; whatever else is missing, the list of all tables tells.
    with suppress(ModuleNotFoundError):
        import_module(f"mspdesk.{area.key}.models")


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
            with_headroom(work)

    threading.Thread(target=run, name=name, daemon=daemon).start()
