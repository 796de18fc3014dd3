"""Who takes the calls of a working day, and what a person's day holds (S052)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.models.run import ChecklistRun
from ...clients.models import Client
from ...people import queries as people
from ...people.queries import PersonRow
from ...rows import dataclass
from ...shop.queries import calendar
from ...shop.rules import Calendar
from ...tickets import queries as tickets
from ...tickets.queries import TicketRow
from ...tickets.rules import ENDED
from ...timekeeping.queries.paid import PaidTime, paid_between
from ..models import TechOfDay
from ..rules.turns import by_turn


@dataclass(frozen=True, slots=True)
class DayName:
    """The tech of a working day: `named` by somebody, or by turn; `away` on leave that day."""

    on: date
    person_id: int | None
    person: str
    named: bool
    words: str = ""
    away: bool = False
    id: int = 0

    @property
    def said(self) -> str:
        """How it came about, in a word or two."""
        if self.person_id is None:
            return "Nobody is in"
        if self.away:
            return "Named, but away"
        return "Named" if self.named else "By turn"


@dataclass(frozen=True, slots=True)
class _Shift:
    """Who takes tickets, and when each of them is in."""

    takers: tuple[PersonRow, ...]
    paid: PaidTime
    hours: Calendar

    def is_in(self, person_id: int, day: date) -> bool:
        """Whether somebody works on a day; one with no paid hours written down always does."""
        if self.paid.weeks.known(person_id):
            return self.paid.on(person_id, day) > 0
        return (person_id, day) not in self.paid.leave

    def turn(self, day: date) -> int | None:
        """Whose turn a day is among those who worked here then."""
        here = [one.id for one in self.takers if _worked(one, day)]
        return by_turn(day, here, lambda who: self.is_in(who, day))


def _worked(one: PersonRow, day: date) -> bool:
    since = one.hired_on is None or one.hired_on <= day
    return since and (one.left_on is None or day <= one.left_on)


def _shift(session: Session, first: date, last: date) -> _Shift:
    everybody = people.people(session, all_of_them=True)
    paid = paid_between(session, first, last)
    return _Shift(
        tuple(sorted((one for one in everybody if one.takes_tickets), key=lambda one: one.id)),
        paid,
        calendar(session, *range(first.year, last.year + 1)),
    )


def tech_days(session: Session, first: date, last: date) -> list[DayName]:
    """The working days between two days, each with the one who has it."""
    shift = _shift(session, first, last)
    found = select(TechOfDay.on, TechOfDay.person_id, TechOfDay.words, TechOfDay.id).where(
        TechOfDay.on.between(first, last)
    )
    named = {row[0]: row for row in session.execute(found)}
    names = {one.id: one for one in people.people(session, all_of_them=True)}
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [
        _day(day, shift, names, named.get(day))
        for day in days
        if shift.hours.open_minutes(day) is not None
    ]


def _day(
    day: date,
    shift: _Shift,
    names: Mapping[int, PersonRow],
    row: tuple[date, int, str, int] | None,
) -> DayName:
    if row is not None and _worked(names[row[1]], day):
        _, who, words, id_ = row
        return DayName(day, who, names[who].name, True, words, not shift.is_in(who, day), id_)
    turn = shift.turn(day)
    name = names[turn].name if turn is not None else ""
    return DayName(day, turn, name, False)


def tech_of_day(session: Session, day: date) -> DayName | None:
    """Who takes the calls of a day; None on a day the shop is closed."""
    return next(iter(tech_days(session, day, day)), None)


@dataclass(frozen=True, slots=True)
class Booked:
    """A checklist that is planned into a person's day."""

    run_id: int
    title: str
    client: str
    at: datetime | None
    minutes: int


@dataclass(frozen=True, slots=True)
class DayScreen:
    """A person's day: what is put into it, then the next-best tickets, best first (S052)."""

    scheduled: tuple[TicketRow, ...]
    booked: tuple[Booked, ...]
    following: tuple[TicketRow, ...]

    @property
    def minutes(self) -> int:
        """What all of it is estimated at."""
        tickets_ = sum(row.remaining_minutes for row in (*self.scheduled, *self.following))
        return tickets_ + sum(one.minutes for one in self.booked)


def day_screen(session: Session, person_id: int, day: date) -> DayScreen:
    """Own scheduled work of a day in its order, then what could be taken up next."""
    own = [
        row
        for row in tickets.open_tickets(session)
        if row.assigned_id == person_id
        and row.scheduled_at is not None
        and row.scheduled_at.date() == day
        and row.status not in ENDED
    ]
    own.sort(key=lambda row: (row.scheduled_at or datetime.max, row.id))
    taken = {row.id for row in own}
    following = [row for row in tickets.next_tickets(session, person_id) if row.id not in taken]
    return DayScreen(tuple(own), tuple(_booked(session, person_id, day)), tuple(following))


def _booked(session: Session, person_id: int, day: date) -> list[Booked]:
    midnight = datetime.combine(day, time())
    found = (
        select(
            ChecklistRun.id,
            ChecklistRun.title,
            Client.name,
            ChecklistRun.planned_at,
            ChecklistRun.planned_minutes,
        )
        .outerjoin(Client, Client.id == ChecklistRun.client_id)
        .where(
            ChecklistRun.assigned_id == person_id,
            ChecklistRun.planned_at >= midnight,
            ChecklistRun.planned_at < midnight + timedelta(days=1),
            ChecklistRun.state.in_(("planned", "in_progress")),
        )
        .order_by(ChecklistRun.planned_at, ChecklistRun.id)
    )
    return [
        Booked(run, title, client or "", at, minutes or 0)
        for run, title, client, at, minutes in session.execute(found)
    ]
