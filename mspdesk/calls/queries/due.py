"""Calls that were promised for a day, as a report lists them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...rows import dataclass
from ..models import CallList, CallTarget
from .lists import last_words, may_be_called


@dataclass(frozen=True, slots=True)
class DueCall:
    """A company that was to be called on a day."""

    id: int
    company: str
    contact: str
    phone: str
    next_on: date | None
    last_on: date | None
    last_outcome: str
    list: str

    @property
    def last_words(self) -> str:
        """What the newest call came to, and when."""
        return last_words(self.last_outcome, self.last_on)


def due_calls(session: Session, day: date) -> list[DueCall]:
    """Companies to be called again on a day or before, the longest promised first."""
    found = session.execute(
        select(
            CallTarget.id,
            CallTarget.company,
            CallTarget.contact,
            CallTarget.phone,
            CallTarget.next_on,
            CallTarget.last_on,
            CallTarget.last_outcome,
            CallList.name,
        )
        .join(CallList, CallList.id == CallTarget.list_id)
        .where(CallList.closed_on.is_(None), may_be_called(), CallTarget.next_on <= day)
        .order_by(CallTarget.next_on, CallTarget.company, CallTarget.id)
    )
    return [DueCall(*row) for row in found]
