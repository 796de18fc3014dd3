"""A run with everything its page shows: its lines, what was found, its problems."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import today
from ...rows import dataclass
from ...tickets.models import Ticket
from ..rules import run as rules
from ..rules.master import Line, Master
from .results import Last, Result, last_run, last_values, results, run_lines, states_of
from .runs import RunRow, run_row
from .singles import single_for_client


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a run: the ticket it opened, where there is one."""

    key: str
    step: str
    text: str
    words: str
    severity: int | None
    ticket_id: int | None
    ticket: int | None
    title: str
    priority: int
    minutes: int
    status: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run with everything its page shows; `last` is what was found the time before."""

    row: RunRow
    master: Master
    results: Mapping[str, Result]
    last: Mapping[str, Last] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    last_id: int | None = None
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def states(self) -> dict[str, str]:
        """The mark of each line that has one."""
        return states_of(self.results.values())

    def result(self, key: str) -> Result:
        """What was found at a line; an empty one where nobody has touched it."""
        return self.results.get(key) or Result(key)


def run_page(session: Session, run_id: int) -> RunPage | None:
    """A run with its lines, results and problems; None for one that is not there."""
    row = run_row(session, run_id)
    if row is None:
        return None
    master = run_lines(session, run_id)
    found = results(session, run_id)
    before = last_run(session, row)
    return RunPage(
        row,
        master,
        found,
        last_values(session, row) if before is not None else {},
        problems(session, master, found),
        before,
        _beside(session, row, master),
    )


SINGLE = "month.single"
"""What a line maps that is about the one extra piece of work of the month (S070)."""


def _beside(session: Session, row: RunRow, master: Master) -> dict[str, str]:
    """Words that help with a line: how this month's single stands with the client."""
    lines = [line.key for line in master.lines() if line.maps == SINGLE]
    if not lines or row.client_id is None:
        return {}
    day = row.due_on or (row.started_at.date() if row.started_at else today())
    mark = single_for_client(session, row.client_id, day)
    words = f"This month's single: {mark.words}" if mark is not None else ""
    return dict.fromkeys(lines, words) if words else {}


def problems(session: Session, master: Master, found: Mapping[str, Result]) -> tuple[Problem, ...]:
    """The problems of a run in the order of its lines, the heaviest first where they weigh."""
    bad = {key: one for key, one in found.items() if one.state == rules.State.ATTENTION}
    if not bad:
        return ()
    ids = [one.ticket_id for one in bad.values() if one.ticket_id is not None]
    wanted = select(
        Ticket.id, Ticket.title, Ticket.priority, Ticket.logged_minutes, Ticket.status
    ).where(Ticket.id.in_(ids))
    tickets = {row[0]: row for row in session.execute(wanted)} if ids else {}
    rows = [_problem(line, bad[line.key], tickets) for line in master.lines() if line.key in bad]
    return tuple(sorted(rows, key=lambda one: one.severity or 9))


def _problem(line: Line, one: Result, tickets: Mapping[int, Any]) -> Problem:
    _, title, priority, minutes, status = tickets.get(one.ticket_id or 0, (0, "", 3, 0, ""))
    words = "\n".join(part for part in (rules.shown(line, one.value), one.note) if part)
    return Problem(
        line.key,
        line.number,
        line.text,
        words,
        one.severity,
        one.ticket_id,
        one.ticket,
        title,
        priority,
        minutes,
        status,
    )
