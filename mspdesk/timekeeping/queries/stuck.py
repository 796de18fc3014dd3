"""Whether a TSR log should be offered on a ticket: time went into it and nothing moved (S061)."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import now
from ...people.models import Person
from ...tickets.models import Ticket
from ...tickets.rules import ENDED
from ..models import TimeEntry
from .clocks import running

STUCK = 30
"""Minutes without progress after which a log is offered (S061)."""

STUCK_NEW = 15
"""The same for somebody who is new (S061)."""


def stuck_minutes(session: Session, ticket_id: int, person_id: int | None) -> int | None:
    """Minutes worked on a ticket since somebody last said that it moves, once they are too many.

    None while a log is kept or was declined, before 30 minutes (15 for somebody new), and where
    nobody's timer runs on it: it is offered to who is at it, once.
    """
    ticket = session.get(Ticket, ticket_id)
    if ticket is None or person_id is None or ticket.standing or ticket.status in ENDED:
        return None
    if ticket.log_answer or ticket.open_logs:
        return None
    timer = running(session, person_id)
    if timer is None or timer.ticket_id != ticket_id:
        return None
    since = ticket.progress_at
    seconds = timer.seconds
    if since is not None and since > timer.began_at:
        seconds = min(seconds, int((now() - since).total_seconds()))
    worked: Any = select(func.coalesce(func.sum(TimeEntry.minutes), 0)).where(
        TimeEntry.ticket_id == ticket_id, TimeEntry.person_id == person_id
    )
    if since is not None:
        worked = worked.where(TimeEntry.started_at >= since)
    minutes = int(session.scalar(worked) or 0) + seconds // 60
    new = session.scalar(select(Person.new_tech).where(Person.id == person_id))
    return minutes if minutes >= (STUCK_NEW if new else STUCK) else None
