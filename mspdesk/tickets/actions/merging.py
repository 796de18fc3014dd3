"""Putting two tickets about the same thing together, so that nothing of either is lost."""

from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.catalogue import kinds
from ...database.stale import as_seen
from ...dates import now
from ...errors import UserError
from .. import rules
from ..models import StatusChange, Ticket, TicketLink, TicketNote, Watcher
from ..queries.merged import merged_into
from ..rules import Status
from .saving import said, words_of

_STAYS = frozenset({"ticket_text", "status_change", "watcher", "ticket_link"})
"""What is told on the other ticket in words, or put there by its own rules."""


@action("Merge tickets")
def merge(session: Session, ticket_id: int, version: int | None, into_id: int) -> None:
    """Put a ticket into another one of the same client; its number leads there from then on.

    Everything that hangs on it goes along: time, notes, logs, checklists, files, links, watchers.
    What it said stands in a note. An open one is cancelled. Raises UserError naming `other`.
    """
    ticket = as_seen(session, Ticket, ticket_id, version)
    into = session.get_one(Ticket, merged_into(session, into_id))
    _check(session, ticket, into)
    _tell_words(session, ticket, into)
    _move_all(session, ticket, into)
    _watch_both(session, ticket, into)
    _move_links(session, ticket, into)
    for name in ("contact_id", "site_id", "device_id", "estimate_minutes"):
        if getattr(into, name) is None and not (name == "device_id" and into.no_device):
            setattr(into, name, getattr(ticket, name))
    if ticket.log_answer == "opened":
        into.log_answer = "opened"
    _end(session, ticket, into)
    session.flush()
    session.refresh(ticket)
    session.refresh(into)
    tell(session, f"{said(ticket)} merged into {said(into)}")


def _check(session: Session, ticket: Ticket, into: Ticket) -> None:
    if ticket.id == into.id:
        raise UserError("A ticket cannot be merged into itself.", field="other")
    if merged_into(session, ticket.id) != ticket.id:
        raise UserError(f"{said(ticket)} was merged already.", field="other")
    if ticket.client_id != into.client_id:
        raise UserError(f"{said(into)} is another client's. Merge within one.", field="other")
    if ticket.standing or into.standing:
        raise UserError("A ticket on which overhead is logged stays.", field="other")
    if ticket.status in rules.OPEN and into.status in rules.ENDED:
        words = rules.status_words(into.status).lower()
        raise UserError(
            f"{said(into)} is {words}. Merge it into {said(ticket)} instead.", field="other"
        )


def _tell_words(session: Session, ticket: Ticket, into: Ticket) -> None:
    """Write what the ticket was about into a note, dated when it came in."""
    words = words_of(session, ticket)
    solved = f"Solved: {words.resolution}" if words.resolution else ""
    head = f"Merged from {said(ticket)}: {ticket.title}"
    session.add(
        TicketNote(
            ticket_id=into.id,
            at=ticket.opened_at,
            person_id=acting(session),
            author="",
            text="\n".join(filter(None, (head, words.description, solved))),
        )
    )


def _move_all(session: Session, ticket: Ticket, into: Ticket) -> None:
    """Let every row of every area that belongs to the ticket belong to the other one."""
    for kind in kinds():
        table = kind.__table__
        if not isinstance(table, Table) or table.name in _STAYS:
            continue
        for column in table.columns:
            if any(key.column.table.name == "ticket" for key in column.foreign_keys):
                _move_rows(session, kind, table, column, ticket, into)


def _move_rows(
    session: Session, kind: Any, table: Table, column: Column[Any], ticket: Ticket, into: Ticket
) -> None:
    rows = session.scalars(select(kind).where(column == ticket.id).order_by(kind.id)).all()
    for row in rows:
        if _stands_there(session, table, column, row, into.id):
            continue
        try:
            with session.begin_nested():
                setattr(row, column.name, into.id)
        except DBAPIError as error:
            raise UserError(
                f"Something of {said(ticket)} stands on an invoice that was issued and never"
                f" changes. Merge {said(into)} into {said(ticket)} instead.",
                field="other",
            ) from error


def _stands_there(
    session: Session, table: Table, column: Column[Any], row: Any, into_id: int
) -> bool:
    """Whether the other ticket has the one row of its kind that it may have."""
    sets = [
        [one.name for one in rule.columns]
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint) and column.name in rule.columns
    ]
    for names in sets:
        same = [table.c[name] == getattr(row, name) for name in names if name != column.name]
        there = select(table.c.id).where(column == into_id, *same).limit(1)
        if session.scalar(there) is not None:
            return True
    return False


def _watch_both(session: Session, ticket: Ticket, into: Ticket) -> None:
    """Let the watchers and the owner of the ticket watch the other one."""
    there = set(
        session.scalars(select(Watcher.person_id).where(Watcher.ticket_id == into.id)).all()
    )
    came = session.scalars(select(Watcher.person_id).where(Watcher.ticket_id == ticket.id)).all()
    for person_id in dict.fromkeys([*came, ticket.assigned_id]):
        if person_id is not None and person_id not in there | {into.assigned_id}:
            session.add(Watcher(ticket_id=into.id, person_id=person_id))


def _move_links(session: Session, ticket: Ticket, into: Ticket) -> None:
    """Let links lead to the other ticket; one between the two, or doubled, goes."""

    def linked(ticket_id: int) -> list[TicketLink]:
        found = select(TicketLink).where(
            (TicketLink.ticket_id == ticket_id) | (TicketLink.other_id == ticket_id)
        )
        return list(session.scalars(found))

    known = {one for link in linked(into.id) for one in (link.ticket_id, link.other_id)}
    for one in linked(ticket.id):
        far = one.other_id if one.ticket_id == ticket.id else one.ticket_id
        if far in known | {into.id}:
            session.delete(one)
        elif one.ticket_id == ticket.id:
            one.ticket_id = into.id
        else:
            one.other_id = into.id
    session.flush()
    session.add(TicketLink(ticket_id=ticket.id, other_id=into.id, kind=rules.Link.MERGED))


def _end(session: Session, ticket: Ticket, into: Ticket) -> None:
    """Cancel what was open, with where it went as the reason."""
    if ticket.status in rules.ENDED:
        return
    session.add(
        StatusChange(
            ticket_id=ticket.id,
            at=now(),
            person_id=acting(session),
            from_status=ticket.status,
            to_status=Status.CANCELLED,
            reason=f"Merged into {said(into)}",
        )
    )
    ticket.status, ticket.closed_at = Status.CANCELLED, now()
    ticket.waiting_reason, ticket.follow_up_on = "", None
