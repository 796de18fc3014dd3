"""Things people do to the smaller lists of a plan: what to buy, workarounds, exercises."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...vendors.actions.filling import fill, there
from .. import rules
from ..models import Exercise, Purchase, Workaround
from .common import KEEPS, changed


@action("Add purchase")
def add_purchase(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Add something to buy after a disaster; answers its id."""
    there(session, Client, client_id, "Choose the client.", "client_id")
    row = Purchase(client_id=client_id, what="", quantity=1)
    _fill_purchase(row, details)
    session.add(row)
    session.flush()
    changed(session, client_id)
    tell(session, f"{row.what} put on the shopping list")
    return row.id


@action("Change purchase")
def edit_purchase(session: Session, row_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change something to buy; `version` is the one that was seen."""
    row = as_seen(session, Purchase, row_id, version)
    _fill_purchase(row, changes)
    changed(session, row.client_id)
    tell(session, f"{row.what} saved")


@action("Remove purchase")
def remove_purchase(session: Session, row_id: int) -> None:
    """Take something off the shopping list."""
    row = there(session, Purchase, row_id, "Choose a line first.", "row_id")
    row.gone_on = today()
    changed(session, row.client_id)
    tell(session, f"{row.what} taken off the shopping list")


def _fill_purchase(row: Purchase, details: Mapping[str, Any]) -> None:
    fill(row, details, KEEPS)
    if not row.what:
        raise UserError("Say what to buy.", "what")
    if row.quantity < 1:
        raise UserError("Say how many, one at least.", "quantity")
    if (row.unit_cost or 0) < 0:
        raise UserError("This cannot be less than nothing.", "unit_cost")


@action("Add workaround")
def add_workaround(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Write down how a department goes on working on paper; answers its id."""
    there(session, Client, client_id, "Choose the client.", "client_id")
    row = Workaround(client_id=client_id, department="")
    _fill_workaround(row, details)
    session.add(row)
    session.flush()
    changed(session, client_id)
    tell(session, f"Workaround for {row.department} added")
    return row.id


@action("Change workaround")
def edit_workaround(
    session: Session, row_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change how a department works on paper; `version` is the one that was seen."""
    row = as_seen(session, Workaround, row_id, version)
    _fill_workaround(row, changes)
    changed(session, row.client_id)
    tell(session, f"Workaround for {row.department} saved")


@action("Remove workaround")
def remove_workaround(session: Session, row_id: int) -> None:
    """Take out a workaround."""
    row = there(session, Workaround, row_id, "Choose a workaround first.", "row_id")
    row.gone_on = today()
    changed(session, row.client_id)
    tell(session, f"Workaround for {row.department} taken out")


def _fill_workaround(row: Workaround, details: Mapping[str, Any]) -> None:
    fill(row, details, KEEPS)
    if not row.department:
        raise UserError("Say which department, like “Front desk”.", "department")
    if not row.on_paper:
        raise UserError("Say how they go on working.", "on_paper")


@action("Record exercise")
def add_exercise(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Write down that the plan was gone through; answers its id. Its approval stands."""
    there(session, Client, client_id, "Choose the client.", "client_id")
    row = Exercise(client_id=client_id, on=today(), kind="walk")
    _fill_exercise(row, details)
    session.add(row)
    session.flush()
    tell(session, "Exercise recorded")
    return row.id


@action("Change exercise")
def edit_exercise(session: Session, row_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is written about an exercise; `version` is the one that was seen."""
    row = as_seen(session, Exercise, row_id, version)
    _fill_exercise(row, changes)
    tell(session, "Exercise saved")


@action("Remove exercise")
def remove_exercise(session: Session, row_id: int) -> None:
    """Take out an exercise that was written down by mistake."""
    row = there(session, Exercise, row_id, "Choose an exercise first.", "row_id")
    session.delete(row)
    tell(session, "Exercise removed")


def _fill_exercise(row: Exercise, details: Mapping[str, Any]) -> None:
    fill(row, details, KEEPS)
    if row.on > today():
        raise UserError("This day is still to come.", "on")
    if row.kind not in rules.EXERCISE_KINDS:
        raise UserError("Choose how it was gone through.", "kind")
    if not row.what:
        raise UserError("Say what was gone through.", "what")
    if row.next_on is not None and row.next_on <= row.on:
        raise UserError("The next time comes after this one.", "next_on")
