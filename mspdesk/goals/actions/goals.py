"""Writing goals, agreeing on them, and saying how they came out.

The words of a step never hold a goal's own: History is read by everybody.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import full_date, now, today
from ...errors import UserError
from ...people.models import Person
from ..models import Goal, GoalAffects, GoalShared, ReviewGoal
from ..queries.known import every_goal, hanging, sees
from ..queries.viewers import whose_now, writer
from ..rules import cascade, quarters
from ..rules.sharing import Held, agrees, check_sharing, refused, usual_sharing, writes
from ..rules.words import CLOSED, KINDS, LEVELS, NEEDS_WORDS, STATES

_PLAIN = frozenset({"text", "why", "measure", "department"})
_KNOWN = _PLAIN | frozenset(
    {"level", "parent_id", "year", "quarter", "person_id", "kind", "sharing", "affects", "links"}
)


@action("Add goal")
def add_goal(session: Session, text: str, level: str, details: Mapping[str, Any]) -> int:
    """Write down a goal as a draft and answer its id.

    Details are year and quarter (0 for the whole year), and any of parent_id, department,
    person_id, why, measure, kind, sharing, affects (people) and links (other goals). Without
    `sharing` it is the usual one of its level and kind. Raises UserError by field.
    """
    kind = str(details.get("kind") or "business")
    given = dict(details) | {"text": text, "level": level, "kind": kind}
    sharing = given.pop("sharing", None) or usual_sharing(level, kind)
    goal = Goal(text="", level=level, year=0, kind=kind, sharing="")
    _fill(session, goal, given)
    _may_write(session, goal)
    session.add(goal)
    session.flush()
    _share(session, goal, sharing)
    _may_write(session, goal, "sharing")
    _affect(session, goal, given)
    tell(session, "Goal written down")
    return goal.id


@action("Change goal")
def edit_goal(session: Session, goal_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what a goal says, whose it is, what it hangs on or who may read it.

    `version` is the one that was seen. A goal that is over is opened again first. Raises UserError
    by field, Conflict.
    """
    goal = as_seen(session, Goal, goal_id, version)
    _may_write(session, goal)
    if goal.state in CLOSED:
        raise UserError("This goal is over. Open it again to change it.")
    _fill(session, goal, changes)
    _may_write(session, goal)
    sharing = changes.get("sharing", goal.sharing)
    _share(session, goal, sharing)
    _may_write(session, goal, "sharing")
    _affect(session, goal, changes)
    tell(session, "Goal saved")


def _fill(session: Session, goal: Goal, details: Mapping[str, Any]) -> None:
    """Put details into a goal and check them together."""
    if unknown := set(details) - _KNOWN:
        raise AttributeError(min(unknown))
    for name in _PLAIN & set(details):
        setattr(goal, name, str(details[name] or "").strip())
    if not goal.text:
        raise UserError("Say in a sentence what is wanted.", "text")
    for name, words, sentence in (
        ("level", LEVELS, "Choose whose goal it is."),
        ("kind", KINDS, "Choose what the goal is about."),
    ):
        setattr(goal, name, details.get(name, getattr(goal, name)))
        if getattr(goal, name) not in words:
            raise UserError(sentence, name)
    when = quarters.checked(
        int(details.get("year", goal.year)), int(details.get("quarter", goal.quarter or 0))
    )
    goal.year, goal.quarter = when.year, when.number
    _fill_whose(session, goal, details)
    if {"parent_id", "level"} & set(details):
        with session.no_autoflush:
            links = hanging(session)
        parent = details.get("parent_id", goal.parent_id)
        if parent is not None:
            cascade.check_parent(links, goal.id, goal.level, parent)
        cascade.check_below(links, goal.id, goal.level)
        goal.parent_id = parent


def _fill_whose(session: Session, goal: Goal, details: Mapping[str, Any]) -> None:
    if goal.level != "owner":
        goal.owner_id = None
    elif whose_now(session, goal) is None:
        goal.owner_id = acting(session)
    if goal.level != "person":
        goal.person_id = None
        if goal.level != "department":
            goal.department = ""
        elif not goal.department:
            raise UserError("Say which department it is.", "department")
        return
    wanted = details.get("person_id", goal.person_id)
    person = session.get(Person, wanted) if wanted is not None else None
    if person is None:
        raise UserError("Choose whose goal it is.", "person_id")
    gone = person.left_on is not None and person.left_on < today()
    if gone and person.left_on is not None and wanted != goal.person_id:
        raise UserError(
            f"{person.name} left on {full_date(person.left_on)}. Choose somebody who works here.",
            "person_id",
        )
    goal.person_id = person.id


def _held(session: Session, goal: Goal) -> Held:
    whose = whose_now(session, goal)
    return Held(goal.level, goal.department or "", whose, goal.sharing)


def _may_write(session: Session, goal: Goal, field: str | None = None) -> None:
    held = _held(session, goal)
    if not writes(writer(session), held):
        raise UserError(refused(held), field)


@action("Share goal")
def share_goal(session: Session, goal_id: int, version: int, sharing: str) -> None:
    """Say who may read a goal from now on; who changed it is kept (S032).

    Raises UserError naming `sharing`, Conflict.
    """
    goal = as_seen(session, Goal, goal_id, version)
    _may_write(session, goal)
    _share(session, goal, sharing)
    _may_write(session, goal, "sharing")
    tell(session, "Sharing of a goal changed")


def _share(session: Session, goal: Goal, sharing: str) -> None:
    """Set the sharing, checked against level and kind, and note the change."""
    check_sharing(goal.level, goal.kind, sharing)
    if sharing == goal.sharing:
        return
    changed = GoalShared(
        goal_id=goal.id,
        at=now(),
        person_id=acting(session),
        before=goal.sharing,
        after=sharing,
    )
    goal.sharing = sharing
    session.add(changed)
    session.flush()


def _affect(session: Session, goal: Goal, details: Mapping[str, Any]) -> None:
    """Say which people a goal affects and which other goals it is linked with."""
    if "affects" in details:
        wanted = {int(one) for one in details["affects"]} - {goal.person_id}
        held = {
            row.person_id: row
            for row in session.scalars(
                select(GoalAffects).where(
                    GoalAffects.goal_id == goal.id, GoalAffects.person_id.is_not(None)
                )
            )
        }
        for who in sorted(wanted - set(held)):
            session.add(GoalAffects(goal_id=goal.id, person_id=_at_work(session, who)))
        for gone in set(held) - wanted:
            session.delete(held[gone])
    if "links" in details:
        _link(session, goal, {int(one) for one in details["links"]})
    session.flush()


def _at_work(session: Session, person_id: int) -> int:
    if session.get(Person, person_id) is None:
        raise UserError("Choose people who work here.", "affects")
    return person_id


def _link(session: Session, goal: Goal, wanted: set[int]) -> None:
    if goal.id in wanted:
        raise UserError("A goal is not linked with itself.", "links")
    rows = session.scalars(
        select(GoalAffects).where(
            GoalAffects.other_id.is_not(None),
            or_(GoalAffects.goal_id == goal.id, GoalAffects.other_id == goal.id),
        )
    )
    held = {(row.other_id if row.goal_id == goal.id else row.goal_id): row for row in rows}
    for other in sorted(wanted - set(held)):
        if session.get(Goal, other) is None:
            raise UserError("The other goal is not there any more.", "links")
        first, second = sorted((goal.id, other))
        session.add(GoalAffects(goal_id=first, other_id=second))
    every, looker = every_goal(session), writer(session)
    for there, row in held.items():
        # Nobody takes away a link they cannot see: the form and the card do not name it.
        if there is not None and there not in wanted and sees(session, looker, every[there]):
            session.delete(row)


# --- its life ------------------------------------------------------------------------------------


@action("Agree on goal")
def agree_goal(session: Session, goal_id: int, on: date | None = None) -> None:
    """Agree on a goal that is a draft, today unless said otherwise.

    Whoever leads somebody agrees on it with them; nobody does alone.
    """
    goal = _there(session, goal_id)
    if goal.state != "draft":
        raise UserError("This goal was agreed on already.")
    _has_been(on)
    _may_agree(session, goal)
    goal.state, goal.agreed_on = "agreed", on or today()
    tell(session, "Goal agreed on")


def _has_been(on: date | None) -> None:
    if on is not None and on > today():
        raise UserError("Write a day that has been, not one to come.", "on")


@action("Close goal")
def close_goal(
    session: Session, goal_id: int, state: str, outcome: str = "", on: date | None = None
) -> None:
    """Say how a goal came out: met, partly, missed or dropped, and in words why (S034).

    Raises UserError naming `outcome` or `state`.
    """
    goal = _there(session, goal_id)
    _may_write(session, goal)
    if state not in CLOSED:
        raise UserError("Say how it came out: met, partly met, missed or dropped.", "state")
    if goal.state == "draft":
        raise UserError("Nobody agreed on this draft. Agree on it first, or remove it.", "state")
    _has_been(on)
    said = outcome.strip()
    if state in NEEDS_WORDS and not said:
        raise UserError("Say in a sentence how it came out: it is read again next year.", "outcome")
    goal.state, goal.outcome, goal.closed_on = state, said, on or today()
    tell(session, f"Goal: {STATES[state].lower()}")


@action("Open goal again")
def reopen_goal(session: Session, goal_id: int) -> None:
    """Put a goal that is over back to agreed; its outcome is kept until another is said."""
    goal = _there(session, goal_id)
    _may_agree(session, goal)
    if goal.state not in CLOSED:
        raise UserError("This goal is not over.")
    goal.state, goal.closed_on = "agreed", None
    tell(session, "Goal open again")


@action("Remove goal")
def remove_goal(session: Session, goal_id: int) -> None:
    """Take a draft away; what was agreed on is dropped with a reason instead."""
    goal = _there(session, goal_id)
    _may_write(session, goal)
    if goal.state != "draft":
        raise UserError("It was agreed on, so it is kept. Drop it and say why.")
    every = every_goal(session).values()
    if any(goal_id in (one.parent_id, one.before_id) for one in every):
        raise UserError("Other goals hang on it. Let them hang on another one first.")
    if session.scalar(select(ReviewGoal.id).where(ReviewGoal.goal_id == goal_id).limit(1)):
        raise UserError("A review talks about it. Drop it and say why.")
    for row in session.scalars(
        select(GoalAffects).where(
            or_(GoalAffects.goal_id == goal_id, GoalAffects.other_id == goal_id)
        )
    ):
        session.delete(row)
    for told in session.scalars(select(GoalShared).where(GoalShared.goal_id == goal_id)):
        session.delete(told)
    session.flush()
    session.delete(goal)
    tell(session, "Draft of a goal removed")


def _there(session: Session, goal_id: int) -> Goal:
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise UserError("This goal is not there any more.")
    return goal


def _may_agree(session: Session, goal: Goal) -> None:
    held = _held(session, goal)
    if agrees(writer(session), held):
        return
    if writes(writer(session), held):
        raise UserError("Whoever leads you agrees on it with you. Ask for a talk.")
    raise UserError(refused(held))


# --- carrying over -------------------------------------------------------------------------------


@action("Carry goals over")
def carry_over(session: Session, goal_ids: Iterable[int], year: int, quarter: int) -> list[int]:
    """Write goals of the time before down again as drafts of a quarter; answers their ids.

    They keep whose they are, what they are about, how they are shared and whom they affect. One
    hangs on what its own parent was carried on as, and links stay, where that came along. A goal
    is carried into a quarter once. Raises UserError naming `goals` or `quarter`.
    """
    into = quarters.checked(year, quarter)
    chosen = sorted(set(goal_ids))
    if not chosen:
        raise UserError("Choose the goals to carry over.", "goals")
    goals = every_goal(session)
    there = {one.before_id for one in goals.values() if one.when == into}
    made: dict[int, Goal] = {}
    for goal_id in chosen:
        before = _there(session, goal_id)
        _may_write(session, before)
        if goal_id in there:
            raise UserError(f"One of them was carried over to {into.title} already.", "goals")
        _still_here(session, before)
        made[goal_id] = _carried(before, into)
        session.add(made[goal_id])
    session.flush()
    for goal_id, goal in made.items():
        parent = goals[goal_id].parent_id
        goal.parent_id = made[parent].id if parent in made else parent
        _follow(session, goal_id, goal)
    for goal_id, goal in made.items():
        for other in goals[goal_id].links & set(made):
            if goal_id < other:
                session.add(GoalAffects(goal_id=goal.id, other_id=made[other].id))
    session.flush()
    count = len(made)
    tell(session, f"{count} goal{'' if count == 1 else 's'} carried over to {into.title}")
    return [goal.id for goal in made.values()]


def _still_here(session: Session, goal: Goal) -> None:
    person = session.get(Person, goal.person_id) if goal.person_id is not None else None
    if person is not None and person.left_on is not None and person.left_on < today():
        raise UserError(
            f"{person.name} left on {full_date(person.left_on)}, "
            "and goals of theirs are not carried over.",
            "goals",
        )


def _carried(before: Goal, into: quarters.Quarter) -> Goal:
    return Goal(
        text=before.text,
        why=before.why,
        measure=before.measure,
        level=before.level,
        department=before.department,
        person_id=before.person_id,
        owner_id=before.owner_id,
        kind=before.kind,
        sharing=before.sharing,
        year=into.year,
        quarter=into.number,
        before_id=before.id,
    )


def _follow(session: Session, before_id: int, goal: Goal) -> None:
    """Let a carried goal affect whom the one before affected."""
    for row in session.scalars(
        select(GoalAffects).where(
            GoalAffects.goal_id == before_id, GoalAffects.person_id.is_not(None)
        )
    ):
        session.add(GoalAffects(goal_id=goal.id, person_id=row.person_id))
