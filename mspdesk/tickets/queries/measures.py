"""Counts over the board: how old tickets are, and whether we answered in time."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import Date, func, select, type_coerce, union_all
from sqlalchemy.orm import Session

from ...agreements.models import ResponseTarget
from ...clients.models import Client
from ...dates import monday, now
from ...rows import dataclass
from ...shop.queries import calendar
from .. import rules
from ..models import Ticket
from ..rules.flow import weeks_of
from .board import IS_OPEN, TicketRow, outstanding_tickets

AGE_STEPS = (3, 7, 30)
"""Days: up to 3, up to 7, up to 30, and over."""


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """How many outstanding tickets of a status are up to 3, 7, 30 days old, and older."""

    status: str
    counts: tuple[int, int, int, int]


def ageing_by_status(session: Session, day: date) -> list[AgeingRow]:
    """The age of what is outstanding at the end of a day, in the order of the fixed list."""
    return ageing_of(outstanding_tickets(session, day), day)


def ageing_of(rows: list[TicketRow], day: date) -> list[AgeingRow]:
    """The same for rows at hand; statuses without a ticket are left out."""
    counts: dict[str, list[int]] = {}
    for row in rows:
        days = (day - row.opened_at.date()).days
        step = sum(days > limit for limit in AGE_STEPS)
        counts.setdefault(row.status, [0, 0, 0, 0])[step] += 1
    found: list[AgeingRow] = []
    for status in rules.Status:
        if status in counts:
            up_to_3, up_to_7, up_to_30, over = counts[status]
            found.append(AgeingRow(status, (up_to_3, up_to_7, up_to_30, over)))
    return found


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """How many tickets of a client were acknowledged in time; `share` in millionths."""

    client_id: int
    client: str
    tickets: int
    met: int
    missed: int

    @property
    def share(self) -> int:
        """The share met, half up, in millionths."""
        return (self.met * 2_000_000 + self.tickets) // (2 * self.tickets)


def response_met(
    session: Session, first: date, last: date, clients: Collection[int] | None = None
) -> list[ResponseRow]:
    """Tickets opened in a span of days and decided by now, by client; of these `clients` alone.

    One that is neither acknowledged nor due yet is not counted. Own, standing and imported tickets
    without an answer written down are left out. A target that the ticket's agreement names goes
    before the usual one (S057).
    """
    agreed = agreed_targets(session)
    open_hours = calendar(session, first.year, last.year, last.year + 1)
    found = (
        select(
            Ticket.client_id,
            Client.name,
            Ticket.priority,
            Ticket.agreement_id,
            Ticket.opened_at,
            Ticket.acknowledged_at,
            Ticket.first_response_at,
            Ticket.source,
        )
        .join(Client, Client.id == Ticket.client_id)
        .where(
            Ticket.opened_at >= datetime.combine(first, time()),
            Ticket.opened_at < datetime.combine(last + timedelta(days=1), time()),
            Client.internal.is_(False),
            Ticket.standing.is_(False),
        )
    )
    if clients is not None:
        found = found.where(Ticket.client_id.in_(clients))
    rows = session.execute(found)
    met: dict[tuple[str, int], list[int]] = {}
    soon = {
        (priority, minutes): rules.soonest_due(priority, minutes)
        for priority in rules.PRIORITY_WORDS
        for minutes in {None, *agreed.values()}
    }
    moment = now()
    for client_id, name, priority, agreement, opened_at, acknowledged, responded, source in rows:
        answered = min((one for one in (acknowledged, responded) if one), default=None)
        if answered is None and source:
            continue
        minutes = agreed.get((agreement, priority))
        in_time = answered is not None and answered - opened_at <= soon[priority, minutes]
        if not in_time:
            # Of the many that were answered at once nobody needs to know the business hours.
            due = rules.response_due(priority, opened_at, open_hours, minutes)
            if answered is None and moment <= due:
                continue
            in_time = answered is not None and answered <= due
        met.setdefault((name, client_id), [0, 0])[0 if in_time else 1] += 1
    return _response_rows(met)


def agreed_targets(session: Session) -> dict[tuple[int | None, int], int]:
    """Minutes to answer in, by agreement and priority, where an agreement says so."""
    found = select(ResponseTarget.agreement_id, ResponseTarget.priority, ResponseTarget.minutes)
    return {
        (agreement, priority): minutes for agreement, priority, minutes in session.execute(found)
    }


def _response_rows(met: Mapping[tuple[str, int], list[int]]) -> list[ResponseRow]:
    return [
        ResponseRow(client_id, name, yes + no, yes, no)
        for (name, client_id), (yes, no) in sorted(met.items())
    ]


def overdue_ids(session: Session, rows: list[TicketRow]) -> set[int]:
    """Which of these open tickets should have been acknowledged by now and were not."""
    waiting = [row for row in rows if row.acknowledged_at is None]
    if not waiting:
        return set()
    years = {row.opened_at.year for row in waiting}
    open_hours = calendar(session, *years, max(years) + 1)
    moment = now()
    agreed = agreed_targets(session)
    return {
        row.id
        for row in waiting
        if rules.response_due(
            row.priority, row.opened_at, open_hours, agreed.get((row.agreement_id, row.priority))
        )
        < moment
    }


def critical_count(session: Session, client_id: int) -> int:
    """How many Critical tickets of a client are open; the few open ones are walked, not all."""
    found = select(func.count()).where(
        IS_OPEN,
        Ticket.priority == 1,
        Ticket.standing.is_(False),
        (Ticket.client_id == client_id).is_(True),
    )
    return session.scalar(found) or 0


@dataclass(frozen=True, slots=True)
class FlowWeek:
    """A week of the board: tickets opened and ended, estimated minutes open at its end."""

    monday: date
    opened: int
    ended: int
    open_minutes: int


def work_in_and_out(
    session: Session, last: date, weeks: int, client_id: int | None = None
) -> list[FlowWeek]:
    """The weeks up to a day, oldest first; a ticket weighs what it is estimated at now (S014)."""
    mondays = [monday(last) - timedelta(days=7 * back) for back in reversed(range(weeks))]
    ended_at = func.coalesce(Ticket.completed_at, Ticket.closed_at)
    # By day: thousands of tickets are put together faster by the database than read.
    days = [type_coerce(func.date(moment), Date) for moment in (Ticket.opened_at, ended_at)]
    minutes = func.coalesce(func.sum(Ticket.estimate_minutes), 0)
    weighed = select(*days, func.count(), minutes).group_by(*days)
    weighed = weighed.where(Ticket.standing.is_(False))
    if client_id is not None:
        weighed = weighed.where(Ticket.client_id == client_id)
    # Asked for apart, as each of the two is found along an index of its own.
    since = datetime.combine(mondays[0], time())
    found = union_all(weighed.where(IS_OPEN), weighed.where(~IS_OPEN, ended_at >= since))
    rows = [(came, went, some, int(sum_)) for came, went, some, sum_ in session.execute(found)]
    return [FlowWeek(*week) for week in weeks_of(mondays, last, rows)]
