"""Questions about disasters: what is known, what is missing, what was learned."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...documentation.models.backup import BackupJob
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import Event, EventState, EventStep, Plan, PlanChange, System
from ..rules.event import KINDS, NEXT, WORDS, Known, Missing, State, missing


@dataclass(frozen=True, slots=True)
class EventRow:
    """A disaster as lists show it."""

    id: int
    number: str
    client_id: int
    client: str
    kind: str
    what: str
    state: str
    declared_at: datetime
    restored_at: datetime | None
    reviewed_at: datetime | None

    @property
    def kind_words(self) -> str:
        """What kind it is."""
        return KINDS.get(self.kind, self.kind)

    @property
    def state_words(self) -> str:
        """How far it is."""
        return WORDS[State(self.state)]

    @property
    def open(self) -> bool:
        """Whether its review is still to come."""
        return self.state != State.REVIEWED


@dataclass(frozen=True, slots=True)
class StepRow:
    """One ordered step of a disaster's own plan; minutes."""

    id: int
    version: int
    number: int
    action: str
    who: str
    minutes: int | None
    system: str
    started_at: datetime | None
    done_at: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """That a state was come to, when and by whom."""

    at: datetime
    state: str
    person: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Something learned that the plan waits for, or got."""

    id: int
    client_id: int
    client: str
    event: str
    kind: str
    what: str
    done_on: date | None
    dropped_why: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """A whole disaster."""

    id: int
    version: int
    number: str
    client_id: int
    client: str
    ticket_id: int | None
    ticket: str
    tsr_log_id: int | None
    kind: str
    what: str
    state: State
    declared_at: datetime
    declared_by: str
    lead: str
    people_safe: bool
    damage: str
    backup_job_id: int | None
    backup_job: str
    good_backup: str
    good_backup_at: datetime | None
    resources: str
    continuity_from: datetime | None
    continuity_to: datetime | None
    restored_at: datetime | None
    reviewed_at: datetime | None
    went_well: str
    improve: str
    prevention: str
    continuity: str
    continuity_start: str
    steps: tuple[StepRow, ...]
    states: tuple[StateRow, ...]
    known: Known

    @property
    def next(self) -> tuple[State, ...]:
        """Where it can go from here; continuity only where the client has it."""
        return tuple(
            to for to in NEXT[self.state] if to is not State.CONTINUITY or self._may_continue
        )

    @property
    def _may_continue(self) -> bool:
        return self.known.continuity and self.continuity_from is None

    def missing(self, to: State) -> list[Missing]:
        """What stands between it and a state."""
        return missing(to, self.known)

    @property
    def continuity_runs(self) -> bool:
        """Whether the client works on the stand-in now (S089)."""
        return self.continuity_from is not None and self.continuity_to is None


def known_of(session: Session, row: Event) -> Known:
    """What the guards ask of a disaster."""
    steps = session.execute(
        select(EventStep.position, EventStep.done_at, EventStep.result)
        .where(EventStep.event_id == row.id)
        .order_by(EventStep.position)
    ).all()
    option = session.scalar(select(Plan.continuity).where(Plan.client_id == row.client_id))
    return Known(
        row.people_safe,
        row.damage,
        row.good_backup,
        row.resources,
        len(steps),
        tuple(n for n, done, result in steps if done is None and not result.strip()),
        (option or "none") != "none",
        row.improve,
        row.prevention,
    )


def event_page(session: Session, event_id: int) -> EventPage:
    """One disaster with its steps, its states and what is missing."""
    row, client, ticket, lead, job = session.execute(
        select(Event, Client.name, Ticket.number, Person.name, BackupJob.name)
        .join(Client, Client.id == Event.client_id)
        .outerjoin(Ticket, Ticket.id == Event.ticket_id)
        .outerjoin(Person, Person.id == Event.lead_id)
        .outerjoin(BackupJob, BackupJob.id == Event.backup_job_id)
        .where(Event.id == event_id)
    ).one()
    plan: Any = session.execute(
        select(Plan.continuity, Plan.continuity_start).where(Plan.client_id == row.client_id)
    ).first()
    option, start = plan or ("none", "")
    return EventPage(
        row.id,
        row.version,
        row.number,
        row.client_id,
        client,
        row.ticket_id,
        ticket or "",
        row.tsr_log_id,
        row.kind,
        row.what,
        State(row.state),
        row.declared_at,
        row.declared_by,
        lead or "",
        row.people_safe,
        row.damage,
        row.backup_job_id,
        job or "",
        row.good_backup,
        row.good_backup_at,
        row.resources,
        row.continuity_from,
        row.continuity_to,
        row.restored_at,
        row.reviewed_at,
        row.went_well,
        row.improve,
        row.prevention,
        option,
        start,
        _steps(session, event_id),
        _states(session, event_id),
        known_of(session, row),
    )


def _steps(session: Session, event_id: int) -> tuple[StepRow, ...]:
    found: Any = (
        select(
            *(EventStep.id, EventStep.version, EventStep.position, EventStep.action),
            *(EventStep.who, EventStep.minutes, func.coalesce(System.name, "")),
            *(EventStep.started_at, EventStep.done_at, EventStep.result),
        )
        .outerjoin(System, System.id == EventStep.system_id)
        .where(EventStep.event_id == event_id)
        .order_by(EventStep.position, EventStep.id)
    )
    return tuple(StepRow(*row) for row in session.execute(found))


def _states(session: Session, event_id: int) -> tuple[StateRow, ...]:
    found = (
        select(EventState.at, EventState.to_state, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == EventState.person_id)
        .where(EventState.event_id == event_id)
        .order_by(EventState.at, EventState.id)
    )
    return tuple(StateRow(*row) for row in session.execute(found))


_ROW = (
    *(Event.id, Event.number, Event.client_id, Client.name, Event.kind, Event.what),
    *(Event.state, Event.declared_at, Event.restored_at, Event.reviewed_at),
)


def events(session: Session, client_id: int | None = None, limit: int = 200) -> list[EventRow]:
    """Disasters of a client or of all, those still open first, then the newest."""
    found: Any = select(*_ROW).join(Client, Client.id == Event.client_id)
    if client_id is not None:
        found = found.where(Event.client_id == client_id)
    order = (Event.state == State.REVIEWED, Event.declared_at.desc(), Event.id.desc())
    return [EventRow(*row) for row in session.execute(found.order_by(*order).limit(limit))]


def open_event(session: Session, client_id: int) -> EventRow | None:
    """The disaster of a client that is not reviewed yet, if there is one."""
    return next((row for row in events(session, client_id, 1) if row.open), None)


def open_count(session: Session, client_id: int) -> int:
    """How many disasters are running at a client: none, or one."""
    running = Event.state.not_in((State.RESTORED, State.REVIEWED))
    found = select(func.count()).where(Event.client_id == client_id, running)
    return session.scalar(found) or 0


def has_events(session: Session, client_id: int) -> bool:
    """Whether a client ever had a disaster."""
    found = select(Event.id).where(Event.client_id == client_id).limit(1)
    return session.scalar(found) is not None


def plan_changes(
    session: Session, client_id: int | None = None, *, done: bool = False
) -> list[ChangeRow]:
    """What plans wait for, oldest first; with `done` what was settled too."""
    found: Any = (
        select(
            *(PlanChange.id, PlanChange.client_id, Client.name, func.coalesce(Event.number, "")),
            *(PlanChange.kind, PlanChange.what, PlanChange.done_on, PlanChange.dropped_why),
        )
        .join(Client, Client.id == PlanChange.client_id)
        .outerjoin(Event, Event.id == PlanChange.event_id)
        .order_by(PlanChange.id)
    )
    if client_id is not None:
        found = found.where(PlanChange.client_id == client_id)
    if not done:
        found = found.where(PlanChange.done_on.is_(None))
    return [ChangeRow(*row) for row in session.execute(found)]
