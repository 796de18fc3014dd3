"""Trips to clients, and the standing tickets of our own hats."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.queries import internal_id
from ...database.action import action
from ...errors import UserError
from ...people.models import Role
from ...shop.queries import shop
from ...tickets.actions import open_ticket
from .. import queries
from ..models import HatTicket, TimeEntry, Visit
from ..rules import State, Where


def visit_for(session: Session, row: TimeEntry, *, new: bool = False) -> None:
    """Put time on site onto that day's trip to the client, and time elsewhere onto none.

    The trip charge is the client's, else the shop's, and stands once on the trip however many
    tickets it served (S112). `new` is a second trip of the same day.
    """
    before = row.visit_id
    if row.place != Where.ON_SITE:
        row.visit_id = None
    else:
        with session.no_autoflush:
            found = queries.visit_of_day(session, row.person_id, row.client_id, row.work_on)
        if found is None or new:
            found = _new_visit(session, row)
        row.visit_id = found
    if before is not None and before != row.visit_id:
        session.flush()
        drop_empty(session, before)


def _new_visit(session: Session, row: TimeEntry) -> int:
    client = session.get_one(Client, row.client_id)
    charge = shop(session).trip_charge if client.trip_charge is None else client.trip_charge
    visit = Visit(
        client_id=client.id,
        person_id=row.person_id,
        on=row.work_on,
        charge=0 if client.internal else charge,
        state=State.NONE if client.internal else State.UNBILLED,
    )
    session.add(visit)
    session.flush()
    return visit.id


def drop_empty(session: Session, visit_id: int) -> None:
    """Take away a trip that no time belongs to any more, unless it is on its way to the client."""
    visit = session.get(Visit, visit_id)
    if visit is None or visit.state not in (State.UNBILLED, State.NONE):
        return
    left = select(func.count()).where(TimeEntry.visit_id == visit_id)
    if not session.scalar(left):
        session.delete(visit)


@action("Open standing ticket")
def standing_ticket(session: Session, role_id: int) -> int:
    """The ticket under our own company on which a hat's time is logged; made when missing (S043).

    Raises UserError when there is no such hat, or the shop has no client of its own yet.
    """
    found = session.scalar(select(HatTicket.ticket_id).where(HatTicket.role_id == role_id))
    if found is not None:
        return found
    role = session.get(Role, role_id)
    if role is None or role.given_up_on is not None:
        raise UserError("Choose a hat from the list.", "ticket")
    own = internal_id(session)
    if own is None:
        raise UserError("Set up your shop first; its own tickets stand under it.")
    words = session.info.get("words", "")
    ticket_id = open_ticket(session, own, role.title, {"standing": True, "type": "internal"})
    session.info["words"] = words
    session.add(HatTicket(role_id=role_id, ticket_id=ticket_id))
    session.flush()
    return ticket_id
