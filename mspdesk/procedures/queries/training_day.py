"""Whether a ticket is that of a training day; looks no further for a client's ticket.

Every ticket that is shown asks this, so the tables of training are loaded only where it matters.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...tickets.models import Ticket

TRAINING_DAY = "final-friday"
"""The checklist of the last Friday of the month (S068)."""


def asks_who_was_there(session: Session, ticket_id: int) -> bool:
    """Whether a ticket is a training day (S068) that nobody has written down yet."""
    ours = select(Client.internal).join(Ticket, Ticket.client_id == Client.id)
    if not session.scalar(ours.where(Ticket.id == ticket_id)):
        return False
    from ...checklists.models import Checklist, ChecklistRun
    from ..models import Training

    day = (
        select(ChecklistRun.id)
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(ChecklistRun.ticket_id == ticket_id, Checklist.code == TRAINING_DAY)
        .limit(1)
    )
    if session.scalar(day) is None:
        return False
    written = select(Training.id).where(Training.ticket_id == ticket_id).limit(1)
    return session.scalar(written) is None
