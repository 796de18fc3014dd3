"""Things people do to the list of whom to call."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...database.action import action, tell
from ...database.stale import as_seen
from ...errors import UserError
from ...vendors.actions.filling import fill, there
from .. import rules
from ..models import PlanCall
from .common import KEEPS, behind_all, changed, moved, place


@action("Add call")
def add_call(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Add somebody to call, behind all others; answers the id. Raises UserError by field."""
    there(session, Client, client_id, "Choose the client.", "client_id")
    call = PlanCall(client_id=client_id, name="", kind="other", role="", phone="")
    call.position = behind_all(session, PlanCall, client_id)
    _fill(session, call, details)
    session.add(call)
    session.flush()
    changed(session, client_id)
    tell(session, f"{call.name} added to the calls")
    return call.id


@action("Change call")
def edit_call(session: Session, call_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change whom to call; `version` is the one that was seen."""
    call = as_seen(session, PlanCall, call_id, version)
    _fill(session, call, changes)
    changed(session, call.client_id)
    tell(session, f"{call.name} saved")


@action("Remove call")
def remove_call(session: Session, call_id: int) -> None:
    """Take somebody off the list; who was called after them is called after the one before."""
    call = there(session, PlanCall, call_id, "Choose a call first.", "call_id")
    for later in session.scalars(select(PlanCall).where(PlanCall.after_id == call.id)):
        later.after_id = call.after_id
    session.flush()
    session.delete(call)
    changed(session, call.client_id)
    tell(session, f"{call.name} taken off the calls")


@action("Order calls")
def order_calls(session: Session, client_id: int, ids: Sequence[int]) -> None:
    """Put the calls into the order of these ids."""
    place(_calls(session, client_id), ids)
    changed(session, client_id)
    tell(session, "Calls put in order")


@action("Move call")
def move_call(session: Session, call_id: int, by: int) -> None:
    """Move a call up (-1) or down (+1)."""
    call = there(session, PlanCall, call_id, "Choose a call first.", "call_id")
    rows = _calls(session, call.client_id)
    place(rows, moved([row.id for row in rows], call.id, by))
    changed(session, call.client_id)
    tell(session, f"{call.name} moved")


def _calls(session: Session, client_id: int) -> Sequence[PlanCall]:
    """A client's calls in order."""
    found = select(PlanCall).where(PlanCall.client_id == client_id)
    return session.scalars(found.order_by(PlanCall.position, PlanCall.id)).all()


def _fill(session: Session, call: PlanCall, details: Mapping[str, Any]) -> None:
    fill(call, details, KEEPS)
    if call.contact_id is not None:
        _take_over(session, call)
    if not call.name:
        raise UserError("Say whom to call.", "name")
    if call.kind not in rules.CALL_KINDS:
        raise UserError("Choose whom this goes to.", "kind")
    if call.after_id is not None:
        _check_after(session, call)


def _take_over(session: Session, call: PlanCall) -> None:
    """Fill what was left empty from the contact chosen."""
    with session.no_autoflush:
        contact = session.get(Contact, call.contact_id)
    if contact is None or contact.client_id != call.client_id:
        raise UserError("Choose one of this client's contacts.", "contact_id")
    call.name = call.name or f"{contact.first_name} {contact.last_name}".strip()
    call.role = call.role or contact.title
    call.phone = call.phone or contact.phone or contact.mobile


def _check_after(session: Session, call: PlanCall) -> None:
    """Refuse a tree of calls that comes back to itself."""
    with session.no_autoflush:
        rows = {row.id: row for row in _calls(session, call.client_id)}
    if call.after_id not in rows:
        raise UserError("Choose one of the calls of this plan.", "after_id")
    above: int | None = call.after_id
    for _ in rows:
        if above is not None and above == call.id:
            raise UserError("Somebody further up has to call first.", "after_id")
        above = rows[above].after_id if above in rows else None
