"""Where paid hours go: the team's, or one's own (S080)."""

from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from ...money import half_up
from ...people import queries as people
from ...rows import dataclass
from .. import rules
from ..models import TimeEntry
from .paid import paid_between

PARTS = ("productive", "drive", "meeting", "training", "rework", "other")
"""What paid hours are split into; other is admin, spinning wheels, and work no client counts."""

PART_WORDS = {
    "productive": "Productive",
    "drive": "Drive",
    "meeting": "Meetings",
    "training": "Training",
    "rework": "Rework",
    "other": "Other",
    "open": "Not logged",
}
_OWN_PART = {
    rules.Category.DRIVE: "drive",
    rules.Category.MEETING: "meeting",
    rules.Category.TRAINING: "training",
    rules.Category.REWORK: "rework",
}


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A part of paid hours: whole minutes, and its share of what was paid in millionths."""

    part: str
    minutes: int
    share: int

    @property
    def words(self) -> str:
        """What part it is."""
        return PART_WORDS[self.part]


@dataclass(frozen=True, slots=True)
class PaidSplit:
    """Paid minutes of a span and the parts they went into; nothing where nothing was paid."""

    paid: int
    logged: int
    rows: tuple[SplitRow, ...]

    def minutes(self, part: str) -> int:
        """The minutes of a part."""
        return next((row.minutes for row in self.rows if row.part == part), 0)


def paid_split(
    session: Session, first: date, last: date, person_id: int | None = None
) -> PaidSplit:
    """Split paid hours into their parts: of the whole team, or with a person of that one (S080).

    Days that are still ahead are not paid yet. What was paid and not logged stands last.
    """
    counts = and_(
        TimeEntry.category == rules.Category.PRODUCTIVE,
        TimeEntry.kind.in_(("billable", "covered", "prepaid")),
    )
    found = (
        select(
            TimeEntry.category,
            func.sum(TimeEntry.minutes),
            func.sum(case((counts, TimeEntry.minutes), else_=0)),
        )
        .where(TimeEntry.work_on.between(first, last))
        .group_by(TimeEntry.category)
    )
    if person_id is not None:
        found = found.where(TimeEntry.person_id == person_id)
    sums = dict.fromkeys(PARTS, 0)
    for category, minutes, productive in session.execute(found):
        part = _OWN_PART.get(rules.Category(category), "other")
        sums[part] += int(minutes) - int(productive)
        sums["productive"] += int(productive)
    paid = _paid(session, first, last, person_id)
    logged = sum(sums.values())
    if not paid and not logged:
        return PaidSplit(0, 0, ())
    rows = [SplitRow(part, sums[part], _share(sums[part], paid)) for part in PARTS]
    if paid > logged:
        # The last one takes what rounding leaves, so that all of them are the whole.
        rest = 1_000_000 - sum(row.share for row in rows)
        rows.append(SplitRow("open", paid - logged, rest))
    return PaidSplit(paid, logged, tuple(rows))


def _share(minutes: int, paid: int) -> int:
    """A share of paid time in tenths of a percent, as millionths; 0 without paid time."""
    return half_up(minutes * 1_000, paid) * 1_000 if paid else 0


def _paid(session: Session, first: date, last: date, person_id: int | None) -> int:
    """Minutes that were paid between two days, holidays and leave taken off."""
    paid = paid_between(session, first, last)
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return sum(
        paid.on(who.id, day)
        for who in people.people(session, all_of_them=True)
        if person_id in (None, who.id)
        for day in days
        if (who.hired_on is None or who.hired_on <= day)
        and (who.left_on is None or day <= who.left_on)
    )
