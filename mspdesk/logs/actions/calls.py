"""Things people write down about calls to third parties (S063)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...vendors.models import Vendor, VendorAccount
from .. import rules
from ..models import VendorCall
from ..rules import short
from .tsr import ensure_log

_WORDS = {
    "vendor": 200,
    "phone": 40,
    "account_number": 200,
    "case_number": 200,
    "caller": 200,
    "agent": 200,
    "agent_number": 200,
    "advice": 2_000,
    "our_action": 2_000,
    "result": 2_000,
    "promise": 200,
}
_PLAIN = frozenset(
    {"client_id", "ticket_id", "tsr_log_id", "vendor_id", "vendor_account_id", "person_id", "on"}
    | {"called_at", "answered_at", "ended_at", "next_on", "billable"}
)


@action("Log a call")
def add_call(session: Session, details: Mapping[str, Any]) -> int:
    """Write down a call to a third party; answers its id. Raises UserError by field.

    A call about a ticket stands in its TSR log, which begins with it where there is none (S061).
    """
    row = VendorCall(on=today(), person_id=acting(session))
    _fill(session, row, details)
    if row.ticket_id is not None and row.tsr_log_id is None:
        row.tsr_log_id = ensure_log(session, row.ticket_id, "vendor_call")
    session.add(row)
    session.flush()
    tell(session, f"Call to {row.vendor} logged")
    return row.id


@action("Change a call")
def edit_call(session: Session, call_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is written of a call; `version` is the one that was seen."""
    row = as_seen(session, VendorCall, call_id, version)
    _fill(session, row, changes)
    tell(session, f"Call to {row.vendor} saved")


@action("Remove a call")
def remove_call(session: Session, call_id: int) -> None:
    """Take away a call that was written down by mistake."""
    row = session.get_one(VendorCall, call_id)
    session.delete(row)
    tell(session, f"Call to {row.vendor} removed")


def _fill(session: Session, row: VendorCall, details: Mapping[str, Any]) -> None:
    for name in _PLAIN & details.keys():
        setattr(row, name, details[name])
    for name, most in _WORDS.items():
        if name in details:
            setattr(row, name, short(str(details[name] or ""), name, most))
    _from_vendor(session, row)
    if not row.vendor:
        raise UserError("Say who was called.", "vendor")
    if details.get("on", row.on) is None or row.on > today():
        raise UserError("Type the day of the call, today or before.", "on")
    owed = str(details.get("owed_by", row.owed_by) or "")
    if owed not in rules.OWED_BY:
        raise UserError("Choose who owes the next step.", "owed_by")
    row.owed_by = owed
    _count(row, details)


def _from_vendor(session: Session, row: VendorCall) -> None:
    """What is known of the vendor and of the client's account there stands in for blanks."""
    account = session.get(VendorAccount, row.vendor_account_id) if row.vendor_account_id else None
    if account is not None:
        row.vendor_id = account.vendor_id
        row.account_number = row.account_number or account.account_number
        row.phone = row.phone or account.support_phone
        row.client_id = row.client_id or account.client_id
    vendor = session.get(Vendor, row.vendor_id) if row.vendor_id else None
    if vendor is not None:
        row.vendor = row.vendor or vendor.name
        row.phone = row.phone or vendor.support_phone or vendor.phone


def _count(row: VendorCall, details: Mapping[str, Any]) -> None:
    """Hold and talk minutes from the three times, or as they were typed."""
    hold = rules.span(row.called_at, row.answered_at, "answered_at")
    talk = rules.span(row.answered_at or row.called_at, row.ended_at, "ended_at")
    if hold is None:
        hold = details.get("hold_minutes", row.hold_minutes)
    if talk is None:
        talk = details.get("talk_minutes", row.talk_minutes)
    row.hold_minutes = rules.checked_minutes(hold, "hold_minutes")
    row.talk_minutes = rules.checked_minutes(talk, "talk_minutes")
