"""The one timer a person may have: a row in the books, so that it survives quitting and a crash."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import Span, clock_time, hours_h, minute_of_day, now, parse_span, short_date
from ...errors import UserError
from ...money import half_up
from ...shop.queries import calendar
from ...tickets.actions import begin_work
from ...tickets.models import Ticket
from ...tickets.rules import Status, status_words
from .. import rules
from ..models import Timer
from . import saving
from .entries import new_entry, put_into_day
from .visits import visit_for


def _find(session: Session, person_id: int | None) -> tuple[int, Timer | None]:
    who = saving.person(session, person_id)
    return who, session.scalars(select(Timer).where(Timer.person_id == who)).one_or_none()


def _timer(session: Session, person_id: int | None) -> Timer:
    _, found = _find(session, person_id)
    if found is None:
        raise UserError("No timer is running.")
    return found


@action("Start timer")
def start_timer(session: Session, ticket_id: int | None, person_id: int | None = None) -> None:
    """Start the timer on a ticket, which is in progress from now on; a person has one at a time.

    Raises UserError when one runs already, or the ticket is closed.
    """
    who, found = _find(session, person_id)
    ticket = saving.ticket_for_time(session, ticket_id)
    if found is not None:
        on = session.get_one(Ticket, found.ticket_id)
        raise UserError(f"Your timer is on #{on.number_int}. Stop it first.", "ticket")
    moment = now()
    timer = Timer(person_id=who, ticket_id=ticket.id, began_at=moment, started_at=moment, note="")
    session.add(timer)
    session.flush()
    goes = ticket.standing or begin_work(session, ticket.id)
    rest = "" if goes else _stays(ticket)
    tell(session, f"Timer started on #{ticket.number_int}{rest}")


def _stays(ticket: Ticket) -> str:
    """What a ticket stays although work on it began (S046)."""
    if ticket.status == Status.NEW:
        return ", which stays New until its first contact is complete"
    return f", which stays {status_words(ticket.status).lower()}"


@action("Pause timer")
def pause_timer(session: Session, person_id: int | None = None) -> None:
    """Let the timer stand still; what it shows is kept."""
    timer = _timer(session, person_id)
    if timer.paused_at is not None:
        return
    gathered, late = _gathered(session, timer, now())
    timer.gathered_seconds, timer.gathered_after_seconds = gathered, late
    timer.paused_at = now()
    tell(session, "Timer paused")


@action("Resume timer")
def resume_timer(session: Session, person_id: int | None = None) -> None:
    """Let a paused timer go on."""
    timer = _timer(session, person_id)
    if timer.paused_at is None:
        return
    timer.started_at, timer.paused_at = now(), None
    tell(session, "Timer running again")


@action("Drop timer")
def drop_timer(session: Session, person_id: int | None = None) -> None:
    """Throw the timer away without logging its time; undo brings it back."""
    timer = _timer(session, person_id)
    session.delete(timer)
    tell(session, "Timer dropped, no time logged")


@action("Stop timer")
def stop_timer(
    session: Session,
    note: str,
    span: str = "",
    category: str = "",
    place: str = rules.Where.REMOTE,
    role_id: int | None = None,
    internal_note: str = "",
    *,
    rework_of_id: int | None = None,
    person_id: int | None = None,
) -> int:
    """Stop the timer and log its time with the client's note; answers the entry's id (S051).

    `span` replaces what the timer says, where it was forgotten. A timer of another day needs it.
    Raises UserError naming client_note, span, category or place; the timer then runs on.
    """
    timer = _timer(session, person_id)
    ticket = saving.ticket_for_time(session, timer.ticket_id)
    day = timer.began_at.date()
    row = new_entry(ticket, timer.person_id, day, note, category, place)
    row.role_id = role_id or saving.hat_of(session, ticket.id)
    row.internal_note, row.rework_of_id = internal_note.strip(), rework_of_id
    rules.check_category(row.category, earlier=rework_of_id is not None)
    saving.check_week(session, timer.person_id, day)
    parts = None
    around = saving.around(session, timer.person_id, day)
    if span.strip():
        put_into_day(around, row, parse_span(span, "span"), 0)
    else:
        worked, rest, parts = measured(session, timer, now())
        put_into_day(around, row, Span(worked + rest, minute_of_day(timer.began_at)), rest)
    saving.check_free(around, row)
    visit_for(session, row)
    saving.settle(session, row, hours=around.hours, parts=parts)
    session.add(row)
    session.delete(timer)
    session.flush()
    tell(session, f"{hours_h(row.minutes)} logged on #{ticket.number_int}")
    return row.id


def _gathered(session: Session, timer: Timer, until: datetime) -> tuple[int, int]:
    """Seconds run so far, and those of them after hours."""
    if timer.paused_at is not None:
        return timer.gathered_seconds, timer.gathered_after_seconds
    ran = max(0, int((until - timer.started_at).total_seconds()))
    hours = calendar(session, timer.started_at.year)
    pieces = rules.split_of(hours.segments(timer.started_at, ran // 60))
    ends_late = not hours.is_open(until - timedelta(seconds=1))
    late = pieces.after * 60 + (ran % 60 if ends_late else 0)
    return timer.gathered_seconds + ran, timer.gathered_after_seconds + late


def measured(
    session: Session, timer: Timer, until: datetime
) -> tuple[int, int, rules.Split | None]:
    """Minutes worked, minutes paused, and how they divide where a pause made that known.

    Both ends count as the minute they lie in. Raises UserError naming `span` when the timer is of
    another day.
    """
    end = timer.paused_at or until
    if timer.began_at.date() != end.date():
        began = f"{short_date(timer.began_at.date())}, {clock_time(timer.began_at)}"
        raise UserError(
            f"The timer has been on since {began}. Type from when to when you worked that day.",
            "span",
        )
    whole = minute_of_day(end) - minute_of_day(timer.began_at)
    if timer.gathered_seconds == 0 or (timer.paused_at and timer.started_at == timer.began_at):
        return whole, 0, None
    seconds, late = _gathered(session, timer, until)
    worked = min(whole, half_up(seconds, 60))
    after = min(worked, half_up(late, 60))
    closed = not calendar(session, end.year).is_open(end - timedelta(minutes=1))
    return worked, whole - worked, rules.Split(worked - after, after, ended_after=closed)
