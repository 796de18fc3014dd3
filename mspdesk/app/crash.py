"""The one place that hears of everything nobody caught, and says it in words."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from ..errors import Cancelled, Trouble, UserError
from .typed import TypedKeeper

if TYPE_CHECKING:
    from .window import Window

_NOT_YET = "What you did after that was taken back as a whole: nothing is half saved."
_SAVED = "That was saved as a whole, right before the mistake."

_NO_MEMORY = (
    "This computer has no memory left for that; nothing is half saved. Close other programs, then"
    " try again."
)

_log = logging.getLogger("mspdesk.crash")


def watch(window: Window) -> None:
    """Hear of every exception that reaches Python's last hook from now on."""
    keeper = TypedKeeper(window)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            window.close()
        elif isinstance(error, Cancelled):
            window.status.say("Stopped.")
        elif isinstance(error, (UserError, Trouble)):
            window.status.fail(str(error))
        elif isinstance(error, MemoryError):
            _log.error("%s", report_of(kind, trace))
            window.status.fail(_NO_MEMORY)
        else:
            report = report_of(kind, trace)
            _log.error("%s", report)
            _tell(window, keeper, report)

    sys.excepthook = hook


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What happened as files, lines and the kind of error; no value of the shop's is in it."""
    lines = [
        f"{frame.filename.rpartition('mspdesk')[2] or frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([kind.__name__, *lines])


def _tell(window: Window, keeper: TypedKeeper, report: str) -> None:
    """Say it in the status bar, with the page that tells more behind one press."""
    saved = keeper.saved_just_now()
    typed = keeper.found()
    words = "What you did last was saved." if saved else "Nothing was saved."

    def show() -> None:
        from .crash_page import CrashPage

        stands = f"{_last_step(window)} {_NOT_YET if not saved else _SAVED}"
        back = window.close_pages_to(window.view())
        window.lay_over(CrashPage(stands, typed, report, back))

    window.status.fail(f"MSPDesk made a mistake. {words}", "See what was saved", show)


def _last_step(window: Window) -> str:
    """The newest step of the books in words, which is what surely stands in them."""
    from . import steps

    desk = window.desk
    if desk is None:
        return "No books are open."
    try:
        found = desk.ask(steps.history, None, 1)
    except (UserError, Trouble) as error:
        return f"The books cannot be read now: {error}"
    if not found:
        return "Nothing was changed in these books yet."
    last = found[0]
    return f"The last thing in the books is “{last.what}”, {last.when}, {last.who}."
