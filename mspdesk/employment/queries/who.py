"""Who may read what is kept about whom: those who lead people, and everybody about themselves."""

from sqlalchemy.orm import Session

from ...checklists.queries.private import leads
from ...database.action import reading_as

__all__ = ["leads", "may_read"]


def may_read(session: Session, person_id: int) -> bool:
    """Whether who asks may read somebody's own page: they themselves, or who leads people."""
    return reading_as(session) == person_id or leads(session)
