"""Things people do with time: log it, run the timer, decide who pays, hand in the week."""

from .drafts import (
    give_back,
    mark_invoiced,
    put_on_draft,
    put_visits_on_draft,
    take_line_off_draft,
    take_off_draft,
    take_visits_off_draft,
    write_off,
)
from .entries import adjust_entry, delete_entry, edit_entry, log_time, set_client_note
from .kinds import (
    approve_after_hours,
    bill_at_regular,
    decide_again,
    record_yes,
    set_kind,
)
from .rollups import rebuild_rollups, without_rollups
from .timers import drop_timer, pause_timer, resume_timer, start_timer, stop_timer
from .visits import standing_ticket
from .weeks import approve_week, explain_day, lock_week, reopen_week, submit_week

__all__ = [
    "adjust_entry",
    "approve_after_hours",
    "approve_week",
    "bill_at_regular",
    "decide_again",
    "delete_entry",
    "drop_timer",
    "edit_entry",
    "explain_day",
    "give_back",
    "lock_week",
    "log_time",
    "mark_invoiced",
    "pause_timer",
    "put_on_draft",
    "put_visits_on_draft",
    "rebuild_rollups",
    "record_yes",
    "reopen_week",
    "resume_timer",
    "set_client_note",
    "set_kind",
    "standing_ticket",
    "start_timer",
    "stop_timer",
    "submit_week",
    "take_line_off_draft",
    "take_off_draft",
    "take_visits_off_draft",
    "without_rollups",
    "write_off",
]
