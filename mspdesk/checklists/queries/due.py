"""What waits to be done by itself: days to plan, tickets to open, events nobody took up."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ..models import ChecklistRun, Schedule
from ..rules.schedule import HORIZON_DAYS, MOST_AHEAD
from .events import anything as events_wait
from .runs import IS_OPEN
from .schedules import ENDED_CLIENT, lapsed, to_plan


def waits(session: Session, day: date) -> bool:
    """Whether there is anything to plan, to open, to end or to take up."""
    return bool(
        lapsed(session)
        or to_plan(session, day, day + timedelta(days=HORIZON_DAYS))
        or due_tickets(session, day)
        or events_wait(session, day)
    )


def happened(session: Session, day: date) -> bool:
    """Whether something happened just now that work follows, or that ends it."""
    return bool(lapsed(session)) or events_wait(session, day)


def due_tickets(session: Session, day: date) -> list[tuple[int, int]]:
    """Planned runs whose ticket is to be opened by now, with their schedules, the next first."""
    found = (
        select(ChecklistRun.id, Schedule.id, ChecklistRun.due_on, Schedule.ahead_days)
        .join(Schedule, Schedule.id == ChecklistRun.schedule_id)
        .join(Client, Client.id == ChecklistRun.client_id)
        .where(
            IS_OPEN,
            ChecklistRun.ticket_id.is_(None),
            Schedule.opens_ticket,
            ChecklistRun.due_on <= day + timedelta(days=MOST_AHEAD),
            Client.status.not_in(ENDED_CLIENT),
        )
        .order_by(ChecklistRun.due_on, ChecklistRun.id)
    )
    return [
        (run_id, schedule_id)
        for run_id, schedule_id, due_on, ahead in session.execute(found)
        if due_on is not None and due_on - timedelta(days=ahead) <= day
    ]
