"""The room before the next hire, from the backlog and the last four whole weeks."""

from datetime import date

from sqlalchemy.orm import Session

from ...money import half_up
from ...tickets.queries import backlog
from ...timekeeping.queries.flow import mean_net, whole_weeks
from ..rules.room import Room
from ..rules.room import room as left_of


def room(session: Session, day: date) -> Room:
    """How much more work may wait, and about when that is used up."""
    weeks = whole_weeks(session, day)
    pace = half_up(sum(row.outflow for row in weeks), len(weeks)) if weeks else 0
    return left_of(backlog(session, day).estimated_minutes, pace, mean_net(weeks), day)
