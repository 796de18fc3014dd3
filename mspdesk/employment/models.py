"""Tables of people as employees; private columns are on no list, file or paper of others."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import PRIVATE, Code, Flag, Name, Record, Words


class Employment(Record):
    """What is kept about somebody who works here, besides who they are (B9): one row a person.

    The checks of S027 are the days on which they were made; `contract_on` is the day on which the
    employment contract was signed. `tier_reviewed_on` is the last promotion review (S041). Private
    columns are null until something is written: a step that leaves them alone can be undone.
    """

    __tablename__ = "employment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    salaried: Mapped[Flag]
    references_on: Mapped[date | None]
    training_proof_on: Mapped[date | None]
    skills_test_on: Mapped[date | None]
    contract_on: Mapped[date | None]
    expectations: Mapped[Words]
    tier_since: Mapped[date | None]
    tier_reviewed_on: Mapped[date | None]
    wants_next: Mapped[Words]
    emergency_name: Mapped[str | None] = mapped_column(String(200), default=None, info=PRIVATE)
    emergency_phone: Mapped[str | None] = mapped_column(String(40), default=None, info=PRIVATE)
    private_note: Mapped[str | None] = mapped_column(default=None, info=PRIVATE)


class Skill(Record):
    """Something somebody can do, or has a certificate of; `kind` is skill or certificate."""

    __tablename__ = "skill"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="skill")
    got_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    words: Mapped[Name] = mapped_column(default="")


class Stint(Record):
    """A piece of work a temp or an intern did, and how it went: `rating` 1 to 5 (S023)."""

    __tablename__ = "stint"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    work: Mapped[Name]
    rating: Mapped[int | None] = mapped_column(default=None, info=PRIVATE)
    words: Mapped[str | None] = mapped_column(default=None, info=PRIVATE)


class IssuedThing(Record):
    """Something of the shop's that somebody has: a key, a laptop, a phone."""

    __tablename__ = "issued_thing"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Name]
    serial: Mapped[Name] = mapped_column(default="")
    issued_on: Mapped[date]
    returned_on: Mapped[date | None]


class BenefitPlan(Record):
    """A benefit and for whom it is: one rule for everybody, owners included (S036, S037).

    `kind` is retirement, medical, vision, dental, life or other; `source` payroll, adviser, broker
    or insurer; `paid_by` employer, payroll or both. Somebody employed `min_days` who works
    `min_minutes` a week is eligible. `group_sizes` are the sizes of group a plan takes, as
    "1, 3+"; empty for any.
    """

    __tablename__ = "benefit_plan"

    name: Mapped[Name]
    kind: Mapped[Code]
    source: Mapped[Code] = mapped_column(default="")
    paid_by: Mapped[Code] = mapped_column(default="employer")
    min_days: Mapped[int] = mapped_column(default=90)
    min_minutes: Mapped[int] = mapped_column(default=1_800)
    group_sizes: Mapped[Name] = mapped_column(default="")
    words: Mapped[Words]
    active: Mapped[bool] = mapped_column(default=True)


class Enrolment(Record):
    """That somebody is in a benefit plan from a day on, or said no to it."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("plan_id", "person_id", "from_on"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("benefit_plan.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    declined: Mapped[Flag]
