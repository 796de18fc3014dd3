"""Who is eligible for which benefit, by one rule for everybody (S036, S037)."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...dates import monday
from ...people.models import Access, Person
from ...people.queries import PersonRow, paid_weeks, people, person
from ...rows import dataclass
from ...timekeeping.models import TimeEntry
from ..models import BenefitPlan, Enrolment
from ..rules import benefits as rules
from ..rules.benefits import Standing
from .who import leads, may_read


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A benefit plan with its rule."""

    id: int
    version: int
    name: str
    kind: str
    source: str
    paid_by: str
    min_days: int
    min_minutes: int
    group_sizes: str
    words: str
    active: bool

    @property
    def rule(self) -> tuple[int, int]:
        """Days employed, and minutes a week on average."""
        return self.min_days, self.min_minutes


_PLAN = tuple(getattr(BenefitPlan, name) for name in PlanRow.__dataclass_fields__)


def all_plans(session: Session) -> list[PlanRow]:
    """Every plan the shop looked at, by name, those for other sizes of group too (S037)."""
    found = select(*_PLAN).where(BenefitPlan.active)
    return [
        PlanRow(*row)
        for row in session.execute(found.order_by(func.lower(BenefitPlan.name), BenefitPlan.id))
    ]


def group_size(session: Session, day: date) -> int:
    """How many people a plan would cover: on our own payroll on a day, owners included."""
    return sum(_counts(who, day) for who in people(session))


def _counts(who: PersonRow, day: date) -> bool:
    return who.kind in rules.COUNTED and (who.hired_on is None or who.hired_on <= day)


def plans(session: Session, day: date) -> list[PlanRow]:
    """The plans a group of our size can have (S037)."""
    size = group_size(session, day)
    return [one for one in all_plans(session) if rules.takes(one.group_sizes, size)]


def weekly_hours(session: Session, day: date, person_id: int | None = None) -> dict[int, list[int]]:
    """Minutes of the last eight whole weeks before a day by person, the oldest first.

    A week counts what was paid for, leave included, or what was worked where that is more. Weeks
    before somebody came are left out; somebody new counts with the paid hours agreed.
    """
    last = monday(day)
    mondays = [last - timedelta(weeks=n) for n in range(rules.WEEKS, 0, -1)]
    paid = paid_weeks(session, person_id)
    found = (
        select(TimeEntry.person_id, TimeEntry.work_on, func.sum(TimeEntry.minutes))
        .where(TimeEntry.work_on >= mondays[0], TimeEntry.work_on < last)
        .group_by(TimeEntry.person_id, TimeEntry.work_on)
    )
    if person_id is not None:
        found = found.where(TimeEntry.person_id == person_id)
    worked: dict[tuple[int, date], int] = {}
    for by, on, minutes in session.execute(found):
        key = (by, monday(on))
        worked[key] = worked.get(key, 0) + int(minutes)
    weeks = {}
    for who in people(session):
        if person_id in (None, who.id):
            here = [on for on in mondays if who.hired_on is None or who.hired_on <= on]
            weeks[who.id] = [
                max(paid.total(who.id, on), worked.get((who.id, on), 0)) for on in here
            ] or [sum(paid.week(who.id, max(day, who.hired_on or day)))]
    return weeks


def average(session: Session, person_id: int, day: date) -> int:
    """Minutes a week somebody worked or was paid for, on average of eight weeks."""
    return rules.mean_week(weekly_hours(session, day, person_id).get(person_id, []))


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """That somebody joined a plan from a day on, or said no."""

    id: int
    version: int
    plan_id: int
    person_id: int
    from_on: date
    until_on: date | None
    declined: bool


def enrolments(
    session: Session, person_id: int | None = None
) -> dict[tuple[int, int], EnrolmentRow]:
    """The newest answer of each person to each plan, by plan and person."""
    columns = tuple(getattr(Enrolment, name) for name in EnrolmentRow.__dataclass_fields__)
    found = select(*columns).order_by(Enrolment.from_on, Enrolment.id)
    if person_id is not None:
        found = found.where(Enrolment.person_id == person_id)
    rows = [EnrolmentRow(*row) for row in session.execute(found)]
    return {(one.plan_id, one.person_id): one for one in rows}


def past_the_end(session: Session, day: date) -> list[tuple[int, date]]:
    """Enrolments that go on after the last day of somebody who left before a day, with that day."""
    found = (
        select(Enrolment.id, Person.left_on)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Person.left_on < day,
            Enrolment.declined.is_(False),
            or_(Enrolment.until_on.is_(None), Enrolment.until_on > Person.left_on),
        )
        .order_by(Enrolment.id)
    )
    return [(id_, left_on) for id_, left_on in session.execute(found) if left_on is not None]


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """Where somebody stands with a plan, and what they answered."""

    plan: PlanRow
    person_id: int
    person: str
    standing: Standing
    answer: EnrolmentRow | None

    def said(self, day: date) -> str:
        """What they answered, in one word: joined, declined, ended or nothing yet."""
        if self.answer is None:
            return ""
        if self.answer.declined:
            return "declined"
        ended = self.answer.until_on is not None and self.answer.until_on < day
        return "ended" if ended else "joined"

    def waits(self, day: date) -> bool:
        """Whether they are eligible and have not answered."""
        return self.standing.state == "eligible" and self.said(day) == ""


def benefits_of(session: Session, person_id: int, day: date) -> list[BenefitRow]:
    """Where somebody stands with each plan of a group of our size; nothing for whom it is not."""
    who = person(session, person_id)
    if who is None or not may_read(session, person_id):
        return []
    return _rows(session, [who], day, person_id)


def benefits(session: Session, day: date) -> list[BenefitRow]:
    """Everybody on our payroll with each plan, by plan and name; for those who lead people."""
    if not leads(session):
        return []
    group = [who for who in people(session) if who.kind in rules.COUNTED]
    return _rows(session, group, day, None)


def _rows(
    session: Session,
    group: list[PersonRow],
    day: date,
    person_id: int | None,
) -> list[BenefitRow]:
    offered = plans(session, day)
    if not offered:
        # Eight weeks of everybody's hours are not read for nothing.
        return []
    weeks = weekly_hours(session, day, person_id)
    answers = enrolments(session, person_id)
    return [
        BenefitRow(
            plan,
            who.id,
            who.name,
            rules.standing(
                who.kind, who.hired_on, rules.mean_week(weeks.get(who.id, [])), plan.rule, day
            ),
            answers.get((plan.id, who.id)),
        )
        for plan in offered
        for who in group
    ]


@dataclass(frozen=True, slots=True)
class PlanSum:
    """A plan on the list of plans: how many are eligible, in it, or have not answered.

    `hidden` is why nobody is offered it; `owners` says that only owners meet its rule today.
    """

    plan: PlanRow
    eligible: int
    joined: int
    waiting: int
    hidden: str
    owners: bool


def plan_sums(session: Session, day: date) -> list[PlanSum]:
    """Every plan with its counts, those for other sizes of group last; for who leads people."""
    if not leads(session):
        return []
    size = group_size(session, day)
    rows = benefits(session, day)
    owning = set(session.scalars(select(Access.person_id).where(Access.role == "owner")))
    found = []
    for plan in all_plans(session):
        fits = rules.takes(plan.group_sizes, size)
        mine = [one for one in rows if one.plan.id == plan.id]
        meets = [one for one in mine if one.standing.state in ("eligible", "from")]
        owners = [one for one in meets if one.person_id in owning]
        found.append(
            PlanSum(
                plan,
                sum(one.standing.state == "eligible" for one in mine),
                sum(one.said(day) == "joined" for one in mine),
                sum(one.waits(day) for one in mine),
                "" if fits else f"For {plan.group_sizes}, we are {size}",
                bool(owners) and len(owners) == len(meets) < len(mine),
            )
        )
    return sorted(found, key=lambda one: bool(one.hidden))
