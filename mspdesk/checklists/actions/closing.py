"""Things people do at the end of a run: sign it, look it over, open it again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.actions import edit_client
from ...database.action import acting, action, tell
from ...dates import now
from ...documentation.actions.facts import add_fact, edit_facts
from ...documentation.rules.sections import section
from ...errors import UserError
from ...people.queries import name_of, people
from ...tickets.actions import add_note
from ...tickets.models import Ticket
from ...tickets.rules import ENDED, number_words
from ..models import ChecklistRun, RunResult
from ..queries.documented import DEVICE, Writing, writings
from ..queries.results import Result, results, states_of
from ..rules import run as rules
from ..rules.mapping import CLIENT
from ..rules.run import RunState, State
from .opening import called, held, opened


@action("Sign checklist")
def finish_run(session: Session, run_id: int, shown_to: str = "") -> None:
    """Sign a run: every line that must be done is marked, mapped facts go into documentation.

    `shown_to` is who saw it at the client. The ticket it stands on gets a note that sums it up.
    Raises UserError with what is missing, or what the documentation refuses.
    """
    run, master = opened(session, run_id)
    found = results(session, run_id)
    rules.check_end(master, states_of(found.values()))
    _write_down(session, run)
    run.state, run.done_at, run.done_by_id = RunState.DONE, now(), acting(session)
    if shown_to.strip():
        run.shown_to = " ".join(shown_to.split())[:200]
    session.flush()
    if run.ticket_id is not None:
        add_note(session, run.ticket_id, _summary(run, found))
    tell(session, f"{called(run)} signed")


def _summary(run: ChecklistRun, found: dict[str, Result]) -> str:
    """What the ticket says of a run that ended."""
    by: dict[str, int] = {}
    for one in found.values():
        by[one.state] = by.get(one.state, 0) + 1
    parts = [f"{by[state]} {rules.STATE_WORDS[state].lower()}" for state in State if by.get(state)]
    tickets = sorted({one.ticket for one in found.values() if one.ticket})
    opened_words = ", ".join(number_words(number) for number in tickets)
    words = f"“{run.title}” ({run.number}) done: {', '.join(parts) or 'nothing marked'}."
    return f"{words} Problems: {opened_words}." if tickets else words


def _write_down(session: Session, run: ChecklistRun) -> None:
    """Write what mapped lines found, one change for each row of the documentation."""
    waiting = [one for one in writings(session, run.id) if not one.fault]
    groups: dict[tuple[str, int | None], list[Writing]] = {}
    for one in waiting:
        groups.setdefault((one.section, one.row_id), []).append(one)
    for (key, row_id), rows in groups.items():
        _write_row(session, run, key, row_id, rows)
    if waiting:
        _note_written(session, run.id, [one.key for one in waiting])


def _write_row(
    session: Session, run: ChecklistRun, key: str, row_id: int | None, rows: Sequence[Writing]
) -> None:
    values: dict[str, Any] = {one.field: one.value for one in rows}
    if row_id is not None:
        if key == CLIENT:
            edit_client(session, row_id, rows[0].version, values)
        else:
            edit_facts(session, key, [(row_id, rows[0].version, values)])
        return
    wanted = section(key)
    values.setdefault(wanted.name, rows[0].name)
    if wanted.has("device_id") and run.device_id is not None:
        values.setdefault("device_id", run.device_id)
    made = add_fact(session, run.client_id or 0, key, values)
    if key == DEVICE:
        run.device_id = made


def _note_written(session: Session, run_id: int, keys: Sequence[str]) -> None:
    session.flush()
    found = select(RunResult).where(RunResult.run_id == run_id, RunResult.key.in_(keys))
    for row in session.scalars(found.execution_options(populate_existing=True)):
        row.written = True


@action("Verify checklist")
def verify_run(session: Session, run_id: int) -> None:
    """Say that a signed run was looked over: by somebody else, where there are two people (B4)."""
    run = held(session, run_id)
    if run.state != RunState.DONE:
        raise UserError("Only a signed checklist can be verified.")
    person_id = acting(session)
    if person_id is not None and person_id == run.done_by_id and len(people(session)) > 1:
        name = name_of(session, person_id)
        raise UserError(f"{name} did it, so somebody else verifies it.")
    run.state, run.verified_at, run.verified_by_id = RunState.VERIFIED, now(), person_id
    tell(session, f"{called(run)} verified")


@action("Open checklist again")
def reopen_run(session: Session, run_id: int) -> None:
    """Open a signed or dropped run again; what went into the documentation stays there."""
    run = held(session, run_id)
    if run.state in rules.OPEN:
        return
    ticket = session.get(Ticket, run.ticket_id) if run.ticket_id is not None else None
    if ticket is not None and ticket.status in ENDED:
        raise UserError(f"{number_words(ticket.number_int)} is closed. Open it again first.")
    run.state = RunState.IN_PROGRESS if run.started_at is not None else RunState.PLANNED
    run.done_at = run.done_by_id = run.verified_at = run.verified_by_id = None
    run.reason = ""
    tell(session, f"{called(run)} is open again")
