"""Questions about what comes again: the schedules there are, and whose they are."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...clients.rules import WORKED_FOR
from ...dates import short_date
from ...people.models import Person
from ...rows import dataclass
from ..models import Checklist, ChecklistRun, Schedule
from ..rules import recurrence
from ..rules.run import OPEN
from ..rules.schedule import at_time

MAINTENANCE = "monthly-maintenance"
"""The code of the checklist that is worked through once a month for every managed client (S069)."""

MONITORING = "daily-monitoring"
"""The code of the checklist of the daily look at servers and backups (S058)."""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A schedule with all it says; minutes of the day, minutes, days.

    `person_id` is who does it: the one named, else who takes the client's tickets, else nobody.
    `code` and `checklist` name the master.
    """

    id: int
    version: int
    title: str
    checklist_id: int | None
    variant: str
    client_id: int | None
    site_id: int | None
    device_id: int | None
    rule: str
    every: int
    days_after: int
    begins_on: date
    ended_on: date | None
    at_minute: int | None
    minutes: int | None
    assigned_id: int | None
    vendor_id: int | None
    opens_ticket: bool
    ahead_days: int
    ticket_title: str
    ticket_words: str
    ticket_type: str
    priority: int
    estimate_minutes: int | None
    hat: str
    next_on: date | None
    planned_to: date | None
    notes: str
    code: str
    checklist: str
    client: str
    client_status: str
    internal: bool
    person_id: int | None
    person: str
    due_on: date | None = None

    @property
    def words(self) -> str:
        """When it comes, in words: Every month on the second Tuesday, 9:00 am."""
        words = recurrence.rule_words(self.rule, self.every, self.days_after)
        return words if self.at_minute is None else f"{words}, {at_time(self.at_minute)}"

    @property
    def short_words(self) -> str:
        """When it comes in few words: Second Tuesday, 9:00 am."""
        words = recurrence.short_words(self.rule, self.every, self.days_after)
        return words if self.at_minute is None else f"{words}, {at_time(self.at_minute)}"

    @property
    def whose(self) -> str:
        """Whom it is for."""
        return self.client or "Every client it happens at" if self.event else self.client or "Us"

    @property
    def event(self) -> str:
        """What it follows; nothing where it comes by the calendar."""
        return recurrence.parse(self.rule).event

    @property
    def slot(self) -> bool:
        """Whether a technician's time is kept free for it."""
        return self.at_minute is not None and bool(self.minutes) and self.person_id is not None

    @property
    def next_words(self) -> str:
        """The next day it is to be done in short words, one that is late included."""
        day = self.due_on or self.next_on
        return short_date(day) if day else ""


_OF_OTHERS = (
    "code",
    "checklist",
    "client",
    "client_status",
    "internal",
    "person_id",
    "person",
    "due_on",
)
_OWN = tuple(
    getattr(Schedule, name) for name in ScheduleRow.__dataclass_fields__ if name not in _OF_OTHERS
)

ENDED_CLIENT = ("former", "declined")


def _rows(day: date) -> Select[Any]:
    named, usual = aliased(Person), aliased(Person)
    named_here = and_(
        named.id == Schedule.assigned_id, or_(named.left_on.is_(None), named.left_on >= day)
    )
    usual_here = and_(
        usual.id == Client.primary_person_id, or_(usual.left_on.is_(None), usual.left_on >= day)
    )
    return (
        select(
            *_OWN,
            func.coalesce(Checklist.code, ""),
            func.coalesce(Checklist.title, ""),
            func.coalesce(Client.name, ""),
            func.coalesce(Client.status, ""),
            func.coalesce(Client.internal, False),
            func.coalesce(named.id, usual.id),
            func.coalesce(named.name, usual.name, ""),
            select(func.min(ChecklistRun.due_on))
            .where(ChecklistRun.schedule_id == Schedule.id, ChecklistRun.state.in_(OPEN))
            .scalar_subquery(),
        )
        .outerjoin(Checklist, Checklist.id == Schedule.checklist_id)
        .outerjoin(Client, Client.id == Schedule.client_id)
        .outerjoin(named, named_here)
        .outerjoin(usual, usual_here)
        .order_by(func.lower(Schedule.title), func.lower(Client.name), Schedule.id)
    )


def live(day: date) -> ColumnElement[bool]:
    """Whether a schedule goes on: it has not ended, nor has its client left us."""
    return and_(
        or_(Schedule.ended_on.is_(None), Schedule.ended_on >= day),
        or_(Schedule.client_id.is_(None), Client.status.not_in(ENDED_CLIENT)),
    )


_IN_USE = ~func.coalesce(Checklist.retired, False)
"""A checklist that is out of use is planned no more."""


def schedules(
    session: Session, day: date, *, ended: bool = False, client_id: int | None = None
) -> list[ScheduleRow]:
    """The schedules that go on, by title and client; with `ended` those that do not, too."""
    found = _rows(day)
    if not ended:
        found = found.where(live(day))
    if client_id is not None:
        found = found.where(Schedule.client_id == client_id)
    return [ScheduleRow(*row) for row in session.execute(found)]


def schedule(session: Session, schedule_id: int, day: date) -> ScheduleRow | None:
    """One schedule, gone on or ended."""
    row = session.execute(_rows(day).where(Schedule.id == schedule_id)).first()
    return ScheduleRow(*row) if row else None


def to_plan(session: Session, day: date, until: date) -> list[ScheduleRow]:
    """The schedules that go on and have a day to be planned until then."""
    found = _rows(day).where(live(day), _IN_USE, Schedule.next_on <= until)
    return [ScheduleRow(*row) for row in session.execute(found)]


def of_event(session: Session, event: str, day: date) -> list[ScheduleRow]:
    """The schedules that follow an event."""
    rule = f"{recurrence.AFTER}:{event}"
    begun = Schedule.begins_on <= day
    found = _rows(day).where(live(day), _IN_USE, Schedule.rule == rule, begun)
    return [ScheduleRow(*row) for row in session.execute(found)]


def lapsed(session: Session) -> list[int]:
    """Schedules of clients who have left us that nobody has ended."""
    found = (
        select(Schedule.id)
        .join(Client, Client.id == Schedule.client_id)
        .where(Schedule.ended_on.is_(None), Client.status.in_(ENDED_CLIENT))
    )
    return list(session.scalars(found))


def load_of(session: Session, person_id: int | None, day: date) -> dict[str, int]:
    """How many schedules a technician has on each rule already."""
    rows = schedules(session, day)
    found: dict[str, int] = {}
    for row in rows:
        if row.person_id == person_id:
            found[row.rule] = found.get(row.rule, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """A client that work can be planned for."""

    id: int
    name: str
    internal: bool
    has: bool


def clients_for(session: Session, code: str) -> list[Choice]:
    """Clients we work for, by name, our own company last; `has` says this work comes already."""
    taken = set(
        session.scalars(
            select(Schedule.client_id)
            .join(Checklist, Checklist.id == Schedule.checklist_id)
            .where(Checklist.code == code, Schedule.ended_on.is_(None))
        )
    )
    wanted = or_(Client.status.in_(WORKED_FOR), Client.internal)
    found = (
        select(Client.id, Client.name, Client.internal)
        .where(wanted)
        .order_by(Client.internal, func.lower(Client.name))
    )
    return [Choice(*row, has=row.id in taken) for row in session.execute(found)]


def draft_of(
    session: Session, facts: Mapping[str, Any], schedule_id: int | None, day: date
) -> ScheduleRow:
    """A schedule as somebody is typing it; one that is not in the books has the id -1."""
    before = schedule(session, schedule_id, day) if schedule_id is not None else None
    row = before or _empty(day)
    known = {name: value for name, value in facts.items() if name in _DRAFTED}
    known["begins_on"] = known.get("begins_on") or row.begins_on
    row = replace(row, **known)
    client = session.get(Client, row.client_id) if row.client_id else None
    who = row.assigned_id or (client.primary_person_id if client is not None else None)
    person = session.get(Person, who) if who is not None else None
    return replace(
        row,
        client=client.name if client is not None else "",
        internal=client.internal if client is not None else False,
        person_id=person.id if person is not None else None,
        person=person.name if person is not None else "",
    )


def _empty(day: date) -> ScheduleRow:
    usual: dict[str, Any] = dict.fromkeys(ScheduleRow.__dataclass_fields__)
    words = (
        "title variant ticket_title ticket_words ticket_type hat notes code checklist client "
        "client_status person"
    ).split()
    usual |= dict.fromkeys(words, "")
    usual |= {"id": -1, "version": 1, "rule": recurrence.DAILY_ON, "every": 1, "days_after": 0}
    usual |= {"begins_on": day, "opens_ticket": True, "ahead_days": 7, "priority": 3}
    return ScheduleRow(**usual | {"internal": False, "due_on": None})


_DRAFTED = frozenset(
    "title client_id rule every days_after begins_on at_minute minutes assigned_id".split()
)
