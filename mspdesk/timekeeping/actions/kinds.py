"""Deciding who pays: the client's yes to double time, the owner's word, and deciding anew."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...tickets.models import Ticket
from .. import rules
from ..models import AfterHoursYes, TimeEntry
from ..rules import Kind, State
from . import prepaid, saving


@action("Approve after hours")
def approve_after_hours(session: Session, entry_id: int, who: str, on: date) -> None:
    """Record who of the client said yes to work after hours, and when (S049).

    The amount stays as it is, so that a draft may keep it. Raises UserError naming who or on.
    """
    row = saving.entry(session, entry_id)
    saving.check_unbilled(row, from_draft=True)
    if not who.strip():
        raise UserError("Say who of the client approved the work.", "who")
    if on > today():
        raise UserError("Choose the day the client said yes.", "on")
    if row.after_minutes <= 0:
        raise UserError("This time was in business hours; it needs no approval.")
    row.after_hours_approved_by, row.after_hours_approved_on = who.strip(), on
    saving.again(session, row)
    tell(session, f"Approval by {row.after_hours_approved_by} recorded")


@action("Record the client's yes")
def record_yes(session: Session, ticket_id: int, who: str, on: date | None = None) -> int:
    """Record who of the client said yes to work after hours on a ticket, and when (S049).

    Time on it that waits for a yes has it from now on, and time logged later, too. Answers how many
    entries waited. Raises UserError naming who or on.
    """
    name, day = who.strip(), on or today()
    if not name:
        raise UserError("Say who of the client approved the work.", "who")
    if day > today():
        raise UserError("Choose the day the client said yes.", "on")
    ticket = session.get_one(Ticket, ticket_id)
    held = select(AfterHoursYes).where(AfterHoursYes.ticket_id == ticket_id)
    row = session.scalars(held).one_or_none()
    if row is None:
        session.add(AfterHoursYes(ticket_id=ticket_id, who=name, on=day))
    else:
        row.who, row.on = name, day
    waiting = select(TimeEntry).where(
        TimeEntry.ticket_id == ticket_id,
        TimeEntry.after_minutes > 0,
        TimeEntry.after_hours_approved_on.is_(None),
        TimeEntry.state.in_((State.UNBILLED, State.ON_DRAFT)),
    )
    entries = list(session.scalars(waiting))
    for one in entries:
        one.after_hours_approved_by, one.after_hours_approved_on = name, day
        saving.again(session, one)
    tell(session, f"{name} said yes to work after hours on #{ticket.number_int}")
    return len(entries)


@action("Bill at regular rate")
def bill_at_regular(
    session: Session, entry_id: int, reason: str = "", *, from_draft: bool = False
) -> None:
    """Bill work after hours at the plain rate, as the owner decides.

    On a draft only with `from_draft`, by who then writes its line anew.
    """
    row = saving.entry(session, entry_id)
    saving.check_unbilled(row, from_draft=from_draft)
    if row.after_minutes <= 0:
        raise UserError("This time was in business hours; it bills at the regular rate already.")
    row.factor = rules.REGULAR
    saving.again(session, row)
    if reason.strip():
        row.why = f"{row.why.rstrip('.')} ({reason.strip()})."
    tell(session, "Billed at the regular rate")


@action("Change who pays")
def set_kind(
    session: Session, entry_id: int, kind: str, reason: str = "", *, from_draft: bool = False
) -> None:
    """Say who pays for an entry (billable, covered, prepaid, no_charge, internal) and why.

    An entry that no longer bills leaves its draft, which only `from_draft` may do. Raises UserError
    naming kind.
    """
    row = saving.entry(session, entry_id)
    saving.check_unbilled(row, from_draft=from_draft)
    if kind not in set(Kind):
        raise UserError("Choose who pays from the list.", "kind")
    if row.adjusts_id is not None:
        raise UserError("A correction follows the entry it corrects. Write it off instead.")
    prepaid.check_told(session, row)
    prepaid.leave(session, row)
    row.kind, row.kind_set, row.kind_reason = kind, True, reason.strip().rstrip(".")
    saving.again(session, row)
    if kind == Kind.PREPAID and row.prepaid_agreement_id is not None:
        if not row.prepaid_minutes:
            raise UserError("No prepaid hours are left for this work.", "kind")
    elif row.kind != kind:
        raise UserError("Our own work and sales never bill; log it on another ticket.", "kind")
    tell(session, f"{rules.KIND_WORDS[Kind(kind)]}: {row.why}")


@action("Decide again who pays")
def decide_again(session: Session, ticket_id: int) -> int:
    """Decide anew for a ticket's time that is not billed yet; answers how many entries changed.

    For when its coverage, queue or agreement was changed. What a person chose stays.
    """
    ticket = session.get_one(Ticket, ticket_id)
    found = select(TimeEntry).where(
        TimeEntry.ticket_id == ticket_id,
        TimeEntry.state.in_((State.NONE, State.UNBILLED)),
        TimeEntry.adjusts_id.is_(None),
    )
    changed = 0
    for row in session.scalars(found.order_by(TimeEntry.started_at, TimeEntry.id)):
        before = (row.kind, row.billed_minutes, row.billed_after_minutes)
        row.client_id = ticket.client_id
        chose_regular = row.factor == rules.REGULAR and row.after_minutes > 0
        saving.settle(session, row, keep_factor=chose_regular)
        session.flush()
        changed += before != (row.kind, row.billed_minutes, row.billed_after_minutes)
    tell(session, f"{changed} entries of #{ticket.number_int} decided anew")
    return changed
