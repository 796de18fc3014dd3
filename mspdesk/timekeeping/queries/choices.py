"""What time can be put on: tickets and hats."""

from dataclasses import dataclass

from sqlalchemy import String, case, cast, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...people import queries as people
from ...tickets.models import Ticket
from ...tickets.rules import Status

_TAKES_TIME = tuple(one for one in Status if one not in (Status.CLOSED, Status.CANCELLED))


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """Something time can be put on: a ticket, or a hat with its standing one (`role_id`)."""

    ticket_id: int | None
    role_id: int | None
    text: str
    note: str


def time_choices(session: Session, person_id: int, text: str, limit: int = 12) -> list[TimeChoice]:
    """What time can be put on, by number, title, client or hat; own tickets and hats first."""
    wanted = text.strip().lower().lstrip("#")
    found = (
        select(Ticket.id, Ticket.number_int, Ticket.title, Client.name)
        .join(Client, Client.id == Ticket.client_id)
        .where(Ticket.status.in_(_TAKES_TIME), Ticket.standing.is_(False))
    )
    if wanted.isdigit():
        found = found.where(cast(Ticket.number_int, String).startswith(wanted))
    elif wanted:
        words = (func.lower(Ticket.title), func.lower(Client.name))
        found = found.where(or_(*[one.contains(wanted, autoescape=True) for one in words]))
    else:
        found = found.where(Ticket.assigned_id == person_id)
    mine = case((Ticket.assigned_id == person_id, 0), else_=1)
    rows = session.execute(found.order_by(mine, Ticket.priority, Ticket.opened_at).limit(limit))
    tickets = [
        TimeChoice(ticket_id, None, f"#{number} {title}", client)
        for ticket_id, number, title, client in rows
    ]
    hats = [
        TimeChoice(None, role.id, role.title, "Overhead")
        for role in people.hats(session, person_id)
        if not wanted.isdigit() and wanted in role.title.lower()
    ]
    return tickets + hats


def ticket_choice(session: Session, ticket_id: int) -> TimeChoice | None:
    """A ticket as time_choices would show it; None when it is gone."""
    found = (
        select(Ticket.number_int, Ticket.title, Client.name)
        .join(Client, Client.id == Ticket.client_id)
        .where(Ticket.id == ticket_id)
    )
    row = session.execute(found).first()
    if row is None:
        return None
    return TimeChoice(ticket_id, None, f"#{row.number_int} {row.title}", row.name)
