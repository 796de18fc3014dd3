"""Planned work as the calendar draws it: marks, days, weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ...dates import add_months, full_date, monday, month_start, today
from ...exchange.columns import DATE, TEXT, OutColumn
from ...people.rules import initials
from ...shop.rules import Calendar
from ...widgets.planner import PlanCell, PlanMark, PlanRow
from ..queries.planned import Coming
from ..rules.run import RUN_WORDS, RunState

MONTH, WEEK = "month", "week"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def state_words(one: Coming) -> str:
    """How it stands: Expected while it is not written down, Planned, Running, Done."""
    if one.run_id is None:
        return "Expected"
    words = RUN_WORDS[RunState(one.state)]
    return f"{words}, {one.marked} of {one.total}" if one.state == RunState.IN_PROGRESS else words


EXPORT: tuple[OutColumn[Coming], ...] = (
    OutColumn("Day", DATE, lambda row: row.on),
    OutColumn("Time", TEXT, lambda row: row.time),
    OutColumn("Client", TEXT, lambda row: row.client),
    OutColumn("What", TEXT, lambda row: row.title),
    OutColumn("Technician", TEXT, lambda row: row.person),
    OutColumn("State", TEXT, state_words),
    OutColumn("Ticket", TEXT, lambda row: f"#{row.number}" if row.number else ""),
)


def span_of(kind: str, day: date) -> tuple[date, date]:
    """The first and last day that a month or a week shows: whole weeks."""
    first = monday(month_start(day)) if kind == MONTH else monday(day)
    last = add_months(month_start(day), 1) - timedelta(days=1) if kind == MONTH else first
    return first, monday(last) + timedelta(days=6)


def title_of(kind: str, day: date) -> str:
    """March 2026, or the week of March 9."""
    if kind == MONTH:
        return f"{day:%B} {day.year}"
    first = monday(day)
    return f"Week of {first:%B} {first.day}"


def turned(kind: str, day: date, way: int) -> date:
    """The same place a month or a week on."""
    return add_months(day, way) if kind == MONTH else day + timedelta(days=7 * way)


def tone_of(one: Coming) -> str:
    """How the calendar colors it."""
    if one.run_id is None:
        return "ahead"
    if not one.is_open:
        return "done"
    if one.on < today() or one.clash:
        return "late"
    return "running" if one.state == RunState.IN_PROGRESS else "planned"


def mark_of(one: Coming, *, named: bool) -> PlanMark:
    """One time of work as a mark; `named` says who does it."""
    who = initials(one.person) if one.person and named else ""
    time = one.time.removesuffix(" am").removesuffix(" pm")
    parts = (one.whose, one.time, one.title, one.person or "nobody yet", state_words(one))
    words = ", ".join(part for part in (*parts, one.why, one.clash) if part)
    return PlanMark(one.key, one.whose, time, who, tone_of(one), words)


def weekdays_shown(found: Sequence[Coming], shop: Calendar) -> list[int]:
    """The weekdays that have a column: those the shop is open on, and those with work."""
    worked = {one.on.weekday() for one in found}
    return [n for n in range(7) if n in shop.hours or n in worked] or list(range(5))


def month_rows(found: Sequence[Coming], day: date, shop: Calendar) -> list[PlanRow]:
    """A month by weeks."""
    first, last = span_of(MONTH, day)
    shown = weekdays_shown(found, shop)
    rows = []
    start = first
    while start <= last:
        days = [start + timedelta(days=n) for n in shown]
        rows.append(PlanRow(tuple(_cell(found, one, day, shop) for one in days)))
        start += timedelta(days=7)
    return rows


def _cell(found: Sequence[Coming], day: date, month: date, shop: Calendar) -> PlanCell:
    marks = tuple(mark_of(one, named=True) for one in found if one.on == day)
    outside = (day.year, day.month) != (month.year, month.month)
    return PlanCell(day, marks, outside, _closed(day, shop))


def _closed(day: date, shop: Calendar) -> str:
    if shop.open_minutes(day):
        return ""
    return shop.closed.get(day) or "Closed"


def week_rows(
    found: Sequence[Coming], day: date, shop: Calendar, people: Sequence[tuple[int | None, str]]
) -> list[PlanRow]:
    """A week by technician; nobody comes last, where something has nobody."""
    first, _last = span_of(WEEK, day)
    shown = weekdays_shown(found, shop)
    rows = []
    bare = any(one.person_id is None for one in found)
    for who, name in [*people, *([(None, "Nobody yet")] if bare else [])]:
        mine = [one for one in found if one.person_id == who]
        cells = []
        for n in shown:
            on = first + timedelta(days=n)
            marks = tuple(mark_of(one, named=False) for one in mine if one.on == on)
            cells.append(PlanCell(on, marks, closed=_closed(on, shop)))
        rows.append(PlanRow(tuple(cells), name))
    return rows


def heads_of(kind: str, found: Sequence[Coming], day: date, shop: Calendar) -> list[str]:
    """What stands over the columns: weekdays, with their day in a week."""
    first, _last = span_of(kind, day)
    shown = weekdays_shown(found, shop)
    if kind == MONTH:
        return [_WEEKDAYS[n] for n in shown]
    days = [first + timedelta(days=n) for n in shown]
    return [f"{day:%a}, {day:%b} {day.day}" for day in days]


def summary(found: Sequence[Coming], kind: str, day: date) -> str:
    """What a month or a week holds, in words."""
    first, last = span_of(kind, day)
    if kind == MONTH:
        first, last = month_start(day), add_months(month_start(day), 1) - timedelta(days=1)
    mine = [one for one in found if first <= one.on <= last]
    done = sum(not one.is_open for one in mine)
    late = sum(tone_of(one) == "late" for one in mine)
    parts = [f"{len(mine)} planned" if mine else "Nothing planned"]
    parts += [f"{done} done"] if done else []
    parts += [f"{late} late"] if late else []
    return ", ".join(parts)


def when_words(one: Coming) -> str:
    """A day and time: Mar 12, 2026, 9:00 am."""
    return ", ".join(part for part in (full_date(one.on), one.time) if part)
