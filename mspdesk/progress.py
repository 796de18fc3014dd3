"""How long work tells how far it is, and hears that it should stop."""

import threading
from collections.abc import Callable

from .errors import Cancelled


class Progress:
    """What a long piece of work reports to; usable without a window and in tests."""

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._stop = threading.Event()

    def step(self, done: int, total: int, words: str = "") -> None:
        """Say that `done` of `total` is finished; raises Cancelled when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        if self._report:
            self._report(done, total, words)

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._stop.is_set()
