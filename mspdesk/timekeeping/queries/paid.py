"""Who is paid when, what of it is missing, and how far a time sheet is."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from ...dates import monday
from ...people import queries as people
from ...people.rules import PaidWeeks
from ...rows import dataclass
from ...shop.queries import calendar
from ...shop.rules import Calendar
from .. import rules
from ..models import DayReason, TimeEntry, TimesheetWeek

monday_of = monday
"""The Monday that names a day's week."""


_WEEK_STATE = select(TimesheetWeek.state).where(
    TimesheetWeek.person_id == bindparam("person_id"), TimesheetWeek.monday == bindparam("monday")
)


def week_state(session: Session, person_id: int, on: date) -> str:
    """How far the time sheet of a day's week is."""
    asked = {"person_id": person_id, "monday": monday_of(on)}
    return session.scalar(_WEEK_STATE, asked) or rules.WeekState.OPEN


def paid_on(session: Session, person_id: int, day: date, hours: Calendar | None = None) -> int:
    """Minutes a person is paid to work on a day: nothing on a company holiday (S050)."""
    hours = hours or calendar(session, day.year)
    return 0 if day in hours.closed else people.paid_minutes(session, person_id, day)


@dataclass(frozen=True, slots=True)
class PaidTime:
    """What everybody is paid to work on the days of a span, asked for once; whole minutes."""

    weeks: PaidWeeks
    leave: Mapping[tuple[int, date], int]
    hours: Calendar

    def on(self, person_id: int, day: date) -> int:
        """Minutes a person is paid to work on a day: nothing on a company holiday (S050)."""
        if day in self.hours.closed:
            return 0
        return max(0, self.weeks.on(person_id, day) - self.leave.get((person_id, day), 0))


def paid_between(session: Session, first: date, last: date) -> PaidTime:
    """The paid time of everybody between two days, both included."""
    hours = calendar(session, *range(first.year, last.year + 1))
    return PaidTime(people.paid_weeks(session), people.leave_between(session, first, last), hours)


def paid_by_day(
    session: Session, first: date, last: date, person_id: int | None = None
) -> dict[date, int]:
    """Minutes that are paid on each day of a span, of the team or of one person.

    Holidays and leave are taken off, and days before somebody came or after they left.
    """
    paid = paid_between(session, first, last)
    staff = [who for who in people.people(session, all_of_them=True) if person_id in (None, who.id)]
    return {
        day: sum(paid.on(who.id, day) for who in staff if who.here_on(day))
        for day in (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    }


def paid_minutes_between(
    session: Session, first: date, last: date, person_id: int | None = None
) -> int:
    """Minutes that are paid between two days, of the team or of one person."""
    return sum(paid_by_day(session, first, last, person_id).values())


def last_working_day(session: Session, before: date) -> date:
    """The newest day before this one on which the shop is open."""
    hours = calendar(session, before.year, before.year - 1)
    on = before - timedelta(days=1)
    for _ in range(14):
        if hours.open_minutes(on) is not None:
            return on
        on -= timedelta(days=1)
    return before - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MissingDay:
    """A person's day whose paid minutes are not all logged and nobody said why."""

    person_id: int
    person: str
    day: date
    paid: int
    logged: int

    @property
    def missing(self) -> int:
        """Minutes that are missing (S050)."""
        return rules.missing(self.paid, self.logged)


def missing_on(session: Session, on: date, person_id: int | None = None) -> list[MissingDay]:
    """Whose paid minutes of a day are not all logged, by name; nobody is compared (S030)."""
    sums = (
        select(TimeEntry.person_id, func.sum(TimeEntry.minutes))
        .where(TimeEntry.work_on == on)
        .group_by(TimeEntry.person_id)
    )
    logged = {who: int(minutes) for who, minutes in session.execute(sums)}
    said = set(session.scalars(select(DayReason.person_id).where(DayReason.on == on)))
    paid = paid_between(session, on, on)
    found = []
    for who in people.people(session):
        if who.id in said or person_id not in (None, who.id):
            continue
        if not who.here_on(on):
            continue
        row = MissingDay(who.id, who.name, on, paid.on(who.id, on), logged.get(who.id, 0))
        if row.missing:
            found.append(row)
    return found
