"""Things done to roles: give them to a person together with what hangs on them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.models import ChecklistRun, Schedule
from ...checklists.rules.run import OPEN
from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...people.actions import wear
from ...people.models import HatToCome, Role
from ...people.queries import access_of, due_hats, name_of, owner_id
from ...people.rules import AccessRole
from ...tickets.actions import assign
from ...tickets.models import Ticket
from ...tickets.rules import ENDED
from ...timekeeping.models import HatTicket
from ..queries.stranded import stranded
from ..rules.stages import OWNER


@action("Assign role")
def assign_role(
    session: Session, role_id: int, person_id: int | None, on: date | None = None
) -> int:
    """Give a role to a person from a day on, or back to the owner with None; answers what moved.

    With it go the hat's standing ticket, the schedules done under the hat, and what is open of
    them, as far as they were the last wearer's: all on that day, which may lie ahead. Raises
    UserError naming role, person or on.
    """
    role = session.get_one(Role, role_id)
    if person_id is not None and not _may_wear(session, role, person_id):
        raise UserError("The owner's hat stays with the owner. Give one of the others.", "person")
    owner = owner_id(session)
    before = owner if role.person_id is None else role.person_id
    wear(session, role_id, person_id, on)
    if on is not None and on > today():
        return 0
    after = owner if person_id is None else person_id
    moved = 0
    if before != after and after is not None:
        moved = _hand_over(session, role, before, after)
    who = name_of(session, person_id) if person_id is not None else ""
    words = f"{role.title} is {who}'s" if who else f"{role.title} is the owner's for now"
    things = "1 thing that hangs on it" if moved == 1 else f"{moved} things that hang on it"
    tell(session, f"{words}, with {things}" if moved else words)
    return moved


@action("Take promise back")
def take_back(session: Session, role_id: int) -> None:
    """Promise a hat to nobody any more; it stays where it is.

    Raises UserError where nobody waits for it.
    """
    row = session.scalars(select(HatToCome).filter_by(role_id=role_id, given=False)).one_or_none()
    if row is None:
        raise UserError("Nobody waits for this hat any more.")
    session.delete(row)
    tell(session, f"{session.get_one(Role, role_id).title} is promised to nobody any more")


def _owns(session: Session, person_id: int) -> bool:
    """Whether somebody is an owner of the shop; there may be two."""
    return AccessRole.OWNER in access_of(session, person_id)


def _hand_over(session: Session, role: Role, before: int | None, after: int) -> int:
    """Give what the last wearer had of a hat to the next; answers how many things that were."""
    standing = session.scalar(select(HatTicket.ticket_id).where(HatTicket.role_id == role.id))
    if standing is not None:
        assign(session, standing, None, after)
    schedules = list(
        session.scalars(
            select(Schedule).where(
                Schedule.hat == role.code,
                Schedule.assigned_id == before,
                Schedule.ended_on.is_(None),
            )
        )
    )
    for row in schedules:
        row.assigned_id = after
    under = select(Schedule.id).where(Schedule.hat == role.code)
    runs = list(
        session.scalars(
            select(ChecklistRun).where(
                ChecklistRun.schedule_id.in_(under),
                ChecklistRun.assigned_id == before,
                ChecklistRun.state.in_(OPEN),
            )
        )
    )
    tickets = [run.ticket_id for run in runs if run.ticket_id is not None]
    for run in runs:
        run.assigned_id = after
    session.flush()
    open_ones = select(Ticket.id).where(
        Ticket.id.in_(tickets), Ticket.assigned_id == before, Ticket.status.not_in(ENDED)
    )
    for ticket_id in session.scalars(open_ones).all():
        assign(session, ticket_id, None, after)
    return len(schedules) + len(runs) + (1 if standing is not None else 0)


@action("Give promised hats")
def give_promised(session: Session) -> None:
    """Give the hats whose day has come to those they were promised to, with what hangs on them."""
    for one in due_hats(session, today()):
        role = session.get_one(Role, one.role_id)
        row = session.scalars(select(HatToCome).filter_by(role_id=one.role_id)).one()
        row.given = True
        session.flush()
        if role.person_id != one.person_id and _may_wear(session, role, one.person_id):
            assign_role(
                session, role.id, one.person_id, max(one.from_on, role.since_on or one.from_on)
            )


def _may_wear(session: Session, role: Role, person_id: int) -> bool:
    return role.code != OWNER or _owns(session, person_id)


@action("Hand on what hung on hats")
def hand_on(session: Session) -> None:
    """Give what hung on the hats of everybody who left to whoever wears those hats now (S010)."""
    for role_id, left in stranded(session, today()):
        role = session.get_one(Role, role_id)
        after = role.person_id if role.person_id is not None else owner_id(session)
        if after is not None and after != left:
            _hand_over(session, role, left, after)
