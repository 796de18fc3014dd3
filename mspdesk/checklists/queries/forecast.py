"""The days of schedules that no run stands for yet, spread over their technicians' time."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...dates import today
from ...rows import dataclass
from ..models import ChecklistRun
from ..rules import recurrence
from ..rules.slots import Placed, Slots, Wanted, arrange
from .schedules import ScheduleRow
from .taken import slots, years_calendar


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
