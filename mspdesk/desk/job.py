"""Work off the window's thread, its progress, and its answer back on the main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, Signal

from ..errors import Cancelled
from ..headroom import with_headroom
from ..progress import Progress

R = TypeVar("R")


class _Signals(QObject):
    """Carries a job's news to the main thread."""

    moved = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)


class Job(QRunnable, Generic[R]):
    """One piece of long work; `then` and `otherwise` say what follows, `stop` ends it."""

    def __init__(self, title: str, work: Callable[[Progress], R], *, writes: bool) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.title = title
        self.writes = writes
        self.signals = _Signals()
        self.progress = Progress(self._report)
        self._work = work
        self._forgotten = False
        self._ended: list[Callable[[], object]] = []
        self._then: list[Callable[[R], object]] = []
        self._otherwise: list[Callable[[BaseException], object]] = []
        self.signals.done.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self.signals.failed.connect(self._fail, Qt.ConnectionType.QueuedConnection)

    def _report(self, done: int, total: int, words: str) -> None:
        self.signals.moved.emit(done, total, words)

    def run(self) -> None:
        """Do the work on the worker's thread and send its answer back."""
        try:
            answer = with_headroom(lambda: self._work(self.progress))
        except BaseException as error:  # noqa: BLE001 -- carried to the main thread, raised there
            self.signals.failed.emit(error)
        else:
            self.signals.done.emit(answer)

    def then(self, show: Callable[[R], object]) -> Job[R]:
        """Call `show` with the answer, on the main thread."""
        self._then.append(show)
        return self

    def otherwise(self, show: Callable[[BaseException], object]) -> Job[R]:
        """Call `show` with what went wrong, on the main thread; Cancelled included."""
        self._otherwise.append(show)
        return self

    def when_ended(self, tell: Callable[[], object]) -> None:
        """Call `tell` on the main thread when the work is over, before anybody gets its answer."""
        self._ended.append(tell)

    def forget(self) -> None:
        """Tell nobody any more: those who waited for the answer are gone."""
        self._ended.clear()
        self._then.clear()
        self._otherwise.clear()
        self._forgotten = True

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self.progress.stop()

    def _finish(self, answer: Any) -> None:
        self._end()
        for show in self._then:
            show(answer)

    def _end(self) -> None:
        for tell in self._ended:
            tell()

    def _fail(self, error: BaseException) -> None:
        self._end()
        for show in self._otherwise:
            show(error)
        if not self._otherwise and not self._forgotten and not isinstance(error, Cancelled):
            raise error
