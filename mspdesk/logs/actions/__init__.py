"""Things people write down while they work under pressure."""

from .calls import add_call, edit_call, remove_call
from .tsr import (
    add_row,
    begin_log,
    close_log,
    decline_log,
    edit_log,
    edit_row,
    ensure_log,
    mark_undone,
    note_progress,
    remove_row,
    reopen_log,
    replay,
)

__all__ = [
    "add_call",
    "add_row",
    "begin_log",
    "close_log",
    "decline_log",
    "edit_call",
    "edit_log",
    "edit_row",
    "ensure_log",
    "mark_undone",
    "note_progress",
    "remove_call",
    "remove_row",
    "reopen_log",
    "replay",
]
