"""Who may look into a checklist about one of us (competencies, an exit, a new colleague).

What was found about a person is for those who lead people, for whoever it was given to, and for
who signed it. All lists of runs ask here; a script that names nobody reads everything.
"""

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from ...database.action import reading_as
from ...people.queries import permits
from ..models import ChecklistRun, RunResult

LEADS = "people"
"""The permit of those who lead people."""


def leads(session: Session) -> bool:
    """Whether who asks leads people."""
    reader = reading_as(session)
    return reader is None or bool(permits(session, reader) & {"*", LEADS})


def visible(session: Session) -> ColumnElement[bool]:
    """The runs who asks may see: all that are not about one of us, and their own of those."""
    if leads(session):
        return true()
    reader = reading_as(session)
    run = ChecklistRun
    return or_(run.person_id.is_(None), run.assigned_id == reader, run.done_by_id == reader)


def may_work(session: Session, run: ChecklistRun) -> bool:
    """Whether who asks may work on a run: one they see, or one of which they were given a step."""
    reader = reading_as(session)
    if run.person_id is None or reader in (run.assigned_id, run.done_by_id) or leads(session):
        return True
    given = select(RunResult.id).where(RunResult.run_id == run.id, RunResult.doer_id == reader)
    return session.scalar(given.limit(1)) is not None
