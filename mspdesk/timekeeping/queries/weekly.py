"""The team's hours week by week, for what stands above the reports."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import monday
from ...rows import dataclass
from ..models import TimeEntry
from .productive import PRODUCTIVE_MINUTES


@dataclass(frozen=True, slots=True)
class WeekSum:
    """A week's minutes of the whole team, and the productive ones of them (B3)."""

    monday: date
    minutes: int
    productive: int


def hours_by_week(session: Session, last: date, weeks: int) -> list[WeekSum]:
    """The weeks up to a day, oldest first; a week without time is there too."""
    first = monday(last) - timedelta(days=7 * (weeks - 1))
    found = (
        select(
            TimeEntry.work_on,
            func.sum(TimeEntry.minutes),
            func.sum(PRODUCTIVE_MINUTES),
        )
        .where(TimeEntry.work_on.between(first, last))
        .group_by(TimeEntry.work_on)
    )
    sums: dict[date, tuple[int, int]] = {}
    for on, minutes, productive in session.execute(found):
        before = sums.get(monday(on), (0, 0))
        sums[monday(on)] = (before[0] + int(minutes), before[1] + int(productive))
    mondays = [first + timedelta(days=7 * at) for at in range(weeks)]
    return [WeekSum(one, *sums.get(one, (0, 0))) for one in mondays]


def lately_productive(session: Session, day: date, weeks: int) -> int:
    """Productive minutes of the team in the last whole weeks before a day's own (B2)."""
    found = hours_by_week(session, monday(day) - timedelta(days=1), weeks)
    return sum(one.productive for one in found)
