"""All tickets there ever were, a page at a time, by key."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import Session

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


# Nearly all tickets have ended: walking the index of the order beats picking them by status and
# sorting, so the status hides from the planner behind a function.
HAS_ENDED: ColumnElement[bool] = literal_column(
    "coalesce(ticket.status, '') IN ('completed', 'closed', 'cancelled')"
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


Rows = Select[*tuple[Any, ...]]


def _ordered(found: Rows, sort: str, *, descending: bool) -> Rows:
    """In the order of an index: a status leads to the moment of opening, all end in the id."""
    columns = [SORTS[sort], *([Ticket.opened_at] if sort == "status" else []), Ticket.id]
    return found.order_by(*(one.desc() if descending else one for one in columns))


def past_first(
    session: Session, past: Past, sort: str, descending: bool, limit: int
) -> list[TicketRow]:
    """The first rows in an order: ids by their index, then the rows of these alone."""
    found = select(Ticket.id).where(*past.conditions(session))
    ids = session.scalars(_ordered(found, sort, descending=descending).limit(limit))
    return tickets_by_id(session, ids)


def past_count(session: Session, past: Past) -> int:
    """How many there are: all less the few that are open, so that no ended one is looked at."""
    conditions = past.conditions(session)[1:]
    found = select(func.count()).select_from(Ticket).where(*conditions)
    return session.execute(found).scalar_one() - session.execute(found.where(IS_OPEN)).scalar_one()


def past_ids(session: Session, past: Past, sort: str, descending: bool) -> "array[int]":
    """The ids of all of them in an order, eight bytes each."""
    found = select(Ticket.id).where(*past.conditions(session))
    return array("q", session.scalars(_ordered(found, sort, descending=descending)))


def past_page(session: Session, ids: Sequence[int]) -> list[TicketRow]:
    """A page of them by id."""
    return tickets_by_id(session, ids)
