"""A program of its own to measure from its first instruction: `python -m benchmarks.child MODE`.

It starts the real window (or a bare one), and at the moment that is asked about says, in one line
of JSON, how much it worked until then; then it is gone.
"""

import json
import os
import sys
import time
from typing import Any

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "keyring", "holidays")
"""What may not be there at the first paint (budget B2)."""

_TICK_MS = 5


def tell(**figures: Any) -> None:
    """Say what was found and leave at once."""
    sys.stdout.write(json.dumps({"cpu": time.process_time(), **figures}) + "\n")
    sys.stdout.flush()
    os._exit(0)


def bare() -> None:
    """A bare window with tabs, until it is painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget

    app = QApplication([])
    window = QMainWindow()
    tabs = QTabWidget()
    for n in range(9):
        tabs.addTab(QMainWindow(), f"Tab {n}")
    window.setCentralWidget(tabs)
    window.resize(1440, 900)
    watch(window, tell)
    window.show()
    app.exec()


def watch(window: Any, then: Any) -> None:
    """Call `then` once the window has been painted for the first time."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if watched is window and event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    window.eye = Eye()
    window.installEventFilter(window.eye)


def ours(books: str) -> None:
    """The real window on these books, until it is painted; and what was imported by then."""
    from mspdesk.app import loading

    loading.load_qt()
    from mspdesk.app import start

    def run(app: Any) -> int:
        watch(app.topLevelWidgets()[0], painted)
        return int(app.exec())

    def painted() -> None:
        tell(heavy=[name for name in HEAVY if name in sys.modules])

    _run_as(start, run)
    start.start(books, None)


def _run_as(start: Any, run: Any) -> None:
    """Let the program run its window our way."""
    start.run_until_closed = run


def filled(books: str, tab: str) -> None:
    """The real window on these books, until a tab is filled; with the largest gaps until then."""
    from mspdesk.app import loading

    loading.load_qt()
    from PySide6.QtCore import QTimer

    from mspdesk import dates, settings
    from mspdesk.app import start, window

    dates.set_clock(_frozen)
    settings.save(settings.MachineSettings(last_tab=tab, theme="light"))
    gaps: list[float] = []
    seat = window.Window.seat
    timer: list[Any] = []

    def seated(self: window.Window, desk: Any) -> None:
        opening = max(gaps[1:], default=0.0)
        begun = time.perf_counter()
        seat(self, desk)
        took = time.perf_counter() - begun
        QTimer.singleShot(20, lambda: tell(gap=opening, seat=took))

    def run(app: Any) -> int:
        watch(app.topLevelWidgets()[0], painted)
        return int(app.exec())

    def painted() -> None:
        last = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            gaps.append(now - last[0])
            last[0] = now

        timer.append(QTimer())
        timer[0].timeout.connect(tick)
        timer[0].start(_TICK_MS)

    _run_as(start, run)
    window.Window.seat = seated  # type: ignore[method-assign]  # to look at its moment
    start.start(books, None)


def _frozen() -> Any:
    from datetime import datetime

    # The moment of benchmarks.shops, which must not be imported here: it brings all the tables.
    return datetime(2026, 3, 11, 15, 0)


def imports(books: str) -> None:
    """What the thread behind the window does, on the main thread and alone."""
    import PySide6.QtWidgets  # noqa: F401 - there already when the thread begins

    begun = time.perf_counter()
    from mspdesk import schema  # noqa: F401 - what the thread imports
    from mspdesk.database.books import open_books

    imported = time.perf_counter() - begun
    open_books(books).close()
    tell(imported=imported, opened=time.perf_counter() - begun)


def memory(books: str, what: str) -> None:
    """The most memory an empty list, the paged list of history, or all its rows at once took."""
    from . import lists

    lists.hold(books, what)
    tell(peak=_peak())


def _peak() -> int:
    """The most memory this process ever held, in bytes."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


MODES: dict[str, Any] = {
    "bare": bare,
    "ours": ours,
    "filled": filled,
    "imports": imports,
    "memory": memory,
}

if __name__ == "__main__":
    MODES[sys.argv[1]](*sys.argv[2:])
