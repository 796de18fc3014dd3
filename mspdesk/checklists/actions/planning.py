"""What the day asks for by itself: plan ahead, open tickets, end what ended, note what happened."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...dates import today
from ...desk.area import Dated
from ...errors import UserError
from ...shop.actions import alone
from ..models import Schedule
from ..queries import due
from ..queries.schedules import lapsed, schedule
from ..rules.schedule import HORIZON_DAYS
from .events import take_up
from .schedules import end_schedule
from .writing import counted, open_due, plan_ahead, plan_rows


@action("Plan work", undoable=False)
def keep_plans(session: Session) -> None:
    """Do what the day asks for: end what ended, plan ahead, open tickets, take up what happened."""
    alone(session)
    ended, begun = _end_lapsed(session), take_up(session)
    planned = plan_ahead(session, today() + timedelta(days=HORIZON_DAYS))
    _say(session, planned, len(open_due(session)), len(begun), ended)


@action("Begin what follows", undoable=False)
def keep_up(session: Session) -> None:
    """Take up what has just happened: a server is down, a client came or went (S075)."""
    alone(session)
    ended, begun = _end_lapsed(session), take_up(session)
    opened = open_due(session) if begun else []
    _say(session, 0, len(opened), len(begun), ended)


@action("Plan ahead")
def plan_to(session: Session, schedule_id: int, until: date) -> int:
    """Write down the days of one schedule to a day; answers how many there are new."""
    row = schedule(session, schedule_id, today())
    if row is None or row.next_on is None:
        raise UserError("This schedule has ended.")
    count = plan_rows(session, [row], until)
    tell(session, counted(count, "visit", "planned") or "It was planned already")
    return count


def _say(session: Session, planned: int, opened: int, begun: int, ended: int) -> None:
    parts = (
        counted(planned, "visit", "planned"),
        counted(opened, "ticket", "opened"),
        counted(begun, "checklist", "begun by what happened"),
        counted(ended, "schedule", "ended with its client"),
    )
    tell(session, "; ".join(part for part in parts if part))


def _end_lapsed(session: Session) -> int:
    """End the schedules of clients who have left, from the day they left where it is known."""
    found = lapsed(session)
    for schedule_id in found:
        row = session.get_one(Schedule, schedule_id)
        client = session.get_one(Client, row.client_id)
        last = min(client.until_on or today(), today())
        end_schedule(session, row.id, last, f"{client.name} left us")
    return len(found)


NOTICED = frozenset({"ticket", "client", "device", "person", "visit"})
"""Tables in which something may happen that work follows."""

DATED = (
    Dated(due.waits, keep_plans, quiet=True),
    Dated(due.happened, keep_up, tables=NOTICED, quiet=True),
)
