"""What every change of a plan does: it makes the plan a draft again."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting
from ...database.base import Record
from ...errors import UserError
from ...vendors.actions.filling import there
from ..models import Plan, PlanCall, System

T = TypeVar("T", bound=Record)
Placed = TypeVar("Placed", PlanCall, System)

KEEPS = frozenset({"client_id", "gone_on", "position"})


def plan_of(session: Session, client_id: int) -> Plan:
    """A client's plan, begun now where there is none."""
    held = session.scalar(select(Plan).where(Plan.client_id == client_id))
    if held is None:
        there(session, Client, client_id, "Choose the client.", "client_id")
        held = Plan(client_id=client_id, author_id=acting(session))
        session.add(held)
        session.flush()
    return held


def changed(session: Session, client_id: int) -> None:
    """Note that a plan is not what was approved any more."""
    held = plan_of(session, client_id)
    held.state = "draft"
    held.changes += 1


def behind_all(session: Session, kind: type[Placed], client_id: int) -> int:
    """The position behind all others of a client."""
    last = session.scalar(select(func.max(kind.position)).where(kind.client_id == client_id))
    return (last or 0) + 1


def place(rows: Sequence[Placed], ids: Sequence[int]) -> None:
    """Put rows into the order of these ids; raises UserError where they are not the same ones."""
    known = {row.id: row for row in rows}
    if set(ids) != set(known) or len(ids) != len(known):
        raise UserError("The list has changed since: look at it again and move it then.")
    for position, id_ in enumerate(ids, 1):
        known[id_].position = position


def moved(ids: Sequence[int], id_: int, by: int) -> list[int]:
    """The ids with one of them moved up (-1) or down (+1), as far as there is room."""
    at = ids.index(id_)
    to = min(max(at + by, 0), len(ids) - 1)
    rest = [one for one in ids if one != id_]
    return [*rest[:to], id_, *rest[to:]]
