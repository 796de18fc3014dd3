"""Where paid hours go: the team's, or one's own (S080)."""

from datetime import date

from sqlalchemy.orm import Session

from ...money import half_up
from ...rows import dataclass
from .. import rules
from .paid import paid_minutes_between
from .productive import minutes_by_category

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

    What was paid and not logged stands last; days that are still ahead are not asked for.
    """
    sums = dict.fromkeys(PARTS, 0)
    found = minutes_by_category(session, first, last, person_id)
    for category, (minutes, productive) in found.items():
        part = _OWN_PART.get(category, "other")
        sums[part] += minutes - productive
        sums["productive"] += productive
    paid = paid_minutes_between(session, first, last, person_id)
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
