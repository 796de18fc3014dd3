"""Who may be called when, and what calls came in (S049)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import OnCall, OnCallCall


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Somebody's time on call: from, to, how bound, calls that came in and their minutes."""

    id: int
    version: int
    person_id: int
    person: str
    phone: str
    begins_at: datetime
    ends_at: datetime
    kind: str
    stipend: int | None
    words: str
    calls: int
    minutes: int

    @property
    def on(self) -> date:
        """The date it stands under: the day it begins."""
        return self.begins_at.date()


def _duties(session: Session, *conditions: ColumnElement[bool]) -> list[DutyRow]:
    sums = (
        select(
            OnCallCall.on_call_id.label("duty"),
            func.count().label("calls"),
            func.coalesce(func.sum(OnCallCall.minutes), 0).label("minutes"),
        )
        .group_by(OnCallCall.on_call_id)
        .subquery()
    )
    found: Select[*tuple[Any, ...]] = (
        select(
            OnCall.id,
            OnCall.version,
            OnCall.person_id,
            Person.name,
            Person.phone,
            OnCall.begins_at,
            OnCall.ends_at,
            OnCall.kind,
            OnCall.stipend,
            OnCall.words,
            func.coalesce(sums.c.calls, 0),
            func.coalesce(sums.c.minutes, 0),
        )
        .join(Person, Person.id == OnCall.person_id)
        .outerjoin(sums, sums.c.duty == OnCall.id)
        .where(*conditions)
        .order_by(OnCall.begins_at, OnCall.id)
    )
    return [DutyRow(*row) for row in session.execute(found)]


def roster(session: Session, first: date, last: date) -> list[DutyRow]:
    """Who is on call in a span of days, by when it begins; what runs into the span is there too."""
    begin = datetime.combine(first, time())
    end = datetime.combine(last + timedelta(days=1), time())
    return _duties(session, OnCall.begins_at < end, OnCall.ends_at > begin)


def duty(session: Session, duty_id: int) -> DutyRow | None:
    """One time on call, or None."""
    return next(iter(_duties(session, OnCall.id == duty_id)), None)


def on_call_at(session: Session, moment: datetime) -> list[DutyRow]:
    """Who may be called at a moment, who began first in front."""
    return _duties(session, OnCall.begins_at <= moment, OnCall.ends_at > moment)


def nobody_on(session: Session, first: date, last: date) -> list[date]:
    """The dates of a span on which no time on call begins or runs through the evening."""
    rows = roster(session, first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    evening = time(22)
    return [
        day
        for day in days
        if not any(one.begins_at <= datetime.combine(day, evening) < one.ends_at for one in rows)
    ]


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call that came in while somebody was on call; minutes None when nobody said."""

    id: int
    version: int
    duty_id: int
    person: str
    at: datetime
    minutes: int | None
    client_id: int | None
    client: str
    ticket_id: int | None
    ticket: int | None
    words: str
    kind: str


def _calls(session: Session, *conditions: ColumnElement[bool]) -> list[CallRow]:
    found: Select[*tuple[Any, ...]] = (
        select(
            OnCallCall.id,
            OnCallCall.version,
            OnCallCall.on_call_id,
            Person.name,
            OnCallCall.at,
            OnCallCall.minutes,
            OnCallCall.client_id,
            func.coalesce(Client.name, ""),
            OnCallCall.ticket_id,
            Ticket.number_int,
            OnCallCall.words,
            OnCall.kind,
        )
        .join(OnCall, OnCall.id == OnCallCall.on_call_id)
        .join(Person, Person.id == OnCall.person_id)
        .outerjoin(Client, Client.id == OnCallCall.client_id)
        .outerjoin(Ticket, Ticket.id == OnCallCall.ticket_id)
        .where(*conditions)
        .order_by(OnCallCall.at, OnCallCall.id)
    )
    return [CallRow(*row) for row in session.execute(found)]


def calls_of(session: Session, duty_id: int) -> list[CallRow]:
    """The calls of one time on call, in their order."""
    return _calls(session, OnCallCall.on_call_id == duty_id)


def calls_between(session: Session, first: date, last: date) -> list[CallRow]:
    """Every call of a span of days."""
    begin = datetime.combine(first, time())
    end = datetime.combine(last + timedelta(days=1), time())
    return _calls(session, OnCallCall.at >= begin, OnCallCall.at < end)


def call(session: Session, call_id: int) -> CallRow | None:
    """One call, or None."""
    return next(iter(_calls(session, OnCallCall.id == call_id)), None)
