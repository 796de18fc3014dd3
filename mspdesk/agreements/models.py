"""Tables of what was promised."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Imported, Minor, Name, Record, Words


class Agreement(Imported, Record):
    """What was promised to a client for how much.

    `kind` is managed, hourly, block, project, contractor or nda. Money in minor units, `factor`
    after hours in ten-thousandths, time in whole minutes. Empty rules mean the shop's.
    `after_hours_bills` says whether covered work after hours bills at the factor (E11).
    """

    __tablename__ = "agreement"
    __table_args__ = (Index("ix_agreement_client", "client_id", "start_on"),)

    number: Mapped[Code] = mapped_column(unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[Code] = mapped_column(default="managed")
    plan: Mapped[Name] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="active")
    signed_on: Mapped[date | None]
    start_on: Mapped[date]
    end_on: Mapped[date | None]
    monthly_fee: Mapped[Minor] = mapped_column(default=0)
    included_minutes: Mapped[int] = mapped_column(default=0)
    rate: Mapped[Minor | None] = mapped_column(default=None)
    factor: Mapped[int | None]
    increment_minutes: Mapped[int | None]
    minimum_minutes: Mapped[int | None]
    after_hours_bills: Mapped[Flag]
    notes: Mapped[Words]
