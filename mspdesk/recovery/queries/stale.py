"""Whether an approved plan is stale: something it rests on changed after it was last printed (B1).

Stale is not kept but found: from the day of the newest edition, the day of the approval where there
is no paper yet, and what the journal says of the client since.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from ...database.base import Record
from ...dates import utc_of
from ...documentation.queries.editions import newest, newest_of_all
from ...documentation.queries.staleness import Watched, clients_changed, watched
from ..models import (
    Dependency,
    Exercise,
    Plan,
    PlanCall,
    Purchase,
    Step,
    System,
    Workaround,
)


def _table(model: type[Record]) -> Table:
    return cast("Table", model.__table__)


def of_plan() -> tuple[Watched, ...]:
    """The tables of a plan, which a DR binder prints beside the documentation."""
    own = (Plan, PlanCall, System, Purchase, Workaround, Exercise)
    of_systems = (Step, Dependency)
    return (
        *(Watched(_table(model), "DR plan", "id") for model in own),
        *(
            Watched(_table(model), "DR plan", "id", "system_id", owner=_table(System))
            for model in of_systems
        ),
    )


def printed_tables() -> set[str]:
    """The tables a plan goes stale by, and those that say when it was printed."""
    return {one.table.name for one in (*watched(), *of_plan())} | {"edition"}


def stale_plans(session: Session) -> frozenset[int]:
    """The clients whose approved plan is stale."""
    approved = select(Plan.client_id, Plan.approved_on).where(
        Plan.state == "approved", Plan.approved_on.is_not(None)
    )
    printed = {row.client_id: row.printed_at for row in newest_of_all(session) if row.kind == "dr"}
    since = {
        client_id: printed.get(client_id) or utc_of(on, days=1)
        for client_id, on in session.execute(approved)
        if on is not None
    }
    return frozenset(_touched(session, since))


def is_stale(session: Session, client_id: int) -> bool:
    """Whether a client's approved plan is stale."""
    approved = select(Plan.approved_on).where(Plan.client_id == client_id, Plan.state == "approved")
    on = session.scalar(approved)
    if on is None:
        return False
    row = newest(session, client_id, "dr")
    return bool(_touched(session, {client_id: row.printed_at if row else utc_of(on, days=1)}))


def _touched(session: Session, since: Mapping[int, datetime]) -> list[int]:
    """Of some clients those that something was changed at after a moment of their own; UTC."""
    if not since:
        return []
    last = clients_changed(session, min(since.values()), of_plan())
    return [id_ for id_, at in since.items() if id_ in last and last[id_] > at]
