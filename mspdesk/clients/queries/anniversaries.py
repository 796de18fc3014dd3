"""Whose years are full: clients that have been with us, people who have worked here (S123)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import years_reached
from ...people import queries as people
from ...rows import dataclass
from .. import rules
from ..models import Client


@dataclass(frozen=True, slots=True)
class Anniversary:
    """Whole years that are full on a day: of a client, or of somebody who works here."""

    day: date
    since: date
    years: int
    name: str
    client_id: int | None
    person_id: int | None

    @property
    def kind(self) -> str:
        """Whose it is."""
        return "Employee" if self.client_id is None else "Client"


def anniversaries(session: Session, first: date, last: date) -> list[Anniversary]:
    """Years of clients and employees that are full in a span of days, day by day (S123)."""
    found = [
        Anniversary(one.day, one.since, one.years, one.person, None, one.person_id)
        for one in people.anniversaries(session, first, last)
    ]
    since = select(Client.id, Client.name, Client.since_on).where(
        Client.status == rules.Status.ACTIVE,
        Client.internal.is_(False),
        Client.since_on <= last,
    )
    found += [
        Anniversary(day, since_on, years, name, id_, None)
        for id_, name, since_on in session.execute(since)
        if since_on is not None
        for day, years in years_reached(since_on, first, last)
    ]
    return sorted(found, key=lambda one: (one.day, one.kind, one.name.lower()))
