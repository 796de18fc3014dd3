"""What hung on a hat of somebody who left, and is still theirs."""

from datetime import date

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from ...checklists.models import ChecklistRun, Schedule
from ...checklists.rules.run import OPEN
from ...people.models import Person, Role
from ...people.queries import owner_id
from ...tickets.models import Ticket
from ...timekeeping.models import HatTicket


def stranded(session: Session, day: date) -> list[tuple[int, int]]:
    """Hats whose schedules, planned work or standing ticket are given to somebody who left.

    Answers the role and who left, for hats that somebody else wears by now.
    """
    gone = list(session.scalars(select(Person.id).where(Person.left_on < day)))
    if not gone:
        return []
    schedules = (
        select(Role.id, Schedule.assigned_id)
        .join(Schedule, Schedule.hat == Role.code)
        .where(Schedule.ended_on.is_(None), Schedule.assigned_id.in_(gone))
    )
    runs = (
        select(Role.id, ChecklistRun.assigned_id)
        .join(Schedule, Schedule.hat == Role.code)
        .join(ChecklistRun, ChecklistRun.schedule_id == Schedule.id)
        .where(ChecklistRun.state.in_(OPEN), ChecklistRun.assigned_id.in_(gone))
    )
    standing = (
        select(Role.id, Ticket.assigned_id)
        .join(HatTicket, HatTicket.role_id == Role.id)
        .join(Ticket, Ticket.id == HatTicket.ticket_id)
        .where(Ticket.assigned_id.in_(gone))
    )
    worn = dict(session.execute(select(Role.id, Role.person_id)).all())
    owner = owner_id(session)
    found = session.execute(union(schedules, runs, standing))
    return sorted(
        (role, who)
        for role, who in found
        if who is not None and (worn[role] or owner) not in (None, who)
    )


def waits(session: Session, day: date) -> bool:
    """Whether anything hangs on somebody who left."""
    return bool(stranded(session, day))
