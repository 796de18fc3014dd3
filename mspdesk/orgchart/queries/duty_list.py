"""Roles with their duties, a line for each duty, for a file."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...people.models import Role
from ...rows import dataclass
from ..models import Duty
from .chart import chart


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role, and one of its duties; a role without any has one line."""

    role: str
    department: str
    reports_to: str
    second_lead: str
    worn_by: str
    for_now: str
    since_on: date | None
    purpose: str
    duty: str
    minutes_week: int
    difficulty: int | None
    importance: int | None


def role_lines(session: Session) -> list[RoleLine]:
    """Every role in the order of the chart with its duties in theirs; no pay stands here."""
    found = chart(session)
    titles = {box.id: box.title for box in found.boxes}
    purposes = dict(session.execute(select(Role.id, Role.purpose)).all())
    duties: dict[int, list[Duty]] = {}
    for duty in session.scalars(select(Duty).order_by(Duty.role_id, Duty.position, Duty.id)):
        duties.setdefault(duty.role_id, []).append(duty)
    lines = []
    for box in found.boxes:
        of_role = (
            box.title,
            box.department,
            titles.get(box.reports_to_id or 0, ""),
            titles.get(box.second_lead_id or 0, ""),
            box.wearer,
            "Unfilled" if box.for_now else "",
            box.since_on,
            purposes.get(box.id, ""),
        )
        for duty in duties.get(box.id, []):
            facts = (duty.name, duty.minutes_week, duty.difficulty, duty.importance)
            lines.append(RoleLine(*of_role, *facts))
        if box.id not in duties:
            lines.append(RoleLine(*of_role, "", 0, None, None))
    return lines
