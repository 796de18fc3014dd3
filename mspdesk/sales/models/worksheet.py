"""Tables of the prospect technology worksheet."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Name, Record, Words


class Worksheet(Record):
    """A technology worksheet of a prospect: fifteen questions (S082), and what followed (S083).

    `decision` is empty, accept, educate or decline, with its reason. `source` is screen, paper or
    pdf.
    """

    __tablename__ = "worksheet"
    __table_args__ = (Index("ix_worksheet_client", "client_id", "on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_by: Mapped[Name] = mapped_column(default="")
    source: Mapped[Code] = mapped_column(default="screen")
    decision: Mapped[Code] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[Words]
    notes: Mapped[Words]


class WorksheetAnswer(Record):
    """What was said to one question, 1 to 15; `state` is known, unknown or none.

    A question nobody asked has no row.
    """

    __tablename__ = "worksheet_answer"
    __table_args__ = (UniqueConstraint("worksheet_id", "question"),)

    worksheet_id: Mapped[int] = mapped_column(ForeignKey("worksheet.id"))
    question: Mapped[int]
    answer: Mapped[Words]
    state: Mapped[Code] = mapped_column(default="known")
