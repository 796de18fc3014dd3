"""Hours of work that came in and went out week by week, and when the backlog is gone (S014, B2)."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.tables import Change, Step
from ...dates import monday, utc_of, wall_of
from ...money import half_up
from ...people.queries import people
from ...rows import dataclass
from ...tickets.models import Ticket
from .paid import paid_between, paid_minutes_between
from .weekly import hours_by_week

WEEKS = 4
"""Weeks of which the mean tells where the backlog is going (B2)."""


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A week in minutes: estimated work that came in, productive work that went out.

    `projects` is the part that came in with a project; `grown` what estimates were raised by.
    `away` is leave, `lost` the part of it that would have been productive at the team's share.
    Projects and leave are bumps: they pass, and stand apart (S016, S017).
    """

    monday: date
    inflow: int
    projects: int
    grown: int
    outflow: int
    away: int = 0
    lost: int = 0

    @property
    def net(self) -> int:
        """What the backlog grew by; below zero it shrank."""
        return self.inflow - self.outflow

    @property
    def bump(self) -> int:
        """What projects brought in and leave kept from being done."""
        return self.projects + self.lost

    @property
    def net_without_bumps(self) -> int:
        """What the backlog would have grown by without project and leave."""
        return self.net - self.bump


def work_flow(session: Session, last: date, weeks: int = WEEKS) -> list[FlowRow]:
    """The weeks up to that of a day, oldest first (B2); what is after the day is not counted.

    A ticket comes in with its first estimate, in the week it was opened; raising an estimate later
    comes in in that week. Estimates that were lowered are not taken back.
    """
    first = monday(last) - timedelta(days=7 * (weeks - 1))
    inflow, projects, grown = _came_in(session, first, last)
    done = {one.monday: one.productive for one in hours_by_week(session, last, weeks)}
    away = _away(session, first, last)
    paid = paid_minutes_between(session, first, last) if any(away.values()) else 0
    productive = sum(done.values())
    return [
        FlowRow(
            one,
            inflow.get(one, 0),
            projects.get(one, 0),
            grown.get(one, 0),
            done.get(one, 0),
            away.get(one, 0),
            half_up(away.get(one, 0) * productive, paid) if paid else 0,
        )
        for one in (first + timedelta(days=7 * n) for n in range(weeks))
    ]


def whole_weeks(session: Session, day: date, weeks: int = WEEKS) -> list[FlowRow]:
    """The last weeks that were over on a day: one that has begun would pull every mean about."""
    return work_flow(session, day - timedelta(days=(day.weekday() + 1) % 7), weeks)


Weeks = dict[date, int]
"""Minutes by Monday."""


def _came_in(session: Session, first: date, last: date) -> tuple[Weeks, Weeks, Weeks]:
    """Work that came in by week: all of it, what came with projects, what estimates grew by."""
    end = last + timedelta(days=1)
    edits = _estimates(session, first, end)
    opened = session.execute(
        select(Ticket.id, Ticket.opened_at, Ticket.estimate_minutes, Ticket.project).where(
            Ticket.opened_at >= datetime.combine(first, time()),
            Ticket.opened_at < datetime.combine(end, time()),
            Ticket.standing.is_(False),
        )
    ).all()
    firsts = {one.ticket_id: one.before for one in reversed(edits)}
    inflow: Weeks = defaultdict(int)
    projects: Weeks = defaultdict(int)
    grown: Weeks = defaultdict(int)
    for ticket_id, at, estimate, project in opened:
        minutes = firsts.get(ticket_id, estimate) or 0
        inflow[monday(at.date())] += minutes
        projects[monday(at.date())] += minutes if project else 0
    for one in edits:
        more = max(0, (one.after or 0) - (one.before or 0))
        week = monday(one.at.date())
        inflow[week] += more
        grown[week] += more
        projects[week] += more if one.project else 0
    return inflow, projects, grown


def _away(session: Session, first: date, last: date) -> Weeks:
    """Leave by week, of days on which somebody would have been paid; not after their last one."""
    paid = paid_between(session, first, last)
    staff = {who.id: who for who in people(session, all_of_them=True)}
    found: Weeks = defaultdict(int)
    for (who, day), minutes in paid.leave.items():
        if day not in paid.hours.closed and staff[who].here_on(day):
            found[monday(day)] += min(minutes, paid.weeks.on(who, day))
    return found


@dataclass(frozen=True, slots=True)
class _Edit:
    """A change of an estimate: minutes before and after, and whether the ticket is a project's."""

    ticket_id: int
    at: datetime
    before: int | None
    after: int | None
    project: bool


def _estimates(session: Session, first: date, end: date) -> list[_Edit]:
    """Changes of estimates in the journal, in their order."""
    # Steps are numbered as they come, so that the newest are looked at and not all there ever were.
    older = select(Step.id).where(Step.at < utc_of(first)).order_by(Step.id.desc()).limit(1)
    found = (
        select(Change.id, Change.row_id, Step.at, Change.before, Change.after, Ticket.project)
        .join(Step, Step.id == Change.step_id)
        .join(Ticket, Ticket.id == Change.row_id)
        .where(
            Change.step_id > (session.scalar(older) or 0),
            # Spelled so that books come by those steps and not by all a table ever saw.
            func.coalesce(Change.table_name, "") == Ticket.__tablename__,
            Change.kind == "update",
            Change.after.contains('"estimate_minutes"'),
            Step.at >= utc_of(first),
            Step.at < utc_of(end),
            Ticket.standing.is_(False),
        )
    )
    rows = []
    for _id, ticket_id, at, before, after, project in sorted(session.execute(found)):
        was, becomes = json.loads(before), json.loads(after)
        old, new = was.get("estimate_minutes"), becomes.get("estimate_minutes")
        if old != new:
            rows.append(_Edit(ticket_id, wall_of(at), old, new, bool(project)))
    return rows


def mean_net(rows: Sequence[FlowRow]) -> int:
    """The mean of the net weeks, in minutes, half up; 0 without one."""
    return _mean([row.net for row in rows])


def mean_without_bumps(rows: Sequence[FlowRow]) -> int:
    """The mean of the net weeks without projects and leave, in minutes, half up."""
    return _mean([row.net_without_bumps for row in rows])


def _mean(nets: Sequence[int]) -> int:
    if not nets:
        return 0
    total = sum(nets)
    sign = -1 if total < 0 else 1
    return sign * half_up(abs(total), len(nets))


def trend(rows: Sequence[FlowRow]) -> str:
    """Where the backlog is going, by the mean of the last four net weeks (S016)."""
    net = mean_net(rows[-WEEKS:])
    return "growing" if net > 0 else "shrinking" if net < 0 else "steady"


def weeks_of_work(backlog: int, a_week: int) -> str:
    """How many weeks a backlog takes at so many minutes a week, in words: 2.5 weeks (B2)."""
    tenths = half_up(backlog * 10, a_week)
    return f"{tenths // 10}.{tenths % 10} weeks"


def clears_in(backlog: int, net: int) -> str:
    """How long a backlog takes to be gone at a weekly net, in words (B2)."""
    if backlog == 0:
        return "nothing is left"
    if net >= 0:
        return "will not clear"
    return weeks_of_work(backlog, -net)
