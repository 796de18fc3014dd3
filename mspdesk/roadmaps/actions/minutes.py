"""Writing the agenda and the minutes of a meeting, and what was decided (S119)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status as ClientStatus
from ...database.action import action, tell
from ...database.stale import as_seen, conflict, touch
from ...dates import full_date, today
from ...errors import UserError
from ...tickets.actions import assign, cancel, edit_ticket, open_ticket
from ...tickets.models import Ticket
from ...tickets.rules import Kind, Status
from ..models import RoadmapAnswer, RoadmapDecision, RoadmapItem, RoadmapMeeting
from ..rules.questions import BY_KEY
from ..rules.words import KINDS, first_line
from .outcomes import keep_no, leader

_ITEM = frozenset({"text", "minutes", "said"})
_DECISION = frozenset({"kind", "text", "person_id", "who", "due_on", "amount", "done_on"})
_NOT_BEGUN = (Status.NEW, Status.ASSIGNED)


def _open(session: Session, meeting_id: int) -> RoadmapMeeting:
    """A meeting whose minutes are written on; raises UserError for one that is over."""
    row = session.get_one(RoadmapMeeting, meeting_id)
    if row.state != "planned":
        raise UserError("The minutes are finished. Open them again to write on.")
    return row


# --- agenda ------------------------------------------------------------------------------------


@action("Add to agenda")
def add_item(
    session: Session, meeting_id: int, text: str, minutes: int = 0, source: str = ""
) -> int:
    """Put a point at the end of the agenda; raises UserError naming `text`."""
    row = _open(session, meeting_id)
    touch(row)
    item = RoadmapItem(
        meeting_id=row.id, position=_next(session, RoadmapItem, row.id), source=source, said=""
    )
    _fill_item(item, {"text": text, "minutes": minutes})
    session.add(item)
    session.flush()
    tell(session, "On the agenda")
    return item.id


@action("Change agenda")
def edit_item(session: Session, item_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change the words of a point, its time, or what was said to it."""
    item = as_seen(session, RoadmapItem, item_id, version)
    _open(session, item.meeting_id)
    _fill_item(item, changes)
    tell(session, "Saved")


def _fill_item(item: RoadmapItem, changes: Mapping[str, Any]) -> None:
    if unknown := set(changes) - _ITEM:
        raise AttributeError(min(unknown))
    for name, value in changes.items():
        setattr(item, name, value.strip() if isinstance(value, str) else value)
    if not item.text:
        raise UserError("Say what it is about.", "text")
    item.minutes = item.minutes or 0
    if item.minutes < 0:
        raise UserError("Minutes are not below zero.", "minutes")


@action("Remove from agenda")
def remove_item(session: Session, item_id: int) -> None:
    """Take a point off the agenda with what was said to it; Undo brings it back."""
    item = session.get_one(RoadmapItem, item_id)
    touch(_open(session, item.meeting_id))
    session.delete(item)
    tell(session, "Off the agenda")


@action("Move on agenda")
def move_item(session: Session, item_id: int, by: int) -> None:
    """Move a point up or down the agenda; at its end it stays."""
    item = session.get_one(RoadmapItem, item_id)
    touch(_open(session, item.meeting_id))
    found = list(
        session.scalars(
            select(RoadmapItem)
            .where(RoadmapItem.meeting_id == item.meeting_id)
            .order_by(RoadmapItem.position, RoadmapItem.id)
        )
    )
    at = found.index(item)
    found.insert(min(max(at + by, 0), len(found) - 1), found.pop(at))
    for position, one in enumerate(found):
        one.position = position
    tell(session, "Moved")


# --- answers -----------------------------------------------------------------------------------


@action("Write answer")
def write_answer(
    session: Session, meeting_id: int, question: str, words: str, before: str | None = None
) -> None:
    """Write what they answered to a question of the questionnaire; empty takes it away.

    `before` is the answer that was seen; raises Conflict where another one stands there by now.
    """
    if question not in BY_KEY:
        raise UserError("Choose one of the questions.", "question")
    row = _open(session, meeting_id)
    here = select(RoadmapAnswer).where(
        RoadmapAnswer.meeting_id == row.id, RoadmapAnswer.question == question
    )
    answer, said = session.scalars(here).one_or_none(), words.strip()
    if answer is not None and before not in (None, answer.words):
        raise conflict(session, RoadmapAnswer.__tablename__, answer.id)
    if answer is None:
        if not said:
            return
        session.add(RoadmapAnswer(meeting_id=row.id, question=question, words=said))
    elif said:
        answer.words = said
    else:
        session.delete(answer)
    session.flush()
    tell(session, f"{BY_KEY[question].title}: written down")


# --- decisions ---------------------------------------------------------------------------------


@action("Write decision")
def decide(
    session: Session, meeting_id: int, text: str, details: Mapping[str, Any] | None = None
) -> int:
    """Write down what was decided and answer its id; what we do has a sales ticket at once (S119).

    `details` may hold kind, person_id, who, due_on and amount; of a no also risk and choice, with
    which it stands among declined advice (S130). Raises UserError naming the field.
    """
    row, given = _open(session, meeting_id), dict(details or {})
    risk, choice = given.pop("risk", ""), given.pop("choice", "")
    touch(row)
    made = RoadmapDecision(
        meeting_id=row.id, position=_next(session, RoadmapDecision, row.id), kind="ours", who=""
    )
    _fill_decision(row, made, {"text": text, **given})
    session.add(made)
    session.flush()
    if made.kind == "ours":
        made.person_id = made.person_id or leader(session, row)
        made.ticket_id = _ticket(session, row, made)
        session.flush()
        number = session.get_one(Ticket, made.ticket_id).number_int
        tell(session, f"Decided, and #{number} opened among sales tickets")
    else:
        if made.kind == "no":
            keep_no(session, row, made, risk, choice)
        tell(session, "Decision written down")
    return made.id


def _ticket(session: Session, row: RoadmapMeeting, made: RoadmapDecision) -> int:
    """The sales ticket of what we do; one who was turned away gets none."""
    client = session.get_one(Client, row.client_id)
    if client.status in (ClientStatus.FORMER, ClientStatus.DECLINED):
        raise UserError(f"{client.name} is no longer a client, so we do nothing here.", "kind")
    details: dict[str, Any] = {
        "type": Kind.SALES,
        "description": f"{made.text}\n\nDecided at the roadmap meeting on {full_date(row.on)}.",
        "assigned_id": made.person_id,
        "no_device": True,
        "no_agreement": True,
        "due_at": _due_at(made.due_on),
    }
    return open_ticket(session, client.id, first_line(made.text), details)


def _due_at(day: date | None) -> datetime | None:
    """The end of a working day as tickets keep it."""
    return datetime.combine(day, time(17)) if day is not None else None


def _fill_decision(row: RoadmapMeeting, made: RoadmapDecision, details: Mapping[str, Any]) -> None:
    if unknown := set(details) - _DECISION:
        raise AttributeError(min(unknown))
    for name, value in details.items():
        setattr(made, name, value.strip() if isinstance(value, str) else value)
    made.who = made.who or ""
    if not made.text:
        raise UserError("Say what was decided.", "text")
    if made.kind not in KINDS:
        raise UserError("Say who does it, or that they said no.", "kind")
    if made.due_on is not None and made.due_on < row.on:
        raise UserError("It is done after the meeting.", "due_on")
    if made.amount is not None and made.amount < 0:
        raise UserError("A price is not below zero.", "amount")


@action("Change decision")
def edit_decision(
    session: Session, decision_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change a decision; a ticket nobody began on follows its words, its day and who does it.

    Raises UserError naming the field; the kind of one with a ticket stays what it is.
    """
    made = as_seen(session, RoadmapDecision, decision_id, version)
    row = session.get_one(RoadmapMeeting, made.meeting_id)
    if made.ticket_id is not None and changes.get("kind", made.kind) != made.kind:
        raise UserError("It has a ticket. Take the decision away and write it anew.", "kind")
    before = first_line(made.text)
    _fill_decision(row, made, changes)
    if made.kind == "ours" and made.ticket_id is None:
        made.person_id = made.person_id or leader(session, row)
        made.ticket_id = _ticket(session, row, made)
    elif made.ticket_id is not None:
        ticket = session.get_one(Ticket, made.ticket_id)
        if ticket.status in _NOT_BEGUN and not ticket.logged_minutes and ticket.title == before:
            said = {"title": first_line(made.text), "due_at": _due_at(made.due_on)}
            edit_ticket(session, ticket.id, None, said)
            if made.person_id is not None and made.person_id != ticket.assigned_id:
                assign(session, ticket.id, None, made.person_id)
    tell(session, "Decision saved")


@action("Remove decision")
def remove_decision(session: Session, decision_id: int) -> None:
    """Take a decision away, and cancel its ticket while nobody has begun on it.

    Advice that a no was kept as stays. Raises UserError where somebody has begun on the ticket.
    """
    made = session.get_one(RoadmapDecision, decision_id)
    touch(_open(session, made.meeting_id))
    ticket = session.get(Ticket, made.ticket_id) if made.ticket_id is not None else None
    if ticket is not None and ticket.status != Status.CANCELLED:
        if ticket.logged_minutes or ticket.status not in _NOT_BEGUN:
            raise UserError(f"Somebody works on #{ticket.number_int} already. Leave it as it is.")
        made.ticket_id = None
        session.flush()
        cancel(session, ticket.id, None, "The decision of the roadmap meeting was taken back.")
    session.delete(made)
    tell(session, "Decision removed")


@action("Decision done")
def mark_done(session: Session, decision_id: int, done: bool = True) -> None:
    """Say that what they wanted to do is done; ours is done when its ticket is."""
    made = session.get_one(RoadmapDecision, decision_id)
    if made.kind != "theirs":
        raise UserError("What we do is done when its ticket is.")
    made.done_on = today() if done else None
    tell(session, "Done" if done else "Not done yet")


def _next(
    session: Session, model: type[RoadmapItem] | type[RoadmapDecision], meeting_id: int
) -> int:
    last = session.scalar(select(func.max(model.position)).where(model.meeting_id == meeting_id))
    return 0 if last is None else last + 1
