"""The daily look at every managed server and backup job (S058)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.queries import internal_id
from ...database.action import acting, action, tell
from ...dates import today
from ...shop.actions import alone
from ..models import Checklist, ChecklistRun
from ..queries.schedules import MONITORING
from ..rules.run import RunState
from .runs import plan_run, start_run


@action("Begin daily monitoring")
def begin_monitoring(session: Session) -> int:
    """Begin today's look, or go on with it; answers the run.

    It has one line for each managed server and backup job as they are documented now.
    """
    day = today()
    alone(session)
    found = session.scalar(
        select(ChecklistRun.id)
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(
            Checklist.code == MONITORING,
            ChecklistRun.due_on == day,
            ChecklistRun.state != RunState.DROPPED,
        )
        .order_by(ChecklistRun.id)
    )
    if found is None:
        own = internal_id(session)
        found = plan_run(
            session, MONITORING, client_id=own, assigned_id=acting(session), due_on=day
        )
    run = session.get_one(ChecklistRun, found)
    if run.state == RunState.PLANNED:
        start_run(session, found)
        tell(session, f"{run.title} of today begun, {run.total} steps")
    return found
