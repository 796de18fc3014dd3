"""Tables of the advice we give, and of what both sides agreed to in plain words."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Minor, Name, Record, Words


class Advice(Record):
    """Something we recommended to a client, and what they answered (S130).

    `state` is open, declined or taken; `choice` is what they chose instead, in their words.
    `price` and `monthly` are minor units, None where no price was named. The letter they are asked
    to sign is the newest one about advice:ID. `source` names what the advice came from (run:12,
    device:3, event:1), empty for a talk.
    """

    __tablename__ = "advice"
    __table_args__ = (
        Index("ix_advice_client", "client_id", "state", "advised_on"),
        Index("ix_advice_opportunity", "opportunity_id"),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    what: Mapped[Name]
    risk: Mapped[Words]
    advised_on: Mapped[date]
    price: Mapped[Minor | None] = mapped_column(default=None)
    monthly: Mapped[Minor | None] = mapped_column(default=None)
    state: Mapped[Code] = mapped_column(default="open")
    answered_on: Mapped[date | None]
    answered_by: Mapped[Name] = mapped_column(default="")
    choice: Mapped[Words]
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"))
    source: Mapped[Code] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
