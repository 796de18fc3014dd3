"""What comes when: planned runs beside the days not planned yet."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from ...dates import short_date, today
from ...people.rules import first_name
from ...shop.rules import Calendar
from ..models import ChecklistRun
from ..rules import recurrence
from ..rules.run import OPEN, RunState
from ..rules.schedule import closed_words
from ..rules.slots import Placed
from .forecast import Ahead, forecast
from .planned import Coming, as_coming, runs
from .schedules import ScheduleRow, schedules
from .taken import slots, years_calendar


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
