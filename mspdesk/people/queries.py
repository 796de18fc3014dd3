"""Questions about the people who work here."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from ..database.reading import once
from ..dates import today, years_reached
from ..rows import dataclass
from . import rules
from .models import Access, HatToCome, Leave, PaidHours, Person, Role, Tier, Wage


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works here, as lists and choices show them."""

    id: int
    version: int
    name: str
    email: str
    phone: str
    title: str
    kind: str
    tier: int
    new_tech: bool
    takes_tickets: bool
    hired_on: date | None
    left_on: date | None

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        return rules.initials(self.name)

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return rules.first_name(self.name)

    def here_on(self, day: date) -> bool:
        """Whether they work here on a day: from the first to the last, where those are known."""
        came = self.hired_on is None or self.hired_on <= day
        return came and (self.left_on is None or day <= self.left_on)


_COLUMNS = tuple(getattr(Person, name) for name in PersonRow.__dataclass_fields__)


@once
def people(session: Session, *, all_of_them: bool = False) -> list[PersonRow]:
    """Who works here today, by name; with `all_of_them` those who left too."""
    found = select(*_COLUMNS).order_by(Person.name, Person.id)
    if not all_of_them:
        found = found.where(or_(Person.left_on.is_(None), Person.left_on >= today()))
    return [PersonRow(*row) for row in session.execute(found)]


def person(session: Session, person_id: int) -> PersonRow | None:
    """One person, or None."""
    row = session.execute(select(*_COLUMNS).where(Person.id == person_id)).first()
    return PersonRow(*row) if row else None


def name_of(session: Session, person_id: int) -> str:
    """A person's name, or words for somebody who is not in the books."""
    return session.scalar(select(Person.name).where(Person.id == person_id)) or "Somebody"


def works_here(session: Session, person_id: int) -> bool:
    """Whether somebody is in the books and has not left."""
    found = select(Person.id).where(
        Person.id == person_id, or_(Person.left_on.is_(None), Person.left_on >= today())
    )
    return session.scalar(found) is not None


@once
def owner_id(session: Session) -> int | None:
    """The person who owns the shop: the first at work who holds owner access.

    In a shop whose owners all left it is the first of them.
    """
    gone = case((Person.left_on < today(), 1), else_=0)
    found = (
        select(Access.person_id)
        .join(Person, Person.id == Access.person_id)
        .where(Access.role == "owner")
        .order_by(gone, Access.person_id)
    )
    return session.scalar(found.limit(1))


@once
def every_access(session: Session) -> dict[int, tuple[str, ...]]:
    """The access roles of everybody who holds any, by person."""
    held: dict[int, tuple[str, ...]] = {}
    for who, role in session.execute(select(Access.person_id, Access.role).order_by(Access.id)):
        held[who] = (*held.get(who, ()), role)
    return held


def access_of(session: Session, person_id: int) -> tuple[str, ...]:
    """The access roles a person holds."""
    return every_access(session).get(person_id, ())


def permits(session: Session, person_id: int) -> frozenset[str]:
    """Everything a person is offered."""
    return rules.permits_for(access_of(session, person_id))


def paid_minutes(session: Session, person_id: int, day: date) -> int:
    """The minutes a person is paid for on a day, less leave; whole minutes, never below zero.

    A company holiday is not looked at here: the caller who knows the calendar decides.
    """
    paid = session.scalar(
        select(PaidHours.minutes)
        .where(
            PaidHours.person_id == person_id,
            PaidHours.weekday == day.weekday(),
            PaidHours.from_on <= day,
        )
        .order_by(PaidHours.from_on.desc())
        .limit(1)
    )
    away = session.scalar(
        select(Leave.minutes).where(Leave.person_id == person_id, Leave.on == day)
    )
    return max(0, (paid or 0) - (away or 0))


def paid_week(session: Session, person_id: int, day: date | None = None) -> dict[int, int]:
    """Paid minutes by weekday as they are on a day, today's without one; Monday is 0."""
    week = paid_weeks(session, person_id).week(person_id, day or today())
    return {weekday: minutes for weekday, minutes in enumerate(week) if minutes}


@once
def paid_weeks(session: Session, person_id: int | None = None) -> rules.PaidWeeks:
    """Paid minutes of everybody, or of one person, by weekday with every change there was."""
    found = select(
        PaidHours.person_id, PaidHours.from_on, PaidHours.weekday, PaidHours.minutes
    ).order_by(PaidHours.from_on)
    if person_id is not None:
        found = found.where(PaidHours.person_id == person_id)
    rows = session.execute(found)
    return rules.paid_changes([(who, on, day, minutes) for who, on, day, minutes in rows])


@dataclass(frozen=True, slots=True)
class PaidRow:
    """What somebody is paid for from a day on; `from_on` is ALWAYS where nobody said a day."""

    from_on: date
    week: rules.Week

    @property
    def minutes(self) -> int:
        """Minutes of the week."""
        return sum(self.week)


def paid_history(session: Session, person_id: int) -> list[PaidRow]:
    """How somebody's paid hours changed, newest first."""
    found = paid_weeks(session, person_id).changes.get(person_id, ())
    return [PaidRow(on, week) for on, week in reversed(found)]


def leave_between(session: Session, first: date, last: date) -> dict[tuple[int, date], int]:
    """Minutes of leave by person and day in a span of days."""
    found = select(Leave.person_id, Leave.on, Leave.minutes).where(Leave.on.between(first, last))
    return {(who, on): minutes for who, on, minutes in session.execute(found)}


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """A day on which a person is away for some minutes."""

    on: date
    minutes: int
    reason: str


def leave_of(session: Session, person_id: int, days_back: int) -> list[LeaveRow]:
    """A person's leave from so many days ago on, the latest day first."""
    since = today() - timedelta(days=days_back)
    found = (
        select(Leave.on, Leave.minutes, Leave.reason)
        .where(Leave.person_id == person_id, Leave.on >= since, Leave.minutes > 0)
        .order_by(Leave.on.desc())
    )
    return [LeaveRow(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class WageRow:
    """What an hour costs from a day on; minor units, burden in ten-thousandths."""

    from_on: date
    per_hour: int
    burden: int


def wages(session: Session, person_id: int) -> list[WageRow]:
    """A person's wages, newest first."""
    found = select(Wage.from_on, Wage.per_hour, Wage.burden).where(Wage.person_id == person_id)
    return [WageRow(*row) for row in session.execute(found.order_by(Wage.from_on.desc()))]


def tiers(session: Session) -> dict[int, str]:
    """What each of the three tiers means, in the shop's words or the usual ones (S040)."""
    own = dict(session.execute(select(Tier.number, Tier.meaning)).all())
    return {number: own.get(number) or words for number, words in rules.TIERS.items()}


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A hat; `person_id` is empty where the owner wears it for now."""

    id: int
    code: str
    title: str
    department: str
    purpose: str
    reports_to_id: int | None
    person_id: int | None


def worn_by(day: date) -> ColumnElement[int | None]:
    """Who wears a hat on a day, in SQL that joins Person to it: nobody once they have left."""
    return case((Person.left_on < day, None), else_=Role.person_id)


@once
def roles(session: Session) -> list[RoleRow]:
    """Every hat that was not given up, in the order of the chart."""
    names = tuple(RoleRow.__dataclass_fields__)
    columns: tuple[Any, ...] = (*(getattr(Role, name) for name in names[:-1]), worn_by(today()))
    found = (
        select(*columns)
        .outerjoin(Person, Person.id == Role.person_id)
        .where(Role.given_up_on.is_(None))
        .order_by(Role.position, Role.id)
    )
    return [RoleRow(*row) for row in session.execute(found)]


def hats(session: Session, person_id: int) -> list[RoleRow]:
    """The hats a person wears; the owner's include every hat nobody else wears (S001)."""
    owner = owner_id(session)
    return [
        role
        for role in roles(session)
        if role.person_id == person_id or (role.person_id is None and person_id == owner)
    ]


def left_hats(session: Session, day: date) -> list[tuple[int, date]]:
    """Hats whose wearer left before a day, with the first day they are the owner's (S010)."""
    found = (
        select(Role.id, Person.left_on)
        .join(Person, Person.id == Role.person_id)
        .where(Person.left_on < day)
        .order_by(Role.id)
    )
    return [
        (role_id, left_on + timedelta(days=1))
        for role_id, left_on in session.execute(found)
        if left_on is not None
    ]


@dataclass(frozen=True, slots=True)
class ComingHat:
    """A hat that somebody wears from a day to come, or from the day it was `given` on."""

    role_id: int
    title: str
    person_id: int
    person: str
    from_on: date
    given: bool


@once
def coming_hats(session: Session) -> list[ComingHat]:
    """The hats that are promised to somebody who will be here, the first to come first.

    Those of roles that were given up, and of people who left before, are no promises any more.
    """
    found = (
        select(Role.id, Role.title, Person.id, Person.name, HatToCome.from_on, HatToCome.given)
        .join(Role, Role.id == HatToCome.role_id)
        .join(Person, Person.id == HatToCome.person_id)
        .where(
            Role.given_up_on.is_(None),
            or_(Person.left_on.is_(None), Person.left_on >= HatToCome.from_on),
        )
        .order_by(HatToCome.from_on, Role.position, Role.id)
    )
    return [ComingHat(*row) for row in session.execute(found)]


def due_hats(session: Session, day: date) -> list[ComingHat]:
    """The hats whose day has come and that were not given yet."""
    return [one for one in coming_hats(session) if not one.given and one.from_on <= day]


@dataclass(frozen=True, slots=True)
class YearsHere:
    """The day on which somebody has worked here for so many years."""

    person_id: int
    person: str
    day: date
    since: date
    years: int


def anniversaries(session: Session, first: date, last: date) -> list[YearsHere]:
    """Whole years at the shop that are reached in a span of days, of whoever is here (S123)."""
    return [
        YearsHere(who.id, who.name, day, who.hired_on, years)
        for who in people(session)
        if who.hired_on is not None
        for day, years in years_reached(who.hired_on, first, last)
    ]
