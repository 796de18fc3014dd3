"""Questions about one person as an employee, asked for the People room."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements.queries import contractor_signed
from ...checklists.models import Checklist, ChecklistRun
from ...checklists.queries.runs import RunRow, all_runs, rows_of
from ...dates import today
from ...people import queries as people
from ...people.models import Leave
from ...people.queries import PersonRow
from ...rows import dataclass
from ..models import Employment, IssuedThing, Skill, Stint
from ..rules import temps
from ..rules.checks import ALL
from ..rules.growth import same_name
from .who import leads, may_read

WELCOME = "new-employee"
"""The code of the checklist that welcomes somebody (C7)."""

EXIT = "employee-exit"
"""The code of the checklist with which the shop parts from somebody."""


@dataclass(frozen=True, slots=True)
class EmploymentRow:
    """What is kept about somebody as an employee; version 0 where nothing is yet.

    The last three are only there for those who lead people, and the emergency contact for
    themselves.
    """

    version: int = 0
    salaried: bool = False
    references_on: date | None = None
    training_proof_on: date | None = None
    skills_test_on: date | None = None
    contract_on: date | None = None
    expectations: str = ""
    tier_since: date | None = None
    tier_reviewed_on: date | None = None
    wants_next: str = ""
    emergency_name: str = ""
    emergency_phone: str = ""
    private_note: str = ""

    @property
    def days(self) -> Mapping[str, date | None]:
        """The days of the checks by column."""
        return {check.name: getattr(self, check.name) for check in ALL}


_COLUMNS: tuple[Any, ...] = tuple(
    getattr(Employment, name) for name in EmploymentRow.__dataclass_fields__
)


def employment(session: Session, person_id: int) -> EmploymentRow | None:
    """What is kept about somebody, None for whom it is not."""
    if not may_read(session, person_id):
        return None
    row = session.execute(select(*_COLUMNS).where(Employment.person_id == person_id)).first()
    if row is None:
        return EmploymentRow()
    values: list[Any] = list(row)
    values[-3:] = [words or "" for words in values[-3:]]
    if not leads(session):
        values[-1] = ""
    return EmploymentRow(*values)


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill or a certificate, and until when it counts; `renewed` where it was earned again."""

    id: int
    version: int
    name: str
    kind: str
    got_on: date | None
    expires_on: date | None
    words: str
    renewed: bool = False


def skills(session: Session, person_id: int) -> list[SkillRow]:
    """Somebody's certificates and skills by name; nothing for whom it is not."""
    if not may_read(session, person_id):
        return []
    columns = tuple(getattr(Skill, name) for name in list(SkillRow.__dataclass_fields__)[:-1])
    found = select(*columns).where(Skill.person_id == person_id)
    order = found.order_by(Skill.kind, func.lower(Skill.name), Skill.id)
    rows = [SkillRow(*row) for row in session.execute(order)]
    until: dict[tuple[str, str], date] = {}
    for one in rows:
        key = one.kind, same_name(one.name)
        until[key] = max(until.get(key, date.min), one.expires_on or date.max)
    return [
        replace(one, renewed=True)
        if one.expires_on is not None and one.expires_on < until[one.kind, same_name(one.name)]
        else one
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class ThingRow:
    """Something of the shop's that somebody has, or gave back."""

    id: int
    version: int
    name: str
    serial: str
    issued_on: date
    returned_on: date | None


def things(session: Session, person_id: int) -> list[ThingRow]:
    """What somebody was given, what they still have first; nothing for whom it is not."""
    if not may_read(session, person_id):
        return []
    columns = tuple(getattr(IssuedThing, name) for name in ThingRow.__dataclass_fields__)
    found = select(*columns).where(IssuedThing.person_id == person_id)
    order = found.order_by(
        IssuedThing.returned_on.is_not(None), func.lower(IssuedThing.name), IssuedThing.id
    )
    return [ThingRow(*row) for row in session.execute(order)]


@dataclass(frozen=True, slots=True)
class StintRow:
    """A piece of work of a temp or an intern and how it went."""

    id: int
    version: int
    from_on: date
    until_on: date | None
    work: str
    rating: int | None
    words: str


def stints(session: Session, person_id: int) -> list[StintRow]:
    """The work of a temp, the latest first; only for those who lead people."""
    if not leads(session):
        return []
    columns = tuple(getattr(Stint, name) for name in StintRow.__dataclass_fields__)
    found = select(*columns).where(Stint.person_id == person_id)
    rows = session.execute(found.order_by(Stint.from_on.desc(), Stint.id.desc()))
    return [
        StintRow(id_, version, first, last, work, rating, words or "")
        for id_, version, first, last, work, rating, words in rows
    ]


@dataclass(frozen=True, slots=True)
class TempRow:
    """A temp the shop would hire: how often they were here, and when last."""

    person_id: int
    person: str
    kind: str
    times: int
    last_on: date
    work: str


def would_hire(session: Session) -> list[TempRow]:
    """Temps and interns whose ratings are 4 of 5 on average, by name (S023).

    Who was hired since is on no list any more. Only for those who lead people.
    """
    if not leads(session):
        return []
    columns = (Stint.person_id, Stint.from_on, Stint.until_on, Stint.work, Stint.rating)
    work: dict[int, list[Any]] = {}
    for row in session.execute(select(*columns).order_by(Stint.from_on.desc(), Stint.id.desc())):
        work.setdefault(row.person_id, []).append(row)
    found = []
    for who in people.people(session, all_of_them=True):
        held = work.get(who.id, [])
        ratings = [one.rating for one in held if one.rating is not None]
        if who.kind in temps.KINDS and temps.would_hire(ratings):
            last = held[0]
            until = last.until_on or last.from_on
            found.append(TempRow(who.id, who.name, who.kind, len(held), until, last.work))
    return found


def newest_run(session: Session, person_id: int, code: str) -> RunRow | None:
    """The newest run of a checklist about somebody, None without one or for whom it is not."""
    found = (
        all_runs()
        .where(
            ChecklistRun.person_id == person_id,
            Checklist.code == code,
            ChecklistRun.state != "dropped",
        )
        .order_by(ChecklistRun.id.desc())
        .limit(1)
    )
    return next(iter(rows_of(session, found)), None)


def welcome_run(session: Session, person_id: int) -> RunRow | None:
    """The newest run of the list for a new colleague, None without one or for whom it is not."""
    return newest_run(session, person_id, WELCOME)


@dataclass(frozen=True, slots=True)
class StaffPage:
    """Somebody's page: who they are, what they wear, when they are away next, the guards.

    `own` says that it is the reader's, `lead` that they lead people; what neither may see is
    missing. `contractor_ready` is None for everybody but contractors (S026).
    """

    person: PersonRow
    own: bool
    lead: bool
    hats: tuple[str, ...]
    away: tuple[date, ...]
    access: tuple[str, ...]
    employment: EmploymentRow | None
    welcome: RunRow | None
    contractor_ready: bool | None
    out: int

    @property
    def whole(self) -> bool:
        """Whether more than name and number may be seen."""
        return self.own or self.lead


_AWAY = 5
_AHEAD = 60
"""Days ahead that leave is spoken of on a person's page."""


def staff_page(session: Session, person_id: int) -> StaffPage | None:
    """Somebody's page as far as who asks may see it, or None."""
    who = people.person(session, person_id)
    if who is None:
        return None
    lead, own = leads(session), may_read(session, person_id) and not leads(session)
    away = select(Leave.on).where(
        Leave.person_id == person_id,
        Leave.minutes > 0,
        Leave.on.between(today(), today() + timedelta(days=_AHEAD)),
    )
    whole = lead or own
    return StaffPage(
        person=who,
        own=own,
        lead=lead,
        hats=tuple(role.title for role in people.hats(session, person_id)),
        away=tuple(session.scalars(away.order_by(Leave.on).limit(_AWAY))),
        access=people.access_of(session, person_id) if lead else (),
        employment=employment(session, person_id),
        welcome=welcome_run(session, person_id) if whole else None,
        contractor_ready=contractor_signed(session, person_id)
        if who.kind == "contractor"
        else None,
        out=sum(one.returned_on is None for one in things(session, person_id)),
    )
