"""Starting the window, as a story.

The window paints its tabs first, with nothing heavy imported. Behind it a thread imports SQLAlchemy
and opens the books. When they are there, the desk takes its seat and the first list fills. Where
there are no books yet, the welcome page is shown instead.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from .. import __version__, settings
from ..widgets import glyphs, splitter, theme
from ..widgets.dialogs import run_until_closed
from . import crash, loading
from .areas import AREAS
from .program import Program
from .window import Window

COLLECT_MS = 30_000


def make_application(arguments: list[str]) -> QApplication:
    """The one Qt application, named so that desktops and screen readers know it."""
    QApplication.setApplicationName("MSPDesk")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("org.mspdesk.MSPDesk")
    app = QApplication(arguments)
    app.setWindowIcon(glyphs.app_icon())
    return app


def start(place: str | None, person: str | None) -> int:
    """Open the window on these books (the last ones without any) and answer its exit code."""
    if sys.platform.startswith("linux") and not _has_screen():
        sys.stderr.write("There is no screen here. Use the commands (mspdesk --help) instead.\n")
        return 3
    faulthandler.enable()
    app = make_application(["mspdesk"])
    machine = settings.load()
    theme.apply(app, machine.theme, machine.text_size)
    splitter.set_memory(machine.views.get, lambda key, sizes: machine.views.update({key: sizes}))
    window = Window(AREAS, machine)
    program = Program(window, machine, person)
    loading.LISTS.clear()
    crash.watch(window)
    _FirstPaint(window, lambda: program.begin(place))
    window.show()
    # Collecting on the main thread only: Qt objects die on the thread they belong to.
    gc.disable()
    collector = QTimer(window)
    collector.timeout.connect(gc.collect)
    collector.start(COLLECT_MS)
    return run_until_closed(app)


class _FirstPaint(QObject):
    """Calls something once, when a window has been painted for the first time."""

    def __init__(self, window: Window, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint, then let the window finish it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def _has_screen() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
