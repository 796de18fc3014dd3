"""What Today shows, gathered from the rooms that exist: tickets, hats, who is where, the week."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnClause, exists, literal_column, select, table
from sqlalchemy.orm import Session

from ..clients import queries as clients
from ..clients.models import Client
from ..dates import minute_of_day, now
from ..desk.area import Place, TodayList, TodayRow
from ..people import queries as people
from ..people.queries import RoleRow
from ..rows import dataclass
from ..shop.queries import calendar
from ..tickets import queries as tickets
from ..tickets.models import Ticket
from ..tickets.queries import TicketRow
from ..tickets.rules import Queue, Status
from ..timekeeping import queries as time

RULER_DAYS = 3


@dataclass(frozen=True, slots=True)
class Hat:
    """A hat of the person at work: what waits under it, and whether it is theirs only for now."""

    title: str
    words: str
    count: int
    for_now: bool
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A piece of a day: minutes since midnight, words, and kind (work, plan, own, now)."""

    key: int
    start: int
    end: int
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class PersonDay:
    """A person's day on the ruler."""

    name: str
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is planned on a day: its time as text, its words, where it leads."""

    at: str
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands beside the day: the hats, and a list of lines for each list of the areas."""

    hats: list[Hat]
    due: list[tuple[TodayList, list[TodayRow]]]


@dataclass(frozen=True, slots=True)
class Day:
    """All that Today shows, read at once; `sides` is None where they were not asked for.

    `begun` says that there is anybody to work for yet.
    """

    tickets: list[TicketRow]
    people: list[PersonDay]
    away: list[str]
    week: list[tuple[date, list[Coming]]]
    sides: Sides | None
    begun: bool


def whole_day(
    session: Session,
    day: date,
    person_id: int | None,
    lists: Iterable[TodayList] | None,
    *,
    everybody: bool,
) -> Day:
    """What a day asks for of the person at work, with their own tickets only or everybody's."""
    return Day(
        todays_tickets(session, None if everybody else person_id),
        who_is_where(session, day),
        away(session, day),
        rest_of_week(session, day),
        None if lists is None else sides(session, day, person_id, lists),
        bool(session.scalar(select(exists().where(Client.internal.is_(False))))),
    )


def sides(session: Session, day: date, person_id: int | None, lists: Iterable[TodayList]) -> Sides:
    """The hats of the person at work and these lists; both ask every area."""
    wanted = list(lists)
    used = _used(session, {one.of for one in wanted if one.of})
    return Sides(
        hats(session, person_id) if person_id is not None else [],
        [
            (one, one.rows(session, person_id, day) if not one.of or one.of in used else [])
            for one in wanted
        ],
    )


def _used(session: Session, tables: set[str]) -> set[str]:
    """Those of some tables that have rows, in one question."""
    if not tables:
        return set()
    row: ColumnClause[int] = literal_column("1")
    asked = [exists(select(row).select_from(table(one))).label(one) for one in sorted(tables)]
    return {
        str(name)
        for name, there in session.execute(select(*asked)).mappings().one().items()
        if there
    }


def todays_tickets(session: Session, person_id: int | None) -> list[TicketRow]:
    """What can be worked on now, in order; a person's own next ones, or everybody's without one."""
    if person_id is not None:
        following = tickets.next_tickets(session, person_id)
        ids = {row.id for row in following}
        planned = [row for row in _own_planned(session, person_id) if row.id not in ids]
        return [*planned, *following]
    resting = {Status.WAITING_CLIENT, Status.WAITING_THIRD_PARTY, Status.ON_HOLD}
    due = now().date()
    return [
        row
        for row in tickets.open_tickets(session)
        if row.status not in resting or (row.follow_up_on is not None and row.follow_up_on <= due)
    ]


def _own_planned(session: Session, person_id: int) -> list[TicketRow]:
    """A person's work that is put into this day, by its hour (S052)."""
    day = now().date()
    rows = [
        row
        for row in tickets.open_tickets(session)
        if row.assigned_id == person_id and row.scheduled_at and row.scheduled_at.date() == day
    ]
    return sorted(rows, key=lambda row: (row.scheduled_at or now(), row.id))


def hats(session: Session, person_id: int) -> list[Hat]:
    """The hats a person wears today with what waits under each (S001)."""
    # Here, as the middle of the day is there before billing is.
    from ..billing import queries as billing

    mine = tickets.next_tickets(session, person_id)
    open_now = tickets.open_tickets(session)
    unassigned = [row for row in open_now if row.assigned_id is None]
    sales = [row for row in open_now if row.queue == Queue.SALES]
    drafts = billing.draft_count(session)
    talks = clients.next_talks(session, now().date() + timedelta(days=14))
    waits: dict[str, tuple[int, str, Place]] = {
        "service_manager": (len(unassigned), "{n} unassigned", Place("tickets", do="unassigned")),
        "technician": (len(mine), "{n} in priority order", Place("tickets", do="mine")),
        "finance": (drafts, f"{{n}} {_one(drafts, 'draft')} to review", Place("billing")),
        "sales": (len(sales), f"{{n}} sales {_one(len(sales), 'ticket')}", Place("tickets")),
        "owner": (len(talks), f"{{n}} {_one(len(talks), 'client')} to talk to", Place("clients")),
    }
    return [_hat(role, waits.get(role.code)) for role in people.hats(session, person_id)]


def _one(count: int, word: str) -> str:
    """A word as it follows its number."""
    return word if count == 1 else f"{word}s"


def _hat(role: RoleRow, waiting: tuple[int, str, Place] | None) -> Hat:
    count, words, place = waiting or (0, "", None)
    said = words.format(n=count) if count else "Nothing due"
    return Hat(role.title, said, count, role.person_id is None, place if count else None)


def who_is_where(session: Session, day: date) -> list[PersonDay]:
    """Each person's day: what was logged, what is planned, and the running timer."""
    doing = time.who_does_what(session, day)
    found = []
    for person in people.people(session):
        theirs = doing.get(person.id, time.Doing())
        stays = [_worked(placed) for placed in theirs.placed if placed.end > placed.start]
        stays += [
            Stay(p.ticket_id, p.start, p.start + p.minutes, f"#{p.number_int} {p.client}", "plan")
            for p in theirs.planned
        ]
        if theirs.timer is not None:
            begun = minute_of_day(theirs.timer.began_at)
            end = max(begun + 5, minute_of_day(now()))
            words = f"#{theirs.timer.number_int} {theirs.timer.client}"
            stays.append(Stay(theirs.timer.ticket_id, begun, end, words, "now"))
        if stays or person.takes_tickets:
            found.append(PersonDay(person.first_name, tuple(stays)))
    return found


def away(session: Session, day: date) -> list[str]:
    """Who is on leave on a day, by first name, in part or whole (B10)."""
    gone = people.leave_between(session, day, day)
    return [one.first_name for one in people.people(session) if gone.get((one.id, day))]


def _worked(placed: time.Placed) -> Stay:
    entry = placed.entry
    words = entry.title if entry.overhead else f"#{entry.number_int} {entry.client}"
    return Stay(
        entry.ticket_id, placed.start, placed.end, words, "own" if entry.overhead else "work"
    )


def _planned(session: Session, day: date) -> list[tuple[int | None, Stay]]:
    """Scheduled tickets of a day by person."""
    found = (
        select(
            Ticket.id,
            Ticket.assigned_id,
            Ticket.number_int,
            Ticket.scheduled_at,
            Ticket.scheduled_minutes,
            Ticket.estimate_minutes,
            Client.name,
        )
        .join(Client, Client.id == Ticket.client_id)
        .where(
            Ticket.status == Status.SCHEDULED,
            Ticket.scheduled_at >= datetime(day.year, day.month, day.day),
            Ticket.scheduled_at < datetime(day.year, day.month, day.day) + timedelta(days=1),
        )
    )
    stays = []
    for id_, who, number, at, minutes, estimate, client in session.execute(found):
        start = minute_of_day(at) if at else 0
        length = minutes or estimate or 60
        words = f"#{number} {client.split()[0]}"
        stays.append((who, Stay(id_, start, start + length, words, "plan")))
    return stays


def rest_of_week(session: Session, day: date) -> list[tuple[date, list[Coming]]]:
    """The next three open days with what is planned, followed up and talked about on each."""
    hours = calendar(session)
    days: list[date] = []
    ahead = day
    while len(days) < RULER_DAYS:
        ahead += timedelta(days=1)
        if hours.open_minutes(ahead) is not None:
            days.append(ahead)
    return [(one, _coming(session, one)) for one in days]


def _coming(session: Session, day: date) -> list[Coming]:
    found = []
    for _who, stay in sorted(_planned(session, day), key=lambda pair: pair[1].start):
        at = f"{stay.start // 60}:{stay.start % 60:02d}"
        found.append(Coming(at, stay.words, Place("tickets", stay.key)))
    follow = (
        select(Ticket.id, Ticket.number_int, Client.name)
        .join(Client, Client.id == Ticket.client_id)
        .where(Ticket.follow_up_on == day, tickets.IS_OPEN)
        .order_by(Ticket.priority, Ticket.opened_at)
    )
    for id_, number, client in session.execute(follow):
        found.append(Coming("ask", f"#{number} {client}", Place("tickets", id_)))
    talks = [row for row in clients.next_talks(session, day) if row.next_on == day]
    found += [
        Coming("talk", row.client, Place("clients", row.client_id, do="talk")) for row in talks
    ]
    return found[:4]


def hours_of(rows: Iterable[TicketRow]) -> int:
    """The estimated minutes of some tickets together."""
    return sum(row.estimate_minutes or 0 for row in rows)
