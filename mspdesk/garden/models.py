"""Tables of the client garden."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base, Code, Minor, Name, Record, Words


class GardenChoice(Record):
    """What the owner chose to do about a client: keep, raise, coach or release (S019, E19).

    The newest of a client counts. `look_again_on` is the day it is looked at again.
    """

    __tablename__ = "garden_choice"
    __table_args__ = (Index("ix_garden_choice_client", "client_id", "on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    on: Mapped[date]
    choice: Mapped[Code]
    why: Mapped[Words]
    look_again_on: Mapped[date | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Name] = mapped_column(default="")


class MoneyByClientMonth(Base):
    """What was billed to a client and what it cost, by month and kind of line, in minor units.

    Kept by triggers on issued invoices; `month` is 2026-03, of the line's day or else the issue's.
    """

    __tablename__ = "money_by_client_month"

    client_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[Minor] = mapped_column(default=0)
    cost: Mapped[Minor] = mapped_column(default=0)
