"""All tickets there ever were, a page at a time, by key."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from .. import rules
from ..models import Ticket
from .board import TicketRow, ticket_rows, tickets_by_id
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


@dataclass(frozen=True, slots=True)
class Past:
    """Which tickets of the past: of a client, of a person, with words in them; all without."""

    client_id: int | None = None
    assigned_id: int | None = None
    words: str = ""

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """The same as a where clause."""
        found: list[ColumnElement[bool]] = [Ticket.status.in_(rules.ENDED)]
        if self.client_id is not None:
            found.append(Ticket.client_id == self.client_id)
        if self.assigned_id is not None:
            found.append(Ticket.assigned_id == self.assigned_id)
        if self.words.strip():
            found.append(Ticket.id.in_(hits(session, self.words, limit=WORDS_LIMIT)))
        return found


WORDS_LIMIT = 500
"""The newest hits of a search in the past; nobody reads on after as many."""


def _ordered(
    found: Select[*tuple[Any, ...]], sort: str, *, descending: bool
) -> Select[*tuple[Any, ...]]:
    column = SORTS[sort]
    if descending:
        return found.order_by(column.desc(), Ticket.id.desc())
    return found.order_by(column, Ticket.id)


def past_first(
    session: Session, past: Past, sort: str, descending: bool, limit: int
) -> list[TicketRow]:
    """The first rows in an order."""
    found = ticket_rows().where(*past.conditions(session))
    rows = session.execute(_ordered(found, sort, descending=descending).limit(limit))
    return [TicketRow(*row) for row in rows]


def past_count(session: Session, past: Past) -> int:
    """How many there are."""
    found = select(func.count()).select_from(Ticket).where(*past.conditions(session))
    return session.execute(found).scalar_one()


def past_ids(session: Session, past: Past, sort: str, descending: bool) -> "array[int]":
    """The ids of all of them in an order, eight bytes each."""
    found = select(Ticket.id).where(*past.conditions(session))
    return array("q", session.scalars(_ordered(found, sort, descending=descending)))


def past_page(session: Session, ids: Sequence[int]) -> list[TicketRow]:
    """A page of them by id."""
    return tickets_by_id(session, ids)
