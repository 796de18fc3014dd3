"""Tables of what people object, and of what helped."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Name, Record, Words


class Objection(Record):
    """Something people say instead of yes, and what we have to answer (S132).

    `words` as they say it, `answer` what to ask or to show. One that is not `active` is no longer
    offered and stays where it was met.
    """

    __tablename__ = "objection"

    words: Mapped[Name]
    answer: Mapped[Words]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class ObjectionMet(Record):
    """An objection that came up on an opportunity: what was said, what we tried, whether it helped.

    `helped` is yes, no, or empty while nobody knows.
    """

    __tablename__ = "objection_met"
    __table_args__ = (Index("ix_objection_met_opportunity", "opportunity_id", "on", "id"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"), index=True)
    on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]
    tried: Mapped[Words]
    helped: Mapped[Code] = mapped_column(default="")
