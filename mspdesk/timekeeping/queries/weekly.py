"""The team's hours week by week, for what stands above the reports."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import monday
from ...money import half_up
from ...rows import dataclass
from ..models import TimeEntry
from ..rules import Category
from .paid import paid_by_day
from .productive import PRODUCTIVE_MINUTES, minutes_by_category


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
    return [WeekSum(one, *sums.get(one, (0, 0))) for one in _mondays(last, weeks)]


def lately_productive(session: Session, day: date, weeks: int) -> int:
    """Productive minutes of the team in the last whole weeks before a day's own (B2)."""
    found = hours_by_week(session, monday(day) - timedelta(days=1), weeks)
    return sum(one.productive for one in found)


def category_by_week(session: Session, last: date, weeks: int, category: str) -> list[WeekSum]:
    """The team's minutes of one category by week up to a day, oldest first."""
    found = []
    for one in _mondays(last, weeks):
        until = min(one + timedelta(days=6), last)
        minutes, productive = minutes_by_category(session, one, until).get(
            Category(category), (0, 0)
        )
        found.append(WeekSum(one, minutes, productive))
    return found


def _mondays(last: date, weeks: int) -> list[date]:
    return [monday(last) - timedelta(days=7 * back) for back in reversed(range(weeks))]


@dataclass(frozen=True, slots=True)
class WeekShare:
    """A week's productive minutes of the whole team beside the paid ones (S015)."""

    monday: date
    paid: int
    productive: int

    @property
    def tenths(self) -> int:
        """The share in tenths of a percent, rounded half up; 0 without paid time."""
        return half_up(self.productive * 1000, self.paid) if self.paid else 0


def shares_by_week(session: Session, last: date, weeks: int) -> list[WeekShare]:
    """The productive share of the team by week up to a day; days ahead are not paid."""
    paid: dict[date, int] = defaultdict(int)
    for day, minutes in paid_by_day(session, _mondays(last, weeks)[0], last).items():
        paid[monday(day)] += minutes
    return [
        WeekShare(one.monday, paid[one.monday], one.productive)
        for one in hours_by_week(session, last, weeks)
    ]
