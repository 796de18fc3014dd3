"""The one place that hears of everything nobody caught, and says it in words."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from ..errors import Cancelled, Trouble, UserError

if TYPE_CHECKING:
    from .window import Window

_log = logging.getLogger("mspdesk.crash")


def watch(window: Window) -> None:
    """Hear of every exception that reaches Python's last hook from now on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            window.close()
        elif isinstance(error, Cancelled):
            window.status.say("Stopped.")
        elif isinstance(error, (UserError, Trouble)):
            window.status.fail(str(error))
        else:
            report = report_of(kind, trace)
            _log.error("%s", report)
            window.status.fail(
                "MSPDesk made a mistake. Nothing was saved.",
                "Copy details",
                lambda: _copy(report),
            )

    sys.excepthook = hook


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What happened as files, lines and the kind of error; no value of the shop's is in it."""
    lines = [
        f"{frame.filename.rpartition('mspdesk')[2] or frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([kind.__name__, *lines])


def _copy(report: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(report)
