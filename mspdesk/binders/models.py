"""The table of what was handed over."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Name, Record, Words


class HandOver(Record):
    """That a client's whole documentation was handed over, to whom, with what (S096).

    `files` lists what lay in the folder, one a line with its SHA-256. `receipt_on` is when the
    receipt came back signed.
    """

    __tablename__ = "hand_over"
    __table_args__ = (Index("ix_hand_over_client", "client_id", "made_at"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    made_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_to: Mapped[Name] = mapped_column(default="")
    company: Mapped[Name] = mapped_column(default="")
    reason: Mapped[Code] = mapped_column(default="")
    with_credentials: Mapped[Flag]
    files: Mapped[Words]
    receipt_on: Mapped[date | None]
    received_by: Mapped[Name] = mapped_column(default="")
    notes: Mapped[Words]
