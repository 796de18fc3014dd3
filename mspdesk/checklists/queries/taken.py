"""Who is taken by what: planned work, scheduled tickets, leave, and when the shop is open."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import minute_of_day
from ...people.queries import leave_between
from ...shop.queries import calendar
from ...shop.rules import Calendar
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ..models import ChecklistRun
from ..rules.run import RunState
from ..rules.slots import Held, Slots, why_not

_USUAL_TICKET = 60
"""Minutes a scheduled ticket is taken to need where nobody has said."""


def years_calendar(session: Session, first: date, last: date) -> Calendar:
    """When the shop is open from one day to another, a year more at either end."""
    return calendar(session, *range(first.year - 1, last.year + 2))


def slots(
    session: Session,
    first: date,
    last: date,
    *,
    without_run: int | None = None,
    without_schedule: int | None = None,
) -> Slots:
    """What is in technicians' days: planned work, scheduled tickets, and leave.

    A run or a whole schedule that is about to be moved can be left out.
    """
    held: dict[tuple[int, date], list[Held]] = {}
    stretches = [
        *session.execute(_planned(first, last, without_run, without_schedule)),
        *session.execute(_tickets(first, last)),
    ]
    for person_id, at, minutes, words in stretches:
        if person_id is None:
            continue
        start = minute_of_day(at)
        stretch = Held(start, start + (minutes or _USUAL_TICKET), words)
        held.setdefault((person_id, at.date()), []).append(stretch)
    return Slots(held, leave_between(session, first, last))


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    start = datetime(first.year, first.month, first.day)
    return start, datetime(last.year, last.month, last.day) + timedelta(days=1)


def _planned(
    first: date, last: date, without_run: int | None, without_schedule: int | None
) -> Select[*tuple[Any, ...]]:
    start, end = _span(first, last)
    # What is about one of us keeps its time and not its title: not everybody may know of it.
    about_us = case((ChecklistRun.person_id.is_not(None), "our own"), else_=ChecklistRun.title)
    found: Select[*tuple[Any, ...]] = (
        select(
            ChecklistRun.assigned_id,
            ChecklistRun.planned_at,
            ChecklistRun.planned_minutes,
            func.coalesce(Client.name, about_us),
        )
        .outerjoin(Client, Client.id == ChecklistRun.client_id)
        .where(
            ChecklistRun.planned_at >= start,
            ChecklistRun.planned_at < end,
            ChecklistRun.state != RunState.DROPPED,
        )
    )
    if without_run is not None:
        found = found.where(ChecklistRun.id != without_run)
    if without_schedule is not None:
        other = ChecklistRun.schedule_id != without_schedule
        found = found.where(or_(ChecklistRun.schedule_id.is_(None), other))
    return found


def _tickets(first: date, last: date) -> Select[*tuple[Any, ...]]:
    """Scheduled tickets, but for those that carry planned work, which is counted by itself."""
    start, end = _span(first, last)
    carried = (
        select(ChecklistRun.id)
        .where(ChecklistRun.ticket_id == Ticket.id, ChecklistRun.planned_at.is_not(None))
        .exists()
    )
    minutes = func.coalesce(Ticket.scheduled_minutes, Ticket.estimate_minutes)
    found: Select[*tuple[Any, ...]] = (
        select(Ticket.assigned_id, Ticket.scheduled_at, minutes, Client.name)
        .join(Client, Client.id == Ticket.client_id)
        .where(
            Ticket.scheduled_at >= start,
            Ticket.scheduled_at < end,
            IS_OPEN,
            ~carried,
        )
    )
    return found


def clash_of(
    session: Session, run_id: int, person_id: int | None, on: date, at: int | None, minutes: int
) -> str:
    """What is in a technician's way on a day, in words; nothing where the slot is free (S071)."""
    if person_id is None or at is None:
        return ""
    return why_not(slots(session, on, on, without_run=run_id), person_id, on, at, minutes)
