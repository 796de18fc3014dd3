"""All tickets there ever were, a page at a time, by key."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from ...database.pages import ids_from
from ...rows import dataclass
from ..models import Ticket
from .board import IS_OPEN, TicketRow, tickets_by_id
from .search import hits

SORTS: dict[str, Any] = {
    "opened": Ticket.opened_at,
    "number": Ticket.number_int,
    "title": Ticket.title,
    "priority": Ticket.priority,
    "status": Ticket.status,
    "assigned": Ticket.assigned_id,
}
"""What history can be sorted by; each has an index that ends in the id."""


# Nearly all tickets have ended: walking the index of the order and leaving out the few open ones
# reads no row at all, while asking each for its status reads every one.
HAS_ENDED: ColumnElement[bool] = literal_column(
    "ticket.id NOT IN (SELECT waiting.id FROM ticket AS waiting"
    " WHERE waiting.status NOT IN ('completed', 'closed', 'cancelled'))"
)


@dataclass(frozen=True, slots=True)
class Past:
    """Which tickets of the past: of a client, of a person, with words in them; all without."""

    client_id: int | None = None
    assigned_id: int | None = None
    words: str = ""

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """The same as a where clause."""
        found: list[ColumnElement[bool]] = [HAS_ENDED]
        if self.client_id is not None:
            found.append(Ticket.client_id == self.client_id)
        if self.assigned_id is not None:
            found.append(Ticket.assigned_id == self.assigned_id)
        if self.words.strip():
            found.append(Ticket.id.in_(hits(session, self.words, limit=WORDS_LIMIT)))
        return found


WORDS_LIMIT = 500
"""The newest hits of a search in the past; nobody reads on after as many."""


def past_rows(
    session: Session, past: Past, sort: str, descending: bool, skip: int, limit: int
) -> list[TicketRow]:
    """The rows after the first `skip` in an order: ids by their index, then these rows alone."""
    # A status leads to the moment of opening, as its index does; all end in the id.
    order = [SORTS[sort], *([Ticket.opened_at] if sort == "status" else []), Ticket.id]
    ids = ids_from(
        session,
        select(Ticket.id).where(*past.conditions(session)),
        order,
        descending=descending,
        skip=skip,
        limit=limit,
        count=lambda: past_count(session, past),
    )
    return tickets_by_id(session, ids)


def past_count(session: Session, past: Past) -> int:
    """How many there are: all less the few that are open, so that no ended one is looked at."""
    conditions = past.conditions(session)[1:]
    found = select(func.count()).select_from(Ticket).where(*conditions)
    return session.execute(found).scalar_one() - session.execute(found.where(IS_OPEN)).scalar_one()
