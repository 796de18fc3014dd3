"""Work behind a page that has no books: done on a thread, looked for by the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from . import loading
from .opening import LOOK_MS

T = TypeVar("T")


class Behind(QObject, Generic[T]):
    """One piece of work; its answer is handed over on the main thread, unless the page is gone.

    The thread tells nobody, as in `Opening`: a page that was closed meanwhile is never reached.
    """

    def __init__(
        self,
        page: QObject,
        work: Callable[[], T],
        show: Callable[[T], object],
        fail: Callable[[Exception], object],
    ) -> None:
        super().__init__(page)
        self._show, self._fail = show, fail
        self._ends: list[tuple[T | None, Exception | None]] = []
        self._look = QTimer(self)
        self._look.timeout.connect(self._look_for_end)
        self._look.start(LOOK_MS)
        ends = self._ends

        def run() -> None:
            try:
                ends.append((work(), None))
            except Exception as error:  # noqa: BLE001 - told or raised on the main thread
                ends.append((None, error))

        loading.behind(run, "work behind a page", daemon=False)

    def _look_for_end(self) -> None:
        if not self._ends:
            return
        self._look.stop()
        answer, error = self._ends.pop()
        self.deleteLater()
        if error is not None:
            self._fail(error)
        else:
            self._show(answer)  # type: ignore[arg-type]
