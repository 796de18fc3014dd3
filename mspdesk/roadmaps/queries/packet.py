"""The packet of a roadmap meeting: who they are, and the sections that have something to say."""

from datetime import date

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import WORDS, Status
from ...dates import full_date, today
from ...errors import UserError
from ...money import Currency
from ...rows import dataclass
from ...shop.queries import shop
from ..rules.agenda import Point
from .dealings import (
    advice_section,
    budget_section,
    carried,
    declined,
    questions_section,
    sales_section,
)
from .inventory import devices_section, documentation_section
from .meetings import last_held
from .places import budget_rows
from .section import Section
from .work import response_section, work_section

_ADVICE = 3
"""Declined advice that gets a point of its own on the agenda."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What we know before a talk with a client, as of a day; empty sections are left out (S119).

    `ask` is what must be asked because nobody knows it, or it was said too long ago.
    """

    client_id: int
    client: str
    status: str
    on: date
    last_on: date | None
    ask: tuple[str, ...]
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """One section; None where it had nothing to say."""
        return next((one for one in self.sections if one.key == key), None)


def packet(session: Session, client_id: int, day: date | None = None) -> Packet:
    """Gather the packet of a client or prospect; raises UserError where there is none."""
    on = day or today()
    client = session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", "client")
    sections = _sections(session, client.id, on)
    (row,) = budget_rows(session, on, client.id) or (None,)
    return Packet(
        client.id,
        client.name,
        WORDS[Status(client.status)],
        on,
        last_held(session, client.id),
        row.missing if row else (),
        tuple(one for one in sections if not one.empty),
    )


def _sections(session: Session, client_id: int, day: date) -> list[Section]:
    money: Currency = shop(session).money
    return [
        work_section(session, client_id, day, money),
        response_section(session, client_id, day),
        devices_section(session, client_id, day),
        documentation_section(session, client_id, day),
        advice_section(session, client_id, money),
        budget_section(session, client_id, day, money),
        sales_section(session, client_id, day, money),
        questions_section(session, client_id, day),
    ]


def agenda_points(session: Session, client_id: int, day: date) -> list[Point]:
    """What a meeting talks about, in words a client reads; only what has something to say."""
    money = shop(session).money
    found: list[Point] = []
    if carried(session, client_id, day):
        found.append(Point("decided", "What we decided last time, and what came of it", 10))
    worked = not work_section(session, client_id, day, money).empty
    if worked or not response_section(session, client_id, day).empty:
        found.append(Point("work", "How the last months went", 10))
    machines = devices_section(session, client_id, day)
    if machines.rows:
        due = dict(machines.facts).get("Due", "")
        found.append(Point("devices", f"Machines to replace: {due}", 10))
    if not documentation_section(session, client_id, day).empty:
        found.append(Point("documentation", "Your documentation, backups and recovery plan", 10))
    for id_, what, on in declined(session, client_id, min(day, today()))[:_ADVICE]:
        when = f", which you declined on {full_date(on)}" if on else ""
        found.append(Point(f"advice:{id_}", f"Once more: {what}{when}", 5))
    budget = budget_section(session, client_id, day, money)
    if dict(budget.facts).get("Its term ends"):
        found.append(Point("budget", "Your budget for technology, and our agreement", 10))
    else:
        found.append(Point("budget", "Your budget for technology", 10))
    if not sales_section(session, client_id, day, money).empty:
        found.append(Point("sales", "Offers and questions that are open", 5))
    found.append(Point("questions", "The year ahead, and five years: people, places, plans", 20))
    return found
