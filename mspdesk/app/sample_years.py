"""Years of the sample shop: clients that have been with it for long, days somebody was away."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ..clients import queries
from ..clients.actions import edit_client
from ..database.action import action
from ..dates import add_months, monday
from ..errors import Trouble
from ..people.actions import enter_leave_days

YEARS = (("Brightwater Veterinary", 7, 2), ("Kestrel Machine & Tool", 5, 12))
"""Clients, how many years are full, and in how many days from now."""


@action("Remember sample years", undoable=False)
def remember_years(
    session: Session, clients: Mapping[str, int], people: Mapping[str, int], now: datetime
) -> None:
    """Say since when some clients are with us, and that Marcus was away three weeks ago."""
    for name, years, ahead in YEARS:
        held = queries.client(session, clients[name])
        if held is None:
            raise Trouble("The sample shop has lost a client.", "Make it anew.")
        since = add_months(now.date() + timedelta(days=ahead), -12 * years)
        edit_client(session, held.id, held.version, {"since_on": since})
    first = monday(now.date()) - timedelta(days=19)
    marcus = people["Marcus Oduya"]
    enter_leave_days(session, marcus, first, first + timedelta(days=1), None, "Away")
