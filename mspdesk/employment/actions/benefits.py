"""Things the shop does with benefit plans: keep them, and write down who joined.

History is read by everybody, so no step says who answered what.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...people.models import Person
from ..models import BenefitPlan, Enrolment
from ..queries.benefits import BenefitRow, benefits_of, enrolments
from ..rules import benefits as rules

ANSWERED = "Answer written down"

_TEXT = ("name", "kind", "source", "paid_by", "group_sizes", "words")


@action("Save benefit plan")
def save_plan(
    session: Session,
    facts: Mapping[str, Any],
    plan_id: int | None = None,
    version: int = 0,
    for_whom: str = "everybody",
) -> int:
    """Keep a benefit plan and its rule, a new one without an id; answers the id.

    `facts` are name, kind, source, paid_by, min_days, min_minutes, group_sizes, words. One for
    owners or for staff alone is refused (S036). Raises UserError by field, Conflict.
    """
    rules.refuse_unlike(for_whom)
    row = (
        as_seen(session, BenefitPlan, plan_id, version)
        if plan_id
        else BenefitPlan(name="", kind="")
    )
    for name in _TEXT:
        if name in facts or not plan_id:
            setattr(row, name, str(facts.get(name) or "").strip())
    row.paid_by = row.paid_by or "employer"
    row.min_days = int(facts.get("min_days", row.min_days if plan_id else 90) or 0)
    row.min_minutes = int(facts.get("min_minutes", row.min_minutes if plan_id else 1_800) or 0)
    _check(row)
    session.add(row)
    session.flush()
    tell(session, f"{row.name} saved")
    return row.id


def _check(row: BenefitPlan) -> None:
    if not row.name:
        raise UserError("Give the plan a name.", "name")
    for name, words in (
        ("kind", rules.KINDS),
        ("source", rules.SOURCES),
        ("paid_by", rules.PAID_BY),
    ):
        if getattr(row, name) not in words:
            raise UserError("Choose one of the list.", name)
    if not 0 <= row.min_days <= 730:
        raise UserError("Days employed are between 0 and 730.", "min_days")
    if not 0 <= row.min_minutes <= 3_600:
        raise UserError("Hours a week are between 0 and 60.", "min_minutes")
    rules.group_sizes(row.group_sizes)


@action("Put benefit plan away")
def retire_plan(session: Session, plan_id: int) -> None:
    """Take a plan off the list; who was in it stays written down."""
    row = session.get_one(BenefitPlan, plan_id)
    row.active = False
    tell(session, f"{row.name} put away")


def _standing(session: Session, plan_id: int, person_id: int, on: date) -> BenefitRow:
    rows = benefits_of(session, person_id, on)
    found = next((one for one in rows if one.plan.id == plan_id), None)
    if found is None:
        raise UserError("This plan does not take a group of our size.", "plan")
    return found


@action("Answer benefit plan")
def answer(
    session: Session, plan_id: int, person_id: int, on: date | None = None, *, joins: bool
) -> int:
    """Write down that somebody joins a plan from a day on, or says no; answers the id.

    Nobody joins before the rule is met, owner or not (S036). Raises UserError naming plan or
    from_on.
    """
    day = on or today()
    who = session.get_one(Person, person_id)
    found = _standing(session, plan_id, person_id, day)
    standing = found.standing
    if joins and standing.state != "eligible":
        raise UserError(
            f"{who.name} does not meet the rule of {found.plan.name} on that day: "
            f"{standing.words[:1].lower()}{standing.words[1:]}.",
            "from_on",
        )
    held = enrolments(session, person_id).get((plan_id, person_id))
    if held is not None and held.until_on is None and held.declined is not joins:
        raise UserError(f"{who.name} has answered that already.", "plan")
    if held is not None:
        before = session.get_one(Enrolment, held.id)
        if day < before.from_on:
            raise UserError("Choose a day after the last answer.", "from_on")
        if before.from_on == day:
            before.declined, before.until_on = not joins, None
            tell(session, ANSWERED)
            return before.id
        before.until_on = before.until_on or day
    row = Enrolment(plan_id=plan_id, person_id=person_id, from_on=day, declined=not joins)
    session.add(row)
    session.flush()
    tell(session, ANSWERED)
    return row.id


@action("End benefit")
def end(session: Session, plan_id: int, person_id: int, on: date | None = None) -> None:
    """Write down the last day somebody is in a plan. Raises UserError naming until_on or plan."""
    row = session.scalars(
        select(Enrolment)
        .filter_by(plan_id=plan_id, person_id=person_id, declined=False, until_on=None)
        .order_by(Enrolment.from_on.desc())
    ).first()
    if row is None:
        raise UserError("They are not in this plan.", "plan")
    day = on or today()
    if day < row.from_on:
        raise UserError("It cannot end before it began.", "until_on")
    row.until_on = day
    tell(session, "Benefit ended")
