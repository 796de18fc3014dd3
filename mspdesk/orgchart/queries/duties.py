"""Questions about duties: of a role, what is handed off first, what an admin could do."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...people.models import Access, Role
from ...people.queries import owner_id, people
from ...people.rules import AccessRole
from ...rows import dataclass
from ..models import Duty
from ..rules.duties import DIFFICULTY, EASY, IMPORTANCE, hand_off_order
from ..rules.shipped import admin_could
from .roles import role_boxes


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty and whose it is: minutes a week, difficulty and importance from 1 to 3."""

    id: int
    version: int
    role_id: int
    name: str
    minutes_week: int
    difficulty: int
    importance: int
    hand_off: int | None
    position: int
    role: str
    wearer: str

    @property
    def difficulty_words(self) -> str:
        """How hard it is, in a word."""
        return DIFFICULTY.get(self.difficulty, "")

    @property
    def importance_words(self) -> str:
        """How much it matters, in a word."""
        return IMPORTANCE.get(self.importance, "")


def duties(session: Session, role_id: int | None = None) -> list[DutyRow]:
    """The duties of a role, or without one of every role of the chart, in their order."""
    boxes = {box.id: box for box in role_boxes(session)}
    found = (
        select(
            Duty.id,
            Duty.version,
            Duty.role_id,
            Duty.name,
            Duty.minutes_week,
            Duty.difficulty,
            Duty.importance,
            Duty.hand_off,
            Duty.position,
        )
        .join(Role, Role.id == Duty.role_id)
        .where(Role.given_up_on.is_(None))
        .order_by(Role.position, Role.id, Duty.position, Duty.id)
    )
    if role_id is not None:
        found = found.where(Duty.role_id == role_id)
    rows = session.execute(found)
    return [DutyRow(*row, boxes[row.role_id].title, boxes[row.role_id].wearer) for row in rows]


def hand_off(session: Session) -> list[DutyRow]:
    """What the owner does, in the order of handing it off: easiest and longest first (S009)."""
    owner = owner_id(session)
    mine = {box.id for box in role_boxes(session) if box.wearer_id == owner}
    return hand_off_order(row for row in duties(session) if row.role_id in mine)


def push_down(session: Session) -> list[DutyRow]:
    """Easy duties of the owner and of technicians that an admin could do, in that order (S024)."""
    staff = office_people(session)
    kept = {box.id for box in role_boxes(session) if box.wearer_id not in staff}
    return hand_off_order(
        row
        for row in duties(session)
        if row.role_id in kept and row.difficulty == EASY and admin_could(row.name)
    )


def office_people(session: Session) -> frozenset[int]:
    """Who does office work here: admins and office managers who are not the owner."""
    return _holding(session, AccessRole.ADMIN, AccessRole.OFFICE_MANAGER)


def technicians(session: Session) -> frozenset[int]:
    """Who works on tickets here besides the owner."""
    return _holding(session, AccessRole.TECHNICIAN, AccessRole.SERVICE_MANAGER)


def _holding(session: Session, *access: AccessRole) -> frozenset[int]:
    here = {person.id for person in people(session)}
    owners = set(session.scalars(select(Access.person_id).where(Access.role == AccessRole.OWNER)))
    held = set(session.scalars(select(Access.person_id).where(Access.role.in_(access))))
    return frozenset((held & here) - owners)
