"""Whose mail it is: a contact by address, else a client by the part after the @."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import Status as ClientStatus
from ...rows import dataclass
from ..models import TicketFile
from .merged import merged_into

_GONE = (ClientStatus.FORMER, ClientStatus.DECLINED)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a mail as far as the books know; both None where they do not."""

    client_id: int | None = None
    contact_id: int | None = None


def sender_of(session: Session, address: str) -> Sender:
    """The one contact with this address, or the one client with its domain; never a guess."""
    plain = address.strip().lower()
    if "@" not in plain:
        return Sender()
    people = session.execute(
        select(Contact.id, Contact.client_id)
        .join(Client, Client.id == Contact.client_id)
        .where(func.lower(Contact.email) == plain, Contact.active, Client.status.not_in(_GONE))
        .limit(2)
    ).all()
    if len(people) == 1:
        return Sender(people[0].client_id, people[0].id)
    found = select(Client.id).where(
        func.lower(Client.email_domain) == plain.rpartition("@")[2], Client.status.not_in(_GONE)
    )
    clients = session.scalars(found.limit(2)).all()
    return Sender(clients[0]) if len(clients) == 1 and not people else Sender()


def ticket_with(session: Session, sha256: str) -> int | None:
    """The ticket a file is kept with, by what is in it; None for none."""
    found = select(TicketFile.ticket_id).where(TicketFile.blob == sha256)
    ticket_id = session.scalar(found.order_by(TicketFile.id).limit(1))
    return None if ticket_id is None else merged_into(session, ticket_id)
