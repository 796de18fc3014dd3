"""What must hold for every ticket, told in sentences where it does not."""

from typing import Any

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...clients.models import Contact, Site
from ...documentation.models.device import Device
from .. import rules
from ..models import Ticket

_BELONGINGS: tuple[tuple[str, Any, Any], ...] = (
    ("contact", Contact, Ticket.contact_id),
    ("site", Site, Ticket.site_id),
    ("device", Device, Ticket.device_id),
    ("agreement", Agreement, Ticket.agreement_id),
)
_INDEXED = {
    "sqlite": "SELECT count(*) FROM fts_ticket_docsize",
    "postgresql": "SELECT count(*) FROM fts_ticket",
}
SHOWN = 20
"""As many tickets as one check names."""


def check_tickets(session: Session) -> list[str]:
    """Statuses from the list, Critical by fact, ends with their day, belongings of the client."""
    return [
        *_named(session, Ticket.status.not_in(list(rules.Status)), "has a status nobody knows"),
        *_named(
            session,
            (Ticket.priority == 1)
            & Ticket.critical_fact.not_in(list(rules.Fact))
            & (Ticket.source == ""),
            "is Critical without the fact that makes it so",
        ),
        *_named(
            session,
            Ticket.status.in_((rules.Status.CLOSED, rules.Status.CANCELLED))
            & Ticket.closed_at.is_(None),
            "has ended without the day on which it did",
        ),
        *_strangers(session),
        *_unfound(session),
    ]


def _named(session: Session, wrong: Any, words: str) -> list[str]:
    found = select(Ticket.number).where(wrong).order_by(Ticket.id).limit(SHOWN)
    return [f"Ticket {number} {words}." for number in session.scalars(found)]


def _strangers(session: Session) -> list[str]:
    """Tickets that point to something of another client."""
    said: list[str] = []
    for name, kind, column in _BELONGINGS:
        found = (
            select(Ticket.number)
            .join(kind, kind.id == column)
            .where(or_(kind.client_id != Ticket.client_id))
            .limit(SHOWN)
        )
        said += [f"Ticket {one} has a {name} of another client." for one in session.scalars(found)]
    return said


def _unfound(session: Session) -> list[str]:
    """Whether every ticket is in the search."""
    here = session.execute(select(func.count()).select_from(Ticket)).scalar_one()
    indexed = session.execute(text(_INDEXED[session.get_bind().dialect.name])).scalar_one()
    if here == indexed:
        return []
    return [f"The search knows {indexed} of {here} tickets. Rebuild it."]


CHECKS = (check_tickets,)
