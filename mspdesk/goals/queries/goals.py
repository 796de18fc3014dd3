"""Questions about goals: those of a quarter as a cascade, and the card of one."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import full_date, today
from ...errors import UserError
from ...people.models import Person
from ...people.queries import people
from ...rows import dataclass
from ...shop.queries import shop
from ..models import GoalShared
from ..rules import quarters
from ..rules.cascade import above_of, flag, outline
from ..rules.quarters import Quarter
from ..rules.sharing import AFFECTED, Held, Viewer, agrees, said, writes
from ..rules.words import RANK, SHARING
from .known import GoalRow, blind, every_goal, hanging, held_of, readers, sees
from .viewers import reader

NOT_SHARED = "This goal is not shared with you."
HIDDEN = "A goal that is not shared with you"


def fiscal_month(session: Session) -> int:
    """The month in which the shop's year begins."""
    return shop(session).fiscal_year_month


def this_quarter(session: Session, day: date | None = None) -> Quarter:
    """The quarter of a day, today's without one."""
    return quarters.quarter_of(day or today(), fiscal_month(session))


def quarter_words(session: Session, quarter: Quarter) -> str:
    """When a quarter is, and how far it has come."""
    return quarters.said(quarter, today(), fiscal_month(session))


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A line of the cascade: a goal and how deep it hangs; `goal` is None where it is hidden.

    `context` is a goal of another time that stands there because something hangs on it; `flag`
    says what is wrong with where it hangs, `warned` that its card has something to
    put right: somebody ought to read it and cannot, or whoever it belongs to has left.
    """

    id: int
    depth: int
    goal: GoalRow | None
    whose: str
    context: bool
    flag: str
    warned: bool

    @property
    def text(self) -> str:
        """What is wanted, or that it is hidden."""
        return self.goal.text if self.goal else HIDDEN


def order_of(goal: GoalRow) -> tuple[object, ...]:
    """From the owner down, then by name: nobody stands before others for what they did."""
    return (
        RANK[goal.level],
        goal.department.casefold(),
        goal.person.casefold(),
        goal.year,
        goal.quarter,
        goal.id,
    )


def in_quarter(goal: GoalRow, quarter: Quarter) -> bool:
    """Whether a goal is one of a quarter, or of its whole year; a year has all its goals."""
    if goal.year != quarter.year:
        return False
    return not quarter.number or goal.quarter in (quarters.WHOLE_YEAR, quarter.number)


def cascade(session: Session, quarter: Quarter) -> list[OutlineRow]:
    """The goals of a quarter that whoever asks may read, each below what it hangs on."""
    goals, looker, links = every_goal(session), reader(session), hanging(session)
    mine = {
        one.id for one in goals.values() if in_quarter(one, quarter) and sees(session, looker, one)
    }
    shown = {above for goal_id in mine for above in above_of(links, goal_id)}
    rows = outline(
        (goals[one] for one in shown), lambda row: row.parent_id, lambda row: row.id, order_of
    )
    return [_line(session, looker, depth, goal, goal.id not in mine) for depth, goal in rows]


def _line(session: Session, looker: Viewer, depth: int, goal: GoalRow, context: bool) -> OutlineRow:
    if not sees(session, looker, goal):
        whose = "" if goal.level == "person" else goal.whose
        return OutlineRow(goal.id, depth, None, whose, True, "", False)
    may = writes(looker, held_of(session, goal))
    told = may and not goal.closed and (_left(goal) or bool(blind(session, goal)))
    wrong = flag(hanging(session), goal.id)
    return OutlineRow(goal.id, depth, goal, goal.whose, context, wrong, told)


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A goal on the way up to the owner's; `id` is None where whoever asks may not read it."""

    id: int | None
    whose: str
    text: str


def chain(session: Session, goal: GoalRow) -> list[ChainLink]:
    """What a goal hangs on, from the top down to the goal itself (S031)."""
    goals, looker = every_goal(session), reader(session)
    found = []
    for goal_id in reversed(above_of(hanging(session), goal.id)):
        one = goals[goal_id]
        if sees(session, looker, one):
            found.append(ChainLink(one.id, one.whose, one.text))
        else:
            found.append(ChainLink(None, "" if one.level == "person" else one.whose, HIDDEN))
    return found


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A change of who may read a goal."""

    at: datetime
    person: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """What changed, in words."""
        before, after = (SHARING.get(one, one) for one in (self.before, self.after))
        return f"{before} to {after}" if self.before else after


@dataclass(frozen=True, slots=True)
class GoalCard:
    """Everything about one goal that whoever asks may read.

    `readers` says who reads it; `warnings` are sentences; `links` are goals it is linked with, id
    None for hidden ones; `affects` are people by name; `before` and `after` are what it carries on
    and what carries it on.
    """

    goal: GoalRow
    chain: tuple[ChainLink, ...]
    flag: str
    readers: str
    warnings: tuple[str, ...]
    affects: tuple[tuple[int, str], ...]
    links: tuple[ChainLink, ...]
    shared: tuple[SharedRow, ...]
    before: GoalRow | None
    after: GoalRow | None
    may_write: bool
    may_agree: bool


def find_goal(session: Session, goal_id: int) -> GoalRow:
    """A goal whoever asks may read; raises UserError when it is gone or not shared with them."""
    goal = every_goal(session).get(goal_id)
    if goal is None:
        raise UserError("This goal is not there any more.")
    if not sees(session, reader(session), goal):
        raise UserError(NOT_SHARED)
    return goal


def goal_card(session: Session, goal_id: int) -> GoalCard:
    """The card of a goal; raises UserError when whoever asks may not read it."""
    goal = find_goal(session, goal_id)
    goals, looker = every_goal(session), reader(session)
    held = held_of(session, goal)
    names = {one.id: one.name for one in people(session, all_of_them=True)}
    before = goals.get(goal.before_id) if goal.before_id is not None else None
    after = next((one for one in goals.values() if one.before_id == goal.id), None)
    may = writes(looker, held)
    return GoalCard(
        goal,
        tuple(chain(session, goal)),
        flag(hanging(session), goal.id),
        said(goal.sharing, (names[who] for who in readers(session, goal)), goal.department),
        tuple(_warnings(session, looker, goal, names)) if may else (),
        tuple(sorted(((who, names[who]) for who in goal.affects), key=lambda one: one[1])),
        tuple(_linked(session, looker, goals[other]) for other in sorted(goal.links)),
        tuple(sharing_history(session, goal.id)),
        before if before is not None and sees(session, looker, before) else None,
        after if after is not None and sees(session, looker, after) else None,
        may,
        agrees(looker, held),
    )


def _linked(session: Session, looker: Viewer, goal: GoalRow) -> ChainLink:
    if sees(session, looker, goal):
        return ChainLink(goal.id, goal.whose, goal.text)
    return ChainLink(None, "", HIDDEN)


def _left(goal: GoalRow) -> bool:
    """Whether it belongs to somebody who works here no longer."""
    return goal.left_on is not None and goal.left_on < today()


def _warnings(session: Session, looker: Viewer, goal: GoalRow, names: dict[int, str]) -> list[str]:
    """What about a goal wants to be put right."""
    found = []
    if _left(goal) and not goal.closed and goal.left_on is not None:
        found.append(
            f"{goal.person} left on {full_date(goal.left_on)}. "
            "Give this goal to somebody else, or drop it."
        )
    for one in blind(session, goal):
        name = names.get(one.person_id, "Somebody")
        found.append(f"{name} {one.because} and cannot read it. Share it with those it affects.")
    goals = every_goal(session)
    for other in sorted(goal.links):
        there = goals[other]
        if not sees(session, looker, there):
            continue
        if any(missing.person_id == goal.person_id for missing in blind(session, there)):
            found.append(
                f"{goal.whose} cannot read the goal of {there.whose} this one is linked with."
            )
    return found


def sharing_history(session: Session, goal_id: int) -> list[SharedRow]:
    """Who changed the sharing of a goal, newest first (S032)."""
    found = (
        select(GoalShared.at, Person.name, GoalShared.before, GoalShared.after)
        .outerjoin(Person, Person.id == GoalShared.person_id)
        .where(GoalShared.goal_id == goal_id)
        .order_by(GoalShared.id.desc())
    )
    return [
        SharedRow(at, name or "A script", before, after)
        for at, name, before, after in session.execute(found)
    ]


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """A goal to choose: for what another one may hang on or is linked with."""

    id: int
    level: str
    words: str
    when: str


def choices(session: Session, quarter: Quarter, but: int | None = None) -> list[GoalChoice]:
    """Goals of a quarter and of its year that whoever asks may read, from the owner down."""
    looker = reader(session)
    found = [
        one
        for one in every_goal(session).values()
        if one.id != but and in_quarter(one, quarter) and sees(session, looker, one)
    ]
    return [
        GoalChoice(one.id, one.level, f"{one.whose}: {one.text}", one.when.title)
        for one in sorted(found, key=order_of)
    ]


def unfinished(session: Session, into: Quarter) -> list[GoalRow]:
    """Goals of the time before that whoever asks may write, and that nobody carried on yet.

    Those that were met are done with, and those that were dropped were dropped.
    """
    goals, looker = every_goal(session), reader(session)
    before = into.step(-1)
    carried = {one.before_id for one in goals.values() if one.before_id is not None}
    found = [
        one
        for one in goals.values()
        if one.when == before
        and one.id not in carried
        and one.state in ("draft", "agreed", "partly", "missed")
        and writes(looker, held_of(session, one))
        and not _left(one)
    ]
    return sorted(found, key=order_of)


def bare(level: str, department: str, person_id: int | None) -> Held:
    """What decides who may write a goal that is not written down yet."""
    return Held(level, department, person_id, AFFECTED)
