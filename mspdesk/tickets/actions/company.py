"""Notes on tickets, links between them, and who watches."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...dates import now
from ...errors import UserError
from .. import rules
from ..models import Ticket, TicketLink, TicketNote, Watcher
from .saving import person_here, said


@action("Acknowledge ticket")
def acknowledge(session: Session, ticket_id: int) -> None:
    """Stamp that somebody of the shop has seen it and answered."""
    ticket = session.get_one(Ticket, ticket_id)
    if ticket.acknowledged_at is not None:
        raise UserError("It has been acknowledged already.")
    ticket.acknowledged_at = now()
    tell(session, f"{said(ticket)} acknowledged")


@action("Save note")
def add_note(
    session: Session, ticket_id: int, text: str, client_sees: bool = False, author: str = ""
) -> int:
    """Write a note on a ticket and answer its id; `client_sees` marks what may go to the client.

    `author` is written where nobody of the shop said it. Raises UserError naming `text`.
    """
    ticket = session.get_one(Ticket, ticket_id)
    if not text.strip():
        raise UserError("Write what you did and what happens next.", field="text")
    note = TicketNote(
        ticket_id=ticket.id,
        at=now(),
        person_id=None if author.strip() else acting(session),
        author=author.strip(),
        text=text.strip(),
        client_sees=client_sees,
    )
    session.add(note)
    if client_sees and ticket.first_response_at is None:
        ticket.first_response_at = note.at
    session.flush()
    tell(session, f"Note saved on {said(ticket)}")
    return note.id


@action("Link tickets")
def link(session: Session, ticket_id: int, other_id: int, kind: str = rules.Link.RELATED) -> None:
    """Say that two tickets belong together; raises UserError naming `other`."""
    if ticket_id == other_id:
        raise UserError("A ticket cannot be linked to itself.", field="other")
    if kind not in rules.LINKS_BY_HAND:
        raise UserError("Choose how they belong together.", field="kind")
    there = select(TicketLink.id).where(
        TicketLink.ticket_id.in_((ticket_id, other_id)),
        TicketLink.other_id.in_((ticket_id, other_id)),
    )
    if session.scalar(there) is not None:
        raise UserError("They are linked already.", field="other")
    ticket, other = session.get_one(Ticket, ticket_id), session.get_one(Ticket, other_id)
    session.add(TicketLink(ticket_id=ticket.id, other_id=other.id, kind=kind))
    tell(session, f"{said(ticket)} and {said(other)} are linked")


@action("Unlink tickets")
def unlink(session: Session, link_id: int) -> None:
    """Take a link away; that of a merge stays, as a number leads along it."""
    row = session.get_one(TicketLink, link_id)
    if row.kind == rules.Link.MERGED:
        raise UserError("These two were merged. Undo that in History instead.", field="other")
    session.delete(row)
    tell(session, "Link removed")


@action("Watch ticket")
def watch(session: Session, ticket_id: int, person_id: int, watching: bool = True) -> None:
    """Let a person follow a ticket that is not theirs, or no longer."""
    ticket = session.get_one(Ticket, ticket_id)
    here = select(Watcher).where(Watcher.ticket_id == ticket_id, Watcher.person_id == person_id)
    found = session.scalars(here).one_or_none()
    if watching and found is None:
        session.add(Watcher(ticket_id=ticket_id, person_id=person_here(session, person_id).id))
        tell(session, f"Watching {said(ticket)}")
    elif not watching and found is not None:
        session.delete(found)
        tell(session, f"No longer watching {said(ticket)}")
