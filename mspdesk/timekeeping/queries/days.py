"""Questions about a person's day: what is logged, what is missing, what runs, what is planned."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import String, case, cast, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import minute_of_day, now
from ...errors import UserError
from ...money import half_up
from ...people import queries as people
from ...people.models import Person
from ...shop.queries import calendar, shop
from ...shop.rules import Calendar
from ...tickets.models import Ticket
from ...tickets.rules import Status
from .. import rules
from ..models import DayReason, TimeEntry, Timer, TimesheetWeek, Visit
from .entries import EntryRow, entries_between
from .terms import terms

_LUNCH_WHEN_CLOSED = 60
_TAKES_TIME = tuple(one for one in Status if one not in (Status.CLOSED, Status.CANCELLED))


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A person's timer; `seconds` is what it shows at the moment it was asked for."""

    person_id: int
    ticket_id: int
    number_int: int
    title: str
    client: str
    began_at: datetime
    started_at: datetime
    paused_at: datetime | None
    gathered_seconds: int
    note: str
    seconds: int = 0

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self.paused_at is not None

    def seconds_at(self, moment: datetime) -> int:
        """What it shows at a moment."""
        runs = 0 if self.paused else max(0, int((moment - self.started_at).total_seconds()))
        return self.gathered_seconds + runs


def running(session: Session, person_id: int) -> TimerRow | None:
    """A person's timer, running or paused; None when there is none."""
    found = (
        select(
            Timer.person_id,
            Timer.ticket_id,
            Ticket.number_int,
            Ticket.title,
            Client.name,
            Timer.began_at,
            Timer.started_at,
            Timer.paused_at,
            Timer.gathered_seconds,
            Timer.note,
        )
        .join(Ticket, Ticket.id == Timer.ticket_id)
        .join(Client, Client.id == Ticket.client_id)
        .where(Timer.person_id == person_id)
    )
    row = session.execute(found).first()
    if row is None:
        return None
    timer = TimerRow(*row)
    return replace(timer, seconds=timer.seconds_at(now()))


def timers(session: Session) -> list[tuple[str, TimerRow]]:
    """Every timer with the name of its person, oldest first."""
    found = select(Timer.person_id, Person.name).join(Person, Person.id == Timer.person_id)
    rows = [
        (name, running(session, person_id))
        for person_id, name in session.execute(found.order_by(Timer.began_at))
    ]
    return [(name, timer) for name, timer in rows if timer is not None]


@dataclass(frozen=True, slots=True)
class Planned:
    """Work on a ticket that is put into the day but not done; minutes since midnight."""

    ticket_id: int
    number_int: int
    title: str
    client: str
    start: int
    minutes: int
    after_minutes: int
    billed_minutes: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands in the day; one that nobody placed is put where there is room.

    `start` and `end` are minutes since midnight.
    """

    entry: EntryRow
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DayPage:
    """A person's day; minutes are whole, times of the day minutes since midnight.

    `opens` and `closes` are empty on a day the shop is closed, `closed_for` names the holiday.
    `timer_kind` is who will pay for what the timer says, as things stand.
    """

    person_id: int
    person: str
    day: date
    entries: tuple[EntryRow, ...]
    placed: tuple[Placed, ...]
    planned: tuple[Planned, ...]
    holes: tuple[rules.Hole, ...]
    timer: TimerRow | None
    paid: int
    reason: str
    opens: int | None
    closes: int | None
    closed_for: str
    factor: int
    week_state: str
    timer_kind: str = ""

    @property
    def timer_minutes(self) -> int:
        """Whole minutes on the timer that began this day; they are not logged before it stops."""
        if self.timer is None or self.timer.began_at.date() != self.day:
            return 0
        return self.timer.seconds_at(now()) // 60

    @property
    def logged(self) -> int:
        """All minutes logged."""
        return sum(one.minutes for one in self.entries)

    @property
    def on_tickets(self) -> int:
        """Minutes on clients' tickets."""
        return sum(one.minutes for one in self.entries if not one.overhead)

    @property
    def overhead(self) -> int:
        """Minutes in our own hats."""
        return sum(one.minutes for one in self.entries if one.overhead)

    @property
    def missing(self) -> int:
        """Paid minutes that are not logged (S050)."""
        return rules.missing(self.paid, self.logged)

    @property
    def in_gaps(self) -> int:
        """Minutes of the day with no time and no lunch."""
        return sum(hole.minutes for hole in self.holes if not hole.lunch)

    @property
    def span(self) -> tuple[int, int] | None:
        """From the first to the last minute that is taken; None on an empty day."""
        taken = [(one.start, one.end) for one in self.placed]
        if self.timer and self.timer.began_at.date() == self.day:
            taken.append((minute_of_day(self.timer.began_at), _now_minute(self.day)))
        return (min(a for a, _ in taken), max(b for _, b in taken)) if taken else None


def _now_minute(day: date) -> int:
    """The present minute of a day: all of it when the day is over."""
    moment = now()
    return minute_of_day(moment) if moment.date() == day else (1440 if moment.date() > day else 0)


def paid_on(session: Session, person_id: int, day: date, hours: Calendar | None = None) -> int:
    """Minutes a person is paid to work on a day: nothing on a company holiday (S050)."""
    hours = hours or calendar(session, day.year)
    return 0 if day in hours.closed else people.paid_minutes(session, person_id, day)


def day(session: Session, person_id: int, on: date) -> DayPage:
    """A person's day; raises UserError when there is no such person."""
    who = people.person(session, person_id)
    if who is None:
        raise UserError("Choose who you work as first.")
    hours = calendar(session, on.year)
    entries = entries_between(session, on, on, person_id)
    timer = running(session, person_id)
    paid = paid_on(session, person_id, on, hours)
    placed = place(entries)
    reasons = select(DayReason.reason).where(DayReason.person_id == person_id, DayReason.on == on)
    if timer is not None and not timer.began_at.date() <= on <= now().date():
        timer = None
    opening = hours.open_minutes(on)
    return DayPage(
        person_id=person_id,
        person=who.name,
        day=on,
        entries=tuple(entries),
        placed=tuple(placed),
        planned=tuple(_planned(session, person_id, on, hours)),
        holes=tuple(_holes(on, placed, timer, paid, opening)),
        timer=timer,
        paid=paid,
        reason=session.scalar(reasons) or "",
        opens=opening[0] if opening else None,
        closes=opening[1] if opening else None,
        closed_for=hours.closed.get(on, ""),
        factor=shop(session).after_hours_factor,
        week_state=week_state(session, person_id, on),
        timer_kind=_kind_of(session, timer) if timer else "",
    )


def _kind_of(session: Session, timer: TimerRow) -> str:
    """Who would pay for an hour on the timer's ticket."""
    said = terms(session, timer.ticket_id, timer.began_at.date())
    category = rules.Category.ADMIN if said.internal else rules.Category.PRODUCTIVE
    return rules.decide(said, rules.Split(60, 0), category).kind


def place(entries: list[EntryRow]) -> list[Placed]:
    """Put each entry into the day; one without a from-to goes to the first room from its start."""
    taken: list[Placed] = []
    for one in (row for row in entries if row.timed and row.minutes >= 0):
        start = minute_of_day(one.started_at)
        taken.append(Placed(one, start, start + one.minutes + one.break_minutes))
    for one in (row for row in entries if not row.timed and row.minutes >= 0):
        start = _room(taken, minute_of_day(one.started_at), one.minutes)
        taken.append(Placed(one, start, start + one.minutes))
    return sorted(taken, key=lambda each: (each.start, each.end, each.entry.id))


def _room(taken: list[Placed], start: int, minutes: int) -> int:
    """The first minute from a start on where so many minutes are free."""
    for one in sorted(taken, key=lambda each: each.start):
        if start < one.end and one.start < start + max(1, minutes):
            start = one.end
    return start


def _holes(
    on: date,
    placed: list[Placed],
    timer: TimerRow | None,
    paid: int,
    opening: tuple[int, int] | None,
) -> list[rules.Hole]:
    """What is missing between the hours somebody is paid for, up to now."""
    taken = [rules.Stretch(one.start, one.end) for one in placed]
    until = _now_minute(on)
    if timer and timer.began_at.date() == on and on == now().date():
        taken.append(rules.Stretch(minute_of_day(timer.began_at), until))
    if not taken and (paid == 0 or opening is None):
        return []
    first = min([one.start for one in taken] + ([opening[0]] if opening and paid else []))
    if opening is None or paid == 0:
        last, lunch = max((one.end for one in taken), default=first), _LUNCH_WHEN_CLOSED
    else:
        lunch = max(0, opening[1] - opening[0] - paid)
        inside = [one.end for one in taken if one.start < opening[1]]
        last = min(until, max([first + paid + lunch, *inside]), max([opening[1], *inside]))
    return rules.holes(taken, first, last, lunch)


def _planned(session: Session, person_id: int, on: date, hours: Calendar) -> list[Planned]:
    """Tickets put into this day for a person that they have not begun to log on it."""
    midnight = datetime.combine(on, time())
    worked = select(TimeEntry.ticket_id).where(
        TimeEntry.person_id == person_id, TimeEntry.work_on == on, TimeEntry.after_minutes > 0
    )
    found = (
        select(
            Ticket.id,
            Ticket.number_int,
            Ticket.title,
            Client.name,
            Ticket.scheduled_at,
            func.coalesce(Ticket.scheduled_minutes, Ticket.estimate_minutes, 60),
        )
        .join(Client, Client.id == Ticket.client_id)
        .where(
            Ticket.assigned_id == person_id,
            Ticket.scheduled_at >= max(midnight, now()),
            Ticket.scheduled_at < midnight + timedelta(days=1),
            Ticket.status.not_in(("completed", "closed", "cancelled")),
            Ticket.id.not_in(worked),
        )
        .order_by(Ticket.scheduled_at)
    )
    planned = []
    for ticket_id, number, title, client, scheduled_at, minutes in session.execute(found):
        at = scheduled_at or midnight
        parts = rules.split_of(hours.segments(at, minutes))
        factor = shop(session).after_hours_factor
        bills = parts.regular + parts.after * factor // rules.REGULAR
        planned.append(
            Planned(
                ticket_id, number, title, client, minute_of_day(at), minutes, parts.after, bills
            )
        )
    return planned


@dataclass(frozen=True, slots=True)
class Facts:
    """A day in four figures for the status bar; whole minutes, those on the timer among them."""

    logged: int
    on_tickets: int
    billable: int
    in_gaps: int


def facts(session: Session, person_id: int, on: date) -> Facts:
    """What a person has logged on a day, and how much of it on tickets."""
    page = day(session, person_id, on)
    billable = sum(one.minutes for one in page.entries if one.kind == rules.Kind.BILLABLE)
    runs = page.timer_minutes
    ours = page.timer_kind == rules.Kind.INTERNAL
    return Facts(
        page.logged + runs,
        page.on_tickets + (0 if ours else runs),
        billable + (runs if page.timer_kind == rules.Kind.BILLABLE else 0),
        page.in_gaps,
    )


# --- the week ------------------------------------------------------------------------------------


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


def monday_of(on: date) -> date:
    """The Monday that names a day's week."""
    return on - timedelta(days=on.weekday())


def week_state(session: Session, person_id: int, on: date) -> str:
    """How far the time sheet of a day's week is."""
    found = select(TimesheetWeek.state).where(
        TimesheetWeek.person_id == person_id, TimesheetWeek.monday == monday_of(on)
    )
    return session.scalar(found) or rules.WeekState.OPEN


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
    return timer.began_at.date(), timer.seconds_at(now()) // 60, _kind_of(session, timer)


def _day_sums(
    session: Session, person_id: int, first: date, entries: list[EntryRow]
) -> list[DaySum]:
    days = [first + timedelta(days=n) for n in range(7)]
    hours = calendar(session, *sorted({on.year for on in days}))
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
                paid_on(session, person_id, on, hours),
                sum(one.minutes for one in mine if not one.overhead),
                sum(one.minutes for one in mine if one.overhead),
                sum(one.after_minutes for one in mine),
                reasons.get(on, ""),
                hours.closed.get(on, ""),
            )
        )
    return found


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


def last_working_day(session: Session, before: date) -> date:
    """The newest day before this one on which the shop is open."""
    hours = calendar(session, before.year, before.year - 1)
    on = before - timedelta(days=1)
    for _ in range(14):
        if hours.open_minutes(on) is not None:
            return on
        on -= timedelta(days=1)
    return before - timedelta(days=1)


def missing_on(session: Session, on: date, person_id: int | None = None) -> list[MissingDay]:
    """Whose paid minutes of a day are not all logged, by name; nobody is compared (S030)."""
    sums = (
        select(TimeEntry.person_id, func.sum(TimeEntry.minutes))
        .where(TimeEntry.work_on == on)
        .group_by(TimeEntry.person_id)
    )
    logged = {who: int(minutes) for who, minutes in session.execute(sums)}
    said = set(session.scalars(select(DayReason.person_id).where(DayReason.on == on)))
    hours = calendar(session, on.year)
    found = []
    for who in people.people(session):
        if who.id in said or person_id not in (None, who.id):
            continue
        if (who.hired_on and who.hired_on > on) or (who.left_on and who.left_on < on):
            continue
        row = MissingDay(
            who.id, who.name, on, paid_on(session, who.id, on, hours), logged.get(who.id, 0)
        )
        if row.missing:
            found.append(row)
    return found


def visit_of_day(session: Session, person_id: int, client_id: int, on: date) -> int | None:
    """The newest trip of a person to a client on a day, by id."""
    return session.scalar(
        select(func.max(Visit.id)).where(
            Visit.person_id == person_id, Visit.client_id == client_id, Visit.on == on
        )
    )


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """Something time can be put on: a ticket, or a hat with its standing one (`role_id`)."""

    ticket_id: int | None
    role_id: int | None
    text: str
    note: str


def time_choices(session: Session, person_id: int, text: str, limit: int = 12) -> list[TimeChoice]:
    """What time can be put on, by number, title, client or hat; own tickets and hats first."""
    wanted = text.strip().lower().lstrip("#")
    found = (
        select(Ticket.id, Ticket.number_int, Ticket.title, Client.name)
        .join(Client, Client.id == Ticket.client_id)
        .where(Ticket.status.in_(_TAKES_TIME), Ticket.standing.is_(False))
    )
    if wanted.isdigit():
        found = found.where(cast(Ticket.number_int, String).startswith(wanted))
    elif wanted:
        words = (func.lower(Ticket.title), func.lower(Client.name))
        found = found.where(or_(*[one.contains(wanted, autoescape=True) for one in words]))
    else:
        found = found.where(Ticket.assigned_id == person_id)
    mine = case((Ticket.assigned_id == person_id, 0), else_=1)
    rows = session.execute(found.order_by(mine, Ticket.priority, Ticket.opened_at).limit(limit))
    tickets = [
        TimeChoice(ticket_id, None, f"#{number} {title}", client)
        for ticket_id, number, title, client in rows
    ]
    hats = [
        TimeChoice(None, role.id, role.title, "Overhead")
        for role in people.hats(session, person_id)
        if not wanted.isdigit() and wanted in role.title.lower()
    ]
    return tickets + hats


def ticket_choice(session: Session, ticket_id: int) -> TimeChoice | None:
    """A ticket as time_choices would show it; None when it is gone."""
    found = (
        select(Ticket.number_int, Ticket.title, Client.name)
        .join(Client, Client.id == Ticket.client_id)
        .where(Ticket.id == ticket_id)
    )
    row = session.execute(found).first()
    if row is None:
        return None
    return TimeChoice(ticket_id, None, f"#{row.number_int} {row.title}", row.name)
