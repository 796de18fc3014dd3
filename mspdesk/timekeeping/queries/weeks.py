"""Questions about a person's week: its days in figures, and how far its sheet is."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import now
from ...errors import UserError
from ...money import half_up
from ...people import queries as people
from ...people.models import Person
from ...rows import dataclass
from .. import rules
from ..models import DayReason, TimesheetWeek
from .clocks import kind_of_timer, running
from .entries import EntryRow, entries_between
from .paid import monday_of, paid_between


@dataclass(frozen=True, slots=True)
class DaySum:
    """A day of a week in figures; whole minutes."""

    day: date
    paid: int
    on_tickets: int
    overhead: int
    after: int
    reason: str = ""
    closed_for: str = ""

    @property
    def logged(self) -> int:
        """All minutes logged."""
        return self.on_tickets + self.overhead

    @property
    def missing(self) -> int:
        """Paid minutes that are not logged (S050)."""
        return rules.missing(self.paid, self.logged)

    @property
    def explained(self) -> bool:
        """Whether the day is complete or somebody said why not."""
        return self.missing == 0 or bool(self.reason)


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A person's week, Monday to Sunday, and how far its time sheet is.

    What the timer shows stands apart until it is stopped: on which day, minutes, who will pay.
    """

    person_id: int
    person: str
    monday: date
    days: tuple[DaySum, ...]
    entries: tuple[EntryRow, ...]
    state: str
    submitted_at: datetime | None
    approved_at: datetime | None
    approved_by: str
    timer_on: date | None = None
    timer_minutes: int = 0
    timer_kind: str = ""

    @property
    def on_tickets(self) -> int:
        """Minutes on clients' tickets."""
        return sum(one.on_tickets for one in self.days)

    @property
    def logged(self) -> int:
        """All minutes of the week."""
        return sum(one.logged for one in self.days)

    @property
    def paid(self) -> int:
        """Paid minutes of the week."""
        return sum(one.paid for one in self.days)

    @property
    def missing(self) -> int:
        """Missing minutes of its days; more on one day does not fill another (S050)."""
        return sum(one.missing for one in self.days)

    @property
    def share_on_tickets(self) -> int:
        """Percent of logged time on clients' tickets, rounded half up; 0 for an empty week."""
        return half_up(self.on_tickets * 100, self.logged) if self.logged else 0


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A time sheet that was submitted and that nobody has approved yet."""

    person_id: int
    person: str
    monday: date
    submitted_at: datetime


def handed_in(session: Session) -> list[HandedIn]:
    """The time sheets that wait to be approved, oldest week first."""
    found = (
        select(TimesheetWeek.person_id, Person.name, TimesheetWeek.monday)
        .add_columns(TimesheetWeek.submitted_at)
        .join(Person, Person.id == TimesheetWeek.person_id)
        .where(TimesheetWeek.state == rules.WeekState.SUBMITTED)
        .order_by(TimesheetWeek.monday, Person.name)
    )
    return [
        HandedIn(person_id, name, monday, at or datetime.combine(monday, time()))
        for person_id, name, monday, at in session.execute(found)
    ]


def week(session: Session, person_id: int, on: date) -> WeekPage:
    """A person's week with every entry; raises UserError when there is no such person."""
    who = people.person(session, person_id)
    if who is None:
        raise UserError("Choose who you work as first.")
    first = monday_of(on)
    last = first + timedelta(days=6)
    entries = entries_between(session, first, last, person_id)
    sheet = session.execute(
        select(
            TimesheetWeek.state,
            TimesheetWeek.submitted_at,
            TimesheetWeek.approved_at,
            Person.name,
        )
        .outerjoin(Person, Person.id == TimesheetWeek.approved_by_id)
        .where(TimesheetWeek.person_id == person_id, TimesheetWeek.monday == first)
    ).first()
    state, submitted_at, approved_at, approver = sheet or (rules.WeekState.OPEN, None, None, None)
    return WeekPage(
        person_id,
        who.name,
        first,
        tuple(_day_sums(session, person_id, first, entries)),
        tuple(entries),
        state,
        submitted_at,
        approved_at,
        approver or "",
        *_running_in(session, person_id, first, last),
    )


def _running_in(
    session: Session, person_id: int, first: date, last: date
) -> tuple[date | None, int, str]:
    """Day, minutes and payer of a timer that began in these days."""
    timer = running(session, person_id)
    if timer is None or not first <= timer.began_at.date() <= last:
        return None, 0, ""
    return timer.began_at.date(), timer.seconds_at(now()) // 60, kind_of_timer(session, timer)


def _day_sums(
    session: Session, person_id: int, first: date, entries: list[EntryRow]
) -> list[DaySum]:
    days = [first + timedelta(days=n) for n in range(7)]
    paid = paid_between(session, days[0], days[-1])
    said = select(DayReason.on, DayReason.reason).where(
        DayReason.person_id == person_id, DayReason.on.between(days[0], days[-1])
    )
    reasons = {on: reason for on, reason in session.execute(said)}  # noqa: C416 - rows, not pairs
    found = []
    for on in days:
        mine = [one for one in entries if one.work_on == on]
        found.append(
            DaySum(
                on,
                paid.on(person_id, on),
                sum(one.minutes for one in mine if not one.overhead),
                sum(one.minutes for one in mine if one.overhead),
                sum(one.after_minutes for one in mine),
                reasons.get(on, ""),
                paid.hours.closed.get(on, ""),
            )
        )
    return found
