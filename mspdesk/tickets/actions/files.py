"""Files kept with a ticket, as they came; the bytes lie with the blobs, once each."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database import blobs
from ...database.action import acting, action, tell
from ...dates import now
from ...errors import UserError
from .. import rules
from ..models import Ticket, TicketFile
from .fields import open_ticket
from .saving import said


@action("Attach file")
def add_file(session: Session, ticket_id: int, name: str, content: bytes) -> int:
    """Keep a file with a ticket and answer its id; its name becomes one every system takes.

    Raises UserError naming `file` where it is empty, too large, or on this ticket already.
    """
    ticket = session.get_one(Ticket, ticket_id)
    file_id = keep_file(session, ticket, name, content)
    tell(session, f"{session.get_one(TicketFile, file_id).name} attached to {said(ticket)}")
    return file_id


def keep_file(session: Session, ticket: Ticket, name: str, content: bytes) -> int:
    """The same inside a step that does more."""
    rules.check_file(name, len(content))
    here = select(TicketFile.name).where(
        TicketFile.ticket_id == ticket.id,
        TicketFile.blob == hashlib.sha256(content).hexdigest(),
    )
    twin = session.scalar(here.limit(1))
    if twin is not None:
        raise UserError(f"This file is on {said(ticket)} already, as {twin}.", field="file")
    row = TicketFile(
        ticket_id=ticket.id,
        blob=blobs.put(session, content),
        name=rules.shown_name(name),
        size=len(content),
        at=now(),
        person_id=acting(session),
    )
    session.add(row)
    session.flush()
    return row.id


@action("Open ticket from mail")
def open_from_mail(
    session: Session,
    client_id: int,
    title: str,
    details: Mapping[str, Any],
    files: Sequence[tuple[str, bytes]],
) -> int:
    """Open a ticket with the files of its mail, in one step; answers its id.

    `files` are names and bytes, the mail itself among them; doubled ones are kept once. Raises
    UserError as opening a ticket and attaching a file do.
    """
    ticket_id = open_ticket(session, client_id, title, details)
    ticket = session.get_one(Ticket, ticket_id)
    kept: set[bytes] = set()
    for name, content in files:
        digest = hashlib.sha256(content).digest()
        if digest not in kept:
            kept.add(digest)
            keep_file(session, ticket, name, content)
    tell(session, f"{said(ticket)} opened from a mail")
    return ticket_id


@action("Remove file")
def remove_file(session: Session, file_id: int) -> None:
    """Take a file off its ticket; the bytes stay for a day and more, so that it can be undone."""
    row = session.get_one(TicketFile, file_id)
    ticket = session.get_one(Ticket, row.ticket_id)
    session.delete(row)
    tell(session, f"{row.name} removed from {said(ticket)}")
