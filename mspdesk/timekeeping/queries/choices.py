"""What time can be put on: tickets and hats."""

from sqlalchemy import String, case, cast, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...people import queries as people
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ...tickets.rules import Status

_TAKING = (IS_OPEN, Ticket.status == Status.COMPLETED)
"""What still takes time: open tickets and completed ones. Asked for apart, as SQLite would walk
all tickets there ever were rather than two indexes."""


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
    # Truths rather than equals, so that a person's or a client's history is not walked instead.
    is_mine = (Ticket.assigned_id == person_id).is_(True)
    mine = case((is_mine, 0), else_=1)
    found = (
        select(
            Ticket.id,
            Ticket.number_int,
            Ticket.title,
            Client.name,
            mine.label("rank"),
            Ticket.priority,
            Ticket.opened_at,
        )
        .outerjoin(Client, Client.id == Ticket.client_id)
        .where(Ticket.standing.is_(False))
    )
    if wanted.isdecimal():
        found = found.where(cast(Ticket.number_int, String).startswith(wanted))
    elif wanted:
        words = (func.lower(Ticket.title), func.lower(Client.name))
        found = found.where(or_(*[one.contains(wanted, autoescape=True) for one in words]))
    else:
        found = found.where(is_mine)
    found = found.order_by(mine, Ticket.priority, Ticket.opened_at, Ticket.id).limit(limit)
    rows = [row for taking in _TAKING for row in session.execute(found.where(taking))]
    rows.sort(key=lambda row: (row.rank, row.priority, row.opened_at, row.id))
    tickets = [
        TimeChoice(row.id, None, f"#{row.number_int} {row.title}", row.name) for row in rows[:limit]
    ]
    hats = [
        TimeChoice(None, role.id, role.title, "Overhead")
        for role in people.hats(session, person_id)
        if not wanted.isdecimal() and wanted in role.title.lower()
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
