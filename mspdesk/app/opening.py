"""Books that a thread opens: it tells nobody, whoever waits for them looks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..progress import Progress
from . import loading

if TYPE_CHECKING:
    from ..database.store import Store

LOOK_MS = 10
"""How often a window looks whether its books are there."""


class Opening:
    """One piece of work behind the window that ends in books, or in why there are none.

    The thread never reaches for the window, which may be gone by then: telling it would crash in
    Qt. Quitting waits for the thread, so that books that come too late are closed as they should.
    """

    def __init__(self, make: Callable[[Progress], Store]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._end: Store | Exception | None = None
        self._left = False
        self._said: tuple[int, int, str] | None = None
        self.progress = Progress(self._say)

    def start(self) -> None:
        """Begin on a thread of its own."""
        loading.behind(self._work, "open books", daemon=False)

    def said(self) -> tuple[int, int, str] | None:
        """How far it is, done of a total and words, where that is news since the last time."""
        said, self._said = self._said, None
        return said

    def end(self) -> Store | Exception | None:
        """The books, or why there are none, handed out once; None as long as it goes on."""
        with self._lock:
            end, self._end = self._end, None
        return end

    def leave(self) -> None:
        """Say that nobody waits any more: it stops where it can, books that come are closed."""
        self.progress.stop()
        with self._lock:
            self._left = True
        self._close(self.end())

    def _say(self, done: int, total: int, words: str) -> None:
        self._said = (done, total, words)

    def _work(self) -> None:
        end: Store | Exception
        try:
            end = self._make(self.progress)
        except Exception as error:  # noqa: BLE001 - told or raised on the main thread
            end = error
        with self._lock:
            if not self._left:
                self._end = end
                return
        self._close(end)

    @staticmethod
    def _close(end: Store | Exception | None) -> None:
        if end is not None and not isinstance(end, Exception):
            end.close()
