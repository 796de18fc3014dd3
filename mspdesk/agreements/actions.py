"""Things people do to the plain record of an agreement."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ..database.action import action, tell
from ..errors import UserError
from ..shop.actions import next_number, seen
from . import rules
from .models import Agreement

_FIXED = frozenset({"id", "version", "number", "client_id", "source", "source_id", "batch_id"})


@action("Add agreement")
def add_agreement(
    session: Session,
    client_id: int,
    kind: str,
    start_on: date,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Write down what was agreed with a client; answers its id. Raises UserError by field."""
    row = Agreement(
        number="", client_id=client_id, kind=kind, start_on=start_on, plan="", state="active"
    )
    _fill(row, details or {})
    row.number = next_number(session, "agreement")
    session.add(row)
    session.flush()
    tell(session, f"Agreement {row.number} added")
    return row.id


@action("Change agreement")
def edit_agreement(
    session: Session, agreement_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change the record of an agreement; entries that were billed keep what they were billed."""
    row = session.get_one(Agreement, agreement_id)
    seen(row, version)
    _fill(row, changes)
    tell(session, f"Agreement {row.number} saved")


def _fill(row: Agreement, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name in _FIXED or name not in Agreement.__table__.columns:
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.kind not in rules.KINDS:
        raise UserError("Choose what kind of agreement it is.", "kind")
    if row.state not in rules.STATES:
        raise UserError("Choose how far the agreement is.", "state")
    if row.end_on and row.end_on < row.start_on:
        raise UserError("The last day cannot be before the first.", "end_on")
    for name in ("monthly_fee", "included_minutes", "rate", "increment_minutes", "minimum_minutes"):
        value = getattr(row, name)
        if value is not None and value < 0:
            raise UserError("Type a figure that is not below zero.", name)
    if row.factor is not None and row.factor < 10_000:
        raise UserError("After hours costs at least as much as in hours: 1 or more.", "factor")
