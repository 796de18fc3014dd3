"""Hours of work that came in and went out week by week, and when the backlog is gone (S014, B2)."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.tables import Change, Step
from ...dates import monday, utc_of, wall_of
from ...money import half_up
from ...rows import dataclass
from ...tickets.models import Ticket
from .weekly import hours_by_week

WEEKS = 4
"""Weeks of which the mean tells where the backlog is going (B2)."""


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A week in minutes: estimated work that came in, productive work that went out.

    `projects` is the part that came in with a project; `grown` what estimates were raised by.
    """

    monday: date
    inflow: int
    projects: int
    grown: int
    outflow: int

    @property
    def net(self) -> int:
        """What the backlog grew by; below zero it shrank."""
        return self.inflow - self.outflow


def work_flow(session: Session, last: date, weeks: int = WEEKS) -> list[FlowRow]:
    """The whole weeks up to that of a day, oldest first (B2).

    A ticket comes in with its first estimate, in the week it was opened; raising an estimate later
    comes in in that week. Estimates that were lowered are not taken back.
    """
    first = monday(last) - timedelta(days=7 * (weeks - 1))
    end = monday(last) + timedelta(days=7)
    edits = _estimates(session, first, end)
    opened = session.execute(
        select(Ticket.id, Ticket.opened_at, Ticket.estimate_minutes, Ticket.project).where(
            Ticket.opened_at >= datetime.combine(first, time()),
            Ticket.opened_at < datetime.combine(end, time()),
            Ticket.standing.is_(False),
        )
    ).all()
    inflow: dict[date, int] = {}
    projects: dict[date, int] = {}
    grown: dict[date, int] = {}
    firsts = {ticket_id: before for ticket_id, _, before, _ in reversed(edits)}
    for ticket_id, at, estimate, project in opened:
        minutes = firsts.get(ticket_id, estimate) or 0
        week = monday(at.date())
        inflow[week] = inflow.get(week, 0) + minutes
        if project:
            projects[week] = projects.get(week, 0) + minutes
    for _, at, before, after in edits:
        more = max(0, (after or 0) - (before or 0))
        week = monday(at.date())
        inflow[week] = inflow.get(week, 0) + more
        grown[week] = grown.get(week, 0) + more
    done = {one.monday: one.productive for one in hours_by_week(session, last, weeks)}
    mondays = [first + timedelta(days=7 * n) for n in range(weeks)]
    return [
        FlowRow(
            one,
            inflow.get(one, 0),
            projects.get(one, 0),
            grown.get(one, 0),
            done.get(one, 0),
        )
        for one in mondays
    ]


def _estimates(
    session: Session, first: date, end: date
) -> list[tuple[int, datetime, int | None, int | None]]:
    """Changes of estimates in the journal: ticket, moment, before, after, in their order."""
    found = (
        select(Change.row_id, Step.at, Change.before, Change.after)
        .join(Step, Step.id == Change.step_id)
        .join(Ticket, Ticket.id == Change.row_id)
        .where(
            Change.table_name == Ticket.__tablename__,
            Change.kind == "update",
            Change.after.contains('"estimate_minutes"'),
            Step.at >= utc_of(first),
            Step.at < utc_of(end),
            Ticket.standing.is_(False),
        )
        .order_by(Change.id)
    )
    rows = []
    for ticket_id, at, before, after in session.execute(found):
        was, becomes = json.loads(before), json.loads(after)
        if was.get("estimate_minutes") != becomes.get("estimate_minutes"):
            rows.append(
                (ticket_id, wall_of(at), was.get("estimate_minutes"), becomes["estimate_minutes"])
            )
    return rows


def mean_net(rows: Sequence[FlowRow]) -> int:
    """The mean of the net weeks, in minutes, half up; 0 without one."""
    total = sum(row.net for row in rows)
    if not rows:
        return 0
    sign = -1 if total < 0 else 1
    return sign * half_up(abs(total), len(rows))


def clears_in(backlog: int, net: int) -> str:
    """How long a backlog takes to be gone at a weekly net, in words (B2)."""
    if backlog == 0:
        return "nothing is left"
    if net >= 0:
        return "will not clear"
    tenths = half_up(backlog * 10, -net)
    return f"{tenths // 10}.{tenths % 10} weeks"
