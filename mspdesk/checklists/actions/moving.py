"""Putting planned work on another day, with the ticket that was opened for it."""

from datetime import date

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import short_date, today
from ...errors import UserError
from ...people.models import Person
from ...tickets import rules as tickets
from ...tickets.actions import edit_ticket
from ...tickets.actions import schedule as schedule_ticket
from ...tickets.models import Ticket
from ..models import ChecklistRun
from ..queries.taken import clash_of, years_calendar
from ..rules.run import OPEN
from ..rules.schedule import DUE_HOUR, at_time, closed_words, moment
from .opening import called


@action("Move planned work")
def move_run(
    session: Session,
    run_id: int,
    on: date,
    at_minute: int | None = None,
    assigned_id: int | None = None,
) -> None:
    """Put planned work on another day or time, or give it to somebody else; it stays there.

    Without a time it keeps none; without a person who has it keeps it. Its ticket moves along.
    Raises UserError naming `on`, `at` or `assigned`, and says what is in the way (S071).
    """
    run = session.get_one(ChecklistRun, run_id)
    if run.state not in OPEN:
        raise UserError("It is done already.", "on")
    if on < today():
        raise UserError("Choose today or a later day.", "on")
    who = assigned_id or run.assigned_id
    minutes = run.planned_minutes or 60
    shop = years_calendar(session, on, on)
    met = clash_of(session, run.id, who, on, at_minute, minutes)
    if met and who is not None:
        name = session.get_one(Person, who).name
        raise UserError(f"{name} has {met} on {short_date(on)}. Choose another time.", "at")
    run.due_on, run.planned_at, run.moved = on, moment(on, at_minute), True
    run.assigned_id = who
    _move_ticket(session, run, minutes)
    when = short_date(on) + (f", {at_time(at_minute)}" if at_minute is not None else "")
    closed = "" if shop.open_minutes(on) else f" ({closed_words(on, shop)})"
    tell(session, f"{called(run)} is on {when}{closed} now")


def _move_ticket(session: Session, run: ChecklistRun, minutes: int) -> None:
    """Let the ticket of a run follow it, as far as nobody is at work on it."""
    ticket = session.get(Ticket, run.ticket_id) if run.ticket_id else None
    if ticket is None or ticket.status in tickets.ENDED:
        return
    ticket.assigned_id = run.assigned_id or ticket.assigned_id
    due = run.planned_at or moment(run.due_on or today(), DUE_HOUR)
    edit_ticket(session, ticket.id, None, {"due_at": due})
    movable = (tickets.Status.ASSIGNED, tickets.Status.SCHEDULED)
    if run.planned_at is not None and ticket.status in movable:
        schedule_ticket(session, ticket.id, None, run.planned_at, minutes)
