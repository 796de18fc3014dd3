"""Questions about what a role says: its card, its pay, answers about it, its hours, its history."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...people.models import Person, Role, Wearing
from ...people.queries import ComingHat, coming_hats, owner_id
from ...rows import dataclass
from ..models import OwnPurpose, Shift
from ..rules.coverage import ShiftSpan, covered
from ..rules.shipped import shipped_roles
from .roles import RoleBox, role_box, role_boxes


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What a role says, as it is edited; `leads_to` is a code, `target_percent` whole percent."""

    id: int
    version: int
    code: str
    title: str
    department: str
    purpose: str
    answers_for: str
    measured_by: str
    requirements: str
    leads_to: str
    target_percent: int | None


def role_words(session: Session, role_id: int) -> RoleWords | None:
    """What a role says, or None where there is none such."""
    columns = tuple(getattr(Role, name) for name in RoleWords.__dataclass_fields__)
    row = session.execute(select(*columns).where(Role.id == role_id)).first()
    return RoleWords(*row) if row else None


@dataclass(frozen=True, slots=True)
class RoleCardRow:
    """A role as its card shows it: the box, whom it reports to, its words line by line.

    `leads_to` is the title of the role one is promoted to; `usual` that words ship for it which it
    does not say yet, `ships` that it is a role which ships at all. `coming` is who wears it from a
    day to come.
    """

    box: RoleBox
    words: RoleWords
    reports_to: str
    second_lead: str
    leads_to: str
    usual: bool
    ships: bool
    coming: ComingHat | None = None

    @property
    def answers_for(self) -> list[str]:
        """What it answers for."""
        return self.words.answers_for.splitlines()

    @property
    def measured_by(self) -> list[str]:
        """What it is measured by."""
        return self.words.measured_by.splitlines()

    @property
    def requirements(self) -> list[str]:
        """What one needs to get the job; apart from why it exists (S029)."""
        return self.words.requirements.splitlines()


def role_card(session: Session, role_id: int) -> RoleCardRow | None:
    """The card of a role of the chart, or None where it is not there any more."""
    box, words = role_box(session, role_id), role_words(session, role_id)
    if box is None or words is None:
        return None
    boxes = role_boxes(session)
    titles = {one.id: one.title for one in boxes}
    shipped = shipped_roles().get(box.code)
    codes = {one.code: one.title for one in boxes}
    next_one = shipped_roles().get(words.leads_to)
    return RoleCardRow(
        box,
        words,
        titles.get(box.reports_to_id or 0, ""),
        titles.get(box.second_lead_id or 0, ""),
        codes.get(words.leads_to) or (next_one.title if next_one else words.leads_to),
        shipped is not None and not (words.purpose and words.answers_for),
        shipped is not None,
        next(
            (one for one in coming_hats(session) if one.role_id == role_id and not one.given), None
        ),
    )


def pay_range(session: Session, role_id: int) -> tuple[int | None, int | None]:
    """What an hour of a role is paid with, from and to, in minor units; for "people" alone."""
    row = session.execute(select(Role.pay_from, Role.pay_to).where(Role.id == role_id)).first()
    return (row[0], row[1]) if row else (None, None)


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """Why a role exists in the words of somebody, and when they said so (S029)."""

    id: int
    role_id: int
    person_id: int
    person: str
    on: date
    words: str


def own_answers(session: Session, role_id: int | None = None) -> list[OwnAnswer]:
    """The answers about a role, or about all of them, the latest first."""
    found = (
        select(
            OwnPurpose.id,
            OwnPurpose.role_id,
            OwnPurpose.person_id,
            Person.name,
            OwnPurpose.on,
            OwnPurpose.words,
        )
        .join(Person, Person.id == OwnPurpose.person_id)
        .order_by(OwnPurpose.on.desc(), OwnPurpose.id.desc())
    )
    if role_id is not None:
        found = found.where(OwnPurpose.role_id == role_id)
    return [OwnAnswer(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class WornRow:
    """Who wore a role from a day on, and until the day before another."""

    id: int
    person: str
    for_now: bool
    from_on: date
    until_on: date | None


def wearers(session: Session, role_id: int) -> list[WornRow]:
    """Who wore a role, the latest first; without a person the owner did, for now (S010)."""
    found = (
        select(Wearing.id, Person.name, Wearing.from_on, Wearing.until_on)
        .outerjoin(Person, Person.id == Wearing.person_id)
        .where(Wearing.role_id == role_id)
        .order_by(Wearing.from_on.desc(), Wearing.id.desc())
    )
    owner = session.scalar(select(Person.name).where(Person.id == owner_id(session))) or "The owner"
    return [
        WornRow(key, name or owner, name is None, first, until)
        for key, name, first, until in session.execute(found)
    ]


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """The hours a role covers, with who wears it."""

    id: int
    role_id: int
    role: str
    wearer: str
    span: ShiftSpan


def shifts(session: Session) -> list[ShiftRow]:
    """The hours of every role that says some, by when they begin (S008)."""
    boxes = {box.id: box for box in role_boxes(session)}
    found = session.execute(
        select(Shift.id, Shift.role_id, Shift.from_minute, Shift.to_minute, Shift.weekdays)
        .where(Shift.role_id.in_(boxes))
        .order_by(Shift.from_minute, Shift.id)
    )
    return [
        ShiftRow(key, role, boxes[role].title, boxes[role].wearer, ShiftSpan(first, last, days))
        for key, role, first, last, days in found
    ]


def covered_on(session: Session, weekday: int) -> list[tuple[int, int]]:
    """The spans of a weekday that the shop's shifts cover; Monday is 0 (S008)."""
    return covered((row.span for row in shifts(session)), weekday)
