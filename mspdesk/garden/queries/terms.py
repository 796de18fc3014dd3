"""By what recorded hours become money: how much of paid time clients get, and what it costs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...catalog.queries.pricing import usual_hour
from ...clients.models import Client
from ...dates import today
from ...money import MILLION, half_up
from ...rows import dataclass
from ...shop import queries as shop
from ...timekeeping.models import TimeByClientMonth, TimeEntry
from ..rules import Mode, Terms, months_and_edges
from .payroll import Payroll, payroll, wage_spans

FULL = 90
"""Percent of paid time that is to be recorded for its share to be measured against it (S020)."""

NOT_ALL = "Only {share}% of paid time is recorded, so the share is that of recorded time."
NO_PAID_HOURS = "Nobody's paid hours are written down, so the shop's target is taken."
NO_TIME = "No time was recorded for a client, so the shop's target is taken."
NO_WAGES = "No wage is written down, so hours cost nothing here."
WAGES_OF_TODAY = "Nobody's paid hours are written down, so today's mean wage is taken."


@dataclass(frozen=True, slots=True)
class Team:
    """Minutes of a time: paid, recorded by anybody, and recorded for clients; cost of the paid.

    `cost` is minor units times minutes of those `known` minutes whose wage is written down;
    `waged` says whether any wage is.
    """

    paid: int
    logged: int
    for_clients: int
    known: int
    cost: int
    waged: bool = True

    @property
    def logged_share(self) -> int:
        """How much of paid time was recorded at all, whole percent (S020 needs all of it)."""
        return min(100, half_up(self.logged * 100, self.paid)) if self.paid else 0

    @property
    def title(self) -> str:
        """What the share of clients is called: only that of paid hours is billability (S015)."""
        told = self.paid and self.for_clients > 0 and self.logged_share < FULL
        return "Time for clients, whole shop" if told else "Billability, whole shop"

    @property
    def words(self) -> str:
        """What the share of clients is of: of paid hours, or of recorded ones with a gap named."""
        if not self.paid:
            return "the shop's target, as no paid hours are known"
        if self.for_clients <= 0:
            return "the shop's target, as no time for clients is recorded"
        if self.logged_share >= FULL:
            return "of paid hours go to clients"
        return "of recorded hours go to clients"


@dataclass(frozen=True, slots=True)
class Recorded:
    """Minutes of a time that were recorded by anybody, and those of them for clients."""

    every: int
    for_clients: int


def terms_of(
    session: Session,
    first: date,
    last: date,
    mode: Mode = Mode.EXACT,
    recorded: Recorded | None = None,
) -> Terms:
    """How recorded hours become money between two days, both included (S020).

    The share of paid hours that was recorded for clients, to a tenth of a percent, and what a paid
    hour cost on average, taxes on wages included. That share means something only where everybody
    records all of the time; where much is missing it is the share of what was recorded. Who has
    counted that already says so.
    """
    return terms_with(session, team_of(session, first, last, recorded), mode)


def terms_with(session: Session, team: Team, mode: Mode = Mode.EXACT) -> Terms:
    """The same for a team whose hours were counted already."""
    assumed = []
    if team.paid and team.for_clients > 0:
        full = team.logged_share >= FULL
        tenths = half_up(team.for_clients * 1_000, team.paid if full else team.logged)
        percent = min(MILLION, max(1, tenths) * 1_000)
        if not full:
            assumed.append(NOT_ALL.format(share=team.logged_share))
    else:
        percent = shop.shop(session).billability_target * 10_000
        assumed.append(NO_TIME if team.paid else NO_PAID_HOURS)
    if team.known:
        per_hour = half_up(team.cost, team.known)
    else:
        per_hour = usual_hour(session) if team.waged else 0
        assumed.append(WAGES_OF_TODAY if per_hour else NO_WAGES)
    return Terms(percent, per_hour, mode, tuple(assumed))


def team_of(session: Session, first: date, last: date, recorded: Recorded | None = None) -> Team:
    """What the team was paid and recorded between two days; days ahead are not paid yet."""
    roll = payroll(session, first, last)
    first, last = _bounds(roll, first, last)
    if first > last:
        return Team(0, 0, 0, 0, 0, waged=bool(roll.wages))
    paid = known = cost = 0
    for minutes, each in _paid(session, roll, first, last):
        paid += minutes
        if each is not None:
            known += minutes
            cost += minutes * each
    time = recorded or _recorded(session, first, last)
    return Team(paid, time.every, time.for_clients, known, cost, waged=bool(roll.wages))


def _bounds(roll: Payroll, first: date, last: date) -> tuple[date, date]:
    """The part of a time in which there can be work: from the first month with any to today."""
    begins = date.fromisoformat(f"{roll.begun}-01") if roll.begun else first
    return max(first, begins), min(last, today())


def _recorded(session: Session, first: date, last: date) -> Recorded:
    """All minutes that were recorded, and those of them for clients."""
    months, edges = months_and_edges(first, last)
    own = select(Client.id).where(Client.internal)
    every = inside = 0
    if months is not None:
        table = TimeByClientMonth
        found = select(
            func.coalesce(func.sum(table.minutes), 0),
            func.coalesce(func.sum(table.minutes).filter(table.client_id.in_(own)), 0),
        ).where(table.month.between(*months))
        whole, internal = session.execute(found).one()
        every, inside = int(whole), int(internal)
    for begins, ends in edges:
        found = select(
            func.coalesce(func.sum(TimeEntry.minutes), 0),
            func.coalesce(func.sum(TimeEntry.minutes).filter(TimeEntry.client_id.in_(own)), 0),
        ).where(TimeEntry.work_on.between(begins, ends))
        whole, internal = session.execute(found).one()
        every, inside = every + int(whole), inside + int(internal)
    return Recorded(every, every - inside)


def _paid(
    session: Session, roll: Payroll, first: date, last: date
) -> Iterator[tuple[int, int | None]]:
    """Paid minutes and what an hour of them costs, by person and wage; None where none is known.

    Counted by weekday, so that ten years take no longer than one.
    """
    calendar = shop.calendar(session, *range(first.year, last.year + 1))
    closed = sorted(day for day in calendar.closed if first <= day <= last)
    for who, (hired_on, left_on) in roll.people.items():
        begins, ends = max(first, hired_on or first), min(last, left_on or last)
        if begins > ends:
            continue
        away = roll.leave.get(who, {})
        for start, end, each in wage_spans(begins, ends, roll.wages.get(who, [])):
            for opens, shuts, week in roll.weeks.spans(who, start, end):
                if any(week):
                    yield paid_minutes(week, opens, shuts, closed, away), each


def paid_minutes(
    week: Sequence[int],
    first: date,
    last: date,
    closed: list[date],
    leave: Mapping[date, int],
) -> int:
    """Minutes paid between two days by weekday, closed days and leave taken off (S050)."""
    days = (last - first).days + 1
    rounds, rest = divmod(days, 7)
    total = rounds * sum(week)
    total += sum(week[(first.weekday() + at) % 7] for at in range(rest))
    off = {day for day in closed if first <= day <= last}
    total -= sum(week[day.weekday()] for day in off)
    for day, minutes in leave.items():
        if first <= day <= last and day not in off:
            total -= min(max(minutes, 0), week[day.weekday()])
    return total
