"""Tables of audits and their questions."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import HOLDS, Code, Name, Record, Words


class Audit(Record):
    """A list of questions that somebody asks about a client: an insurer, an auditor, a customer.

    `kind` is insurance, security, customer or other; `state` open or sent. A sent one is frozen
    with its answers. `before_id` is the one of the year before that it began from.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_state", "state", "due_on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True, info=HOLDS)
    kind: Mapped[Code] = mapped_column(default="insurance")
    title: Mapped[Name]
    asked_by: Mapped[Name] = mapped_column(default="")
    asked_on: Mapped[date]
    due_on: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default="open")
    sent_on: Mapped[date | None]
    sent_to: Mapped[Name] = mapped_column(default="")
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("audit.id"))
    notes: Mapped[Words]


class AuditQuestion(Record):
    """One question and its answer: yes, no, partly, na, unknown, or empty while there is none.

    `mark` is its number on the paper it came from, `topic` what it is about where that is known.
    `source` is facts, hand or before (last year's answer, carried over); `from_words` says in words
    where the answer came from, `kept` in which section that is written, `as_of` when it was last
    true. `looked_on` is the day somebody looked that the answer is right, `person_id` who.
    `before_id` is the same question of the year before.
    """

    __tablename__ = "audit_question"
    __table_args__ = (Index("ix_audit_question_audit", "audit_id", "position"),)

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    position: Mapped[int]
    section: Mapped[Name] = mapped_column(default="")
    mark: Mapped[Code] = mapped_column(default="")
    words: Mapped[Words]
    topic: Mapped[Code] = mapped_column(default="")
    answer: Mapped[Code] = mapped_column(default="")
    text: Mapped[Words]
    source: Mapped[Code] = mapped_column(default="")
    from_words: Mapped[Name] = mapped_column(default="")
    kept: Mapped[Code] = mapped_column(default="")
    as_of: Mapped[date | None]
    looked_on: Mapped[date | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("audit_question.id"))
