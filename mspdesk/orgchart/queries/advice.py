"""Questions about the next hire, and about hiring for one hat (S004)."""

from sqlalchemy.orm import Session

from ...people.queries import owner_id, people
from ..rules import advice
from ..rules.advice import NextHire, Team
from .balance import minutes_a_week
from .chart import span_limits
from .duties import office_people, push_down, technicians
from .roles import RoleBox, role_box, role_boxes

APART = frozenset({"Sales", "Marketing", "Direction"})
"""Departments whose hats are not put together with others (S011)."""

TOGETHER = 2
"""Hats at most that one hat is put together with."""


def next_hire(session: Session) -> NextHire:
    """Whom to hire next, an admin before a technician (S004)."""
    return advice.next_hire(team(session))


def team(session: Session) -> Team:
    """Who works here besides the owner, and the easy duties an admin could take."""
    return Team(
        len(office_people(session)),
        len(technicians(session)),
        len(_reports(session)),
        admin_minutes(session),
        span_limits(session)[0],
    )


def _reports(session: Session) -> set[int]:
    """The heads that report to the owner: who wears a role just below one of the owner's."""
    owner = owner_id(session)
    here = {person.id for person in people(session)}
    boxes = role_boxes(session)
    owned = {box.id for box in boxes if box.person_id == owner}
    below = {box.wearer_id for box in boxes if box.reports_to_id in owned}
    return {who for who in below if who in here and who != owner}


def admin_minutes(session: Session) -> int:
    """Minutes a week of easy duties of the owner and technicians that an admin could do (S024)."""
    return sum(row.minutes_week for row in push_down(session))


def if_hired(session: Session, role_id: int) -> str:
    """What a hire for one hat would be, alone and together with the nearest others."""
    box = role_box(session, role_id)
    if box is None:
        return ""
    minutes = minutes_a_week(session)
    others = [(one.title, minutes[one.id]) for one in _nearest(session, box, minutes)]
    return advice.if_hired(minutes.get(role_id, 0), others)


def _nearest(session: Session, box: RoleBox, minutes: dict[int, int]) -> list[RoleBox]:
    """The hats one could put together with a hat: beside it, or worn by the owner for now.

    Those that lead others stay out, and sales and marketing keep to themselves.
    """
    boxes = role_boxes(session)
    leads = {one.reports_to_id for one in boxes}
    near = [
        one
        for one in boxes
        if one.id != box.id
        and one.id not in leads
        and minutes.get(one.id, 0) > 0
        and (one.for_now or one.reports_to_id == box.reports_to_id)
        and (one.department == box.department or not {one.department, box.department} & APART)
    ]
    near.sort(key=lambda one: (one.reports_to_id != box.reports_to_id, -minutes[one.id], one.id))
    return near[:TOGETHER]
