"""Things people do to tickets."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..agreements.models import Agreement
from ..clients.models import Client, Contact, Site
from ..clients.rules import Status as ClientStatus
from ..database.action import acting, action, tell
from ..database.faults import Conflict
from ..dates import hours_h, now, today
from ..documentation.models import Device
from ..errors import UserError
from ..people.models import Person
from ..people.queries import permits
from ..shop.actions import next_in_series
from . import rules
from .models import StatusChange, Ticket, TicketLink, TicketNote, TicketText, Watcher
from .queries import first_contact_of, last_changed_by
from .rules import Status

_DETAILS = frozenset(
    {
        "site_id",
        "contact_id",
        "device_id",
        "agreement_id",
        "no_device",
        "no_agreement",
        "type",
        "source_kind",
        "queue",
        "tier",
        "category",
        "coverage",
        "estimate_minutes",
        "due_at",
        "project",
        "admin_capable",
        "standing",
    }
)
"""Columns that may be set when a ticket is opened, and later one by one."""

_LISTS: Mapping[str, tuple[type[StrEnum], str]] = {
    "type": (rules.Kind, "Choose the kind of work from the list."),
    "source_kind": (rules.Source, "Choose how it came in from the list."),
    "queue": (rules.Queue, "Choose a queue from the list."),
    "coverage": (rules.Coverage, "Choose covered or billable."),
}

_BELONGINGS: Mapping[str, tuple[Any, str]] = {
    "site_id": (Site, "This site belongs to another client."),
    "contact_id": (Contact, "This contact belongs to another client."),
    "device_id": (Device, "This device belongs to another client."),
    "agreement_id": (Agreement, "This agreement belongs to another client."),
}


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
    client = _client(session, client_id)
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
    _prioritise(ticket, {key: given.pop(key, None) for key in _PRIORITY})
    _fill(session, ticket, given)
    ticket.number_int, ticket.number = next_in_series(session, "ticket")
    session.add(ticket)
    session.flush()
    session.add(TicketText(ticket_id=ticket.id, description=description, resolution=""))
    if follows is not None:
        session.add(TicketLink(ticket_id=ticket.id, other_id=follows, kind=rules.Link.FOLLOWS))
    if assigned is not None:
        ticket.assigned_id = _person(session, assigned).id
    _settle(session, ticket)
    tell(session, f"{_said(ticket)} opened for {client.name}")
    return ticket.id


@action("Change ticket")
def edit_ticket(
    session: Session, ticket_id: int, version: int | None, changes: Mapping[str, Any]
) -> None:
    """Change columns of a ticket; `version` is the one the person saw, None for any.

    Keys are the editable columns, `title` and `client_id`. Raises UserError naming the field,
    Conflict when somebody else was first.
    """
    ticket = _seen(session, ticket_id, version)
    given = dict(changes)
    if "title" in given:
        ticket.title = rules.check_title(given.pop("title"))
    if "client_id" in given:
        _give_to(session, ticket, given.pop("client_id"))
    _fill(session, ticket, given)
    _settle(session, ticket)
    tell(session, f"{_said(ticket)} saved")


@action("Describe ticket")
def describe(session: Session, ticket_id: int, version: int | None, description: str) -> None:
    """Write what the ticket is about; `version` is that of its words (TicketPage.text_version)."""
    ticket = session.get_one(Ticket, ticket_id)
    words = _words(session, ticket)
    if version is not None and words.version != version:
        raise _conflict(session, ticket, "ticket_text", words.id)
    words.description = description.strip()
    session.flush()
    _settle(session, ticket)
    tell(session, f"Description saved on {_said(ticket)}")


_PRIORITY = ("priority", "critical_fact", "impact", "urgency")


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
    ticket = _seen(session, ticket_id, version)
    asked = {"priority": priority, "critical_fact": critical_fact}
    _prioritise(ticket, asked | {"impact": impact, "urgency": urgency})
    _settle(session, ticket)
    tell(session, f"{_said(ticket)} is {rules.PRIORITY_WORDS[ticket.priority]} now")


@action("Set estimate")
def set_estimate(
    session: Session, ticket_id: int, version: int | None, minutes: int | None
) -> None:
    """Say how many minutes the work will take, or with None that nobody knows (S014)."""
    ticket = _seen(session, ticket_id, version)
    ticket.estimate_minutes = rules.check_estimate(minutes)
    _settle(session, ticket)
    told = hours_h(minutes) if minutes else "no estimate"
    tell(session, f"{_said(ticket)}: {told}")


@action("Assign ticket")
def assign(session: Session, ticket_id: int, version: int | None, person_id: int | None) -> None:
    """Give a ticket to a person, or with None back to nobody.

    A new ticket whose first contact is complete becomes Assigned with it.
    """
    ticket = _seen(session, ticket_id, version)
    person = None if person_id is None else _person(session, person_id)
    ticket.assigned_id = person.id if person else None
    _settle(session, ticket)
    tell(session, f"{_said(ticket)} is {person.name}'s" if person else f"{_said(ticket)} is free")


@action("Acknowledge ticket")
def acknowledge(session: Session, ticket_id: int) -> None:
    """Stamp that somebody of the shop has seen it and answered."""
    ticket = session.get_one(Ticket, ticket_id)
    if ticket.acknowledged_at is not None:
        raise UserError("It has been acknowledged already.")
    ticket.acknowledged_at = now()
    tell(session, f"{_said(ticket)} acknowledged")


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
    tell(session, f"Note saved on {_said(ticket)}")
    return note.id


# Moving along (B2). Every move is written down with its time, person and reason (S045).


@action("Take ticket")
def take(session: Session, ticket_id: int, version: int | None = None) -> None:
    """New to Assigned: the first contact is complete and somebody has it."""
    ticket = _seen(session, ticket_id, version)
    _move(session, ticket, Status.ASSIGNED)


@action("Schedule ticket")
def schedule(
    session: Session,
    ticket_id: int,
    version: int | None,
    at: datetime | None,
    minutes: int | None = None,
) -> None:
    """Say when the work starts and how long it is planned to take, in minutes.

    An assigned ticket becomes Scheduled; one that is scheduled is moved.
    """
    ticket = _seen(session, ticket_id, version)
    ticket.scheduled_at = at
    ticket.scheduled_minutes = minutes or ticket.estimate_minutes
    if ticket.status != Status.SCHEDULED or at is None:
        _move(session, ticket, Status.SCHEDULED)
    else:
        tell(session, f"{_said(ticket)} rescheduled")


@action("Begin work")
def begin_work(session: Session, ticket_id: int) -> bool:
    """Note that somebody's time on a ticket began: called when a timer starts or time is entered.

    Answers whether the ticket is in progress now. A new ticket whose first contact is not complete
    stays New (S046); an ended one stays as it is.
    """
    ticket = session.get_one(Ticket, ticket_id)
    if ticket.standing or ticket.status in rules.ENDED:
        return False
    if ticket.status == Status.IN_PROGRESS:
        return True
    ticket.first_response_at = ticket.first_response_at or now()
    if ticket.assigned_id is None:
        ticket.assigned_id = acting(session)
    _settle(session, ticket)
    if ticket.status == Status.NEW:
        return False
    _move(session, ticket, Status.IN_PROGRESS, started=True)
    return True


@action("Wait")
def wait(
    session: Session,
    ticket_id: int,
    version: int | None,
    status: str,
    reason: str,
    follow_up_on: date | None,
) -> None:
    """Wait on the client or a third party: what for, and the day to ask again."""
    ticket = _seen(session, ticket_id, version)
    if status not in rules.WAITING:
        raise UserError("Choose whom we are waiting for.", field="status")
    _move(session, ticket, Status(status), reason=reason, back_on=follow_up_on)


@action("Put on hold")
def hold(
    session: Session, ticket_id: int, version: int | None, reason: str, review_on: date | None
) -> None:
    """Let it rest: why, and a day within thirty to look again."""
    ticket = _seen(session, ticket_id, version)
    _move(session, ticket, Status.ON_HOLD, reason=reason, back_on=review_on)


@action("Complete ticket")
def complete(
    session: Session, ticket_id: int, version: int | None, resolution: str, no_time: bool = False
) -> None:
    """Say how it was solved; the time is entered, or `no_time` says that there was none."""
    ticket = _seen(session, ticket_id, version)
    _move(session, ticket, Status.COMPLETED, resolution=resolution, no_time=no_time)
    ticket.completed_at = now()
    _words(session, ticket).resolution = resolution.strip()


@action("Close ticket")
def close(
    session: Session, ticket_id: int, version: int | None = None, coverage: str | None = None
) -> None:
    """Close what is completed: notes and coverage are reviewed by who may (permit `board`)."""
    ticket = _seen(session, ticket_id, version)
    if coverage is not None:
        _fill(session, ticket, {"coverage": coverage})
    _move(session, ticket, Status.CLOSED)
    ticket.closed_at = now()


@action("Cancel ticket")
def cancel(session: Session, ticket_id: int, version: int | None, reason: str) -> None:
    """Cancel a ticket nobody will work on, with a reason; never with billable time on it."""
    ticket = _seen(session, ticket_id, version)
    _move(session, ticket, Status.CANCELLED, reason=reason)
    ticket.closed_at = now()


@action("Reopen ticket")
def reopen(session: Session, ticket_id: int, version: int | None, reason: str) -> None:
    """Go on with what was completed or closed; after thirty days a new linked ticket is due."""
    ticket = _seen(session, ticket_id, version)
    _move(session, ticket, Status.IN_PROGRESS, reason=reason, started=True)
    ticket.completed_at = ticket.closed_at = None
    ticket.reopened_count += 1


# Company.


@action("Link tickets")
def link(session: Session, ticket_id: int, other_id: int, kind: str = rules.Link.RELATED) -> None:
    """Say that two tickets belong together; raises UserError naming `other`."""
    if ticket_id == other_id:
        raise UserError("A ticket cannot be linked to itself.", field="other")
    if kind not in list(rules.Link):
        raise UserError("Choose how they belong together.", field="kind")
    there = select(TicketLink.id).where(
        TicketLink.ticket_id.in_((ticket_id, other_id)),
        TicketLink.other_id.in_((ticket_id, other_id)),
    )
    if session.scalar(there) is not None:
        raise UserError("They are linked already.", field="other")
    ticket, other = session.get_one(Ticket, ticket_id), session.get_one(Ticket, other_id)
    session.add(TicketLink(ticket_id=ticket.id, other_id=other.id, kind=kind))
    tell(session, f"{_said(ticket)} and {_said(other)} are linked")


@action("Unlink tickets")
def unlink(session: Session, link_id: int) -> None:
    """Take a link away."""
    session.delete(session.get_one(TicketLink, link_id))
    tell(session, "Link removed")


@action("Watch ticket")
def watch(session: Session, ticket_id: int, person_id: int, watching: bool = True) -> None:
    """Let a person follow a ticket that is not theirs, or no longer."""
    ticket = session.get_one(Ticket, ticket_id)
    here = select(Watcher).where(Watcher.ticket_id == ticket_id, Watcher.person_id == person_id)
    found = session.scalars(here).one_or_none()
    if watching and found is None:
        session.add(Watcher(ticket_id=ticket_id, person_id=_person(session, person_id).id))
        tell(session, f"Watching {_said(ticket)}")
    elif not watching and found is not None:
        session.delete(found)
        tell(session, f"No longer watching {_said(ticket)}")


# What the verbs above have in common.


def _said(ticket: Ticket) -> str:
    return rules.number_words(ticket.number_int)


def _client(session: Session, client_id: int | None) -> Client:
    """A client work can be done for; raises UserError for none, and for one who has gone."""
    client = None if client_id is None else session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", field="client")
    if client.status in (ClientStatus.FORMER, ClientStatus.DECLINED):
        raise UserError(f"{client.name} is no longer a client.", field="client")
    return client


def _person(session: Session, person_id: int) -> Person:
    """Somebody who works here today."""
    person = session.get(Person, person_id)
    if person is None or (person.left_on is not None and person.left_on < today()):
        raise UserError("Choose somebody who works here.", field="assigned")
    return person


def _seen(session: Session, ticket_id: int, version: int | None) -> Ticket:
    """The ticket, unless it is newer than the person saw; then Conflict, naming who was first."""
    ticket = session.get_one(Ticket, ticket_id)
    if version is not None and ticket.version != version:
        raise _conflict(session, ticket, "ticket", ticket.id)
    return ticket


def _conflict(session: Session, ticket: Ticket, table: str, row_id: int) -> Conflict:
    who = last_changed_by(session, table, row_id) or "Somebody"
    return Conflict(f"{who} changed {_said(ticket)} while you had it open. Look again, then save.")


def _words(session: Session, ticket: Ticket) -> TicketText:
    """The long words of a ticket, made when there are none."""
    here = select(TicketText).where(TicketText.ticket_id == ticket.id)
    words = session.scalars(here).one_or_none()
    if words is None:
        words = TicketText(ticket_id=ticket.id, description="", resolution="")
        session.add(words)
    return words


def _fill(session: Session, ticket: Ticket, given: Mapping[str, Any]) -> None:
    """Set editable columns and check them against the fixed lists and the client."""
    for name, value in given.items():
        if name not in _DETAILS:
            raise AttributeError(name)
        if name in _LISTS and value not in list(_LISTS[name][0]):
            raise UserError(_LISTS[name][1], field=name)
        if name == "tier" and value not in (1, 2, 3):
            raise UserError("Choose tier 1, 2 or 3.", field="tier")
        if name == "estimate_minutes":
            rules.check_estimate(value)
        if name in _BELONGINGS and value is not None:
            _check_belongs(session, ticket, name, value)
        setattr(ticket, name, value.strip() if isinstance(value, str) else value)
    if "type" in given and "queue" not in given:
        ticket.queue = rules.queue_for(ticket.type)
    _answer(session, ticket, given)


def _check_belongs(session: Session, ticket: Ticket, name: str, value: int) -> None:
    kind, refusal = _BELONGINGS[name]
    row = session.get(kind, value)
    if row is None or row.client_id != ticket.client_id:
        raise UserError(refusal, field=name.removesuffix("_id"))


def _answer(session: Session, ticket: Ticket, given: Mapping[str, Any]) -> None:
    """Keep "no device" and "no agreement" apart from a device and an agreement; guess coverage."""
    if given.get("device_id") is not None:
        ticket.no_device = False
    elif given.get("no_device"):
        ticket.device_id = None
    agreement = given.get("agreement_id")
    if agreement is not None:
        ticket.no_agreement = False
        managed = session.get_one(Agreement, agreement).kind == "managed"
        guess = rules.Coverage.COVERED if managed else rules.Coverage.BILLABLE
        ticket.coverage = given.get("coverage", guess)
    elif given.get("no_agreement"):
        ticket.agreement_id = None
        ticket.coverage = given.get("coverage", rules.Coverage.BILLABLE)


def _give_to(session: Session, ticket: Ticket, client_id: int | None) -> None:
    """Move a ticket to another client unless there is time on it; what belonged there is let go."""
    client = _client(session, client_id)
    if client.id == ticket.client_id:
        return
    if ticket.logged_minutes:
        raise UserError("There is time on it, so the client stays.", field="client")
    ticket.client_id = client.id
    ticket.site_id = ticket.contact_id = ticket.device_id = ticket.agreement_id = None
    ticket.no_device = ticket.no_agreement = False
    ticket.coverage = rules.Coverage.ASK


def _prioritise(ticket: Ticket, asked: Mapping[str, Any]) -> None:
    """Set the priority that was chosen, or the one that impact and urgency suggest."""
    fact, impact, urgency = (asked.get(key) or "" for key in _PRIORITY[1:])
    priority = asked.get("priority")
    if priority is None and (fact or (impact and urgency)):
        priority = rules.suggested_priority(impact, urgency, fact)
    ticket.impact, ticket.urgency = impact, urgency
    if priority is None:
        ticket.priority, ticket.priority_set, ticket.critical_fact = 3, False, ""
        return
    ticket.critical_fact = rules.check_priority(priority, fact)
    ticket.priority, ticket.priority_set = priority, True


def _settle(session: Session, ticket: Ticket) -> None:
    """Let a new ticket become Assigned as soon as somebody has it and its first contact is done."""
    if ticket.status != Status.NEW or ticket.assigned_id is None or ticket.standing:
        return
    if all(cell.verified for cell in _cells(session, ticket)):
        _move(session, ticket, Status.ASSIGNED)


def _cells(session: Session, ticket: Ticket) -> list[rules.Cell]:
    session.flush()
    return first_contact_of(session, ticket.id)


def _may_close(session: Session) -> bool:
    """Whether the person at work may close tickets; a script that named nobody may."""
    person_id = acting(session)
    if person_id is None:
        return True
    held = permits(session, person_id)
    return "*" in held or "board" in held


def _move(
    session: Session,
    ticket: Ticket,
    end: Status,
    *,
    reason: str = "",
    back_on: date | None = None,
    resolution: str = "",
    no_time: bool = False,
    started: bool = False,
) -> None:
    """Check the guards of a move, make it, stamp it and write it down."""
    start = Status(ticket.status)
    rules.check_move(
        rules.Move(
            start=start,
            end=end,
            day=today(),
            cells=tuple(_cells(session, ticket)) if start is Status.NEW else (),
            assigned=ticket.assigned_id is not None,
            scheduled_at=ticket.scheduled_at,
            started=started,
            reason=reason,
            back_on=back_on,
            resolution=resolution,
            logged=ticket.logged_minutes,
            no_time=no_time,
            billable=ticket.billable_minutes,
            coverage=ticket.coverage,
            may_close=_may_close(session),
            closed_on=ticket.closed_at.date() if ticket.closed_at else None,
            number=ticket.number_int,
        )
    )
    ticket.status = end
    resting = end in rules.RESTING
    ticket.waiting_reason = " ".join(reason.split())[:200] if resting else ""
    ticket.follow_up_on = back_on if resting else None
    if start is Status.NEW and end is not Status.CANCELLED:
        ticket.acknowledged_at = ticket.acknowledged_at or now()
    session.add(
        StatusChange(
            ticket_id=ticket.id,
            at=now(),
            person_id=acting(session),
            from_status=start,
            to_status=end,
            reason=(reason or resolution).strip(),
        )
    )
    tell(session, f"{_said(ticket)}: {rules.STATUS_WORDS[end]}")
