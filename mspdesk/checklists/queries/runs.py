"""Questions about runs: which are open or due, what one holds, what was found the time before."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...dates import now, today
from ...documentation.models.device import Device
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import Checklist, ChecklistRun
from ..rules import run as rules
from ..rules.master_text import read
from ..rules.run import RunState
from . import masters
from .private import visible

# A literal, so that both kinds of books see that the partial index serves.
IS_OPEN: ColumnElement[bool] = literal_column("checklist_run.state IN ('planned', 'in_progress')")


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
    found = all_runs().where(IS_OPEN, ChecklistRun.state == RunState.IN_PROGRESS)
    return rows_of(session, found.order_by(ChecklistRun.started_at.desc(), ChecklistRun.id.desc()))


def due(session: Session, until: date) -> list[RunRow]:
    """Planned runs due by a day, the late ones first; those without a day at the end."""
    found = all_runs().where(
        IS_OPEN,
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


def to_verify(session: Session, rows: Sequence[RunRow]) -> list[RunRow]:
    """The runs of a list a second person has yet to look over (B4)."""
    done = [row for row in rows if row.state == RunState.DONE and row.revision is not None]
    wanted = {(row.checklist_id, row.revision or 0) for row in done}
    asking = {key for key, text in masters.texts_of(session, wanted).items() if read(text).verify}
    return [row for row in done if (row.checklist_id, row.revision) in asking]


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


def overdue(row: RunRow) -> bool:
    """Whether an open run should have been done by now."""
    return row.open and row.due_on is not None and row.due_on < today()
