"""Taking up what happened: the checklist that follows an event begins (B4, S075)."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.queries import internal_id
from ...database.action import action
from ...dates import today
from ...tickets.models import Ticket
from ..queries.coming import years_calendar
from ..queries.events import Happened, waiting
from ..queries.schedules import of_event
from ..rules import recurrence
from .runs import plan_run


def take_up(session: Session) -> list[int]:
    """Plan the checklists of all that happened and that nobody has taken up; answers the runs."""
    return [begin(session, one) for one in waiting(session, today())]


def begin(session: Session, one: Happened) -> int:
    """Plan the checklist that follows something; on the very ticket where it is about one."""
    row = one.schedule
    client_id = one.client_id or (row.client_id if row else None)
    days = row.days_after if row is not None else 0
    shop = years_calendar(session, one.on, one.on + timedelta(days=days))
    due = recurrence.day_after(one.on, days, shop)
    return plan_run(
        session,
        one.code,
        client_id=client_id,
        device_id=one.device_id,
        person_id=one.person_id,
        ticket_id=one.ticket_id,
        assigned_id=_who(session, one, client_id),
        due_on=max(due, today()),
        minutes=row.minutes if row else None,
        title=row.title if row else "",
        variant=row.variant if row else "",
        schedule_id=row.id if row else None,
        period=one.period[:40],
    )


def _who(session: Session, one: Happened, client_id: int | None) -> int | None:
    """Who does it: as the schedule says, who has the ticket, or who takes the client's tickets."""
    if one.schedule is not None and one.schedule.person_id is not None:
        return one.schedule.person_id
    ticket = session.get(Ticket, one.ticket_id) if one.ticket_id is not None else None
    if ticket is not None and ticket.assigned_id is not None:
        return ticket.assigned_id
    client = session.get(Client, client_id) if client_id is not None else None
    return client.primary_person_id if client is not None else None


@action("Begin what follows")
def happened(
    session: Session,
    event: str,
    *,
    client_id: int | None = None,
    device_id: int | None = None,
    person_id: int | None = None,
    ticket_id: int | None = None,
    on: date | None = None,
) -> list[int]:
    """Begin at once what follows an event, for who is above and knows of it; answers the runs.

    The same event about the same thing on the same day begins nothing twice.
    """
    day = on or today()
    about = ticket_id or device_id or person_id or client_id or 0
    own = client_id if client_id is not None else internal_id(session)
    found = []
    for row in of_event(session, event, day):
        if row.client_id in (None, client_id):
            period = f"{event[:14]}:{day.isoformat()}:{about}"
            one = Happened(event, row.code, period, day, row, own, device_id, person_id, ticket_id)
            found.append(begin(session, one))
    return found
