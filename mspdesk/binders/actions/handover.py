"""Things people do about a hand-over: note what was given, and that the receipt came back."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...dates import now, today
from ...errors import UserError
from ..models import HandOver
from ..rules.handover import REASONS


def check_to(values: dict[str, Any]) -> None:
    """Refuse a hand-over to nobody or for no reason; raises UserError by field."""
    if not str(values.get("given_to", "")).strip():
        raise UserError("Say who gets the package.", "given_to")
    if values.get("reason") not in REASONS:
        raise UserError("Choose why it is handed over.", "reason")


@action("Hand over", undoable=False)
def record_hand_over(session: Session, client_id: int, values: dict[str, Any]) -> int:
    """Write down what was handed over to whom; answers its id.

    `values` are given_to, company, reason, with_credentials, files (a line each), notes.
    """
    check_to(values)
    row = HandOver(
        client_id=client_id,
        made_at=now(),
        person_id=acting(session),
        given_to=str(values["given_to"]).strip()[:200],
        company=str(values.get("company") or "").strip()[:200],
        reason=values["reason"],
        with_credentials=bool(values.get("with_credentials")),
        files=str(values.get("files") or ""),
        notes=str(values.get("notes") or "").strip(),
    )
    session.add(row)
    session.flush()
    client = session.get_one(Client, client_id)
    tell(session, f"Hand-over package of {client.name} made")
    return row.id


@action("Receipt came back")
def note_receipt(session: Session, hand_over_id: int, on: date | None, received_by: str) -> None:
    """Note that the signed receipt came back; raises UserError by field: receipt_on, received_by.

    Without a day it is open again.
    """
    row = session.get_one(HandOver, hand_over_id)
    if on is not None and (on > today() or on < row.made_at.date()):
        raise UserError("Type a day from the hand-over to today.", "receipt_on")
    if on is not None and not received_by.strip():
        raise UserError("Say who signed.", "received_by")
    row.receipt_on = on
    row.received_by = received_by.strip()[:200] if on is not None else ""
    tell(session, "Receipt noted" if on else "Receipt is open again")
