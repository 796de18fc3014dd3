"""What happened that work follows, and that nobody has taken up yet.

Lower areas know nothing of checklists, so nobody calls when a client becomes active or a server is
down. The books themselves are asked instead: the journal for what was added or changed by hand,
tickets and people for the rest. What a run already stands for is named by its period.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ...clients.models import Client
from ...clients.queries import internal_id
from ...clients.rules import Status
from ...database.tables import Change, Step
from ...dates import utc_of, wall_of
from ...documentation.models.device import Device
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ...tickets.rules import Fact
from ...timekeeping.models import Visit
from ..models import Checklist, ChecklistRun, Schedule
from ..rules import recurrence
from .schedules import ScheduleRow, live, of_event
from .shipped import shipped

SERVER_DOWN = "server-down"
"""The checklist of a server that is down, which no schedule has to ask for (S075)."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "new-pc": ("workstation", "laptop"),
    "server-build": ("server",),
}
"""Which devices a checklist is about, where it is not about all of them."""

_RUNS = ("planned", "in_progress")
"""States of a run that somebody still works through."""

_LIST = 10
"""Rows of one table in one step; more of them are a list that was brought in."""

_BACK = 60
"""Days the journal is looked back for what nobody has taken up."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened: which schedule follows it, when it was, whom and what it is about.

    Without a schedule it is the checklist of `code` alone. `period` names it for ever.
    """

    event: str
    code: str
    period: str
    on: date
    schedule: ScheduleRow | None = None
    client_id: int | None = None
    device_id: int | None = None
    person_id: int | None = None
    ticket_id: int | None = None


Found = Callable[[Session, ScheduleRow, date], Iterator[Happened]]


def anything(session: Session, day: date) -> bool:
    """Whether something waits to be taken up."""
    return next(_all(session, day), None) is not None


def waiting(session: Session, day: date) -> list[Happened]:
    """All that happened and that nobody has taken up, in the order of the events."""
    return list(_all(session, day))


def _all(session: Session, day: date) -> Iterator[Happened]:
    yield from _servers_down(session, day)
    wanted = (
        select(Schedule.rule)
        .outerjoin(Client, Client.id == Schedule.client_id)
        .where(Schedule.rule.like(f"{recurrence.AFTER}:%"), live(day))
        .distinct()
    )
    for rule in sorted(session.scalars(wanted)):
        event = recurrence.parse(rule).event
        if event == "server_down":
            continue
        for row in of_event(session, event, day):
            yield from _new(session, row, _WAYS[event](session, row, day))


def _new(session: Session, row: ScheduleRow, found: Iterator[Happened]) -> Iterator[Happened]:
    """Leave out what a run of the schedule stands for."""
    known = select(ChecklistRun.period).where(ChecklistRun.schedule_id == row.id)
    taken = set(session.scalars(known))
    for one in found:
        whose = row.client_id in (None, one.client_id)
        if one.period not in taken and whose:
            taken.add(one.period)
            yield one


def _changes(
    session: Session, row: ScheduleRow, table: str, day: date, *kinds: str
) -> Iterator[tuple[int, date, str, str]]:
    """Rows of a table that people added or changed since: id, day, before and after as JSON.

    What happened before the schedule was there is not followed by it, nor is a whole list that
    one step brought in: its rows were there before us.
    """
    since = max(row.begins_on, day - timedelta(days=_BACK))
    made = select(func.coalesce(func.max(Change.step_id), 0)).where(
        Change.table_name == "schedule", Change.row_id == row.id, Change.kind == "insert"
    )
    before = select(Step.id).where(Step.at < utc_of(since)).order_by(Step.id.desc()).limit(1)
    first = max(session.scalar(made) or 0, session.scalar(before) or 0)
    found = (
        select(Change.id, Change.step_id, Change.row_id, Step.at, Change.before, Change.after)
        .join(Step, Step.id == Change.step_id)
        .where(
            Step.id > first,
            ("," + Step.tables + ",").contains(f",{table},"),
            Step.undoes.is_(None),
            # Spelled so that books come by the few new steps and not by all the table ever saw.
            func.coalesce(Change.table_name, "") == table,
            Change.kind.in_(kinds),
        )
    )
    rows = sorted(session.execute(found), key=lambda row: row.id)
    together = Counter(one.step_id for one in rows)
    for one in rows:
        if together[one.step_id] <= _LIST:
            yield one.row_id, wall_of(one.at).date(), one.before, one.after


def _says(text: str, *statuses: str) -> bool:
    flat = text.replace(" ", "")
    return any(f'"status":"{one}"' in flat for one in statuses)


def _client_active(session: Session, row: ScheduleRow, day: date) -> Iterator[Happened]:
    active = set(session.scalars(select(Client.id).where(Client.status == Status.ACTIVE)))
    # Whoever sold it may have planned the same already, on the day they said yes.
    begun = select(ChecklistRun.client_id).join(
        Checklist, Checklist.id == ChecklistRun.checklist_id
    )
    begun = begun.where(Checklist.code == row.code, ChecklistRun.state.in_(_RUNS))
    active -= set(session.scalars(begun)) if active else set()
    for client_id, on, before, after in _changes(session, row, "client", day, "insert", "update"):
        back = _says(before, Status.NOTICE, Status.OFFBOARDING, Status.ACTIVE)
        if client_id in active and _says(after, Status.ACTIVE) and not back:
            period = f"active:{on.isoformat()}:{client_id}"
            yield Happened("client_active", row.code, period, on, row, client_id)


def _client_leaves(session: Session, row: ScheduleRow, day: date) -> Iterator[Happened]:
    leaving = (Status.NOTICE, Status.OFFBOARDING)
    now = set(session.scalars(select(Client.id).where(Client.status.in_(leaving))))
    for client_id, on, _, after in _changes(session, row, "client", day, "update"):
        if client_id in now and _says(after, *leaving):
            period = f"leaves:{on:%Y}:{client_id}"
            yield Happened("client_leaves", row.code, period, on, row, client_id)


def _device_added(session: Session, row: ScheduleRow, day: date) -> Iterator[Happened]:
    added = {row_id: on for row_id, on, _, _ in _changes(session, row, "device", day, "insert")}
    found = select(Device.id, Device.client_id, Device.kind).where(
        Device.id.in_(added), Device.retired_on.is_(None)
    )
    for device_id, client_id, kind in session.execute(found) if added else ():
        if kind in KINDS.get(row.code, (kind,)):
            on, period = added[device_id], f"device:{device_id}"
            yield Happened("device_added", row.code, period, on, row, client_id, device_id)


def _person_hired(session: Session, row: ScheduleRow, day: date) -> Iterator[Happened]:
    yield from _people(session, row, "person_hired", Person.hired_on, day)


def _person_left(session: Session, row: ScheduleRow, day: date) -> Iterator[Happened]:
    yield from _people(session, row, "person_left", Person.left_on, day)


def _people(
    session: Session,
    row: ScheduleRow,
    event: str,
    column: InstrumentedAttribute[date | None],
    day: date,
) -> Iterator[Happened]:
    """People hired or gone since; on the schedule's own first day those written down after it."""
    own = internal_id(session)
    written = {one[0] for one in _changes(session, row, "person", day, "insert", "update")}
    found = select(Person.id, column).where(column >= row.begins_on).order_by(Person.id)
    for person_id, on in session.execute(found):
        if on is not None and (on > row.begins_on or person_id in written):
            period = f"{event[7:]}:{person_id}"
            yield Happened(event, row.code, period, on, row, own, person_id=person_id)


def _first_visit(session: Session, row: ScheduleRow, _day: date) -> Iterator[Happened]:
    first = func.min(Visit.on)
    found = select(Visit.client_id, first).group_by(Visit.client_id)
    for client_id, on in session.execute(found.having(first >= row.begins_on)):
        yield Happened("first_visit", row.code, f"visit:{client_id}", on, row, client_id)


_WAYS: Mapping[str, Found] = {
    "client_active": _client_active,
    "client_leaves": _client_leaves,
    "device_added": _device_added,
    "person_hired": _person_hired,
    "person_left": _person_left,
    "first_visit": _first_visit,
}


def _servers_down(session: Session, day: date) -> Iterator[Happened]:
    """Open tickets of a server that is down without its checklist on them (S075).

    A schedule of the shop's for it says which checklist; the one that ships without any. Tickets
    that were brought in from elsewhere are left alone.
    """
    on_it = aliased(ChecklistRun)
    found = select(Ticket.id, Ticket.client_id, Ticket.device_id, Ticket.opened_at).where(
        IS_OPEN,
        Ticket.priority == 1,
        Ticket.critical_fact == Fact.SERVER,
        Ticket.batch_id.is_(None),
        ~exists().where(on_it.ticket_id == Ticket.id),
    )
    tickets = session.execute(found).all()
    if not tickets:
        return
    rows = of_event(session, "server_down", day)
    for ticket_id, client_id, device_id, opened_at in tickets:
        row = next((one for one in rows if one.client_id in (None, client_id)), None)
        code = row.code if row is not None else SERVER_DOWN
        if row is None and not _ready(session, code):
            continue
        on, period = opened_at.date(), f"ticket:{ticket_id}"
        yield Happened("server_down", code, period, on, row, client_id, device_id, None, ticket_id)


def _ready(session: Session, code: str) -> bool:
    """Whether a master is there and in use."""
    found = session.execute(
        select(Checklist.retired, Checklist.revision).where(Checklist.code == code)
    ).first()
    if found is None:
        return code in shipped()
    return not found.retired and bool(found.revision)
