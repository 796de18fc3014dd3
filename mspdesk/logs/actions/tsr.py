"""Things people do with a troubleshooting and repair log (S061)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import now
from ...errors import UserError
from ...shop.actions import next_number
from ...tickets.models import Ticket
from ...tickets.rules import number_words
from .. import rules
from ..models import TsrLog, TsrRow
from ..rules import needed, short

_HEAD = {
    "problem": 2_000,
    "goal": 2_000,
    "known": 2_000,
    "last_good": 200,
    "backup_checked": 200,
    "root_cause": 2_000,
    "solution": 2_000,
}
_HEAD_KEYS = frozenset({"device_id", "site_id", "ticket_id", "person_id", "documented"})
_ROW = {"tried": 2_000, "result": 2_000, "before": 200, "after": 200, "next_idea": 200}


@action("Begin TSR log")
def begin_log(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Begin a log of what is tried; answers its id.

    `details` are the head's: problem, goal, known, last_good, backup_checked, reason, and the ids
    of ticket, device, site, person. Raises UserError by field.
    """
    reason = str(details.get("reason", "asked"))
    if reason not in rules.REASONS:
        raise UserError("Choose why the log is kept.", "reason")
    row = TsrLog(
        number=next_number(session, "tsr"),
        client_id=client_id,
        reason=reason,
        started_at=details.get("started_at") or now(),
        person_id=acting(session),
    )
    _fill_head(row, details)
    session.add(row)
    if row.ticket_id is not None:
        session.get_one(Ticket, row.ticket_id).log_answer = "opened"
    session.flush()
    tell(session, f"TSR log {row.number} begun")
    return row.id


@action("Begin TSR log")
def ensure_log(session: Session, ticket_id: int, reason: str) -> int:
    """The open log of a ticket, begun with what the ticket says where there is none (S061).

    Answers its id. Server builds, calls to vendors and servers that are down want one.
    """
    found = session.scalar(
        select(TsrLog.id)
        .where(TsrLog.ticket_id == ticket_id, TsrLog.ended_at.is_(None))
        .order_by(TsrLog.id.desc())
    )
    return found or _begin_on(session, ticket_id, reason)


def _begin_on(session: Session, ticket_id: int, reason: str, **more: Any) -> int:
    ticket = session.get_one(Ticket, ticket_id)
    details = {
        "ticket_id": ticket_id,
        "reason": reason,
        "problem": ticket.title,
        "device_id": ticket.device_id,
        "site_id": ticket.site_id,
    }
    return begin_log(session, ticket.client_id, details | more)


@action("Do a log again")
def replay(session: Session, log_id: int, ticket_id: int) -> int:
    """Begin a log on a ticket that does again what was kept in another; answers its id (S061).

    For a rebuild: the kept tries of the old log are offered one by one. Raises UserError when it
    holds none that was kept.
    """
    old = session.get_one(TsrLog, log_id)
    tries = select(func.count()).where(TsrRow.tsr_log_id == log_id, TsrRow.undone.is_not(True))
    if not session.scalar(tries):
        raise UserError(f"Nothing in TSR log {old.number} was kept, so nothing can be done again.")
    made = _begin_on(
        session, ticket_id, "server_build", goal=old.goal, known=f"As in TSR log {old.number}"
    )
    session.get_one(TsrLog, made).replays_id = log_id
    return made


@action("Note progress")
def note_progress(session: Session, ticket_id: int) -> None:
    """Say that the work on a ticket moves: no log is offered for a while (S061)."""
    ticket = session.get_one(Ticket, ticket_id)
    ticket.progress_at = now()
    tell(session, f"Progress on {number_words(ticket.number_int)} noted")


@action("Leave the log")
def decline_log(session: Session, ticket_id: int) -> None:
    """Say that a ticket needs no TSR log; it is not offered again (S061, S141)."""
    ticket = session.get_one(Ticket, ticket_id)
    ticket.log_answer = "declined"
    tell(session, f"No TSR log for {number_words(ticket.number_int)}")


@action("Change TSR log")
def edit_log(session: Session, log_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change the head of a log; `version` is the one that was seen."""
    row = as_seen(session, TsrLog, log_id, version)
    _fill_head(row, changes)
    tell(session, f"TSR log {row.number} saved")


def _fill_head(row: TsrLog, details: Mapping[str, Any]) -> None:
    for name, most in _HEAD.items():
        if name in details:
            setattr(row, name, short(str(details[name] or ""), name, most))
    for name in _HEAD_KEYS & details.keys():
        setattr(row, name, details[name])


@action("Log a try")
def add_row(session: Session, log_id: int, details: Mapping[str, Any]) -> int:
    """Write down a try as it is made; answers its id.

    Its minutes are those since the row before, unless they are said. Raises UserError by field:
    tried, result, before, after, next_idea, minutes.
    """
    log = session.get_one(TsrLog, log_id)
    _open(log)
    last: Any = session.execute(
        select(func.max(TsrRow.number), func.max(TsrRow.at)).where(TsrRow.tsr_log_id == log_id)
    ).one()
    row = TsrRow(
        tsr_log_id=log_id,
        number=(last[0] or 0) + 1,
        at=details.get("at") or now(),
        person_id=details.get("person_id") or acting(session),
    )
    _fill_row(row, {"tried": ""} | dict(details))
    if row.minutes is None:
        before: datetime = last[1] if last[1] is not None else log.started_at
        passed = row.at - before
        row.minutes = max(0, min(int(passed / timedelta(minutes=1)), rules.LONGEST_CALL))
    session.add(row)
    session.flush()
    tell(session, f"{log.number}: try {row.number} logged")
    return row.id


@action("Change a try")
def edit_row(session: Session, row_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what a row says, most often by its result; `version` is the one that was seen."""
    row = as_seen(session, TsrRow, row_id, version)
    _open(session.get_one(TsrLog, row.tsr_log_id))
    _fill_row(row, changes)
    tell(session, f"Try {row.number} saved")


def _fill_row(row: TsrRow, details: Mapping[str, Any]) -> None:
    for name, most in _ROW.items():
        if name in details:
            setattr(row, name, short(str(details[name] or ""), name, most))
    if "minutes" in details:
        row.minutes = rules.checked_minutes(details["minutes"], "minutes")
    if "undone" in details:
        _undo(row, undone=details["undone"])
    needed(row.tried, "Say what is tried, before it is tried.", "tried")


def _undo(row: TsrRow, *, undone: bool | None) -> None:
    row.undone = undone
    row.undone_at = now() if undone else None


@action("Mark undone")
def mark_undone(session: Session, row_id: int, *, undone: bool) -> None:
    """Say that a try was taken back, or that it was kept."""
    row = session.get_one(TsrRow, row_id)
    _open(session.get_one(TsrLog, row.tsr_log_id))
    _undo(row, undone=undone)
    tell(session, f"Try {row.number} {'undone' if undone else 'kept'}")


@action("Remove a try")
def remove_row(session: Session, row_id: int) -> None:
    """Take a row away that was written by mistake; the numbers of the others stay."""
    row = session.get_one(TsrRow, row_id)
    _open(session.get_one(TsrLog, row.tsr_log_id))
    session.delete(row)
    tell(session, f"Try {row.number} removed")


@action("Close TSR log")
def close_log(session: Session, log_id: int, version: int, root_cause: str, solution: str) -> None:
    """End a log with what was wrong and what mended it; raises UserError by field (B2)."""
    row = as_seen(session, TsrLog, log_id, version)
    _open(row)
    row.root_cause = needed(root_cause, "Say what was wrong at the root.", "root_cause")
    row.solution = needed(solution, "Say what mended it, so that it can be found.", "solution")
    row.ended_at = now()
    tell(session, f"TSR log {row.number} closed")


@action("Reopen TSR log")
def reopen_log(session: Session, log_id: int) -> None:
    """Go on with a log that was closed."""
    row = session.get_one(TsrLog, log_id)
    row.ended_at = None
    tell(session, f"TSR log {row.number} goes on")


def _open(log: TsrLog) -> None:
    if log.ended_at is not None:
        raise UserError(f"TSR log {log.number} is closed. Reopen it first.")
