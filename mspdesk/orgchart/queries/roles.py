"""Questions about roles: the boxes of the chart, and who wears them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.reading import once
from ...dates import today
from ...people.models import Person, Role
from ...people.queries import owner_id, worn_by
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class RoleBox:
    """A role as a box of the chart.

    `person_id` is who was given it, empty where it is unfilled; `wearer_id` who wears it today:
    that person, or the owner `for_now`. `since_on` is the day from which that is so.
    """

    id: int
    version: int
    code: str
    title: str
    department: str
    reports_to_id: int | None
    second_lead_id: int | None
    person_id: int | None
    wearer_id: int | None
    wearer: str
    for_now: bool
    since_on: date | None
    position: int


@once
def role_boxes(session: Session) -> list[RoleBox]:
    """Every role that was not given up, each followed by those that report to it (S001)."""
    worn = worn_by(today()).label("worn")
    columns = (
        Role.id,
        Role.version,
        Role.code,
        Role.title,
        Role.department,
        Role.reports_to_id,
        Role.second_lead_id,
        worn,
        Person.name,
        Role.since_on,
        Role.position,
    )
    found = (
        select(*columns)
        .outerjoin(Person, Person.id == Role.person_id)
        .where(Role.given_up_on.is_(None))
        .order_by(Role.position, Role.id)
    )
    owner = owner_id(session)
    owner_name = session.scalar(select(Person.name).where(Person.id == owner)) or "Nobody yet"
    boxes = []
    for row in session.execute(found):
        filled = row.worn is not None
        boxes.append(
            RoleBox(
                row.id,
                row.version,
                row.code,
                row.title,
                row.department,
                row.reports_to_id,
                row.second_lead_id,
                row.worn,
                row.worn if filled else owner,
                row.name if filled else owner_name,
                not filled,
                row.since_on,
                row.position,
            )
        )
    return _as_they_hang(boxes)


def _as_they_hang(boxes: list[RoleBox]) -> list[RoleBox]:
    """Boxes from the top down; one whose lead was given up stands with those at the top."""
    known = {box.id for box in boxes}
    below: dict[int | None, list[RoleBox]] = {}
    for box in boxes:
        lead = box.reports_to_id if box.reports_to_id in known else None
        below.setdefault(lead, []).append(box)
    found: list[RoleBox] = []
    waiting = below.pop(None, [])[::-1]
    while waiting:
        box = waiting.pop()
        found.append(box)
        waiting += below.pop(box.id, [])[::-1]
    # Nobody can draw a circle, but an import might: such boxes are not lost.
    return found + [box for rest in below.values() for box in rest]


def role_box(session: Session, role_id: int) -> RoleBox | None:
    """One box of the chart, or None where there is no such role any more."""
    return next((box for box in role_boxes(session) if box.id == role_id), None)
