"""What the verbs of tickets have in common: reading, checking, telling who was first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status as ClientStatus
from ...dates import today
from ...errors import UserError
from ...people.models import Person
from .. import rules
from ..models import Ticket, TicketText


def said(ticket: Ticket) -> str:
    """A ticket as messages name it."""
    return rules.number_words(ticket.number_int)


def client_for_work(session: Session, client_id: int | None) -> Client:
    """A client work can be done for; raises UserError for none, and for one who has gone."""
    client = None if client_id is None else session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", field="client")
    if client.status in (ClientStatus.FORMER, ClientStatus.DECLINED):
        raise UserError(f"{client.name} is no longer a client.", field="client")
    return client


def person_here(session: Session, person_id: int) -> Person:
    """Somebody who works here today."""
    person = session.get(Person, person_id)
    if person is None or (person.left_on is not None and person.left_on < today()):
        raise UserError("Choose somebody who works here.", field="assigned")
    check_contractor(session, person)
    return person


def check_contractor(session: Session, person: Person) -> None:
    """Refuse work to a contractor who has not signed (S026)."""
    if person.kind != "contractor":
        return
    # Imported here, as all of agreements comes along and the board begins with the actions.
    from ...agreements.queries import contractor_signed

    if not contractor_signed(session, person.id):
        raise UserError(
            f"{person.name} is a contractor without a signed agreement. Sign one first.",
            field="assigned",
        )


def words_of(session: Session, ticket: Ticket) -> TicketText:
    """The long words of a ticket, made when there are none."""
    here = select(TicketText).where(TicketText.ticket_id == ticket.id)
    words = session.scalars(here).one_or_none()
    if words is None:
        words = TicketText(ticket_id=ticket.id, description="", resolution="")
        session.add(words)
    return words
