"""The review of a draft: questions answered, time left off, the reviewer's tick (S106)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...dates import now, today
from ...errors import UserError
from ...timekeeping import actions as timekeeping
from ...timekeeping import queries as time_queries
from ...timekeeping.models import TimeEntry
from ..models import Invoice, InvoiceLine, Question
from ..queries.drafts import entry_facts, questions
from ..rules.review import ANSWERS, NEEDS_WORDS, Ask, Reply
from ..rules.words import InvoiceState
from .common import changed, client_name, open_draft, refresh, the_lines, unread
from .drafts import put_on, regroup
from .lines import remove_line
from .recurring import remake

LEFT_OFF = "left_off"
"""The kind of a question that nobody asked: a person left an entry off by themselves."""


@action("Answer question")
def answer_question(
    session: Session, invoice_id: int, kind: str, subject: str, reply: str, words: str = ""
) -> None:
    """Answer a question of a draft and do what the answer says; it is not asked again.

    `words` are who approved, the order number, the note, or a remark. Raises UserError naming
    words or reply.
    """
    draft = open_draft(session, invoice_id)
    if kind not in set(Ask) or reply not in ANSWERS[Ask(kind)]:
        raise UserError("Choose one of the answers.", "reply")
    if reply in NEEDS_WORDS and not words.strip():
        raise UserError(f"{NEEDS_WORDS[Reply(reply)]}?".replace("??", "?"), "words")
    unread(draft)
    _do_as_answered(session, draft, subject, Reply(reply), words.strip())
    _keep(session, invoice_id, kind, subject, reply, words.strip())
    session.flush()
    refresh(session, draft)
    tell(session, f"Answered for {client_name(session, draft.client_id)}")


def _do_as_answered(
    session: Session, draft: Invoice, subject: str, reply: Reply, words: str
) -> None:
    what, _, number = subject.partition(":")
    which = int(number) if number.isdecimal() else 0
    if reply is Reply.ORDER:
        draft.order_number = words
    elif reply is Reply.APPROVED:
        timekeeping.approve_after_hours(session, which, words, today())
        regroup(session, draft)
    elif reply is Reply.SINGLE:
        timekeeping.bill_at_regular(session, which, words, from_draft=True)
        regroup(session, draft)
    elif reply is Reply.NOTE:
        timekeeping.set_client_note(session, which, words)
        regroup(session, draft)
    elif reply is Reply.COVER:
        for entry_id in _about(session, draft, what, which):
            timekeeping.set_kind(session, entry_id, "covered", words, from_draft=True)
        regroup(session, draft)
    elif reply is Reply.LEAVE_OFF:
        _leave_off(session, draft, _about(session, draft, what, which), words)
    else:
        _do_with_line(session, draft, number, reply)


def _do_with_line(session: Session, draft: Invoice, number: str, reply: Reply) -> None:
    """Do what an answer says about a line, or the lines of an agreement."""
    first = number.partition(":")[0]
    which = int(first) if first.isdecimal() else 0
    if reply is Reply.REMOVE:
        remove_line(session, which)
    elif reply is Reply.USUAL_TAX:
        _usual_tax(session, draft, which)
    elif reply is Reply.REMAKE:
        remake(session, draft, which)


def _usual_tax(session: Session, draft: Invoice, line_id: int) -> None:
    """Let the client's usual tax stand for one that is retired."""
    for line in the_lines(session, draft.id):
        if line.id == line_id:
            line.tax_code = ""


def _about(session: Session, draft: Invoice, what: str, which: int) -> list[int]:
    """The entries on a draft that a question is about: one, or all of a ticket."""
    if what == "entry":
        return [which]
    lines = [line.id for line in the_lines(session, draft.id)]
    return [
        one.id
        for one in entry_facts(session, lines)
        if one.ticket_id == which and one.kind == "billable"
    ]


def _keep(
    session: Session, invoice_id: int, kind: str, subject: str, reply: str, words: str
) -> None:
    """Write an answer down, over an earlier one to the same question."""
    here = (
        (Question.invoice_id == invoice_id)
        & (Question.kind == kind)
        & (Question.subject == subject)
    )
    row = session.scalars(select(Question).where(here)).one_or_none()
    if row is None:
        row = Question(invoice_id=invoice_id, kind=kind, subject=subject, answer="", at=now())
    row.answer, row.words, row.at, row.person_id = reply, words, now(), acting(session)
    session.add(row)


def _leave_off(session: Session, draft: Invoice, entry_ids: list[int], reason: str) -> None:
    timekeeping.write_off(session, entry_ids, reason or "left off the invoice")
    for entry_id in entry_ids:
        _keep(session, draft.id, LEFT_OFF, f"entry:{entry_id}", Reply.LEAVE_OFF, reason)
    regroup(session, draft)


@action("Leave time off")
def leave_off(session: Session, entry_id: int, reason: str = "") -> None:
    """Leave an entry off its draft; its minutes are written off, and the draft remembers."""
    row = session.get_one(TimeEntry, entry_id)
    line = session.get(InvoiceLine, row.invoice_line_id) if row.invoice_line_id else None
    if line is None:
        raise UserError("This time is on no draft.")
    _leave_off(session, open_draft(session, line.invoice_id), [entry_id], reason)
    tell(session, "Left off")


@action("Put time back")
def put_back(session: Session, entry_id: int) -> None:
    """Bill an entry after all that was left off: it is unbilled again, and on the draft it left."""
    row = session.get_one(TimeEntry, entry_id)
    if row.state != "written_off":
        raise UserError("Only time that was left off can be put back.")
    asked = list(session.scalars(select(Question).where(Question.subject == f"entry:{entry_id}")))
    drafts = {one.invoice_id for one in asked if one.answer == Reply.LEAVE_OFF}
    for one in asked:
        if one.answer == Reply.LEAVE_OFF:
            session.delete(one)
    row.state = "unbilled"
    session.flush()
    for draft_id in sorted(drafts):
        draft = session.get(Invoice, draft_id)
        if draft is not None and draft.state != InvoiceState.ISSUED:
            put_on(session, draft, [time_queries.entry(session, entry_id)])
            break
    tell(session, "Put back")


@action("Mark ready")
def mark_ready(session: Session, invoice_id: int) -> None:
    """Tick a draft as reviewed (S106); raises UserError while a question is open."""
    draft = open_draft(session, invoice_id)
    if draft.state == InvoiceState.READY:
        return
    refresh(session, draft)
    asked = questions(session, [draft]).get(invoice_id, [])
    if asked:
        first = asked[0]
        raise UserError(f"{first.title}: {first.sentence}", first.field or None)
    _refuse_below_zero(draft)
    draft.state = InvoiceState.READY
    draft.reviewed_by_id = acting(session)
    draft.reviewed_at = now()
    tell(session, f"{client_name(session, draft.client_id)} is ready")


def _refuse_below_zero(draft: Invoice) -> None:
    if draft.total < 0:
        raise UserError("The total is below zero. Credit an earlier invoice instead.")


@action("Take tick off")
def unready(session: Session, invoice_id: int) -> None:
    """Take the reviewer's tick off a draft again."""
    draft = open_draft(session, invoice_id)
    if draft.state == InvoiceState.READY:
        changed(session, draft)
        tell(session, f"{client_name(session, draft.client_id)} is a draft again")
