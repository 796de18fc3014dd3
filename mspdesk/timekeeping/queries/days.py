"""Questions about a person's day: what is logged, what is missing, what is planned."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import minute_of_day, now
from ...errors import UserError
from ...people import queries as people
from ...rows import dataclass
from ...shop.queries import calendar, shop
from ...shop.rules import Calendar
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from .. import rules
from ..models import DayReason, TimeEntry
from .clocks import TimerRow, kind_of_timer, running, timers
from .entries import EntryRow, entries_between
from .paid import paid_on, week_state

_LUNCH_WHEN_CLOSED = 60


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
        planned=tuple(_planned(session, on, hours, person_id).get(person_id, ())),
        holes=tuple(_holes(on, placed, timer, paid, opening)),
        timer=timer,
        paid=paid,
        reason=session.scalar(reasons) or "",
        opens=opening[0] if opening else None,
        closes=opening[1] if opening else None,
        closed_for=hours.closed.get(on, ""),
        factor=shop(session).after_hours_factor,
        week_state=week_state(session, person_id, on),
        timer_kind=kind_of_timer(session, timer) if timer else "",
    )


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


@dataclass(frozen=True, slots=True)
class Doing:
    """What of a person's day is known to everybody: what was logged, what is planned, the timer."""

    placed: tuple[Placed, ...] = ()
    planned: tuple[Planned, ...] = ()
    timer: TimerRow | None = None


def who_does_what(session: Session, on: date) -> dict[int, Doing]:
    """The day of everybody who has one, by person, asked once for all."""
    entries: dict[int, list[EntryRow]] = {}
    for one in entries_between(session, on, on):
        entries.setdefault(one.person_id, []).append(one)
    planned = _planned(session, on, calendar(session, on.year))
    running_now = {
        timer.person_id: timer for _, timer in timers(session) if timer.began_at.date() == on
    }
    return {
        who: Doing(
            tuple(place(entries.get(who, []))), tuple(planned.get(who, ())), running_now.get(who)
        )
        for who in {*entries, *planned, *running_now}
    }


def _planned(
    session: Session, on: date, hours: Calendar, person_id: int | None = None
) -> dict[int, list[Planned]]:
    """Tickets put into this day that their person has not begun to log on it, by person."""
    midnight = datetime.combine(on, time())
    worked = select(TimeEntry.id).where(
        TimeEntry.ticket_id == Ticket.id,
        TimeEntry.person_id == Ticket.assigned_id,
        TimeEntry.work_on == on,
        TimeEntry.after_minutes > 0,
    )
    found = (
        select(
            Ticket.assigned_id,
            Ticket.id,
            Ticket.number_int,
            Ticket.title,
            Client.name,
            Ticket.scheduled_at,
            func.coalesce(Ticket.scheduled_minutes, Ticket.estimate_minutes, 60),
        )
        .join(Client, Client.id == Ticket.client_id)
        .where(
            Ticket.scheduled_at >= max(midnight, now()),
            Ticket.scheduled_at < midnight + timedelta(days=1),
            IS_OPEN,
            ~worked.exists(),
        )
        .order_by(Ticket.scheduled_at)
    )
    if person_id is not None:
        # As a truth, so that the few open tickets are walked, not all a person ever had.
        found = found.where((Ticket.assigned_id == person_id).is_(True))
    rows = session.execute(found).all()
    factor = shop(session).after_hours_factor if rows else rules.REGULAR
    planned: dict[int, list[Planned]] = {}
    for who, ticket_id, number, title, client, scheduled_at, minutes in rows:
        if who is None:
            # Not asked of SQLite: the index of who has a ticket holds all of history.
            continue
        at = scheduled_at or midnight
        parts = rules.split_of(hours.segments(at, minutes))
        bills = parts.regular + parts.after * factor // rules.REGULAR
        planned.setdefault(who, []).append(
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
