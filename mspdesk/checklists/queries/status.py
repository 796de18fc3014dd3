"""What is late, how a month of maintenance stands, and what the daily look has seen."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ...agreements.queries import active_by_client
from ...clients.models import Client
from ...clients.rules import Status
from ...dates import add_months, month_start, short_date, today
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import Checklist, ChecklistRun, RunResult, Schedule
from ..rules.run import ENDED, RUN_WORDS, RunState, State
from ..rules.schedule import LATE_DAY
from .private import visible
from .results import lines_of_all, run_lines
from .runs import IS_OPEN
from .schedules import MAINTENANCE, MONITORING
from .singles import marks_of
from .taken import years_calendar
from .things import BACKUPS, things


@dataclass(frozen=True, slots=True)
class LateRow:
    """A run that should have been done, or a client without one; `why` in words (S069)."""

    run_id: int | None
    title: str
    client_id: int | None
    client: str
    due_on: date | None
    assigned: str
    ticket_id: int | None
    ticket: int | None
    marked: int
    total: int
    why: str

    @property
    def done_words(self) -> str:
        """How far it is: 11 of 18."""
        return f"{self.marked} of {self.total}" if self.total else ""


def late_runs(session: Session, day: date, client_id: int | None = None) -> list[LateRow]:
    """Runs that are past due on a day, and from the 25th on all open maintenance (S069).

    Managed clients for whom nobody has planned the month's maintenance stand there as well, in a
    shop that plans it at all.
    """
    closing = day.day >= LATE_DAY
    this_month = and_(Checklist.code == MAINTENANCE, _in_month(day))
    late = ChecklistRun.due_on < day
    found = (
        select(
            ChecklistRun.id,
            ChecklistRun.title,
            ChecklistRun.client_id,
            func.coalesce(Client.name, ""),
            ChecklistRun.due_on,
            func.coalesce(Person.name, ""),
            ChecklistRun.ticket_id,
            Ticket.number_int,
            ChecklistRun.marked,
            ChecklistRun.total,
        )
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .outerjoin(Client, Client.id == ChecklistRun.client_id)
        .outerjoin(Person, Person.id == ChecklistRun.assigned_id)
        .outerjoin(Ticket, Ticket.id == ChecklistRun.ticket_id)
        .where(IS_OPEN, or_(late, this_month) if closing else late)
        .where(visible(session))
        .order_by(ChecklistRun.due_on, func.lower(Client.name), ChecklistRun.id)
    )
    if client_id is not None:
        found = found.where(ChecklistRun.client_id == client_id)
    listed: list[Any] = list(session.execute(found))
    rows = [LateRow(*[*row, _why(row[4], day)]) for row in listed]
    if closing:
        rows += _unplanned(session, day, client_id)
    return rows


def _in_month(day: date) -> ColumnElement[bool]:
    """Whether a run falls into the month of a day: by its day, or by when it was begun."""
    first = month_start(day)
    end = add_months(first, 1)
    begun = and_(
        ChecklistRun.due_on.is_(None),
        ChecklistRun.started_at >= datetime(first.year, first.month, 1),
        ChecklistRun.started_at < datetime(end.year, end.month, 1),
    )
    return or_(and_(ChecklistRun.due_on >= first, ChecklistRun.due_on < end), begun)


def _why(due_on: date | None, day: date) -> str:
    if due_on is None or due_on >= day:
        return f"Open on {short_date(day)}"
    days = (day - due_on).days
    return f"{days} {'day' if days == 1 else 'days'} late"


def _unplanned(session: Session, day: date, client_id: int | None) -> list[LateRow]:
    """Managed clients without maintenance in the month of a day."""
    rows = [row for row in maintenance(session, day, client_id) if row.run_id is None]
    if not plans_maintenance(session):
        return []
    why = f"Not planned in {day:%B}"
    return [
        LateRow(None, row.title, row.client_id, row.client, None, "", None, None, 0, 0, why)
        for row in rows
    ]


def plans_maintenance(session: Session) -> bool:
    """Whether the shop plans monthly maintenance at all."""
    planned = (
        select(Schedule.id)
        .join(Checklist, Checklist.id == Schedule.checklist_id)
        .where(Checklist.code == MAINTENANCE)
        .limit(1)
    )
    return session.scalar(planned) is not None


@dataclass(frozen=True, slots=True)
class MaintenanceRow:
    """How a month of maintenance stands with one client, and its monthly single beside it."""

    client_id: int
    client: str
    run_id: int | None
    title: str
    due_on: date | None
    assigned: str
    state: str
    done_on: date | None
    marked: int
    total: int
    problems: int
    singles: int
    singles_closed: int

    @property
    def state_words(self) -> str:
        """How it stands: Verified, Running, Not planned."""
        return RUN_WORDS[RunState(self.state)] if self.state else "Not planned"

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.state in ENDED

    @property
    def single_words(self) -> str:
        """How the monthly single stands: Closed, Open, nothing where there is none."""
        if not self.singles:
            return ""
        if self.singles == 1:
            return "Closed" if self.singles_closed else "Open"
        return f"{self.singles_closed} of {self.singles} closed"


def managed(session: Session, day: date) -> list[tuple[int, str]]:
    """Active clients with a managed plan on a day, by name."""
    plans = {key for key, row in active_by_client(session, day).items() if row.kind == "managed"}
    found = (
        select(Client.id, Client.name)
        .where(Client.status == Status.ACTIVE, ~Client.internal)
        .order_by(func.lower(Client.name), Client.id)
    )
    return [(id_, name) for id_, name in session.execute(found) if id_ in plans]


def maintenance(session: Session, day: date, client_id: int | None = None) -> list[MaintenanceRow]:
    """The month of a day for every managed client, and for others that have maintenance (S069)."""
    next_month = add_months(month_start(day), 1)
    wanted = (
        select(
            ChecklistRun.client_id,
            Client.name,
            ChecklistRun.id,
            ChecklistRun.title,
            ChecklistRun.due_on,
            func.coalesce(Person.name, ""),
            ChecklistRun.state,
            ChecklistRun.done_at,
            ChecklistRun.marked,
            ChecklistRun.total,
            ChecklistRun.problems,
        )
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .join(Client, Client.id == ChecklistRun.client_id)
        .outerjoin(Person, Person.id == ChecklistRun.assigned_id)
        .where(
            Checklist.code == MAINTENANCE,
            ChecklistRun.state != RunState.DROPPED,
            or_(
                ChecklistRun.period == f"{day:%Y-%m}",
                and_(ChecklistRun.period.is_(None), _in_month(day)),
            ),
        )
        .order_by(ChecklistRun.due_on, ChecklistRun.id)
    )
    marks = marks_of(session, day)
    last = min(today(), next_month - timedelta(days=1))
    found = [_maintenance_row(row, marks) for row in session.execute(wanted)]
    have = {row.client_id for row in found}
    title = session.scalar(select(Checklist.title).where(Checklist.code == MAINTENANCE))
    for id_, name in managed(session, last):
        if id_ not in have:
            none = (id_, name, None, title or "Monthly maintenance", None, "", "", None, 0, 0, 0)
            found.append(_maintenance_row(none, marks))
    rows = [row for row in found if client_id in (None, row.client_id)]
    return sorted(rows, key=lambda row: (row.client.casefold(), row.due_on or date.max))


def _maintenance_row(row: Any, marks: dict[int, tuple[int, int]]) -> MaintenanceRow:
    client_id, client, run_id, title, due, who, state, done_at, marked, total, problems = row
    done_on = done_at.date() if done_at is not None and state in ENDED else None
    count, closed = marks.get(client_id, (0, 0))
    return MaintenanceRow(
        client_id,
        client,
        run_id,
        title,
        due,
        who,
        state,
        done_on,
        marked,
        total,
        problems,
        count,
        closed,
    )


# --- the daily look ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What the daily look saw of one client: things, working days, how often each was marked.

    `rate` is what was seen of what there was to see, in millionths; `missed` what was not.
    """

    client_id: int
    client: str
    servers: int
    backups: int
    days: int
    seen: int
    problems: int
    missed: int

    @property
    def rate(self) -> int | None:
        """The part that was seen, in millionths; None where there was nothing to see."""
        whole = self.seen + self.missed
        return self.seen * 1_000_000 // whole if whole else None


def monitoring_runs(session: Session, first: date, last: date) -> list[tuple[int, date]]:
    """The daily looks of some days that somebody began, by day."""
    found = (
        select(ChecklistRun.id, ChecklistRun.due_on)
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(
            Checklist.code == MONITORING,
            ChecklistRun.due_on.between(first, last),
            ChecklistRun.state.in_((RunState.IN_PROGRESS, *ENDED)),
        )
        .order_by(ChecklistRun.due_on, ChecklistRun.id)
    )
    return [(run_id, day) for run_id, day in session.execute(found) if day is not None]


def coverage(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[CoverageRow]:
    """What the daily look saw of each managed thing from one day to another (S058).

    A thing that came in the middle counts from the first look that had it.
    """
    last = min(last, today())
    shop = years_calendar(session, first, last)
    span = range((last - first).days + 1)
    days = sum(shop.open_minutes(first + timedelta(days=n)) is not None for n in span)
    own = things(session, None, ("servers", BACKUPS))
    seen = _seen(session, first, last)
    looks = {day for _, day in monitoring_runs(session, first, last)}
    found: dict[int, CoverageRow] = {}
    worked = {first: days}
    for kind, rows in own.items():
        for thing in rows:
            before = found.get(thing.client_id) or CoverageRow(
                thing.client_id, thing.client, 0, 0, days, 0, 0, 0
            )
            marked, bad, since = seen.get((kind, thing.id), (0, 0, None))
            since = since or first
            if since not in worked:
                worked[since] = _working(shop, since, last)
            wanted = max(marked, worked[since] if looks else days)
            found[thing.client_id] = CoverageRow(
                before.client_id,
                before.client,
                before.servers + (kind == "servers"),
                before.backups + (kind == BACKUPS),
                days,
                before.seen + marked,
                before.problems + bad,
                before.missed + wanted - marked,
            )
    wanted_rows = [row for row in found.values() if client_id in (None, row.client_id)]
    return sorted(wanted_rows, key=lambda row: row.client.casefold())


def _working(shop: Any, first: date, last: date) -> int:
    span = range((last - first).days + 1)
    return sum(shop.open_minutes(first + timedelta(days=n)) is not None for n in span)


Seen = tuple[int, int, date | None]


def _seen(session: Session, first: date, last: date) -> dict[tuple[str, int], Seen]:
    """How often each thing was marked, how often as a problem, and since when it is looked at."""
    found: dict[tuple[str, int], Seen] = {}
    begun: date | None = None
    runs = monitoring_runs(session, first, last)
    for n in range(0, len(runs), _AT_ONCE):
        some = runs[n : n + _AT_ONCE]
        ids = [run_id for run_id, _ in some]
        held, states = lines_of_all(session, ids), _states(session, ids)
        for run_id, day in some:
            for line in held[run_id].lines() if run_id in held else ():
                if not line.about:
                    continue
                key = (line.repeat, line.about)
                marked, bad, since = found.get(key, (0, 0, first if begun is None else day))
                state = states.get((run_id, line.key), "")
                found[key] = (marked + bool(state), bad + (state == State.ATTENTION), since)
            begun = day
    return found


_AT_ONCE = 100
"""Daily looks that are read at once: ten years of them are thousands."""


def _states(session: Session, run_ids: Collection[int]) -> dict[tuple[int, str], str]:
    """The marks of some runs, by run and line."""
    found = select(RunResult.run_id, RunResult.key, RunResult.state).where(
        RunResult.run_id.in_(run_ids), RunResult.state != ""
    )
    return {(run_id, key): state for run_id, key, state in session.execute(found)}


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A problem of the last daily look; `number` of the ticket it opened."""

    client: str
    what: str
    kind: str
    note: str
    on: date
    ticket_id: int | None
    number: int | None


def failed_lately(
    session: Session, day: date, kinds: Iterable[str] = (BACKUPS,)
) -> list[FailedRow]:
    """What the last daily look up to a day found wrong, such as failed backups (B10)."""
    looks = monitoring_runs(session, day - timedelta(days=7), day)
    if not looks:
        return []
    run_id, on = looks[-1]
    bad = (
        select(RunResult.key, RunResult.note, RunResult.value, RunResult.ticket_id)
        .add_columns(Ticket.number_int)
        .outerjoin(Ticket, Ticket.id == RunResult.ticket_id)
        .where(RunResult.run_id == run_id, RunResult.state == State.ATTENTION)
    )
    found = {row[0]: row for row in session.execute(bad)}
    wanted = tuple(kinds)
    names = {
        (kind, one.id): one for kind, rows in things(session, None, wanted).items() for one in rows
    }
    rows = []
    for line in run_lines(session, run_id).lines():
        thing = names.get((line.repeat, line.about))
        if line.key in found and thing is not None:
            _, note, value, ticket_id, number = found[line.key]
            words = "\n".join(part for part in (value, note) if part)
            rows.append(
                FailedRow(thing.client, thing.name, line.repeat, words, on, ticket_id, number)
            )
    return rows
