"""Whether a ticket has a checklist, and what it still needs.

Apart from the other questions, and past the tables of this area: every first ticket asks, and a
start waits for nothing that the first list does not show.
"""

from sqlalchemy import column, func, select, table
from sqlalchemy.orm import Session

_RUN = table(
    "checklist_run",
    column("id"),
    column("ticket_id"),
    column("state"),
    column("needed"),
    column("needed_marked"),
)


def count_on_ticket(session: Session, ticket_id: int) -> int:
    """How many lines the checklists on a ticket still need; the number beside its tab."""
    found = select(func.sum(_RUN.c.needed - _RUN.c.needed_marked)).where(
        _RUN.c.ticket_id == ticket_id, _RUN.c.state.in_(("planned", "in_progress"))
    )
    return int(session.scalar(found) or 0)


def has_on_ticket(session: Session, ticket_id: int) -> bool:
    """Whether a ticket has a checklist that was not dropped."""
    found = select(_RUN.c.id).where(_RUN.c.ticket_id == ticket_id, _RUN.c.state != "dropped")
    return session.scalar(found.limit(1)) is not None
