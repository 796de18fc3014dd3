"""What counts as productive (B3), and minutes by category: asked in one way by every sum."""

from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from .. import rules
from ..models import TimeEntry

PRODUCTIVE_KINDS = ("billable", "covered", "prepaid")
"""Work on a client's ticket that somebody pays for, by the hour or by agreement."""

IS_PRODUCTIVE = and_(
    TimeEntry.category == rules.Category.PRODUCTIVE, TimeEntry.kind.in_(PRODUCTIVE_KINDS)
)
PRODUCTIVE_MINUTES = case((IS_PRODUCTIVE, TimeEntry.minutes), else_=0)
"""The minutes of an entry that are productive; drive, meetings and rework never are."""


def minutes_by_category(
    session: Session, first: date, last: date, person_id: int | None = None
) -> dict[rules.Category, tuple[int, int]]:
    """All minutes and the productive ones between two days, of the team or of one person."""
    found = (
        select(TimeEntry.category, func.sum(TimeEntry.minutes), func.sum(PRODUCTIVE_MINUTES))
        .where(TimeEntry.work_on.between(first, last))
        .group_by(TimeEntry.category)
    )
    if person_id is not None:
        found = found.where(TimeEntry.person_id == person_id)
    return {
        rules.Category(category): (int(minutes), int(productive))
        for category, minutes, productive in session.execute(found)
    }
