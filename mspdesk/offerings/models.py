"""Tables of what the shop offers, in the words of its worth."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Name, Record, Words


class Offering(Record):
    """Something we offer and what it is worth to whom (S126), on its way from idea on (S127).

    `stage` is idea, define, build, test, refine, promote or again, since `stage_on`. `client_words`
    say who it is for. Its price is that of a catalog item (`item_id`) or of a plan (`tier` silver,
    gold or platinum); `price_words` say it instead. `leaves_out` and the four kinds of value are
    words, one line for each point. One that was set aside has its day in `aside_on`.
    """

    __tablename__ = "offering"

    name: Mapped[Name]
    summary: Mapped[Words]
    stage: Mapped[Code] = mapped_column(default="idea")
    stage_on: Mapped[date]
    client_words: Mapped[Words]
    functional: Mapped[Words]
    emotional: Mapped[Words]
    monetary: Mapped[Words]
    social: Mapped[Words]
    leaves_out: Mapped[Words]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_item.id"), index=True)
    tier: Mapped[Code] = mapped_column(default="")
    price_words: Mapped[Name] = mapped_column(default="")
    next_step: Mapped[Name] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    aside_on: Mapped[date | None]


class OfferingStep(Record):
    """A move of an offering from one stage to another, and what was learned on the way (S127).

    `from_stage` is empty for the first row, which says how it began.
    """

    __tablename__ = "offering_step"

    offering_id: Mapped[int] = mapped_column(ForeignKey("offering.id"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_stage: Mapped[Code] = mapped_column(default="")
    to_stage: Mapped[Code]
    words: Mapped[Words]
