"""Passing a ticket up to a higher tier or to a specialist outside (S047)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import now
from ...errors import UserError
from ...people.models import Person
from .. import rules
from ..models import Escalation, Ticket, Watcher
from .moves import settle
from .saving import person_here, said


@action("Escalate ticket")
def escalate(
    session: Session,
    ticket_id: int,
    version: int | None,
    to_tier: int,
    reason: str,
    tried: str,
    person_id: int | None = None,
    vendor_id: int | None = None,
) -> int:
    """Pass a ticket up and answer the id of what was written down about it (S047).

    Its owner so far keeps watching. Without a person anybody of the tier may take it up; with
    `vendor_id` an outside specialist works on it, and without a person its owner stays. Raises
    UserError naming `to_tier`, `reason`, `tried`, `assigned` or `vendor`, and Conflict.
    """
    ticket = as_seen(session, Ticket, ticket_id, version)
    before = ticket.assigned_id
    taker = None if person_id is None else person_here(session, person_id)
    vendor = _vendor_name(session, vendor_id)
    rules.check_escalation(_asked(ticket, to_tier, reason, tried, taker, outside=bool(vendor)))
    after = taker.id if taker is not None else before if vendor else None
    row = Escalation(
        ticket_id=ticket.id,
        at=now(),
        person_id=acting(session),
        from_tier=ticket.tier,
        to_tier=to_tier,
        from_id=before,
        to_id=after,
        vendor_id=vendor_id,
        reason=reason.strip(),
        tried=tried.strip(),
    )
    session.add(row)
    ticket.tier, ticket.assigned_id = to_tier, after
    _let_watch(session, ticket, before)
    settle(session, ticket)
    session.flush()
    ends = taker.name if taker else vendor or f"tier {to_tier}"
    tell(session, f"{said(ticket)} passed up to {ends}")
    return row.id


def _asked(
    ticket: Ticket, to_tier: int, reason: str, tried: str, taker: Person | None, *, outside: bool
) -> rules.PassedUp:
    return rules.PassedUp(
        ticket.status,
        ticket.standing,
        ticket.tier,
        to_tier,
        outside,
        reason,
        tried,
        taker.name if taker else "",
        taker.tier if taker else 0,
        same_owner=taker is not None and taker.id == ticket.assigned_id,
    )


def _vendor_name(session: Session, vendor_id: int | None) -> str:
    """The name of a vendor in use, empty where none was chosen."""
    # Imported here, as the first list must not wait for the tables of all vendors; always, as what
    # is written down refers to them.
    from ...vendors.models import Vendor

    if vendor_id is None:
        return ""
    vendor = session.get(Vendor, vendor_id)
    if vendor is None or not vendor.active:
        raise UserError("Choose a vendor you work with.", field="vendor")
    return vendor.name


def _let_watch(session: Session, ticket: Ticket, before: int | None) -> None:
    """Let the owner so far keep watching; who owns it now need not."""
    rows = session.scalars(select(Watcher).where(Watcher.ticket_id == ticket.id)).all()
    if before not in (None, ticket.assigned_id) and before not in [one.person_id for one in rows]:
        session.add(Watcher(ticket_id=ticket.id, person_id=before))
    for one in rows:
        if one.person_id == ticket.assigned_id:
            session.delete(one)
