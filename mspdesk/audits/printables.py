"""The answers of an audit on paper: for whoever asked, and for the client to sign."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from ..clients.printables import find_client, letterhead_of
from ..dates import full_date, today
from ..desk.area import Paper
from ..errors import UserError
from ..printing import blocks
from ..printing.blocks import Blank, Block, Column
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head, Letterhead
from ..rows import dataclass
from .queries import audits as queries
from .queries.audits import AuditRow, QuestionRow

_COLUMNS = (
    Column("No.", 34),
    Column("Question", share=1.3, wrap=True),
    Column("Answer", 62, bold=True, wrap=True),
    Column("Details", share=1.4, wrap=True),
    Column("From, as of", share=0.95, wrap=True),
)
TRUTH = (
    "The answers are those of the client, who reads them before they are signed. We report what is"
    " written down and what we saw; beside each answer stands where it comes from and as of when."
)


@dataclass(frozen=True, slots=True)
class AuditDocument:
    """An audit as it is printed."""

    letterhead: Letterhead
    audit: AuditRow
    questions: tuple[QuestionRow, ...]
    printed_on: date


def audit_document(session: Session, audit_id: int) -> AuditDocument:
    """An audit with all its answers; raises UserError when there is none."""
    page = queries.audit_page(session, audit_id, {})
    if page is None:
        raise UserError("There is no such audit.")
    return AuditDocument(letterhead_of(session), page.audit, page.questions, today())


def on_paper(document: AuditDocument) -> Layout:
    """Title, who asks, the answers by section in the order they were asked, lines to sign on."""
    audit = document.audit
    return Layout(
        title=f"{audit.title}, {audit.client}",
        author=document.letterhead.name,
        head=Head(audit.client, audit.title, full_date(audit.sent_on or document.printed_on)),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title(audit.title, _state(audit)),
            blocks.space(4),
            blocks.facts(_facts(document), columns=3),
            blocks.space(6),
            blocks.note(TRUTH),
            *_answers(document.questions),
            blocks.space(10),
            blocks.keep(
                blocks.section("Signed by the client", bar=True),
                blocks.signatures(Blank("Name and title", 2), Blank("Signature", 2), Blank("Day")),
            ),
        ],
    )


def _state(audit: AuditRow) -> str:
    if audit.sent:
        return "Sent"
    left = audit.count.unanswered
    return f"Draft, {left} not answered" if left else "Draft"


def _facts(document: AuditDocument) -> list[tuple[str, str]]:
    audit = document.audit
    found = [
        ("Client", audit.client),
        ("Asked by", audit.asked_by or "Not said"),
        ("Asked", full_date(audit.asked_on)),
        ("Ticket", f"#{audit.ticket}"),
    ]
    if audit.sent_on:
        found += [("Sent", full_date(audit.sent_on)), ("Sent to", audit.sent_to or "Not said")]
    else:
        found += [("Due", full_date(audit.due_on) if audit.due_on else "Not said")]
        found += [("Printed", full_date(document.printed_on))]
    return found


def _answers(questions: Sequence[QuestionRow]) -> Iterator[Block]:
    """A table for each section; questions without one stand under a plain heading."""
    for section, rows in groupby(questions, lambda one: one.section):
        held = list(rows)
        answered = sum(bool(one.answer) for one in held)
        yield blocks.section(
            section or "Questions", f"{answered} of {len(held)} answered", bar=True
        )
        yield blocks.table(_COLUMNS, [_row(one) for one in held], size=0.92)


def _row(one: QuestionRow) -> tuple[str, str, str, str, str]:
    if not one.answer:
        return one.asked_as, one.words, "", "Not answered yet", ""
    day = full_date(one.as_of) if one.as_of else "day not noted"
    return one.asked_as, one.words, one.answer_words, one.text, f"{one.source_words}, {day}"


def find_audit(session: Session, text: str) -> int:
    """The audit somebody named by the number of its ticket, else a client's newest.

    Raises UserError when there is none.
    """
    digits = text.strip().lstrip("#")
    if digits.isdigit():
        for row in queries.audits(session):
            if row.ticket == int(digits):
                return row.id
        raise UserError(f"No audit has the ticket #{digits}.")
    held = queries.audits(session, find_client(session, text))
    if not held:
        raise UserError("Nobody asked about this client yet.")
    return held[0].id


AUDIT: Printable[AuditDocument] = Printable("audit", "Audit answers", audit_document, on_paper)
PAPERS = (Paper("audit", "Audit answers", AUDIT, find_audit),)
