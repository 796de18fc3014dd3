"""Opening tickets, and changing what they say."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen, seen
from ...dates import hours_h, now
from ...shop.actions import next_in_series
from .. import rules
from ..models import Ticket, TicketLink, TicketText
from ..rules import Status
from .filling import PRIORITY_KEYS, fill, give_to, prioritise
from .moves import settle
from .saving import client_for_work, person_here, said, words_of


@action("Open ticket")
def open_ticket(
    session: Session, client_id: int, title: str, details: Mapping[str, Any] | None = None
) -> int:
    """Open a ticket for a client and answer its id (S043).

    `details` may hold any editable column, `description`, `priority` (2 to 4, or 1 with
    `critical_fact`), `impact` and `urgency`, `assigned_id`, and `follows_id` of an earlier ticket.
    Raises UserError naming the field that is wrong.
    """
    given = dict(details or {})
    client = client_for_work(session, client_id)
    ticket = Ticket(
        client_id=client.id,
        title=rules.check_title(title),
        opened_at=now(),
        opened_by_id=acting(session),
        status=Status.NEW,
        type=rules.Kind.INTERNAL if client.internal else rules.Kind.INCIDENT,
    )
    ticket.queue = rules.queue_for(ticket.type)
    description, follows = str(given.pop("description", "")).strip(), given.pop("follows_id", None)
    assigned = given.pop("assigned_id", None)
    prioritise(ticket, {key: given.pop(key, None) for key in PRIORITY_KEYS})
    fill(session, ticket, given)
    ticket.number_int, ticket.number = next_in_series(session, "ticket")
    session.add(ticket)
    session.flush()
    session.add(TicketText(ticket_id=ticket.id, description=description, resolution=""))
    if follows is not None:
        session.add(TicketLink(ticket_id=ticket.id, other_id=follows, kind=rules.Link.FOLLOWS))
    if assigned is not None:
        ticket.assigned_id = person_here(session, assigned).id
    settle(session, ticket)
    tell(session, f"{said(ticket)} opened for {client.name}")
    return ticket.id


@action("Change ticket")
def edit_ticket(
    session: Session, ticket_id: int, version: int | None, changes: Mapping[str, Any]
) -> None:
    """Change columns of a ticket; `version` is the one the person saw, None for any.

    Keys are the editable columns, `title` and `client_id`. Raises UserError naming the field,
    Conflict when somebody else was first.
    """
    ticket = as_seen(session, Ticket, ticket_id, version)
    given = dict(changes)
    if "title" in given:
        ticket.title = rules.check_title(given.pop("title"))
    if "client_id" in given:
        give_to(session, ticket, given.pop("client_id"))
    fill(session, ticket, given)
    settle(session, ticket)
    tell(session, f"{said(ticket)} saved")


@action("Describe ticket")
def describe(session: Session, ticket_id: int, version: int | None, description: str) -> None:
    """Write what the ticket is about; `version` is that of its words (TicketPage.text_version)."""
    ticket = session.get_one(Ticket, ticket_id)
    words = words_of(session, ticket)
    seen(words, version)
    words.description = description.strip()
    session.flush()
    settle(session, ticket)
    tell(session, f"Description saved on {said(ticket)}")


@action("Set priority")
def set_priority(
    session: Session,
    ticket_id: int,
    version: int | None,
    priority: int | None,
    critical_fact: str = "",
    impact: str = "",
    urgency: str = "",
) -> None:
    """Set the priority: 2 to 4 by choice or matrix, 1 only with the fact that makes it critical.

    Without a priority the impact and urgency decide. Raises UserError naming `priority` or `fact`.
    """
    ticket = as_seen(session, Ticket, ticket_id, version)
    asked = {"priority": priority, "critical_fact": critical_fact}
    prioritise(ticket, asked | {"impact": impact, "urgency": urgency})
    settle(session, ticket)
    tell(session, f"{said(ticket)} is {rules.PRIORITY_WORDS[ticket.priority]} now")


@action("Set estimate")
def set_estimate(
    session: Session, ticket_id: int, version: int | None, minutes: int | None
) -> None:
    """Say how many minutes the work will take, or with None that nobody knows (S014)."""
    ticket = as_seen(session, Ticket, ticket_id, version)
    ticket.estimate_minutes = rules.check_estimate(minutes)
    settle(session, ticket)
    told = hours_h(minutes) if minutes else "no estimate"
    tell(session, f"{said(ticket)}: {told}")


@action("Assign ticket")
def assign(session: Session, ticket_id: int, version: int | None, person_id: int | None) -> None:
    """Give a ticket to a person, or with None back to nobody.

    A new ticket whose first contact is complete becomes Assigned with it.
    """
    ticket = as_seen(session, Ticket, ticket_id, version)
    person = None if person_id is None else person_here(session, person_id)
    ticket.assigned_id = person.id if person else None
    settle(session, ticket)
    tell(session, f"{said(ticket)} is {person.name}'s" if person else f"{said(ticket)} is free")
