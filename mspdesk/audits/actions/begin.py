"""Beginning an audit, bringing its questions in, and ending it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...database.stale import as_seen, touch
from ...dates import today
from ...errors import UserError
from ...tickets.actions.fields import open_ticket
from ...tickets.models import Ticket
from ...tickets.rules import ENDED
from ..models import Audit, AuditQuestion
from ..queries.facts import known_of
from ..queries.shipped import shipped
from ..rules import answers as rules
from ..rules.reading import Asked, read_questions
from ..rules.topics import Known

_DETAILS = ("title", "kind", "asked_by", "asked_on", "due_on", "notes")


@action("Begin audit")
def begin_audit(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Begin an audit of a client and open its ticket; answers its id (S122).

    `details` may hold title, kind, asked_by, asked_on, due_on, notes, and where its questions come
    from: `form` the code of a list that ships, `questions` a text, `before_id` an audit of the
    same client. Each question is answered at once where the books know the answer; nobody has
    looked at that yet. Raises UserError by field.
    """
    client = session.get_one(Client, client_id)
    given = _given(session, client_id, details)
    asked = _asked(session, details)
    audit = Audit(client_id=client_id, person_id=acting(session), **given)
    audit.before_id = details.get("before_id")
    audit.ticket_id = _ticket(session, audit)
    session.add(audit)
    session.flush()
    _add(session, audit, asked)
    tell(session, f"{audit.title} of {client.name}: {_told(session, audit.id)}")
    return audit.id


def _given(session: Session, client_id: int, details: Mapping[str, Any]) -> dict[str, Any]:
    """What an audit says of itself, checked; a list or last year fills what was left out."""
    given = {name: details[name] for name in _DETAILS if details.get(name) is not None}
    before_id = details.get("before_id")
    if before_id is not None:
        before = session.get_one(Audit, before_id)
        if before.client_id != client_id:
            raise UserError("This audit belongs to another client.", "before_id")
        filled = {"title": before.title, "kind": before.kind, "asked_by": before.asked_by}
        given = filled | {name: value for name, value in given.items() if value != ""}
    form = shipped().get(str(details.get("form") or ""))
    if form is not None:
        filled = {"title": form.title, "kind": form.kind}
        given = filled | {name: value for name, value in given.items() if value != ""}
    given.setdefault("asked_on", today())
    for name in ("title", "asked_by", "notes"):
        given[name] = str(given.get(name, "")).strip()
    rules.check_details(given)
    return given


def _asked(
    session: Session, details: Mapping[str, Any]
) -> list[tuple[Asked, AuditQuestion | None]]:
    """The questions to begin with, with last year's where it was asked then."""
    found: list[tuple[Asked, AuditQuestion | None]] = []
    before_id = details.get("before_id")
    if before_id is not None:
        found += [(_again(one), one) for one in _questions(session, before_id)]
    code = str(details.get("form") or "")
    if code:
        form = shipped().get(code)
        if form is None:
            raise UserError("This list of questions does not ship any more.", "form")
        found += [(one, None) for one in form.questions]
    if str(details.get("questions") or "").strip():
        found += [(one, None) for one in read_questions(str(details["questions"]))]
    return found


def _again(row: AuditQuestion) -> Asked:
    return Asked(row.words, row.mark, row.section, row.topic)


def _questions(session: Session, audit_id: int) -> Sequence[AuditQuestion]:
    found = select(AuditQuestion).where(AuditQuestion.audit_id == audit_id)
    return session.scalars(found.order_by(AuditQuestion.position, AuditQuestion.id)).all()


def _ticket(session: Session, audit: Audit) -> int:
    """The ticket on which the work of answering is done."""
    by = f" for {audit.asked_by}" if audit.asked_by else ""
    details: dict[str, Any] = {
        "type": "request",
        "priority": 3,
        "no_device": True,
        "description": f"Answer the questions of {audit.title}{by}. They stand under Audits on the"
        " client's page.",
    }
    if audit.due_on is not None:
        details["due_at"] = datetime.combine(audit.due_on, time(17))
    return open_ticket(session, audit.client_id, f"Answer {audit.title}{by}"[:200], details)


def _add(
    session: Session, audit: Audit, asked: Sequence[tuple[Asked, AuditQuestion | None]]
) -> None:
    """Put questions behind those that are there, each with the answer the books know."""
    last = session.scalar(
        select(func.max(AuditQuestion.position)).where(AuditQuestion.audit_id == audit.id)
    )
    held = session.scalar(select(func.count()).where(AuditQuestion.audit_id == audit.id)) or 0
    if held + len(asked) > rules.MOST_QUESTIONS:
        raise UserError(f"An audit holds at most {rules.MOST_QUESTIONS} questions.", "questions")
    known = known_of(session, audit.client_id, {one.topic for one, _before in asked if one.topic})
    for at, (one, before) in enumerate(asked, (last or 0) + 1):
        row = AuditQuestion(
            audit_id=audit.id,
            position=at,
            section=one.section,
            mark=one.mark,
            words=one.words,
            topic=one.topic,
            before_id=before.id if before is not None else None,
        )
        said = known.get(one.topic)
        if said is not None:
            take(row, said)
        elif before is not None and before.answer:
            carry(row, before)
        session.add(row)
    session.flush()


def take(row: AuditQuestion, said: Known) -> None:
    """Let a question have the answer the books give; nobody has looked at it yet."""
    row.answer, row.text, row.source = said.answer, said.text[: rules.LONGEST], rules.FACTS
    row.from_words, row.kept, row.as_of = said.from_words[:200], said.kept, said.as_of
    row.looked_on = row.person_id = None


def carry(row: AuditQuestion, before: AuditQuestion) -> None:
    """Let a question have last year's answer, to be looked over."""
    row.answer, row.text, row.source = before.answer, before.text, rules.BEFORE
    row.from_words, row.kept = "", ""
    row.as_of = before.as_of or before.looked_on
    row.looked_on = row.person_id = None


def _told(session: Session, audit_id: int) -> str:
    rows = _questions(session, audit_id)
    return rules.count(rules.group_of(one.answer, one.looked_on) for one in rows).words


def open_audit(session: Session, audit_id: int, version: int | None = None) -> Audit:
    """An audit that can still be changed; raises UserError for one that was sent."""
    if version is None:
        row = session.get_one(Audit, audit_id)
    else:
        row = as_seen(session, Audit, audit_id, version)
    if row.state == rules.SENT:
        raise UserError(
            "These answers were sent and stay as they are. Begin next year's from them."
        )
    return row


@action("Add questions")
def add_questions(session: Session, audit_id: int, text: str) -> int:
    """Put typed or pasted questions behind the others; answers how many (S122)."""
    row = open_audit(session, audit_id)
    asked = read_questions(text)
    _add(session, row, [(one, None) for one in asked])
    touch(row)
    tell(session, f"{len(asked)} questions added to {row.title}")
    return len(asked)


@action("Change audit")
def edit_audit(session: Session, audit_id: int, version: int, details: Mapping[str, Any]) -> None:
    """Change what an audit says of itself; raises UserError by field."""
    row = open_audit(session, audit_id, version)
    given = {name: details.get(name, getattr(row, name)) for name in _DETAILS}
    for name in ("title", "asked_by", "notes"):
        given[name] = str(given[name] or "").strip()
    if given["asked_on"] is None:
        raise UserError("Type the day on which they asked.", "asked_on")
    rules.check_details(given)
    for name, value in given.items():
        setattr(row, name, value)
    ticket = session.get_one(Ticket, row.ticket_id)
    if ticket.status not in ENDED:
        ticket.due_at = datetime.combine(row.due_on, time(17)) if row.due_on else None
    tell(session, f"{row.title} changed")


@action("Drop audit")
def drop_audit(session: Session, audit_id: int, version: int) -> None:
    """Take an audit away that was never sent, with its questions; its ticket stays."""
    row = open_audit(session, audit_id, version)
    if session.scalar(select(Audit.id).where(Audit.before_id == row.id).limit(1)):
        raise UserError("A later audit began from this one. Drop that one first.")
    for one in _questions(session, row.id):
        session.delete(one)
    session.flush()
    title = row.title
    session.delete(row)
    tell(session, f"{title} dropped")


@action("Mark as sent")
def mark_sent(
    session: Session, audit_id: int, version: int, sent_to: str = "", sent_on: date | None = None
) -> None:
    """Write down that the answers went out; from then on they are frozen.

    Every question has an answer by then, and somebody looked at each. Raises UserError naming the
    first that lacks one; by field: sent_to, sent_on.
    """
    row = open_audit(session, audit_id, version)
    rows = _questions(session, audit_id)
    if not rows:
        raise UserError("There is no question in it.")
    for group, words in (
        (rules.UNANSWERED, "has no answer"),
        (rules.UNSEEN, "was not looked over"),
    ):
        named = [
            at
            for at, one in enumerate(rows, 1)
            if rules.group_of(one.answer, one.looked_on) == group
        ]
        if named:
            more = f", and {len(named) - 1} more" if len(named) > 1 else ""
            raise UserError(f"Question {named[0]} {words}{more}. “Not known” is an answer, too.")
    day = sent_on or today()
    if day > today() or day < row.asked_on:
        raise UserError("Type the day on which it was sent, today or before.", "sent_on")
    if len(sent_to.strip()) > 200:
        raise UserError("Keep it within 200 signs.", "sent_to")
    row.state, row.sent_on, row.sent_by_id = rules.SENT, day, acting(session)
    row.sent_to = sent_to.strip() or row.asked_by
    tell(session, f"{row.title} sent; its answers are frozen")
