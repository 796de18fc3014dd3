"""Times that work is done as calendars show them, and the runs that were planned for it."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import minute_of_day
from ...people.models import Person
from ...people.rules import first_name
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import Checklist, ChecklistRun, Schedule
from ..rules import recurrence
from ..rules.run import OPEN, RunState
from ..rules.schedule import at_time
from .private import visible
from .schedules import MONITORING


@dataclass(frozen=True, slots=True)
class Coming:
    """One time that work is done, planned already (`run_id`) or still to be.

    `nominal` is the day the rule names; `why` says what moved it from there, `clash` what keeps it
    from having a time at all. `state` is that of the run, planned for one that is not there yet.
    """

    schedule_id: int | None
    period: str
    nominal: date | None
    on: date
    at_minute: int | None
    minutes: int | None
    title: str
    client_id: int | None
    client: str
    person_id: int | None
    person: str
    run_id: int | None = None
    state: str = RunState.PLANNED
    ticket_id: int | None = None
    number: int | None = None
    why: str = ""
    clash: str = ""
    internal: bool = False
    moved: bool = False
    code: str = ""
    rule: str = ""
    marked: int = 0
    total: int = 0

    @property
    def time(self) -> str:
        """The time of day, where one is kept."""
        return "" if self.at_minute is None else at_time(self.at_minute)

    @property
    def whose(self) -> str:
        """What a calendar writes: the client, or the title of what is our own."""
        return self.title if self.internal or not self.client else self.client

    @property
    def key(self) -> str:
        """What names it on a screen, before and after it is planned."""
        whole = self.schedule_id is not None and self.period
        return f"{self.schedule_id}:{self.period}" if whole else f"run:{self.run_id}"

    @property
    def daily(self) -> bool:
        """Whether it comes every working day."""
        return self.rule == recurrence.DAILY_ON or self.code == MONITORING

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN


def runs() -> Select[*tuple[Any, ...]]:
    """Planned runs in the order of the columns of Coming."""
    found: Select[*tuple[Any, ...]] = (
        select(
            ChecklistRun.schedule_id,
            func.coalesce(ChecklistRun.period, ""),
            ChecklistRun.due_on,
            ChecklistRun.planned_at,
            ChecklistRun.planned_minutes,
            func.coalesce(Schedule.title, ChecklistRun.title),
            ChecklistRun.client_id,
            func.coalesce(Client.name, ""),
            ChecklistRun.assigned_id,
            func.coalesce(Person.name, ""),
            ChecklistRun.id,
            ChecklistRun.state,
            ChecklistRun.ticket_id,
            Ticket.number_int,
            func.coalesce(Client.internal, True),
            ChecklistRun.moved,
            Checklist.code,
            Schedule.at_minute,
            func.coalesce(Schedule.rule, ""),
            ChecklistRun.marked,
            ChecklistRun.total,
        )
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .outerjoin(Schedule, Schedule.id == ChecklistRun.schedule_id)
        .outerjoin(Client, Client.id == ChecklistRun.client_id)
        .outerjoin(Person, Person.id == ChecklistRun.assigned_id)
        .outerjoin(Ticket, Ticket.id == ChecklistRun.ticket_id)
        .where(ChecklistRun.due_on.is_not(None))
    )
    return found


def as_coming(session: Session, found: Select[*tuple[Any, ...]]) -> list[Coming]:
    """Runs as they stand in calendars and lists."""
    return [_as_coming(row) for row in session.execute(found.where(visible(session)))]


def _as_coming(row: Any) -> Coming:
    schedule_id, period, due, at, minutes, title, client_id, client, who, person, *rest = row
    run_id, state, ticket_id, number, internal, moved, code, wanted_at, *work = rest
    clash = ""
    if at is None and wanted_at is not None and who is not None and state in OPEN:
        clash = f"{first_name(person)} had no room when it was planned"
    return Coming(
        schedule_id,
        period,
        None,
        due,
        minute_of_day(at) if at else None,
        minutes,
        title,
        client_id,
        client,
        who,
        person,
        run_id,
        state,
        ticket_id,
        number,
        clash=clash,
        why=_other_time(minute_of_day(at), wanted_at) if at and not moved else "",
        internal=internal,
        moved=moved,
        code=code,
        rule=work[0],
        marked=work[1],
        total=work[2],
    )


def _other_time(at: int, wanted: int | None) -> str:
    """What is said of a time that gave way to something when it was planned."""
    return "" if wanted in (None, at) else f"Gave way; its own time is {at_time(wanted or 0)}"
