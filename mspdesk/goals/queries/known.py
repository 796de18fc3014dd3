"""All goals of the books with what hangs on what, and what of them somebody may read."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.reading import once
from ...people.models import Person
from ...rows import dataclass
from ..models import Goal, GoalAffects
from ..rules import cascade
from ..rules.cascade import Link
from ..rules.quarters import Quarter
from ..rules.sharing import DEPARTMENT, Held, Viewer, level_words, reads
from ..rules.words import CLOSED, KIND_WORD, SHARING, STATES
from .viewers import owners, viewer, viewers, whose_now


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with the people it affects and the goals it is linked with, either way."""

    id: int
    version: int
    level: str
    parent_id: int | None
    year: int
    quarter: int
    department: str
    person_id: int | None
    person: str
    left_on: date | None
    text: str
    why: str
    measure: str
    kind: str
    sharing: str
    state: str
    agreed_on: date | None
    closed_on: date | None
    outcome: str
    before_id: int | None
    owner_id: int | None
    affects: frozenset[int] = frozenset()
    links: frozenset[int] = frozenset()

    @property
    def when(self) -> Quarter:
        """Its quarter, or its whole year."""
        return Quarter(self.year, self.quarter)

    @property
    def whose(self) -> str:
        """Owner, Company, a department's or a person's name."""
        return level_words(self.level, self.department, self.person)

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        return STATES.get(self.state, self.state)

    @property
    def kind_words(self) -> str:
        """What it is about, in one word."""
        return KIND_WORD.get(self.kind, self.kind)

    @property
    def sharing_words(self) -> str:
        """How it is shared, in words."""
        return SHARING.get(self.sharing, self.sharing)

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self.state in CLOSED


_NAMES = tuple(GoalRow.__dataclass_fields__)[:-2]


def _columns() -> list[Any]:
    of_person = {"person": func.coalesce(Person.name, ""), "left_on": Person.left_on}
    return [of_person[name] if name in of_person else getattr(Goal, name) for name in _NAMES]


@once
def every_goal(session: Session) -> dict[int, GoalRow]:
    """All goals by id, whoever may read them; for questions of this folder alone."""
    affects: dict[int, set[int]] = defaultdict(set)
    links: dict[int, set[int]] = defaultdict(set)
    found = select(GoalAffects.goal_id, GoalAffects.person_id, GoalAffects.other_id)
    for goal_id, person_id, other_id in session.execute(found):
        if person_id is not None:
            affects[goal_id].add(person_id)
        if other_id is not None:
            links[goal_id].add(other_id)
            links[other_id].add(goal_id)
    rows = session.execute(
        select(*_columns()).outerjoin(Person, Person.id == Goal.person_id).order_by(Goal.id)
    )
    none: frozenset[int] = frozenset()
    made: dict[int, GoalRow] = {}
    for row in rows:
        own = frozenset(affects[row[0]]) if row[0] in affects else none
        near = frozenset(links[row[0]]) if row[0] in links else none
        values: tuple[Any, ...] = (*row, own, near)
        made[row[0]] = GoalRow(*values)
    return made


@once
def hanging(session: Session) -> dict[int, Link]:
    """What hangs on what."""
    return {one.id: Link(one.id, one.level, one.parent_id) for one in every_goal(session).values()}


@once
def _near(session: Session) -> dict[int, frozenset[int]]:
    """Whose own goals are linked with a goal, hang on it however far below, or carry it."""
    goals, above_all = every_goal(session), hanging(session)
    near: dict[int, set[int]] = defaultdict(set)
    for one in goals.values():
        if one.person_id is None:
            continue
        for above in cascade.above_of(above_all, one.id)[1:]:
            near[above].add(one.person_id)
        for other in one.links:
            near[other].add(one.person_id)
    for one in goals.values():
        parent = goals.get(one.parent_id) if one.parent_id is not None else None
        if parent is not None and parent.person_id is not None:
            near[one.id].add(parent.person_id)
    return {goal_id: frozenset(who) for goal_id, who in near.items()}


def held_of(session: Session, goal: GoalRow) -> Held:
    """What decides who may read a goal."""
    linked = _near(session).get(goal.id, frozenset())
    theirs: frozenset[str] = frozenset()
    if goal.sharing == DEPARTMENT and goal.person_id is not None:
        theirs = viewer(session, goal.person_id).departments
    whose = (goal.level, goal.department, whose_now(session, goal))
    return Held(*whose, goal.sharing, goal.affects, linked, theirs)


def sees(session: Session, looker: Viewer, goal: GoalRow) -> bool:
    """Whether somebody may read a goal."""
    return reads(looker, held_of(session, goal))


def readers(session: Session, goal: GoalRow) -> list[int]:
    """Everybody at work who may read a goal."""
    held = held_of(session, goal)
    return [who for who, looker in viewers(session).items() if reads(looker, held)]


def whose_are(session: Session, goal: GoalRow) -> tuple[int, ...]:
    """The people a goal belongs to: one person, or whoever leads what it is a goal of."""
    if goal.level == "person":
        return (goal.person_id,) if goal.person_id is not None else ()
    if goal.level == "department":
        heads = tuple(
            who
            for who, looker in viewers(session).items()
            if goal.department.casefold() in looker.heads
        )
        return heads or owners(session)
    whose = whose_now(session, goal)
    return (whose,) if whose is not None else owners(session)


@dataclass(frozen=True, slots=True)
class Blind:
    """That somebody cannot read a goal theirs is linked with (rule two of S032)."""

    goal_id: int
    person_id: int
    because: str


def blind(session: Session, goal: GoalRow) -> list[Blind]:
    """Who ought to know of a goal and cannot read it: affected, linked with it, or below it."""
    goals = every_goal(session)
    wanted: dict[int, str] = {}
    for child in goals.values():
        if child.parent_id == goal.id and child.person_id is not None and not child.closed:
            wanted[child.person_id] = "has a goal that hangs on it"
    for other in sorted(goal.links):
        for who in whose_are(session, goals[other]):
            wanted[who] = "has a goal that is linked with it"
    for who in goal.affects:
        wanted[who] = "is affected by it"
    held = held_of(session, goal)
    return [
        Blind(goal.id, who, because)
        for who, because in sorted(wanted.items())
        if who in viewers(session) and not reads(viewer(session, who), held)
    ]
