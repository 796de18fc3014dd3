"""Questions about troubleshooting logs."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...database.holding import holds
from ...documentation.models.device import Device
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.rules import number_words
from ..models import TsrLog, TsrRow, VendorCall
from ..rules import REASONS, total, words_of


@dataclass(frozen=True, slots=True)
class TryRow:
    """One try; minutes whole, `undone` None where nobody said."""

    id: int
    version: int
    number: int
    at: datetime
    tried: str
    before: str
    after: str
    result: str
    undone: bool | None
    next_idea: str
    minutes: int | None
    person: str

    @property
    def setting(self) -> str:
        """What was changed, from what to what."""
        if self.before or self.after:
            return f"{self.before or '?'} → {self.after or '?'}"
        return ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A log as lists show it."""

    id: int
    number: str
    client_id: int
    client: str
    ticket: str
    device: str
    person: str
    reason: str
    started_at: datetime
    ended_at: datetime | None
    problem: str
    solution: str
    tries: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """A whole log; `to_replay` are kept tries of another one that are still to be done again."""

    id: int
    version: int
    number: str
    client_id: int
    client: str
    ticket_id: int | None
    ticket: str
    device_id: int | None
    device: str
    site_id: int | None
    site: str
    person: str
    reason: str
    started_at: datetime
    ended_at: datetime | None
    problem: str
    goal: str
    known: str
    last_good: str
    backup_checked: str
    root_cause: str
    solution: str
    documented: bool
    rows: tuple[TryRow, ...]
    replays_id: int | None = None
    to_replay: tuple[TryRow, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes of all tries."""
        return total(row.minutes for row in self.rows)


def log_page(session: Session, log_id: int) -> LogPage:
    """One log with its tries in order."""
    log, client, ticket, device, site, person = session.execute(
        select(TsrLog, Client.name, Ticket.number_int, Device.name, Site.name, Person.name)
        .join(Client, Client.id == TsrLog.client_id)
        .outerjoin(Ticket, Ticket.id == TsrLog.ticket_id)
        .outerjoin(Device, Device.id == TsrLog.device_id)
        .outerjoin(Site, Site.id == TsrLog.site_id)
        .outerjoin(Person, Person.id == TsrLog.person_id)
        .where(TsrLog.id == log_id)
    ).one()
    rows = _tries(session, log_id)
    return LogPage(
        log.id,
        log.version,
        log.number,
        log.client_id,
        client,
        log.ticket_id,
        number_words(ticket) if ticket else "",
        log.device_id,
        device or "",
        log.site_id,
        site or "",
        person or "",
        REASONS.get(log.reason, log.reason),
        log.started_at,
        log.ended_at,
        log.problem,
        log.goal,
        log.known,
        log.last_good,
        log.backup_checked,
        log.root_cause,
        log.solution,
        log.documented,
        rows,
        log.replays_id,
        _still(_tries(session, log.replays_id), rows) if log.replays_id else (),
    )


def _still(old: Sequence[TryRow], done: Sequence[TryRow]) -> tuple[TryRow, ...]:
    """The kept tries of an old log that have not been done again yet."""
    tried = Counter(row.tried for row in done)
    left = []
    for row in old:
        if row.undone:
            continue
        if tried[row.tried]:
            tried[row.tried] -= 1
        else:
            left.append(row)
    return tuple(left)


def _tries(session: Session, log_id: int) -> tuple[TryRow, ...]:
    found: Select[*tuple[Any, ...]] = (
        select(
            *(TsrRow.id, TsrRow.version, TsrRow.number, TsrRow.at, TsrRow.tried, TsrRow.before),
            *(TsrRow.after, TsrRow.result, TsrRow.undone, TsrRow.next_idea, TsrRow.minutes),
            func.coalesce(Person.name, ""),
        )
        .outerjoin(Person, Person.id == TsrRow.person_id)
        .where(TsrRow.tsr_log_id == log_id)
        .order_by(TsrRow.number)
    )
    return tuple(TryRow(*row) for row in session.execute(found))


def logs(
    session: Session, client_id: int | None = None, ticket_id: int | None = None, limit: int = 200
) -> list[LogRow]:
    """Logs of a client or of a ticket, or of all; those still open first, then newest first."""
    found = _rows()
    if client_id is not None:
        found = found.where(TsrLog.client_id == client_id)
    if ticket_id is not None:
        found = found.where(TsrLog.ticket_id == ticket_id)
    found = found.order_by(TsrLog.ended_at.is_not(None), TsrLog.started_at.desc()).limit(limit)
    return [LogRow(*row) for row in session.execute(found)]


def has_logs(session: Session, client_id: int) -> bool:
    """Whether anything was ever logged for a client: a try, or a call."""
    kept = exists().where(TsrLog.client_id == client_id)
    called = exists().where(VendorCall.client_id == client_id)
    return bool(session.scalar(select(or_(kept, called))))


def search_logs(session: Session, words: str, limit: int = 5) -> list[LogRow]:
    """Logs whose problem, cause, solution or tries hold what was typed, newest first (B2)."""
    wanted = words.strip().lower()
    if len(wanted) < 2:
        return []
    tried = select(TsrRow.tsr_log_id).where(
        or_(holds(TsrRow.tried, wanted), holds(TsrRow.result, wanted))
    )
    columns = (TsrLog.number, TsrLog.problem, TsrLog.root_cause, TsrLog.solution)
    found = _rows().where(or_(*(holds(one, wanted) for one in columns), TsrLog.id.in_(tried)))
    found = found.order_by(TsrLog.started_at.desc()).limit(limit)
    return [LogRow(*row) for row in session.execute(found)]


def similar_logs(
    session: Session, problem: str, not_ticket: int | None = None, limit: int = 5
) -> list[LogRow]:
    """Closed logs about something like a problem: those with most of its words first (B2).

    Looks at problem, cause, solution and what was tried; newest first among equals.
    """
    words = words_of(problem)
    if not words:
        return []
    columns = (TsrLog.problem, TsrLog.known, TsrLog.root_cause, TsrLog.solution)
    score: Any = literal(0)
    for word in words:
        tried = exists().where(TsrRow.tsr_log_id == TsrLog.id, holds(TsrRow.tried, word))
        score += case((or_(*(holds(one, word) for one in columns), tried), 1), else_=0)
    found = _rows().where(TsrLog.ended_at.is_not(None), score > 0)
    if not_ticket is not None:
        found = found.where(TsrLog.ticket_id.is_distinct_from(not_ticket))
    found = found.order_by(score.desc(), TsrLog.started_at.desc()).limit(limit)
    return [LogRow(*row) for row in session.execute(found)]


def open_log(session: Session, ticket_id: int) -> int | None:
    """The newest log of a ticket, one that is still open first; None where there is none."""
    found = select(TsrLog.id).where(TsrLog.ticket_id == ticket_id)
    return session.scalar(found.order_by(TsrLog.ended_at.is_not(None), TsrLog.id.desc()).limit(1))


def tries_of(session: Session, ticket_id: int) -> int | None:
    """How many tries the logs of a ticket hold; None where there are none."""
    found = select(func.count()).select_from(TsrRow).join(TsrLog, TsrLog.id == TsrRow.tsr_log_id)
    return session.scalar(found.where(TsrLog.ticket_id == ticket_id)) or None


def _rows() -> Select[*tuple[Any, ...]]:
    tries = (
        select(func.count()).where(TsrRow.tsr_log_id == TsrLog.id).correlate(TsrLog)
    ).scalar_subquery()
    found: Select[*tuple[Any, ...]] = (
        select(
            *(TsrLog.id, TsrLog.number, TsrLog.client_id, Client.name),
            *(func.coalesce(one, "") for one in (Ticket.number, Device.name, Person.name)),
            *(TsrLog.reason, TsrLog.started_at, TsrLog.ended_at, TsrLog.problem, TsrLog.solution),
            tries,
        )
        .join(Client, Client.id == TsrLog.client_id)
        .outerjoin(Ticket, Ticket.id == TsrLog.ticket_id)
        .outerjoin(Device, Device.id == TsrLog.device_id)
        .outerjoin(Person, Person.id == TsrLog.person_id)
    )
    return found


def check_logs(session: Session) -> list[str]:
    """Tickets whose count of logs without an end is not what the logs say."""
    counted = (
        select(func.count())
        .where(TsrLog.ticket_id == Ticket.id, TsrLog.ended_at.is_(None))
        .correlate(Ticket)
        .scalar_subquery()
    )
    found = select(Ticket.number).where(Ticket.open_logs != counted).order_by(Ticket.id).limit(20)
    return [
        f"Ticket {number} counts its open TSR logs wrongly." for number in session.scalars(found)
    ]
