"""Taking up what happened: the checklist that follows an event begins (B4, S075)."""

import logging
from datetime import timedelta

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...errors import UserError
from ...people.queries import works_here
from ...tickets.models import Ticket
from ..queries.events import Happened, waiting
from ..queries.taken import years_calendar
from ..rules import recurrence
from .runs import plan_run

_log = logging.getLogger(__name__)


def take_up(session: Session) -> list[int]:
    """Plan the checklists of all that happened and that nobody has taken up; answers the runs.

    One that cannot be planned (its short variant has become empty) does not keep the others.
    """
    found = []
    for one in waiting(session, today()):
        try:
            found.append(begin(session, one))
        except UserError:
            _log.warning("%s could not be begun by %s", one.code, one.event)
    return found


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
    """Who does it: as the schedule says, who has the ticket, or who takes the client's tickets.

    Of them the first who works here; nobody where all have left.
    """
    ticket = session.get(Ticket, one.ticket_id) if one.ticket_id is not None else None
    client = session.get(Client, client_id) if client_id is not None else None
    usual = (
        one.schedule.person_id if one.schedule is not None else None,
        ticket.assigned_id if ticket is not None else None,
        client.primary_person_id if client is not None else None,
    )
    return next((id_ for id_ in usual if id_ is not None and works_here(session, id_)), None)
