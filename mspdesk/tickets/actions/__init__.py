"""Things people do to tickets."""

from .company import (
    acknowledge,
    add_note,
    link,
    unlink,
    watch,
)
from .escalating import escalate
from .fields import (
    assign,
    describe,
    edit_ticket,
    open_ticket,
    set_estimate,
    set_priority,
)
from .files import add_file, open_from_mail, remove_file
from .merging import merge
from .moves import (
    begin_work,
    cancel,
    close,
    complete,
    hold,
    reopen,
    schedule,
    take,
    wait,
)

__all__ = [
    "acknowledge",
    "add_file",
    "add_note",
    "assign",
    "begin_work",
    "cancel",
    "close",
    "complete",
    "describe",
    "edit_ticket",
    "escalate",
    "hold",
    "link",
    "merge",
    "open_from_mail",
    "open_ticket",
    "remove_file",
    "reopen",
    "schedule",
    "set_estimate",
    "set_priority",
    "take",
    "unlink",
    "wait",
    "watch",
]
