"""Tables of people and roles, and of who wore which role when, or will."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..database.base import Code, Flag, Imported, Minor, Name, Record, Words
from .rules import ALWAYS


class Person(Imported, Record):
    """Somebody who works here.

    `tier` is 1 to 3 (S040); `new_tech` shortens the time before a TSR log is offered;
    `title` is the role in words; `billable_target` is percent and only for the person's own view.
    """

    __tablename__ = "person"

    name: Mapped[Name]
    email: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    title: Mapped[Name] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="employee")
    tier: Mapped[int] = mapped_column(default=1)
    new_tech: Mapped[Flag]
    takes_tickets: Mapped[bool] = mapped_column(default=True)
    hired_on: Mapped[date | None]
    left_on: Mapped[date | None]
    billable_target: Mapped[int | None]

    wages: Mapped[list["Wage"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    paid_hours: Mapped[list["PaidHours"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class Tier(Record):
    """What the shop means by a tier, where it says it in words of its own (S040)."""

    __tablename__ = "tier"

    number: Mapped[int] = mapped_column(unique=True)
    meaning: Mapped[Words]


class Wage(Record):
    """What an hour of a person costs from a day on.

    `per_hour` minor units; `burden` ten-thousandths (12_500 is the 1.25 of S013).
    """

    __tablename__ = "wage"
    __table_args__ = (UniqueConstraint("person_id", "from_on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    per_hour: Mapped[Minor] = mapped_column(info={"private": True})
    burden: Mapped[int] = mapped_column(default=12_500, info={"private": True})
    batch_id: Mapped[int | None] = mapped_column(index=True, default=None)


class PaidHours(Record):
    """How many minutes a person is paid for on a weekday from a day on; Monday is 0.

    A day on which they change has a row for every weekday that is paid then or was before.
    """

    __tablename__ = "paid_hours"
    __table_args__ = (UniqueConstraint("person_id", "from_on", "weekday"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date] = mapped_column(default=ALWAYS)
    weekday: Mapped[int]
    minutes: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(index=True, default=None)


class Leave(Record):
    """A day, or part of one, on which a person does not work; minutes taken off the paid ones."""

    __tablename__ = "leave"
    __table_args__ = (UniqueConstraint("person_id", "on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    on: Mapped[date]
    minutes: Mapped[int]
    reason: Mapped[Name] = mapped_column(default="")


class Access(Record):
    """That a person may do the work of an access role; a person may hold several."""

    __tablename__ = "access"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Code]
    batch_id: Mapped[int | None] = mapped_column(index=True, default=None)


class Role(Record):
    """A hat: why it exists, to whom it answers, who wears it (S001); nobody means the owner.

    `second_lead_id` is the one exception of S011: marketing may answer to two roles.
    `target_percent` is the part of a week it should get (S003). `answers_for` and `measured_by`
    are one thing a line. `since_on` is the day from which its wearer has it. Pay is minor units an
    hour. `leads_to` is the code of the role one is promoted to (S006). A role given up keeps its
    row and its time: `given_up_on`.
    """

    __tablename__ = "role"

    code: Mapped[Code] = mapped_column(unique=True)
    title: Mapped[Name]
    department: Mapped[Name] = mapped_column(default="")
    purpose: Mapped[Words]
    reports_to_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    second_lead_id: Mapped[int | None]
    target_percent: Mapped[int | None]
    answers_for: Mapped[Words]
    measured_by: Mapped[Words]
    requirements: Mapped[Words]
    since_on: Mapped[date | None]
    leads_to: Mapped[Code] = mapped_column(default="")
    pay_from: Mapped[Minor | None] = mapped_column(default=None, info={"private": True})
    pay_to: Mapped[Minor | None] = mapped_column(default=None, info={"private": True})
    given_up_on: Mapped[date | None]


class Wearing(Record):
    """Who wore a role from a day on; without a person the owner did, for now (S010).

    `until_on` is the first day it was somebody else's, empty while it is so.
    """

    __tablename__ = "wearing"
    __table_args__ = (Index("ix_wearing_role", "role_id", "from_on"),)

    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class HatToCome(Record):
    """That somebody will wear a role from a day to come; on that day it is `given` to them."""

    __tablename__ = "hat_to_come"

    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    given: Mapped[Flag]
