"""Answering the questions of an audit."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ..models import AuditQuestion
from ..queries.facts import known_of
from ..rules import answers as rules
from ..rules.reading import LONGEST
from ..rules.topics import BY_KEY, Known, topic_of
from .begin import open_audit, take


def _question(session: Session, question_id: int, version: int) -> AuditQuestion:
    row = as_seen(session, AuditQuestion, question_id, version)
    open_audit(session, row.audit_id)
    return row


def _clear(row: AuditQuestion) -> None:
    row.answer = row.text = row.source = row.from_words = row.kept = ""
    row.as_of = row.looked_on = row.person_id = None


@action("Answer question")
def answer_question(
    session: Session, question_id: int, version: int, answer: str, text: str = ""
) -> None:
    """Answer a question by hand, or take an answer back (S122).

    An answer that stays as the books gave it keeps where it came from; somebody has looked at it
    now. Raises UserError by field: answer, text.
    """
    row = _question(session, question_id, version)
    answer, text = rules.checked_answer(answer, text)
    if not answer:
        _clear(row)
        tell(session, "Answer taken back")
        return
    if (answer, text) != (row.answer, row.text):
        row.answer, row.text, row.source = answer, text, rules.HAND
        row.from_words, row.kept, row.as_of = "", "", today()
    elif row.source in (rules.HAND, rules.BEFORE):
        # Whoever says again what was said a year ago says it of today.
        row.as_of = today()
    row.looked_on, row.person_id = today(), acting(session)
    tell(session, f"Answered: {rules.ANSWERS[answer].lower()}")


@action("Confirm answer")
def confirm(session: Session, question_id: int, version: int) -> None:
    """Say that the answer a question has is right as it stands; raises UserError without one."""
    row = _question(session, question_id, version)
    if not row.answer:
        raise UserError("There is no answer to confirm. Choose one first.", "answer")
    answer_question(session, question_id, version, row.answer, row.text)


@action("Answer from documentation")
def answer_from_facts(session: Session, question_id: int, version: int) -> None:
    """Answer a question with what the books know now, and look it over at once."""
    row = _question(session, question_id, version)
    audit = open_audit(session, row.audit_id)
    said = known_of(session, audit.client_id, [row.topic]).get(row.topic)
    if said is None:
        raise UserError("Nothing about this is written down. Answer it by hand.")
    take(row, said)
    row.looked_on, row.person_id = today(), acting(session)
    tell(session, f"Answered from {said.from_words}")


@action("Ask documentation again")
def ask_again(session: Session, audit_id: int) -> int:
    """Answer anew what nobody answered by hand, from what is written now; answers how many changed.

    An answer that changed has to be looked over once more; one the books no longer give is gone.
    """
    audit = open_audit(session, audit_id)
    rows = session.scalars(select(AuditQuestion).where(AuditQuestion.audit_id == audit_id)).all()
    asked = [one for one in rows if not _settled(one)]
    known = known_of(session, audit.client_id, {one.topic for one in asked})
    changed = 0
    for row in asked:
        said = known.get(row.topic)
        if said is not None and differs(row, said):
            take(row, said)
            changed += 1
        elif said is None and row.source == rules.FACTS:
            _clear(row)
            changed += 1
    tell(session, f"{changed} answers of {audit.title} changed" if changed else "Nothing changed")
    return changed


def _settled(row: AuditQuestion) -> bool:
    """Whether somebody answered by hand, or said again what was said last year."""
    again = row.source == rules.BEFORE and row.looked_on is not None
    return row.source == rules.HAND or again


def differs(row: AuditQuestion, said: Known) -> bool:
    """Whether the books say something else than a question has, not only of another day."""
    if row.source != rules.FACTS:
        return True
    return (row.answer, row.text) != (said.answer, said.text[: rules.LONGEST])


@action("Change question")
def edit_question(
    session: Session, question_id: int, version: int, words: str, mark: str, topic: str | None
) -> None:
    """Change how a question reads, its number, and what it is about (None: as its words say)."""
    row = _question(session, question_id, version)
    words = " ".join(words.split())
    if not words or len(words) > LONGEST:
        raise UserError(f"Type the question, within {LONGEST:,} signs.", "words")
    if len(mark.strip()) > 40:
        raise UserError("Keep its number within 40 signs.", "mark")
    if topic and topic not in BY_KEY:
        raise UserError("Choose what it is about from the list.", "topic")
    row.words, row.mark = words, mark.strip()
    row.topic = topic_of(words) if topic is None else topic
    tell(session, "Question changed")


@action("Remove question")
def remove_question(session: Session, question_id: int, version: int) -> None:
    """Take a question out of an audit that was not sent."""
    row = _question(session, question_id, version)
    session.delete(row)
    tell(session, "Question removed")
