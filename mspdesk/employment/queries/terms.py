"""The letter that asks a contractor to take on a piece of work: a ticket and what it pays (C13)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.queries import contractor_signed, hourly_rate
from ...clients.models import Client, Site
from ...dates import stretch, today
from ...errors import UserError
from ...letters.queries import LetterDocument, unkept_document
from ...letters.rules.texts import letter_day
from ...money import half_up, shown
from ...people.models import Person
from ...shop.queries import ShopRow
from ...shop.queries import shop as the_shop
from ...tickets.models import Ticket

FORM = "letters/contractor-terms"
"""The text of the letter."""


def contractor_terms(session: Session, ticket_id: int) -> LetterDocument:
    """What we ask a contractor to do for a ticket that is theirs, and what it pays.

    Raises UserError where the ticket is nobody's or an employee's, has no estimate, or where the
    contractor's agreement is not signed (S026).
    """
    ticket = session.get(Ticket, ticket_id)
    if ticket is None:
        raise UserError("This ticket is no longer there.", "id")
    who = session.get(Person, ticket.assigned_id) if ticket.assigned_id else None
    if who is None or who.kind != "contractor":
        raise UserError(f"Assign {ticket.number} to a contractor first.", "id")
    held = _agreement(session, who.id)
    if held is None:
        raise UserError(f"{who.name} has not signed an agreement that is in force.", "id")
    if ticket.estimate_minutes is None:
        raise UserError(f"Estimate {ticket.number} first: the letter names the most it pays.", "id")
    shop = the_shop(session)
    fields = _fields(session, ticket, who, held, shop)
    return unkept_document(session, FORM, fields, (who.name,), who.name)


def _agreement(session: Session, person_id: int) -> Agreement | None:
    """The contractor's own agreement, where it is signed and in force today."""
    if not contractor_signed(session, person_id, today()):
        return None
    found = select(Agreement).where(
        Agreement.kind == "contractor", Agreement.person_id == person_id
    )
    return session.scalars(found.order_by(Agreement.start_on.desc()).limit(1)).first()


def _fields(
    session: Session, ticket: Ticket, who: Person, held: Agreement, shop: ShopRow
) -> dict[str, str]:
    rate = hourly_rate(session, held.id)
    minutes = ticket.estimate_minutes or 0
    most = shown(half_up(rate * minutes, 60), shop.money)
    site = session.get(Site, ticket.site_id) if ticket.site_id else None
    due = "as soon as you can"
    if ticket.due_at is not None:
        due = f"by {letter_day(ticket.due_at.date(), day_first=shop.day_first)}"
    days = shop.terms_days if held.terms_days is None else held.terms_days
    return {
        "staff.name": who.name,
        "staff.first_name": who.name.split()[0],
        "staff.title": who.title,
        "job.what": " ".join(ticket.title.split()),
        "job.for": session.get_one(Client, ticket.client_id).name,
        "job.place": _place(site),
        "job.ticket": ticket.number,
        "job.rate": shown(rate, shop.money),
        "job.most": f"We reckon with {stretch(minutes)}, which is {most} at most.",
        "job.due": due,
        "job.terms": f"{days} day{'' if days == 1 else 's'}",
        "job.agreement": f"It is {held.number}.",
    }


def _place(site: Site | None) -> str:
    """Where the work is done, in a sentence; empty where nobody said."""
    if site is None:
        return ""
    where = ", ".join(filter(None, (*site.address.splitlines(), site.city)))
    return f"The place is {site.name}{f', {where}' if where else ''}."
