"""The list of questions whether to hire, and those to look at again.

Apart from their worksheets, whose figures come from half the shop: Today asks for the list alone.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...people.models import Role
from ...rows import dataclass
from ..models import HireCase

STATES = {
    "open": "Open",
    "approved": "Approved",
    "declined": "Declined",
    "put_off": "Put off",
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A question whether to hire, as lists show it."""

    id: int
    version: int
    title: str
    state: str
    opened_on: date
    decided_on: date | None
    review_on: date | None
    role_id: int | None
    role: str | None

    @property
    def open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == "open"

    @property
    def state_words(self) -> str:
        """How far it is."""
        return STATES[self.state]


ROW: tuple[Any, ...] = (
    HireCase.id,
    HireCase.version,
    HireCase.title,
    HireCase.state,
    HireCase.opened_on,
    HireCase.decided_on,
    HireCase.review_on,
    HireCase.role_id,
    Role.title,
)


def cases(session: Session) -> list[CaseRow]:
    """Every question, the open ones first, the newest before the older."""
    found = select(*ROW).outerjoin(Role, Role.id == HireCase.role_id)
    found = found.order_by(HireCase.state != "open", HireCase.opened_on.desc(), HireCase.id.desc())
    return [CaseRow(*row) for row in session.execute(found)]


def open_about(session: Session, role_id: int) -> int | None:
    """The open question about a role, the newest, if there is one."""
    found = select(HireCase.id).where(HireCase.state == "open", HireCase.role_id == role_id)
    return session.scalar(found.order_by(HireCase.id.desc()).limit(1))


def to_look_at(session: Session, day: date) -> list[CaseRow]:
    """Questions whose day to look at them again has come."""
    found = select(*ROW).outerjoin(Role, Role.id == HireCase.role_id)
    found = found.where(HireCase.review_on <= day).order_by(HireCase.review_on, HireCase.id)
    return [CaseRow(*row) for row in session.execute(found)]
