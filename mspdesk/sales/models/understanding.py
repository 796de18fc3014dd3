"""The table of letters of understanding: what each side does, in plain words (S131)."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Name, Record, Words


class Understanding(Record):
    """What we do, what they do, what it costs and when it begins; it goes out as a letter.

    The newest letter about understanding:ID tells whether it was sent and signed. `ended_on` is the
    day one side stepped back, with `ended_why`.
    """

    __tablename__ = "understanding"
    __table_args__ = (
        Index("ix_understanding_client", "client_id", "id"),
        Index("ix_understanding_opportunity", "opportunity_id"),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"))
    title: Mapped[Name] = mapped_column(default="")
    we_do: Mapped[Words]
    you_do: Mapped[Words]
    money: Mapped[Words]
    start_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_why: Mapped[Words]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
