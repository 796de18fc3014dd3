"""Cards and accounts that pay by themselves: what we pay so, and which clients pay us so (S116)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...database.stale import as_seen
from ...errors import UserError
from ...vendors.queries import vendor_names
from ..models import AutoPayment

METHODS = ("card", "ach")
FIELDS = (
    "direction",
    "vendor_id",
    "client_id",
    "what",
    "method",
    "last_four",
    "expires_on",
    "amount",
    "every_months",
    "day",
    "notes",
)


@action("Save automatic payment")
def save_auto_payment(
    session: Session,
    details: Mapping[str, Any],
    auto_payment_id: int | None = None,
    version: int | None = None,
) -> int:
    """Add or change an automatic payment and answer its id; raises UserError naming the field.

    Of a card the last four digits are kept and never more: a longer number is refused.
    """
    if auto_payment_id is None:
        row = AutoPayment(direction="out", method="card", what="", last_four="", notes="")
        row.amount, row.every_months, row.day, row.active = 0, 1, 1, True
    else:
        row = as_seen(session, AutoPayment, auto_payment_id, version or 0)
    for name in FIELDS:
        if name in details:
            setattr(row, name, _value(name, details[name]))
    _check(session, row)
    session.add(row)
    session.flush()
    tell(session, f"{_title(session, row)} saved")
    return row.id


def _value(name: str, given: Any) -> Any:
    if name in {"what", "last_four", "notes"}:
        return str(given or "").strip()
    if name == "expires_on":
        return date(given.year, given.month, 1) if given else None
    return given


def _check(session: Session, row: AutoPayment) -> None:
    if row.direction not in {"in", "out"}:
        raise UserError("Say whether it pays you or you pay it.", "direction")
    if row.direction == "in":
        row.vendor_id = None
        if row.client_id is None or session.get(Client, row.client_id) is None:
            raise UserError("Choose the client that pays this way.", "client_id")
    else:
        row.client_id = None
        if row.vendor_id is None and not row.what:
            raise UserError("Choose the vendor, or say what is paid.", "what")
    _check_card(row)
    if (row.amount or 0) < 0:
        raise UserError("Type the amount, or leave it empty where it varies.", "amount")
    row.amount = row.amount or 0
    if not 1 <= (row.every_months or 0) <= 120:
        raise UserError("Say every how many months it is paid, from 1 on.", "every_months")
    if not 1 <= (row.day or 0) <= 31:
        raise UserError("Type the day of the month, 1 to 31.", "day")


def _check_card(row: AutoPayment) -> None:
    if row.method not in METHODS:
        raise UserError("Choose card or bank debit.", "method")
    if row.last_four and not re.fullmatch(r"\d{4}", row.last_four):
        raise UserError("Type the last four digits only; the rest is never kept.", "last_four")
    if row.method == "card" and row.expires_on is None:
        raise UserError("Type the month in which the card expires.", "expires_on")


def _title(session: Session, row: AutoPayment) -> str:
    if row.client_id is not None:
        return session.get_one(Client, row.client_id).name
    return row.what or vendor_names(session).get(row.vendor_id or 0, "Automatic payment")


@action("End automatic payment")
def end_auto_payment(session: Session, auto_payment_id: int, *, active: bool = False) -> None:
    """Take an automatic payment off the list, or put it back with `active`."""
    row = session.get(AutoPayment, auto_payment_id)
    if row is None:
        raise UserError("This automatic payment is no longer there.")
    row.active = active
    session.flush()
    tell(session, f"{_title(session, row)} {'is paid again' if active else 'ended'}")
