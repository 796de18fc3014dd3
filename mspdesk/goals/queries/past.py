"""Last year's goals with their outcomes beside this year's (S034)."""

from sqlalchemy.orm import Session

from ...people.queries import people
from ...rows import dataclass
from ..rules.quarters import Quarter
from ..rules.words import LEVELS, RANK
from .goals import in_quarter, order_of
from .known import GoalRow, every_goal, sees
from .viewers import reader


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A goal of a year ago and the one that carries it on; either may be missing."""

    whose: str
    level: str
    last: GoalRow | None
    this: GoalRow | None
    affects: str

    @property
    def id(self) -> tuple[int, int]:
        """What tells the rows apart."""
        return (self.last.id if self.last else 0, self.this.id if self.this else 0)

    @property
    def level_words(self) -> str:
        """Owner, Company, Department or Person."""
        return LEVELS[self.level]

    @property
    def last_words(self) -> str:
        """What was wanted a year ago."""
        return self.last.text if self.last else ""

    @property
    def outcome(self) -> str:
        """How that came out, in words."""
        if self.last is None:
            return ""
        said = self.last.outcome.strip()
        return f"{self.last.state_words}. {said}" if said else self.last.state_words

    @property
    def this_words(self) -> str:
        """What is wanted now."""
        return self.this.text if self.this else ""

    @property
    def why(self) -> str:
        """Why, and why it changed."""
        return self.this.why if self.this else ""

    @property
    def state(self) -> str:
        """How this year's stands."""
        return self.this.state_words if self.this else ""


def beside(session: Session, quarter: Quarter, *, shared: bool = False) -> list[BesideRow]:
    """Goals of a quarter beside those of the same quarter a year ago, from the owner down.

    Goals of the whole year stand with each of its quarters. With `shared` private goals are left
    out whoever asks.
    """
    looker = reader(session)
    ago = Quarter(quarter.year - 1, quarter.number)

    def of(when: Quarter) -> list[GoalRow]:
        found = [
            one
            for one in every_goal(session).values()
            if in_quarter(one, when)
            and sees(session, looker, one)
            and not (shared and one.sharing == "private")
        ]
        return sorted(found, key=order_of)

    goals = every_goal(session)
    last = {one.id: one for one in of(ago)}
    names = {one.id: one.name for one in people(session, all_of_them=True)}
    rows, taken = [], set()
    for one in of(quarter):
        origin = _origin(goals, one, last)
        if origin is not None:
            taken.add(origin.id)
        rows.append(_row(one, one, origin, names))
    rows += [_row(one, None, one, names) for one in last.values() if one.id not in taken]
    return sorted(rows, key=_order)


def _origin(goals: dict[int, GoalRow], goal: GoalRow, last: dict[int, GoalRow]) -> GoalRow | None:
    """The goal of a year ago that one goes back to, over the quarters between."""
    seen: set[int] = set()
    at = goal.before_id
    while at is not None and at in goals and at not in seen:
        if at in last:
            return last[at]
        seen.add(at)
        at = goals[at].before_id
    return None


def _row(
    one: GoalRow, this: GoalRow | None, last: GoalRow | None, names: dict[int, str]
) -> BesideRow:
    affected = ", ".join(sorted(names[who] for who in one.affects if who in names))
    return BesideRow(one.whose, one.level, last, this, affected)


def _order(row: BesideRow) -> tuple[object, ...]:
    """By level and name; what was carried on first."""
    one = row.this or row.last
    at = one.id if one is not None else 0
    return (RANK[row.level], row.whose.casefold(), row.this is None, at)
