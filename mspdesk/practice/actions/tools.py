"""The list of tools, and counting kits (S056)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...people.models import Person
from ..models import KitPiece, Tool
from ..rules.tools import check_kind, check_quantity

_TOOL = frozenset(
    {"name", "kind", "purpose", "approved", "reason", "place", "in_kit", "kit_quantity"}
)


@action("Add tool")
def add_tool(session: Session, details: Mapping[str, Any]) -> int:
    """Put a tool or supply on the list; answers its id.

    Raises UserError naming name, kind, reason or kit_quantity.
    """
    row = Tool(name="", purpose="", approved=None, in_kit=False, retired=False, kit_quantity=1)
    _fill(session, row, {"name": "", "kind": "software"} | dict(details))
    session.add(row)
    session.flush()
    tell(session, f"{row.name} added")
    return row.id


@action("Change tool")
def edit_tool(session: Session, tool_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what the list says of a tool; a decision is signed with the day and the person."""
    row = as_seen(session, Tool, tool_id, version)
    _fill(session, row, changes)
    tell(session, f"{row.name} saved")


@action("Decide on tool")
def decide(
    session: Session,
    tool_id: int,
    approved: bool | None,
    reason: str = "",
) -> None:
    """Say whether a tool may be used at clients'; a no gives its reason. Raises UserError."""
    row = session.get_one(Tool, tool_id)
    _fill(session, row, {"approved": approved, "reason": reason})
    tell(session, f"{row.name}: {'approved' if approved else 'not approved'}")


@action("Retire tool")
def retire_tool(session: Session, tool_id: int, *, retired: bool = True) -> None:
    """Take a tool off the list, or bring it back."""
    row = session.get_one(Tool, tool_id)
    row.retired = retired
    tell(session, f"{row.name} {'taken off the list' if retired else 'is back'}")


def _fill(session: Session, row: Tool, details: Mapping[str, Any]) -> None:
    given = dict(details)
    if unknown := set(given) - _TOOL:
        raise AttributeError(min(unknown))
    decided = "approved" in given and given["approved"] != row.approved
    for name, value in given.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise UserError("Say what the tool is called.", "name")
    check_kind(row.kind)
    check_quantity(row.kit_quantity, "kit_quantity")
    if row.approved is False and not row.reason:
        raise UserError("Say why it is not approved, so that nobody asks again.", "reason")
    _check_name(session, row)
    if decided:
        row.decided_on = None if row.approved is None else today()
        row.decided_by_id = None if row.approved is None else acting(session)


def _check_name(session: Session, row: Tool) -> None:
    found = select(Tool.id).where(func.lower(Tool.name) == row.name.lower())
    if row.id is not None:
        found = found.where(Tool.id != row.id)
    with session.no_autoflush:
        if session.scalar(found.limit(1)) is not None:
            raise UserError(f"{row.name} is on the list already.", "name")


@action("Count kit")
def count_kit(session: Session, person_id: int, counts: Mapping[int, int | None]) -> None:
    """Write down what is in a technician's kit today, by tool; None leaves a piece uncounted.

    Raises UserError naming quantity.
    """
    person = session.get_one(Person, person_id)
    held = {
        one.tool_id: one
        for one in session.scalars(select(KitPiece).where(KitPiece.person_id == person_id))
    }
    for tool_id, quantity in counts.items():
        if quantity is None:
            continue
        check_quantity(quantity, "quantity")
        piece = held.get(tool_id)
        if piece is None:
            piece = KitPiece(person_id=person_id, tool_id=tool_id, quantity=quantity)
            session.add(piece)
        piece.quantity, piece.counted_on = quantity, today()
    tell(session, f"Kit of {person.name} counted")
