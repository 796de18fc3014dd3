"""Tables of what somebody who sells is paid for it."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import PRIVATE, Code, Minor, Record, Words


class CompensationPlan(Record):
    """How sales are paid from a day on, for one person or for everybody without one (S133).

    `rule` is gross, profit or none; `share` millionths of it (100_000 is 10 %). Of what comes in
    every month `months` of it count (12 is the first year). What it says about pay is private.
    """

    __tablename__ = "compensation_plan"

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    rule: Mapped[Code] = mapped_column(default="gross", info=PRIVATE)
    share: Mapped[int] = mapped_column(default=100_000, info=PRIVATE)
    months: Mapped[int] = mapped_column(default=12)
    words: Mapped[str] = mapped_column(default="", info=PRIVATE)


class Commission(Record):
    """What one sale earned somebody, as it was settled (S133).

    `month_on` is the first day of the month it is paid with; money in minor units: `gross` what was
    sold, `profit` what was left of it, `amount` the commission. A sale is settled once.
    """

    __tablename__ = "commission"

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    month_on: Mapped[date] = mapped_column(index=True)
    rule: Mapped[Code] = mapped_column(info=PRIVATE)
    share: Mapped[int] = mapped_column(info=PRIVATE)
    gross: Mapped[Minor]
    profit: Mapped[Minor]
    amount: Mapped[Minor] = mapped_column(info=PRIVATE)
    settled_on: Mapped[date]
    paid_on: Mapped[date | None]
    words: Mapped[Words]
