"""Things people do with the technology worksheet of a prospect."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.actions import change_status
from ...clients.models import Client
from ...clients.rules import NEXT, Status
from ...database.action import acting, action, tell
from ...database.stale import as_seen, touch
from ...dates import today
from ...errors import UserError
from ..models.worksheet import Worksheet, WorksheetAnswer
from ..rules import worksheet as rules
from ..rules.worksheet import QUESTIONS, Answer, Decision
from .moving import decline_all, take_up_declined

_WORDS = {"answered_by": 200, "notes": 2_000}


@action("Begin worksheet")
def begin_worksheet(session: Session, client_id: int, on: date | None = None) -> int:
    """Begin a technology worksheet; answers its id. One that is undecided is gone on with."""
    held = session.scalar(
        select(Worksheet.id)
        .where(Worksheet.client_id == client_id, Worksheet.decision == "")
        .order_by(Worksheet.on.desc(), Worksheet.id.desc())
        .limit(1)
    )
    if held is not None:
        return held
    client = session.get_one(Client, client_id)
    if client.internal:
        raise UserError("This is our own company; worksheets are for prospects.")
    row = Worksheet(client_id=client_id, on=on or today(), person_id=acting(session))
    session.add(row)
    session.flush()
    tell(session, f"Worksheet of {client.name} begun")
    return row.id


@action("Save worksheet")
def save_worksheet(
    session: Session, worksheet_id: int, version: int, details: Mapping[str, Any]
) -> None:
    """Keep what was answered.

    `details` holds answered_by, notes, on, source, and the answers by question number: an Answer,
    or None for a question not asked yet. What is not named stays. `version` is the one that was
    seen. Raises UserError by field: on, answered_by, notes, q1 to q15.
    """
    row = as_seen(session, Worksheet, worksheet_id, version)
    for name, most in _WORDS.items():
        words = str(details.get(name, getattr(row, name))).strip()
        if len(words) > most:
            raise UserError(f"Keep it within {most:,} signs.", name)
        setattr(row, name, words)
    row.source = details.get("source", row.source)
    on = details.get("on", row.on)
    if on is None or on > today():
        raise UserError("Type the day of the talk, today or before.", "on")
    row.on = on
    _keep(session, row, details.get("answers", {}))
    # Answers stand in rows of their own; whoever has the sheet open must notice them too.
    touch(row)
    counted = rules.count(_held(session, row.id))
    tell(session, f"Worksheet saved: {counted.known} of {len(QUESTIONS)} known")


def _keep(session: Session, row: Worksheet, answers: Mapping[int, Answer | None]) -> None:
    held = {
        one.question: one
        for one in session.scalars(
            select(WorksheetAnswer).where(WorksheetAnswer.worksheet_id == row.id)
        )
    }
    for number, said in answers.items():
        answer = rules.answer_of(said.state, said.text, f"q{number}") if said else None
        kept = held.get(number)
        if answer is None:
            if kept is not None:
                session.delete(kept)
        elif kept is None:
            session.add(
                WorksheetAnswer(
                    worksheet_id=row.id, question=number, state=answer.state, answer=answer.text
                )
            )
        else:
            kept.state, kept.answer = answer.state, answer.text
    session.flush()


def _held(session: Session, worksheet_id: int) -> dict[int, Answer]:
    rows = session.scalars(
        select(WorksheetAnswer).where(WorksheetAnswer.worksheet_id == worksheet_id)
    )
    return {one.question: Answer(rules.State(one.state), one.answer) for one in rows}


@action("Decide on prospect")
def decide(session: Session, worksheet_id: int, version: int, decision: str, reason: str) -> None:
    """Write down what was decided about a prospect, and why; nothing is sent (S083).

    Declining moves the client to Declined, where that can be. Raises UserError by field: decision,
    reason.
    """
    row = as_seen(session, Worksheet, worksheet_id, version)
    chosen = rules.checked_decision(decision, reason)
    row.decision, row.reason = chosen, reason.strip()
    row.decided_on, row.decided_by_id = today(), acting(session)
    client = session.get_one(Client, row.client_id)
    if chosen is Decision.DECLINE and Status.DECLINED in NEXT[Status(client.status)]:
        change_status(session, client.id, Status.DECLINED, reason)
        decline_all(session, client.id, reason.strip())
    tell(session, f"{client.name}: {rules.DECISION_WORDS[chosen].lower()}")


@action("Take decision back")
def reopen(session: Session, worksheet_id: int, version: int) -> None:
    """Take the decision about a prospect back, so that the worksheet can go on.

    One that was declined with it is a prospect again, with what was closed then.
    """
    row = as_seen(session, Worksheet, worksheet_id, version)
    declined_on = row.decided_on if row.decision == Decision.DECLINE else None
    row.decision, row.reason, row.decided_on, row.decided_by_id = "", "", None, None
    client = session.get_one(Client, row.client_id)
    if client.status == Status.DECLINED and declined_on is not None:
        change_status(session, client.id, Status.PROSPECT)
        take_up_declined(session, client.id, declined_on)
    tell(session, f"{client.name} is undecided again")
