"""What comes when: planned runs, the days not planned yet, and who is taken by what."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import minute_of_day, short_date, today
from ...people.models import Person
from ...people.queries import leave_between
from ...people.rules import first_name
from ...rows import dataclass
from ...shop.queries import calendar
from ...shop.rules import Calendar
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ..models import Checklist, ChecklistRun, Schedule
from ..rules import recurrence
from ..rules.run import OPEN, RunState
from ..rules.schedule import at_time, closed_words
from ..rules.slots import Held, Placed, Slots, Wanted, arrange, why_not
from .private import visible
from .schedules import MONITORING, ScheduleRow, schedules

_USUAL_TICKET = 60
"""Minutes a scheduled ticket is taken to need where nobody has said."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One time that work is done, planned already (`run_id`) or still to be.

    `nominal` is the day the rule names; `why` says what moved it from there, `clash` what keeps it
    from having a time at all. `state` is that of the run, planned for one that is not there yet.
    """

    schedule_id: int | None
    period: str
    nominal: date | None
    on: date
    at_minute: int | None
    minutes: int | None
    title: str
    client_id: int | None
    client: str
    person_id: int | None
    person: str
    run_id: int | None = None
    state: str = RunState.PLANNED
    ticket_id: int | None = None
    number: int | None = None
    why: str = ""
    clash: str = ""
    internal: bool = False
    moved: bool = False
    code: str = ""
    rule: str = ""
    marked: int = 0
    total: int = 0

    @property
    def time(self) -> str:
        """The time of day, where one is kept."""
        return "" if self.at_minute is None else at_time(self.at_minute)

    @property
    def whose(self) -> str:
        """What a calendar writes: the client, or the title of what is our own."""
        return self.title if self.internal or not self.client else self.client

    @property
    def key(self) -> str:
        """What names it on a screen, before and after it is planned."""
        whole = self.schedule_id is not None and self.period
        return f"{self.schedule_id}:{self.period}" if whole else f"run:{self.run_id}"

    @property
    def daily(self) -> bool:
        """Whether it comes every working day."""
        return self.rule == recurrence.DAILY_ON or self.code == MONITORING

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN


# --- who is taken --------------------------------------------------------------------------------


def years_calendar(session: Session, first: date, last: date) -> Calendar:
    """When the shop is open from one day to another, a year more at either end."""
    return calendar(session, *range(first.year - 1, last.year + 2))


def slots(
    session: Session,
    first: date,
    last: date,
    *,
    without_run: int | None = None,
    without_schedule: int | None = None,
) -> Slots:
    """What is in technicians' days: planned work, scheduled tickets, and leave.

    A run or a whole schedule that is about to be moved can be left out.
    """
    held: dict[tuple[int, date], list[Held]] = {}
    stretches = [
        *session.execute(_planned(first, last, without_run, without_schedule)),
        *session.execute(_tickets(first, last)),
    ]
    for person_id, at, minutes, words in stretches:
        if person_id is None:
            continue
        start = minute_of_day(at)
        stretch = Held(start, start + (minutes or _USUAL_TICKET), words)
        held.setdefault((person_id, at.date()), []).append(stretch)
    return Slots(held, leave_between(session, first, last))


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    start = datetime(first.year, first.month, first.day)
    return start, datetime(last.year, last.month, last.day) + timedelta(days=1)


def _planned(
    first: date, last: date, without_run: int | None, without_schedule: int | None
) -> Select[*tuple[Any, ...]]:
    start, end = _span(first, last)
    # What is about one of us keeps its time and not its title: not everybody may know of it.
    about_us = case((ChecklistRun.person_id.is_not(None), "our own"), else_=ChecklistRun.title)
    found: Select[*tuple[Any, ...]] = (
        select(
            ChecklistRun.assigned_id,
            ChecklistRun.planned_at,
            ChecklistRun.planned_minutes,
            func.coalesce(Client.name, about_us),
        )
        .outerjoin(Client, Client.id == ChecklistRun.client_id)
        .where(
            ChecklistRun.planned_at >= start,
            ChecklistRun.planned_at < end,
            ChecklistRun.state != RunState.DROPPED,
        )
    )
    if without_run is not None:
        found = found.where(ChecklistRun.id != without_run)
    if without_schedule is not None:
        other = ChecklistRun.schedule_id != without_schedule
        found = found.where(or_(ChecklistRun.schedule_id.is_(None), other))
    return found


def _tickets(first: date, last: date) -> Select[*tuple[Any, ...]]:
    """Scheduled tickets, but for those that carry planned work, which is counted by itself."""
    start, end = _span(first, last)
    carried = (
        select(ChecklistRun.id)
        .where(ChecklistRun.ticket_id == Ticket.id, ChecklistRun.planned_at.is_not(None))
        .exists()
    )
    minutes = func.coalesce(Ticket.scheduled_minutes, Ticket.estimate_minutes)
    found: Select[*tuple[Any, ...]] = (
        select(Ticket.assigned_id, Ticket.scheduled_at, minutes, Client.name)
        .join(Client, Client.id == Ticket.client_id)
        .where(
            Ticket.scheduled_at >= start,
            Ticket.scheduled_at < end,
            IS_OPEN,
            ~carried,
        )
    )
    return found


# --- what is still to be planned -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ahead:
    """A time of a schedule that is not planned yet, and where it came to lie."""

    row: ScheduleRow
    occurrence: recurrence.Occurrence
    placed: Placed


def forecast(
    session: Session,
    rows: Sequence[ScheduleRow],
    first: date,
    last: date,
    *,
    taken: Slots | None = None,
    earliest: date | None = None,
) -> list[Ahead]:
    """The times of schedules from one day to another that no run stands for yet, spread out."""
    shop = years_calendar(session, first, last)
    known = periods(session, [row.id for row in rows], first)
    wanted: list[Wanted] = []
    times: list[tuple[ScheduleRow, recurrence.Occurrence]] = []
    for row in rows:
        if row.ended_on is not None and row.ended_on < first:
            continue
        end = last if row.ended_on is None else min(last, row.ended_on)
        for one in recurrence.occurrences(row.rule, row.every, row.begins_on, first, end, shop):
            if (row.id, one.period) not in known:
                wanted.append(wish(row, one, len(times)))
                times.append((row, one))
    days = [edge for one in wanted for edge in (one.first, one.last)]
    if taken is None:
        taken = slots(session, min(days), max(days)) if any(_keeps(wanted)) else Slots()
    placed = arrange(wanted, taken, shop, earliest or today())
    return [Ahead(*times[one.wanted.key], one) for one in placed]


def _keeps(wanted: Iterable[Wanted]) -> Iterable[bool]:
    return (one.keeps_time for one in wanted)


def wish(row: ScheduleRow, one: recurrence.Occurrence, key: int) -> Wanted:
    """What a schedule wants of a technician's day, once."""
    first, last = recurrence.bounds(row.rule, one.nominal)
    words = row.title if row.internal or not row.client else row.client
    return Wanted(key, one.on, first, last, row.person_id, row.at_minute, row.minutes, words)


def periods(session: Session, ids: Sequence[int], since: date) -> set[tuple[int, str]]:
    """The periods of schedules that runs stand for already, dropped ones included."""
    early = since - timedelta(days=400)
    found = select(ChecklistRun.schedule_id, ChecklistRun.period).where(
        ChecklistRun.schedule_id.is_not(None),
        or_(ChecklistRun.due_on.is_(None), ChecklistRun.due_on >= early),
    )
    if len(ids) == 1:
        found = found.where(ChecklistRun.schedule_id == ids[0])
    return {(whose or 0, period or "") for whose, period in session.execute(found)}


def coming_of(ahead: Ahead, shop: Calendar) -> Coming:
    """A time that is not planned yet as lists and calendars show it."""
    row, one, placed = ahead.row, ahead.occurrence, ahead.placed
    return Coming(
        row.id,
        one.period,
        one.nominal,
        placed.on,
        placed.at_minute,
        row.minutes,
        row.title,
        row.client_id,
        row.client,
        row.person_id,
        row.person,
        why=why_words(row, one, placed, shop),
        clash=clash_words(row, placed),
        internal=row.internal or row.client_id is None,
        code=row.code,
        rule=row.rule,
    )


def why_words(row: ScheduleRow, one: recurrence.Occurrence, placed: Placed, shop: Calendar) -> str:
    """What moved a time from where its rule has it, in words; nothing where nothing did."""
    parts = []
    if one.moved:
        parts.append(f"{short_date(one.nominal)} is {_closed(one.nominal, shop)}")
    if placed.gave_way and not placed.full:
        parts.append(f"{_who(row)} has {placed.gave_way}")
    return "; ".join(parts)


def _closed(day: date, shop: Calendar) -> str:
    words = closed_words(day, shop)
    return f"a {day:%A}" if words.startswith("closed on") else words


def clash_words(row: ScheduleRow, placed: Placed) -> str:
    """Why there is no time for it at all."""
    if not placed.full:
        return ""
    return f"{_who(row)} has no room: {placed.gave_way}"


def _who(row: ScheduleRow) -> str:
    return first_name(row.person) if row.person else "Nobody"


def coming(
    session: Session, row: ScheduleRow, count: int = 12, *, stored: bool = True
) -> list[Coming]:
    """The next times of a schedule, those planned already among them.

    Without `stored` it is looked at as a draft: what is planned for it is left aside, so that a
    rule can be tried while it is typed.
    """
    day = today()
    found = _runs_ahead(session, row.id, day) if stored else []
    start = max(day, row.begins_on - timedelta(days=recurrence.LONGEST_CLOSED))
    end = _far_enough(row, start, count)
    near = min(end, start + timedelta(days=_NEAR))
    slot = slots(session, start, end, without_schedule=None if stored else row.id)
    mine = row if stored else replace(row, id=-1)
    others = _others(session, row, day)
    if stored and others:
        # In the order in which they are planned; what lies further off is looked at alone.
        rows = sorted([*others, mine], key=_planning_order)
        more = [one for one in forecast(session, rows, start, near, taken=slot) if one.row is mine]
        start = near + timedelta(days=1)
    else:
        forecast(session, others, start, near, taken=slot)
        more = []
    if start <= end:
        more += forecast(session, [mine], start, end, taken=slot)
    shop = years_calendar(session, day, end)
    found += [coming_of(one, shop) for one in more]
    return sorted(found, key=lambda one: (one.on, one.at_minute or 0))[:count]


_NEAR = 400
"""Days ahead for which the other work of a technician is looked at as well."""


def _others(session: Session, row: ScheduleRow, day: date) -> list[ScheduleRow]:
    """What else keeps the time of the technician of a schedule."""
    if not row.slot:
        return []
    rows = schedules(session, day)
    mine = (one for one in rows if one.person_id == row.person_id and one.id != row.id)
    return [one for one in mine if one.slot and not one.event]


def _planning_order(row: ScheduleRow) -> tuple[str, str, int]:
    return row.title.lower(), row.client.lower(), row.id


def _far_enough(row: ScheduleRow, start: date, count: int) -> date:
    """A day before which so many times have come."""
    rule = recurrence.parse(row.rule)
    unit = {recurrence.DAILY_ON: 2, recurrence.WEEKLY_ON: 7 * row.every}
    unit[recurrence.YEARLY_ON] = 366 * row.every
    days = unit.get(rule.kind, 31 * row.every) * (count + 1)
    return start + timedelta(days=min(days + 31, 366 * 60))


# --- what is planned -----------------------------------------------------------------------------


def runs() -> Select[*tuple[Any, ...]]:
    """Planned runs in the order of the columns of Coming."""
    found: Select[*tuple[Any, ...]] = (
        select(
            ChecklistRun.schedule_id,
            func.coalesce(ChecklistRun.period, ""),
            ChecklistRun.due_on,
            ChecklistRun.planned_at,
            ChecklistRun.planned_minutes,
            func.coalesce(Schedule.title, ChecklistRun.title),
            ChecklistRun.client_id,
            func.coalesce(Client.name, ""),
            ChecklistRun.assigned_id,
            func.coalesce(Person.name, ""),
            ChecklistRun.id,
            ChecklistRun.state,
            ChecklistRun.ticket_id,
            Ticket.number_int,
            func.coalesce(Client.internal, True),
            ChecklistRun.moved,
            Checklist.code,
            Schedule.at_minute,
            func.coalesce(Schedule.rule, ""),
            ChecklistRun.marked,
            ChecklistRun.total,
        )
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .outerjoin(Schedule, Schedule.id == ChecklistRun.schedule_id)
        .outerjoin(Client, Client.id == ChecklistRun.client_id)
        .outerjoin(Person, Person.id == ChecklistRun.assigned_id)
        .outerjoin(Ticket, Ticket.id == ChecklistRun.ticket_id)
        .where(ChecklistRun.due_on.is_not(None))
    )
    return found


def as_coming(session: Session, found: Select[*tuple[Any, ...]]) -> list[Coming]:
    """Runs as they stand in calendars and lists."""
    return [_as_coming(row) for row in session.execute(found.where(visible(session)))]


def _as_coming(row: Any) -> Coming:
    schedule_id, period, due, at, minutes, title, client_id, client, who, person, *rest = row
    run_id, state, ticket_id, number, internal, moved, code, wanted_at, *work = rest
    clash = ""
    if at is None and wanted_at is not None and who is not None and state in OPEN:
        clash = f"{first_name(person)} had no room when it was planned"
    return Coming(
        schedule_id,
        period,
        None,
        due,
        minute_of_day(at) if at else None,
        minutes,
        title,
        client_id,
        client,
        who,
        person,
        run_id,
        state,
        ticket_id,
        number,
        clash=clash,
        why=_other_time(minute_of_day(at), wanted_at) if at and not moved else "",
        internal=internal,
        moved=moved,
        code=code,
        rule=work[0],
        marked=work[1],
        total=work[2],
    )


def _other_time(at: int, wanted: int | None) -> str:
    """What is said of a time that gave way to something when it was planned."""
    return "" if wanted in (None, at) else f"Gave way; its own time is {at_time(wanted or 0)}"


def _runs_ahead(session: Session, schedule_id: int, day: date) -> list[Coming]:
    mine = ChecklistRun.schedule_id == schedule_id
    still = and_(ChecklistRun.due_on >= day, ChecklistRun.state != RunState.DROPPED)
    late = and_(ChecklistRun.due_on < day, ChecklistRun.state.in_(OPEN))
    order = (ChecklistRun.due_on, ChecklistRun.id)
    return as_coming(session, runs().where(mine, or_(still, late)).order_by(*order))


def between(
    session: Session,
    first: date,
    last: date,
    *,
    person_id: int | None = None,
    client_id: int | None = None,
) -> list[Coming]:
    """Planned work of some days by day and time, the days not planned yet included (S071)."""
    wanted = runs().where(
        ChecklistRun.due_on.between(first, last), ChecklistRun.state != RunState.DROPPED
    )
    if client_id is not None:
        wanted = wanted.where(ChecklistRun.client_id == client_id)
    found = as_coming(session, wanted.order_by(ChecklistRun.due_on, ChecklistRun.id))
    day = today()
    if last >= day:
        rows = schedules(session, day, client_id=client_id)
        ahead = [row for row in rows if row.next_on is not None and row.next_on <= last]
        start = max(first, day)
        shop = years_calendar(session, start, last)
        if ahead:
            more = forecast(session, ahead, start, last)
            found += [coming_of(one, shop) for one in more]
    if person_id is not None:
        found = [one for one in found if one.person_id == person_id]
    return sorted(found, key=_order)


def _order(one: Coming) -> tuple[date, int, str]:
    return one.on, one.at_minute if one.at_minute is not None else 1440, one.whose.casefold()


def next_for_client(session: Session, client_id: int) -> Coming | None:
    """The next time a technician comes to a client by a plan, or what is late (S071)."""
    day = today()
    found = (
        runs()
        .where(ChecklistRun.client_id == client_id, ChecklistRun.schedule_id.is_not(None))
        .where(ChecklistRun.state.in_(OPEN))
        .order_by(ChecklistRun.due_on, ChecklistRun.id)
        .limit(1)
    )
    planned = as_coming(session, found)
    if planned:
        return planned[0]
    rows = [row for row in schedules(session, day, client_id=client_id) if row.next_on]
    ahead = [one for row in rows for one in coming(session, row, 1)]
    return min(ahead, key=_order, default=None)


def clash_of(
    session: Session, run_id: int, person_id: int | None, on: date, at: int | None, minutes: int
) -> str:
    """What is in a technician's way on a day, in words; nothing where the slot is free (S071)."""
    if person_id is None or at is None:
        return ""
    return why_not(slots(session, on, on, without_run=run_id), person_id, on, at, minutes)
