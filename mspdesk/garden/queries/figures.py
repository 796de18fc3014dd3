"""What stands above the garden: the target of an hour, and how long the backlog is."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import monday
from ...money import half_up
from ...rows import dataclass
from ...shop.models import Shop
from ...shop.queries import calendar
from ...tickets.queries import backlog
from ...timekeeping.queries import lately_productive
from ..rules import USUAL_MARGIN, Terms, target_rate

PACE_WEEKS = 4
"""Whole weeks whose mean is the pace of the team (B2)."""


def margin_of(session: Session) -> int:
    """The percent of what an hour brings in that the shop wants left over its cost."""
    found = session.scalar(select(Shop.margin_target))
    return USUAL_MARGIN if found is None else found


def target_of(session: Session, terms: Terms) -> int:
    """What an hour should bring in, in minor units: its cost and what should be left (S111)."""
    return target_rate(terms, margin_of(session))


@dataclass(frozen=True, slots=True)
class BacklogPace:
    """Estimated minutes outstanding, and the minutes a working day takes off them."""

    minutes: int
    daily: int

    @property
    def days_words(self) -> str:
        """How many working days it is: 9.4 days."""
        if not self.daily:
            return "unknown"
        tenths = half_up(self.minutes * 10, self.daily)
        return f"{tenths // 10}.{tenths % 10} days"

    @property
    def daily_words(self) -> str:
        """The pace of a day: 2.2 h."""
        tenths = half_up(self.daily * 10, 60)
        return f"{tenths // 10}.{tenths % 10} h"


def backlog_pace(session: Session, day: date) -> BacklogPace:
    """How long the backlog takes at the pace of the last four whole weeks (S014, B2)."""
    last = monday(day) - timedelta(days=1)
    first = last - timedelta(days=7 * PACE_WEEKS - 1)
    hours = calendar(session, first.year, last.year)
    span = (first + timedelta(days=at) for at in range(7 * PACE_WEEKS))
    days = sum(hours.open_minutes(one) is not None for one in span)
    done = lately_productive(session, day, PACE_WEEKS)
    found = backlog(session, day)
    return BacklogPace(found.estimated_minutes, half_up(done, days) if days else 0)
