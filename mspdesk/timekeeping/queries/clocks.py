"""Questions about timers: whose runs, on what, for how long."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import now
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from .. import rules
from ..models import Timer
from .terms import terms


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


_TIMERS = (
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
)


def running(session: Session, person_id: int) -> TimerRow | None:
    """A person's timer, running or paused; None when there is none."""
    row = session.execute(_TIMERS.where(Timer.person_id == person_id)).first()
    return None if row is None else _shown(*row)


def timers(session: Session) -> list[tuple[str, TimerRow]]:
    """Every timer with the name of its person, oldest first."""
    found = _TIMERS.add_columns(Person.name).join(Person, Person.id == Timer.person_id)
    rows = session.execute(found.order_by(Timer.began_at))
    return [(name, _shown(*row)) for *row, name in rows]


def _shown(*values: Any) -> TimerRow:
    timer = TimerRow(*values)
    return replace(timer, seconds=timer.seconds_at(now()))


def kind_of_timer(session: Session, timer: TimerRow) -> str:
    """Who would pay for an hour on the timer's ticket."""
    said = terms(session, timer.ticket_id, timer.began_at.date())
    category = rules.Category.ADMIN if said.internal else rules.Category.PRODUCTIVE
    return rules.decide(said, rules.Split(60, 0), category).kind
