"""Where the number of a merged ticket leads."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import rules
from ..models import TicketLink


def merged_into(session: Session, ticket_id: int) -> int:
    """The ticket another one was merged into, however often; itself where it was not."""
    passed = {ticket_id}
    while True:
        found = select(TicketLink.other_id).where(
            TicketLink.ticket_id == ticket_id, TicketLink.kind == rules.Link.MERGED
        )
        further = session.scalar(found.limit(1))
        if further is None or further in passed:
            return ticket_id
        passed.add(further)
        ticket_id = further
