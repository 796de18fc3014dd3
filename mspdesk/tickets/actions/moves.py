"""Moving a ticket along (B2); every move is written down with time, person and reason (S045)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import now, today
from ...errors import UserError
from ...people.queries import permits
from .. import rules
from ..models import StatusChange, Ticket
from ..queries import first_contact_of
from ..rules import Status
from .filling import fill
from .saving import person_here, said, words_of


def settle(session: Session, ticket: Ticket) -> None:
    """Let a new ticket become Assigned as soon as somebody has it and its first contact is done."""
    if ticket.status != Status.NEW or ticket.assigned_id is None or ticket.standing:
        return
    if all(cell.verified for cell in cells_of(session, ticket)):
        move(session, ticket, Status.ASSIGNED)


def cells_of(session: Session, ticket: Ticket) -> list[rules.Cell]:
    """The eight cells as they stand in this step."""
    session.flush()
    return first_contact_of(session, ticket.id)


def may_close(session: Session) -> bool:
    """Whether the person at work may close tickets; a script that named nobody may."""
    person_id = acting(session)
    if person_id is None:
        return True
    held = permits(session, person_id)
    return "*" in held or "board" in held


def move(
    session: Session,
    ticket: Ticket,
    end: Status,
    *,
    reason: str = "",
    back_on: date | None = None,
    resolution: str = "",
    no_time: bool = False,
    started: bool = False,
) -> None:
    """Check the guards of a move, make it, stamp it and write it down."""
    start = Status(ticket.status)
    if end is Status.COMPLETED:
        session.flush()
        session.refresh(ticket, ("open_steps", "open_logs"))
    rules.check_move(
        rules.Move(
            start=start,
            end=end,
            day=today(),
            cells=tuple(cells_of(session, ticket)) if start is Status.NEW else (),
            assigned=ticket.assigned_id is not None,
            scheduled_at=ticket.scheduled_at,
            started=started,
            reason=reason,
            back_on=back_on,
            resolution=resolution,
            logged=ticket.logged_minutes,
            no_time=no_time,
            billable=ticket.billable_minutes,
            open_steps=ticket.open_steps,
            open_logs=ticket.open_logs,
            coverage=ticket.coverage,
            may_close=may_close(session),
            closed_on=ticket.closed_at.date() if ticket.closed_at else None,
            number=ticket.number_int,
        )
    )
    ticket.status = end
    resting = end in rules.RESTING
    ticket.waiting_reason = " ".join(reason.split())[:200] if resting else ""
    ticket.follow_up_on = back_on if resting else None
    if start is Status.NEW and end is not Status.CANCELLED:
        ticket.acknowledged_at = ticket.acknowledged_at or now()
    session.add(
        StatusChange(
            ticket_id=ticket.id,
            at=now(),
            person_id=acting(session),
            from_status=start,
            to_status=end,
            reason=(reason or resolution).strip(),
        )
    )
    tell(session, f"{said(ticket)}: {rules.STATUS_WORDS[end]}")


@action("Take ticket")
def take(session: Session, ticket_id: int, version: int | None = None) -> None:
    """New to Assigned: the first contact is complete and somebody has it."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    move(session, ticket, Status.ASSIGNED)


@action("Schedule ticket")
def schedule(
    session: Session,
    ticket_id: int,
    version: int | None,
    at: datetime | None,
    minutes: int | None = None,
) -> None:
    """Say when the work starts and how long it is planned to take, in minutes.

    An assigned ticket becomes Scheduled; one that is scheduled is moved.
    """
    ticket = as_seen(session, Ticket, ticket_id, version)
    ticket.scheduled_at = at
    ticket.scheduled_minutes = minutes or ticket.estimate_minutes
    if ticket.status != Status.SCHEDULED or at is None:
        move(session, ticket, Status.SCHEDULED)
    else:
        tell(session, f"{said(ticket)} rescheduled")


@action("Begin work")
def begin_work(session: Session, ticket_id: int) -> bool:
    """Note that somebody's time on a ticket began: called when a timer starts or time is entered.

    Answers whether the ticket is in progress now. A new ticket whose first contact is not complete
    stays New (S046); an ended one stays as it is.
    """
    ticket = session.get_one(Ticket, ticket_id)
    if ticket.standing or ticket.status in rules.ENDED:
        return False
    if ticket.status == Status.IN_PROGRESS:
        return True
    ticket.first_response_at = ticket.first_response_at or now()
    worker = acting(session)
    if ticket.assigned_id is None and worker is not None:
        ticket.assigned_id = person_here(session, worker).id
    settle(session, ticket)
    if ticket.status == Status.NEW:
        return False
    move(session, ticket, Status.IN_PROGRESS, started=True)
    return True


@action("Wait")
def wait(
    session: Session,
    ticket_id: int,
    version: int | None,
    status: str,
    reason: str,
    follow_up_on: date | None,
) -> None:
    """Wait on the client or a third party: what for, and the day to ask again."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    if status not in rules.WAITING:
        raise UserError("Choose whom we are waiting for.", field="status")
    move(session, ticket, Status(status), reason=reason, back_on=follow_up_on)


@action("Put on hold")
def hold(
    session: Session, ticket_id: int, version: int | None, reason: str, review_on: date | None
) -> None:
    """Let it rest: why, and a day within thirty to look again."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    move(session, ticket, Status.ON_HOLD, reason=reason, back_on=review_on)


@action("Complete ticket")
def complete(
    session: Session, ticket_id: int, version: int | None, resolution: str, no_time: bool = False
) -> None:
    """Say how it was solved; the time is entered, or `no_time` says that there was none."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    move(session, ticket, Status.COMPLETED, resolution=resolution, no_time=no_time)
    ticket.completed_at = now()
    words_of(session, ticket).resolution = resolution.strip()


@action("Close ticket")
def close(
    session: Session, ticket_id: int, version: int | None = None, coverage: str | None = None
) -> None:
    """Close what is completed: notes and coverage are reviewed by who may (permit `board`)."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    if coverage is not None:
        fill(session, ticket, {"coverage": coverage})
    move(session, ticket, Status.CLOSED)
    ticket.closed_at = now()


@action("Cancel ticket")
def cancel(session: Session, ticket_id: int, version: int | None, reason: str) -> None:
    """Cancel a ticket nobody will work on, with a reason; never with billable time on it."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    move(session, ticket, Status.CANCELLED, reason=reason)
    ticket.closed_at = now()


@action("Reopen ticket")
def reopen(session: Session, ticket_id: int, version: int | None, reason: str) -> None:
    """Go on with what was completed or closed; after thirty days a new linked ticket is due."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    move(session, ticket, Status.IN_PROGRESS, reason=reason, started=True)
    ticket.completed_at = ticket.closed_at = None
    ticket.reopened_count += 1
