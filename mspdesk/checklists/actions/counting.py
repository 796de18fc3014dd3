"""Runs that are planned follow their master: what is to be done is counted again when it moves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import ChecklistRun
from ..queries.results import lines_now
from ..rules.run import RunState, counts


def recount(session: Session, checklist_id: int, client_id: int | None = None) -> None:
    """Count the lines of planned runs of a master anew, of one client's only where it is named."""
    wanted = select(ChecklistRun).where(
        ChecklistRun.checklist_id == checklist_id, ChecklistRun.state == RunState.PLANNED
    )
    if client_id is not None:
        wanted = wanted.where(ChecklistRun.client_id == client_id)
    known: dict[tuple[int | None, str], tuple[int, int]] = {}
    for run in session.scalars(wanted.order_by(ChecklistRun.id)):
        whose = (run.client_id, run.variant)
        if whose not in known:
            known[whose] = counts(lines_now(session, checklist_id, *whose))
        if (run.total, run.needed) != known[whose]:
            run.total, run.needed = known[whose]
    session.flush()
