"""A program of its own to measure from its first instruction: `python -m benchmarks.child MODE`.

It starts the real window (or a bare one), and at the moment that is asked about says, in one line
of JSON, how much it worked until then; then it is gone.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "keyring", "holidays", "cryptography")
"""What may not be there at the first paint (budget B2)."""

_TICK_MS = 5

_OPEN: list[Any] = []
"""The books that were opened; books left open are looked through by whoever opens them next."""


def heavy() -> list[str]:
    """Which of the heavy modules are there now."""
    return [name for name in HEAVY if name in sys.modules]


def tables() -> list[str]:
    """Which areas have said their tables by now."""
    names = [name.split(".") for name in sys.modules if name.startswith("mspdesk.")]
    return sorted({name[1] for name in names if "models" in name})


def tell(**figures: Any) -> None:
    """Say what was found, close the books and leave at once."""
    sys.stdout.write(json.dumps({"cpu": time.process_time(), **figures}) + "\n")
    sys.stdout.flush()
    for store in _OPEN:
        store.close()
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
        tell(heavy=heavy())

    _run_as(start, run)
    start.start(books, None)


def _run_as(start: Any, run: Any) -> None:
    """Let the program run its window our way."""
    start.run_until_closed = run


def filled(books: str, tab: str) -> None:
    """The real window on these books, until a tab is filled and painted."""
    _seat_then(books, tab, then=lambda _took: tell(heavy=heavy(), tables=tables()))


def whole(books: str, tab: str) -> None:
    """The real window on these books, until what Today shows at its sides is there as well."""
    looking: list[object] = []  # a timer looks as long as somebody keeps it

    def look(_took: float) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from mspdesk.app.today import TodayView

        def see() -> None:
            views = [one for one in QApplication.allWidgets() if isinstance(one, TodayView)]
            if views and not views[0].awaiting():
                tell(heavy=heavy())

        timer = QTimer()
        timer.timeout.connect(see)
        timer.start(20)
        looking.append(timer)

    _seat_then(books, tab, then=look)


def gaps(books: str, tab: str) -> None:
    """The longest the window stood still: while the first tab loads, being built, and the rest.

    Apart from `filled`, as looking at it every few milliseconds is work of its own.
    """
    from mspdesk.app import loading

    seen: list[float] = []
    parts: dict[str, float] = {}
    kept: list[Any] = []
    after: list[int] = []

    def look() -> None:
        from PySide6.QtCore import QTimer

        last = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            seen.append(now - last[0])
            last[0] = now
            if after and loading.LOADED.is_set():
                tell(later=max(seen[after[0] :]), heavy=kept[1:], **parts)

        kept.append(QTimer())
        kept[0].timeout.connect(tick)
        kept[0].start(_TICK_MS)

    def begun() -> None:
        parts["gap"] = max(seen[1:], default=0.0)

    def seated(took: float) -> None:
        parts["seat"] = took
        kept.extend(heavy())
        # The next tick still holds some of the building; those after it are the rest's.
        after.append(len(seen) + 1)

    _seat_then(books, tab, painted=look, begun=begun, then=seated)


def _nothing() -> None:
    """Nobody asked to be told."""


def _seat_then(
    books: str,
    tab: str,
    *,
    then: Callable[[float], object],
    painted: Callable[[], object] = _nothing,
    begun: Callable[[], object] = _nothing,
) -> None:
    """Open a tab on books; say when the window is painted, the tab begun, and built: in seconds."""
    from mspdesk.app import loading

    loading.load_qt()
    from PySide6.QtCore import QTimer

    from mspdesk import dates, settings
    from mspdesk.app import start, window

    dates.set_clock(_frozen)
    settings.save(settings.MachineSettings(last_tab=tab, theme="light"))
    seat = window.Window.seat

    def seated(self: window.Window, desk: Any) -> None:
        _OPEN.append(desk.store)
        begun()
        start_of_it = time.perf_counter()
        seat(self, desk)
        took = time.perf_counter() - start_of_it
        QTimer.singleShot(20, lambda: then(took))

    def run(app: Any) -> int:
        watch(app.topLevelWidgets()[0], painted)
        return int(app.exec())

    def failed(_window: window.Window, error: BaseException) -> None:
        sys.stderr.write(f"{error}\n")
        os._exit(1)

    _run_as(start, run)
    window.Window.seat = seated  # type: ignore[method-assign]  # to look at its moment
    window.Window.tell = failed  # type: ignore[assignment,method-assign]  # nobody reads
    start.start(books, None)


def _frozen() -> Any:
    from datetime import datetime

    # The moment of benchmarks.shops, which must not be imported here: it brings all the tables.
    return datetime(2026, 3, 11, 15, 0)


def imports(books: str, tab: str) -> None:
    """What the threads behind the window load, on the main thread and alone."""
    from mspdesk.app import loading

    loading.load_qt()
    import PySide6.QtWidgets  # noqa: F401 - there already when the first thread begins

    begun = time.perf_counter()
    loading.load_books(books).close()
    loading.load_first(tab)
    first = time.perf_counter()
    loading.load_rest()
    tell(first=first - begun, rest=time.perf_counter() - first)


def memory(books: str, *kinds: str) -> None:
    """The most memory an empty list, the paged list of history, or all its rows at once took."""
    from . import lists

    for kind in kinds:
        lists.hold(books, kind)
    tell(peak=_peak())


def sheet(place: str, rows: str) -> None:
    """How much memory writing a long sheet takes above what the program has by then."""
    from pathlib import Path

    from . import many

    many.write_sheet(Path(place), 10)
    before = _peak()
    many.write_sheet(Path(place), int(rows))
    tell(more=_peak() - before)


def _peak() -> int:
    """The most memory this process ever held, in bytes.

    Where Linux tells of the program alone it is asked there: what is told elsewhere begins with
    the memory of whoever started the program.
    """
    from pathlib import Path

    told = Path("/proc/self/status")
    if told.exists():
        lines = told.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


MODES: dict[str, Any] = {
    "bare": bare,
    "ours": ours,
    "filled": filled,
    "whole": whole,
    "gaps": gaps,
    "imports": imports,
    "memory": memory,
    "sheet": sheet,
}

if __name__ == "__main__":
    MODES[sys.argv[1]](*sys.argv[2:])
