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
        self._answers: list[T] = []
        self._errors: list[Exception] = []
        self._look = QTimer(self)
        self._look.timeout.connect(self._look_for_end)
        self._look.start(LOOK_MS)
        # The thread holds on to these alone: a page must not die on it.
        answers, errors = self._answers, self._errors

        def run() -> None:
            try:
                answers.append(work())
            except Exception as error:  # noqa: BLE001 - told or raised on the main thread
                errors.append(error)

        loading.behind(run, "work behind a page", daemon=False)

    def _look_for_end(self) -> None:
        if not (self._answers or self._errors):
            return
        self._look.stop()
        self.deleteLater()
        if self._errors:
            self._fail(self._errors.pop())
        else:
            self._show(self._answers.pop())
