"""Things the shop does about its people."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..database.action import action, tell
from ..database.stale import as_seen
from ..dates import full_date, today
from ..errors import UserError
from . import rules
from .models import Access, HatToCome, Leave, PaidHours, Person, Role, Tier, Wage, Wearing
from .queries import left_hats, paid_weeks
from .rules import ALWAYS

FULL_WEEK = {0: 480, 1: 480, 2: 480, 3: 480, 4: 480}
"""Eight paid hours Monday to Friday, in minutes."""

_EDITABLE = frozenset(
    "name email phone title kind tier new_tech takes_tickets hired_on left_on".split()
)


@action("Add person")
def add_person(
    session: Session,
    name: str,
    access: tuple[str, ...] = ("technician",),
    details: Mapping[str, Any] | None = None,
) -> int:
    """Add somebody who works here, paid 40 hours a week until said otherwise; answers the id.

    Raises UserError naming name, tier or access.
    """
    person = Person(name="", kind="employee", tier=1, hired_on=today())
    session.add(person)
    _fill(person, {"name": name, **(details or {})})
    session.flush()
    for weekday, minutes in FULL_WEEK.items():
        session.add(PaidHours(person_id=person.id, weekday=weekday, minutes=minutes))
    for role in access:
        session.add(Access(person_id=person.id, role=_access(role)))
    session.flush()
    tell(session, f"{person.name} added")
    return person.id


@action("Change person")
def edit_person(
    session: Session,
    person_id: int,
    version: int,
    changes: Mapping[str, Any],
    access: tuple[str, ...] | None = None,
) -> None:
    """Change columns of a person, and with `access` what the person may do from now on.

    `version` is the one that was seen. Raises UserError by field, Conflict.
    """
    person = as_seen(session, Person, person_id, version)
    before = person.left_on
    _fill(person, changes)
    if access is not None:
        give_access(session, person_id, access)
    if person.left_on not in (None, before):
        session.flush()
        _keep_owner(session, person_id, "left_on")
    if _gone(person, today()):
        # In this step, so that Undo of a day that was wrong gives the hats back.
        session.flush()
        leave_hats(session)
    tell(session, f"{person.name} saved")


def _fill(person: Person, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name not in _EDITABLE:
            raise AttributeError(name)
        setattr(person, name, value.strip() if isinstance(value, str) else value)
    if not person.name:
        raise UserError("Type the person's name.", "name")
    if person.tier not in (1, 2, 3):
        raise UserError("A tier is 1, 2 or 3.", "tier")
    if person.kind not in rules.KINDS:
        raise UserError("Choose how the person is employed.", "kind")
    if "hired_on" in changes and person.hired_on is not None:
        _near(person.hired_on, "hired_on")
    if person.left_on and person.hired_on and person.left_on < person.hired_on:
        raise UserError("The last day cannot be before the first.", "left_on")


def _access(role: str) -> str:
    if role not in set(rules.AccessRole):
        raise UserError("Choose what this person may do.", "access")
    return role


@action("Change access")
def give_access(session: Session, person_id: int, roles: tuple[str, ...]) -> None:
    """Say what a person may do from now on; somebody must remain the owner."""
    held = {row.role: row for row in session.scalars(select(Access).filter_by(person_id=person_id))}
    if "owner" not in roles:
        _keep_owner(session, person_id, "access")
    for role, row in held.items():
        if role not in roles:
            session.delete(row)
    for role in roles:
        if role not in held:
            session.add(Access(person_id=person_id, role=_access(role)))
    tell(session, "Access saved")


def _keep_owner(session: Session, person_id: int, field: str) -> None:
    """Refuse to lose the only owner who stays; raises UserError naming the field."""
    owners = session.execute(
        select(Access.person_id, Person.left_on)
        .join(Person, Person.id == Access.person_id)
        .where(Access.role == "owner")
    ).all()
    owns = any(who == person_id for who, _ in owners)
    if owns and not any(who != person_id and left_on is None for who, left_on in owners):
        raise UserError("Somebody has to be the owner. Make another person owner first.", field)


@action("Set wage")
def set_wage(session: Session, person_id: int, from_on: date, per_hour: int, burden: int) -> None:
    """Say what an hour of a person costs from a day on: minor units, burden in ten-thousandths.

    A day ahead is a wage to come. Raises UserError naming from_on, per_hour or burden.
    """
    _near(from_on, "from_on")
    if per_hour < 0:
        raise UserError("Type a wage that is not below zero.", "per_hour")
    if per_hour > MOST_AN_HOUR:
        raise UserError(TOO_MUCH, "per_hour")
    if burden < 10_000:
        raise UserError("With taxes an hour costs at least its wage: 1 or more.", "burden")
    if burden > 30_000:
        raise UserError("With taxes an hour costs at most three times its wage: 3.", "burden")
    row = session.scalars(
        select(Wage).where(Wage.person_id == person_id, Wage.from_on == from_on)
    ).one_or_none()
    if row is None:
        row = Wage(person_id=person_id, from_on=from_on, per_hour=0)
        session.add(row)
    row.per_hour, row.burden = per_hour, burden
    if from_on > today():
        tell(session, f"Wage saved, to come on {full_date(from_on)}")
    else:
        tell(session, "Wage saved")


WAGE_AHEAD = 366
"""Days ahead for which a wage may be agreed."""

MOST_AN_HOUR = 100_000_000
"""Minor units; a million in a currency of cents, and a month's wages in one without."""

TOO_MUCH = "That is more than an hour is paid with. Type what one hour costs."


def _near(day: date, field: str) -> None:
    """Refuse a day more than a year ahead or of a time without MSPs; raises UserError."""
    if day > today() + timedelta(days=WAGE_AHEAD):
        raise UserError("That is more than a year ahead. Look at the year again.", field)
    if day < ALWAYS:
        raise UserError("That is too long ago. Look at the year again.", field)


@action("Set paid hours")
def set_paid_hours(
    session: Session, person_id: int, minutes: Mapping[int, int], from_on: date | None = None
) -> None:
    """Say what a person is paid for by weekday (Monday is 0) from a day on, which may lie ahead.

    Weeks before it keep what was paid then. Without a day it is as if it had always been so, and
    what was said before is forgotten. Raises UserError naming from_on or day0 to day6.
    """
    for weekday in range(7):
        if not 0 <= minutes.get(weekday, 0) <= LONGEST_DAY:
            raise UserError("Paid time on one day is between 0 and 16 hours.", f"day{weekday}")
    first = from_on or ALWAYS
    _near(first, "from_on")
    held = list(session.scalars(select(PaidHours).filter_by(person_id=person_id)))
    for row in held:
        if from_on is None and row.from_on > ALWAYS:
            session.delete(row)
    rows = {row.weekday: row for row in held if row.from_on == first}
    whole = first > ALWAYS and any(row.from_on != first for row in held)
    for weekday in range(7):
        paid = minutes.get(weekday, 0)
        if weekday in rows:
            rows[weekday].minutes = paid
        elif paid or whole:
            session.add(
                PaidHours(person_id=person_id, from_on=first, weekday=weekday, minutes=paid)
            )
    session.flush()
    tell(session, _paid_words(session, person_id, first))


LONGEST_DAY = 960
"""The most minutes that are paid on one day."""


def _paid_words(session: Session, person_id: int, first: date) -> str:
    """What saving paid hours says: those to come, and when they change again."""
    words = "Paid hours saved"
    if first > today():
        words += f", to come on {full_date(first)}"
    after = [on for on, _ in paid_weeks(session, person_id).changes[person_id] if on > first]
    return f"{words}. They change again on {full_date(after[0])}" if after else words


@action("Take change of paid hours back")
def drop_paid_hours(session: Session, person_id: int, from_on: date) -> None:
    """Forget a change of paid hours: what counted before it goes on. Raises UserError.

    The first ones cannot go: without them nothing would be paid.
    """
    rows = list(session.scalars(select(PaidHours).filter_by(person_id=person_id)))
    gone = [row for row in rows if row.from_on == from_on]
    if not gone:
        raise UserError("This change is not there any more.")
    if all(row.from_on >= from_on for row in rows):
        raise UserError("These are the first paid hours. Change them instead.")
    for row in gone:
        session.delete(row)
    tell(session, "Change of paid hours taken back")


@action("Enter leave")
def enter_leave(session: Session, person_id: int, on: date, minutes: int, reason: str = "") -> None:
    """Say that a person is away on a day for so many minutes; 0 takes it back.

    Raises UserError naming minutes.
    """
    if not 0 <= minutes <= LONGEST_DAY:
        raise UserError("Away on one day is more than nothing and at most 16 hours.", "minutes")
    _away(session, person_id, on, minutes, reason)
    tell(session, "Leave saved" if minutes else "Leave removed")


@action("Enter leave")
def enter_leave_days(
    session: Session, person_id: int, first: date, last: date, minutes: int | None, reason: str
) -> None:
    """Say that a person is away on every paid day of a span; without minutes all day.

    Raises UserError naming first, last or minutes.
    """
    if last < first:
        raise UserError("The last day away must not be before the first.", "last")
    if (last - first).days > LONGEST_LEAVE:
        raise UserError("Enter at most a year of leave at once.", "last")
    if minutes is not None and not 0 < minutes <= LONGEST_DAY:
        raise UserError("Away on one day is more than nothing and at most 16 hours.", "minutes")
    paid = paid_weeks(session, person_id)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [on for on in span if paid.on(person_id, on)]
    if not days:
        raise UserError("Nobody is paid on these days. Enter the paid hours first.", "first")
    for on in days:
        whole = paid.on(person_id, on)
        _away(session, person_id, on, whole if minutes is None else min(minutes, whole), reason)
    tell(session, "1 day of leave saved" if len(days) == 1 else f"{len(days)} days of leave saved")


LONGEST_LEAVE = 366
"""Days between the first and the last day of leave that is entered at once."""


def _away(session: Session, person_id: int, on: date, minutes: int, reason: str) -> None:
    row = session.scalars(select(Leave).filter_by(person_id=person_id, on=on)).one_or_none()
    if row is None:
        row = Leave(person_id=person_id, on=on, minutes=0)
        session.add(row)
    row.minutes, row.reason = minutes, reason.strip()


@action("Describe tier")
def describe_tier(session: Session, number: int, meaning: str) -> None:
    """Say in the shop's own words what a tier means; an empty text brings the usual words back."""
    if number not in rules.TIERS:
        raise UserError("A tier is 1, 2 or 3.", "tier")
    row = session.scalars(select(Tier).filter_by(number=number)).one_or_none()
    if row is None:
        row = Tier(number=number, meaning="")
        session.add(row)
    row.meaning = meaning.strip()
    tell(session, f"Tier {number} described")


@action("Set up hats")
def start_hats(session: Session) -> list[int]:
    """Give a new shop the owner's box and the six hats, worn by the owner for now (S001)."""
    owner: Role | None = None
    made = []
    for position, (code, title, department, purpose) in enumerate(rules.SIX_HATS):
        role = Role(
            code=code,
            title=title,
            department=department,
            purpose=purpose,
            position=position,
            reports_to_id=owner.id if owner else None,
            since_on=today(),
        )
        session.add(role)
        session.flush()
        owner = owner or role
        made.append(role.id)
    return made


@action("Assign role")
def wear(session: Session, role_id: int, person_id: int | None, on: date | None = None) -> None:
    """Give a hat to a person from a day on, or back to the owner with None.

    With a day to come it is promised to them: orgchart gives it on that day. What hangs on the hat
    stays: orgchart's assign_role moves that as well. Raises UserError naming role, person or on.
    """
    role = session.get_one(Role, role_id)
    if role.given_up_on is not None:
        raise UserError(f"{role.title} was given up. Bring it back first.", "role")
    first = on or today()
    _near(first, "on")
    person = None if person_id is None else session.get(Person, person_id)
    if person_id is not None and (person is None or _gone(person, first)):
        raise UserError("Choose somebody who works here.", "person")
    if first > today():
        _promise(session, role, person, first)
        return
    _wear(session, role, person_id, first)
    if person is not None:
        tell(session, f"{role.title} is {person.name}'s")
    else:
        tell(session, f"{role.title} is the owner's for now")


def _promise(session: Session, role: Role, person: Person | None, first: date) -> None:
    """Write down who wears a hat from a day to come; the wearer it has takes a promise back."""
    row = session.scalars(select(HatToCome).filter_by(role_id=role.id)).one_or_none()
    stays = role.person_id == (person.id if person else None)
    if stays and row is not None and not row.given:
        session.delete(row)
        tell(session, f"{role.title} is promised to nobody any more")
        return
    if person is None or stays:
        who = person.name if person else "The owner"
        raise UserError(
            f"{who} wears it already. Choose whom it is promised to."
            if stays
            else "It goes back to the owner on its day. Choose today or a day that was.",
            "person" if stays else "on",
        )
    if row is None:
        row = HatToCome(role_id=role.id, person_id=person.id, from_on=first)
        session.add(row)
    row.person_id, row.from_on, row.given = person.id, first, False
    session.flush()
    tell(session, f"{role.title} is {person.name}'s from {full_date(first)}")


def _gone(person: Person, day: date) -> bool:
    return person.left_on is not None and person.left_on < day


def _wear(session: Session, role: Role, person_id: int | None, first: date) -> None:
    """Change the wearer and the history of wearers; the same wearer changes only the day."""
    worn = select(Wearing).where(Wearing.role_id == role.id, Wearing.until_on.is_(None))
    last = session.scalars(worn.order_by(Wearing.from_on.desc(), Wearing.id.desc())).first()
    if last is not None and first < last.from_on and last.person_id != person_id:
        raise UserError(
            f"{role.title} changed hands on {full_date(last.from_on)}. Choose that day or later.",
            "on",
        )
    if last is None and role.person_id is not None and role.person_id != person_id:
        # Who had it before there was a history, so that they are not forgotten.
        since = min(role.since_on or first, first)
        last = Wearing(role_id=role.id, person_id=role.person_id, from_on=since)
        session.add(last)
    if last is None or last.person_id != person_id:
        if last is not None:
            last.until_on = first
        session.add(Wearing(role_id=role.id, person_id=person_id, from_on=first))
    else:
        _begin(session, role, last, first)
    role.person_id, role.since_on = person_id, first
    session.flush()


def _begin(session: Session, role: Role, worn: Wearing, first: date) -> None:
    """Let somebody have worn a hat from another day on; who wore it before did so until then."""
    before = session.scalars(
        select(Wearing)
        .where(Wearing.role_id == role.id, Wearing.until_on == worn.from_on, Wearing.id != worn.id)
        .order_by(Wearing.from_on.desc(), Wearing.id.desc())
    ).first()
    if before is not None and first < before.from_on:
        raise UserError(
            f"{role.title} changed hands on {full_date(before.from_on)}. Choose that day or later.",
            "on",
        )
    if before is not None:
        before.until_on = first
    worn.from_on = first


@action("Leave hats to the owner")
def leave_hats(session: Session) -> None:
    """Give the hats of everybody who left before today to the owner, for now (S010).

    The roles stay as they are; only who wears them ends, on the day after the last one.
    """
    for role_id, first in left_hats(session, today()):
        role = session.get_one(Role, role_id)
        _wear(session, role, None, max(first, role.since_on or first))
