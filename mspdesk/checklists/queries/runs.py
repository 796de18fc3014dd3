"""Questions about runs: which are open or due, what one holds, what was found the time before."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...dates import now, today
from ...documentation.models.device import Device
from ...people.models import Person
from ...people.rules import first_name
from ...rows import dataclass
from ...tickets.models import Ticket
from ...vendors.models import Vendor
from ..models import Checklist, ChecklistRun, RunPhoto, RunResult
from ..rules import run as rules
from ..rules.master import Line, Master, read
from ..rules.run import RunState
from . import masters
from .private import visible
from .singles import single_for_client
from .things import things


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as lists show it; `assigned` and `done_by` are names, `ticket` a number (1168)."""

    id: int
    version: int
    number: str
    title: str
    code: str
    checklist_id: int
    revision: int | None
    variant: str
    state: str
    client_id: int | None
    client: str
    city: str
    region: str
    site_id: int | None
    device_id: int | None
    device: str
    ticket_id: int | None
    ticket: int | None
    schedule_id: int | None
    due_on: date | None
    planned_at: datetime | None
    planned_minutes: int | None
    assigned_id: int | None
    assigned: str
    started_at: datetime | None
    done_at: datetime | None
    done_by_id: int | None
    done_by: str
    verified_at: datetime | None
    verified_by: str
    shown_to: str
    reason: str
    total: int
    needed: int
    marked: int
    needed_marked: int
    problems: int
    skipped: int
    person_id: int | None = None
    person: str = ""

    @property
    def open(self) -> bool:
        """Whether it is planned or running."""
        return self.state in rules.OPEN

    @property
    def left(self) -> int:
        """How many lines nobody has marked."""
        return max(0, self.total - self.marked)

    @property
    def whose(self) -> str:
        """Whom or what it is for, in words."""
        return self.client or self.person or self.device


_ASSIGNED, _DONE_BY, _VERIFIED_BY, _ABOUT = (aliased(Person) for _ in range(4))


def all_runs() -> Select[*tuple[Any, ...]]:
    """Runs as `rows_of` reads them, to be narrowed and put in order."""
    run = ChecklistRun
    return (
        select(
            run.id,
            run.version,
            run.number,
            run.title,
            Checklist.code,
            run.checklist_id,
            run.revision,
            run.variant,
            run.state,
            run.client_id,
            func.coalesce(Client.name, ""),
            func.coalesce(Client.city, ""),
            func.coalesce(Client.region, ""),
            run.site_id,
            run.device_id,
            func.coalesce(Device.name, ""),
            run.ticket_id,
            Ticket.number_int,
            run.schedule_id,
            run.due_on,
            run.planned_at,
            run.planned_minutes,
            run.assigned_id,
            func.coalesce(_ASSIGNED.name, ""),
            run.started_at,
            run.done_at,
            run.done_by_id,
            func.coalesce(_DONE_BY.name, ""),
            run.verified_at,
            func.coalesce(_VERIFIED_BY.name, ""),
            run.shown_to,
            run.reason,
            run.total,
            run.needed,
            run.marked,
            run.needed_marked,
            run.problems,
            run.skipped,
            run.person_id,
            func.coalesce(_ABOUT.name, ""),
        )
        .join(Checklist, Checklist.id == run.checklist_id)
        .outerjoin(Client, Client.id == run.client_id)
        .outerjoin(Device, Device.id == run.device_id)
        .outerjoin(Ticket, Ticket.id == run.ticket_id)
        .outerjoin(_ASSIGNED, _ASSIGNED.id == run.assigned_id)
        .outerjoin(_DONE_BY, _DONE_BY.id == run.done_by_id)
        .outerjoin(_VERIFIED_BY, _VERIFIED_BY.id == run.verified_by_id)
        .outerjoin(_ABOUT, _ABOUT.id == run.person_id)
    )


def rows_of(
    session: Session, found: Select[*tuple[Any, ...]], *, everybodys: bool = False
) -> list[RunRow]:
    """The runs a narrowed `all_runs` finds.

    Those about one of us only for whom they concern, unless steps of `everybodys` runs are picked
    from them.
    """
    wanted = found if everybodys else found.where(visible(session))
    return [RunRow(*row) for row in session.execute(wanted)]


def running(session: Session) -> list[RunRow]:
    """Every run somebody has begun, the one begun last first."""
    found = all_runs().where(ChecklistRun.state == RunState.IN_PROGRESS)
    return rows_of(session, found.order_by(ChecklistRun.started_at.desc(), ChecklistRun.id.desc()))


def due(session: Session, until: date) -> list[RunRow]:
    """Planned runs due by a day, the late ones first; those without a day at the end."""
    found = all_runs().where(
        ChecklistRun.state == RunState.PLANNED,
        or_(ChecklistRun.due_on <= until, ChecklistRun.due_on.is_(None)),
    )
    order = (ChecklistRun.due_on.is_(None), ChecklistRun.due_on, ChecklistRun.id)
    return rows_of(session, found.order_by(*order))


def week_end(day: date) -> date:
    """The Sunday that ends the week of a day."""
    return day + timedelta(days=6 - day.weekday())


LATELY = 30
"""Days for which an ended run stays in the list of runs done lately."""


def done_lately(session: Session, limit: int = 40) -> list[RunRow]:
    """Runs that ended in the last month, the newest first."""
    found = all_runs().where(
        ChecklistRun.state.in_(rules.ENDED),
        ChecklistRun.done_at >= now() - timedelta(days=LATELY),
    )
    return rows_of(session, found.order_by(ChecklistRun.done_at.desc()).limit(limit))


def wants_verifying(session: Session, row: RunRow) -> bool:
    """Whether a second person has yet to look a run over (B4)."""
    if row.state != RunState.DONE:
        return False
    return masters.body_of(session, row.checklist_id, row.revision).verify


def run_row(session: Session, run_id: int) -> RunRow | None:
    """One run, or None."""
    return next(iter(rows_of(session, all_runs().where(ChecklistRun.id == run_id))), None)


def runs_of_ticket(session: Session, ticket_id: int) -> list[RunRow]:
    """The checklists on a ticket, open ones first."""
    found = all_runs().where(
        ChecklistRun.ticket_id == ticket_id, ChecklistRun.state != RunState.DROPPED
    )
    return rows_of(session, found.order_by(ChecklistRun.done_at.is_not(None), ChecklistRun.id))


def runs_of_client(session: Session, client_id: int, limit: int = 8) -> list[RunRow]:
    """The checklists of a client: open ones, then those that ended last."""
    found = all_runs().where(
        ChecklistRun.client_id == client_id, ChecklistRun.state != RunState.DROPPED
    )
    opened = found.where(ChecklistRun.state.in_(rules.OPEN)).order_by(
        ChecklistRun.state, ChecklistRun.due_on, ChecklistRun.id
    )
    ended = found.where(ChecklistRun.state.in_(rules.ENDED)).order_by(ChecklistRun.done_at.desc())
    rows = rows_of(session, opened.limit(limit))
    return [*rows, *rows_of(session, ended.limit(max(2, limit - len(rows))))]


def runs_of_device(session: Session, device_id: int) -> list[RunRow]:
    """The checklists of a device, the newest first."""
    found = all_runs().where(
        ChecklistRun.device_id == device_id, ChecklistRun.state != RunState.DROPPED
    )
    return rows_of(session, found.order_by(ChecklistRun.id.desc()).limit(20))


def find_runs(session: Session, words: str, limit: int) -> list[RunRow]:
    """Runs by number, title or client, open and newest first."""
    wanted = f"%{words.strip().lower()}%"
    found = all_runs().where(
        ChecklistRun.state != RunState.DROPPED,
        or_(
            func.lower(ChecklistRun.number).like(wanted),
            func.lower(ChecklistRun.title).like(wanted),
            func.lower(Client.name).like(wanted),
        ),
    )
    return rows_of(session, found.order_by(ChecklistRun.id.desc()).limit(limit))


# --- the lines of a run ------------------------------------------------------------------------


def lines_of(session: Session, run: ChecklistRun) -> Master:
    """What a run holds: as it was frozen when it began, or as it would begin now."""
    if run.lines:
        return read(run.lines)
    if run.revision is not None:
        return masters.body_of(session, run.checklist_id, run.revision)
    return lines_now(session, run.checklist_id, run.client_id, run.variant)


def lines_now(
    session: Session, checklist_id: int, client_id: int | None, variant: str = ""
) -> Master:
    """What a run that begins now would hold."""
    master = masters.for_run(session, checklist_id, client_id)
    found = things(session, client_id, rules.repeats(master))
    return rules.lines_for(master, variant, found)


def run_lines(session: Session, run_id: int) -> Master:
    """What a run holds, by its id."""
    return lines_of(session, session.get_one(ChecklistRun, run_id))


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture or file beside a line."""

    id: int
    key: str
    name: str
    blob: str


@dataclass(frozen=True, slots=True)
class Result:
    """What was found at a line; `ticket` is the number of what a problem opened."""

    key: str
    version: int = 0
    state: str = ""
    value: str = ""
    number: int | None = None
    note: str = ""
    severity: int | None = None
    ticket_id: int | None = None
    ticket: int | None = None
    vendor_id: int | None = None
    vendor: str = ""
    doer_id: int | None = None
    doer: str = ""
    person: str = ""
    at: datetime | None = None
    written: bool = False
    photos: tuple[Photo, ...] = ()

    @property
    def who(self) -> str:
        """The first name of who marked it."""
        return first_name(self.person) if self.person else ""

    @property
    def said(self) -> rules.Said:
        """What was typed and added."""
        return rules.Said(self.value, self.note, len(self.photos))


_MARKED_BY, _DOER = aliased(Person), aliased(Person)


def results(session: Session, run_id: int, key: str = "") -> dict[str, Result]:
    """What was found in a run, by line; of one line alone with `key`."""
    here = RunResult
    found = (
        select(
            here.key,
            here.version,
            here.state,
            here.value,
            here.number,
            here.note,
            here.severity,
            here.ticket_id,
            Ticket.number_int,
            here.vendor_id,
            func.coalesce(Vendor.name, ""),
            here.doer_id,
            func.coalesce(_DOER.name, ""),
            func.coalesce(_MARKED_BY.name, ""),
            here.at,
            here.written,
        )
        .outerjoin(Ticket, Ticket.id == here.ticket_id)
        .outerjoin(Vendor, Vendor.id == here.vendor_id)
        .outerjoin(_DOER, _DOER.id == here.doer_id)
        .outerjoin(_MARKED_BY, _MARKED_BY.id == here.person_id)
        .where(here.run_id == run_id)
    )
    pictures = select(RunPhoto.id, RunPhoto.key, RunPhoto.name, RunPhoto.blob).where(
        RunPhoto.run_id == run_id
    )
    if key:
        found, pictures = found.where(here.key == key), pictures.where(RunPhoto.key == key)
    beside: dict[str, list[Photo]] = {}
    for row in session.execute(pictures.order_by(RunPhoto.id)):
        beside.setdefault(row[1], []).append(Photo(*row))
    rows: dict[str, Result] = {}
    for one in session.execute(found):
        told: tuple[Any, ...] = (*one, tuple(beside.pop(one[0], ())))
        rows[told[0]] = Result(*told)
    return rows | {name: Result(name, photos=tuple(kept)) for name, kept in beside.items()}


@dataclass(frozen=True, slots=True)
class Last:
    """What the run before this one found at a line, and when."""

    on: date
    state: str
    value: str
    note: str


def last_run(session: Session, run: ChecklistRun | RunRow) -> int | None:
    """The run of the same checklist for the same client and device that ended before this one."""
    here = ChecklistRun
    same = (
        here.checklist_id == run.checklist_id,
        here.client_id == run.client_id if run.client_id else here.client_id.is_(None),
        here.device_id == run.device_id if run.device_id else here.device_id.is_(None),
        here.person_id == run.person_id if run.person_id else here.person_id.is_(None),
    )
    found = select(here.id).where(*same, here.state.in_(rules.ENDED), here.id != run.id)
    if run.done_at is not None:
        found = found.where(here.done_at < run.done_at)
    return session.scalar(found.order_by(here.done_at.desc()).limit(1))


def last_values(session: Session, run: ChecklistRun | RunRow) -> dict[str, Last]:
    """What was found the time before, by line."""
    before = last_run(session, run)
    if before is None:
        return {}
    done = session.scalar(select(ChecklistRun.done_at).where(ChecklistRun.id == before))
    found = select(RunResult.key, RunResult.state, RunResult.value, RunResult.note).where(
        RunResult.run_id == before, RunResult.state != ""
    )
    day = (done or now()).date()
    return {key: Last(day, *rest) for key, *rest in session.execute(found)}


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a run: the ticket it opened, where there is one."""

    key: str
    step: str
    text: str
    words: str
    severity: int | None
    ticket_id: int | None
    ticket: int | None
    title: str
    priority: int
    minutes: int
    status: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run with everything its page shows; `last` is what was found the time before."""

    row: RunRow
    master: Master
    results: Mapping[str, Result]
    last: Mapping[str, Last] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    last_id: int | None = None
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def states(self) -> dict[str, str]:
        """The mark of each line that has one."""
        return states_of(self.results.values())

    def result(self, key: str) -> Result:
        """What was found at a line; an empty one where nobody has touched it."""
        return self.results.get(key) or Result(key)


def states_of(found: Iterable[Result]) -> dict[str, str]:
    """The mark of each line that has one."""
    return {one.key: one.state for one in found if one.state}


def run_page(session: Session, run_id: int) -> RunPage | None:
    """A run with its lines, results and problems; None for one that is not there."""
    row = run_row(session, run_id)
    if row is None:
        return None
    master = run_lines(session, run_id)
    found = results(session, run_id)
    before = last_run(session, row)
    return RunPage(
        row,
        master,
        found,
        last_values(session, row) if before is not None else {},
        problems(session, master, found),
        before,
        _beside(session, row, master),
    )


SINGLE = "month.single"
"""What a line maps that is about the one extra piece of work of the month (S070)."""


def _beside(session: Session, row: RunRow, master: Master) -> dict[str, str]:
    """Words that help with a line: how this month's single stands with the client."""
    lines = [line.key for line in master.lines() if line.maps == SINGLE]
    if not lines or row.client_id is None:
        return {}
    day = row.due_on or (row.started_at.date() if row.started_at else today())
    mark = single_for_client(session, row.client_id, day)
    words = f"This month's single: {mark.words}" if mark is not None else ""
    return dict.fromkeys(lines, words) if words else {}


def problems(session: Session, master: Master, found: Mapping[str, Result]) -> tuple[Problem, ...]:
    """The problems of a run in the order of its lines, the heaviest first where they weigh."""
    bad = {key: one for key, one in found.items() if one.state == rules.State.ATTENTION}
    if not bad:
        return ()
    ids = [one.ticket_id for one in bad.values() if one.ticket_id is not None]
    wanted = select(
        Ticket.id, Ticket.title, Ticket.priority, Ticket.logged_minutes, Ticket.status
    ).where(Ticket.id.in_(ids))
    tickets = {row[0]: row for row in session.execute(wanted)} if ids else {}
    rows = [_problem(line, bad[line.key], tickets) for line in master.lines() if line.key in bad]
    return tuple(sorted(rows, key=lambda one: one.severity or 9))


def _problem(line: Line, one: Result, tickets: Mapping[int, Any]) -> Problem:
    _, title, priority, minutes, status = tickets.get(one.ticket_id or 0, (0, "", 3, 0, ""))
    words = "\n".join(part for part in (rules.shown(line, one.value), one.note) if part)
    return Problem(
        line.key,
        line.number,
        line.text,
        words,
        one.severity,
        one.ticket_id,
        one.ticket,
        title,
        priority,
        minutes,
        status,
    )


def overdue(row: RunRow) -> bool:
    """Whether an open run should have been done by now."""
    return row.open and row.due_on is not None and row.due_on < today()
