"""Tables of what is installed at clients."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Imported, Name, Record, Words


class Device(Imported, Record):
    """A thing with a plug at a client; `owner` is client, us or lessor (S097)."""

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_client", "client_id", "retired_on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    kind: Mapped[Code] = mapped_column(default="workstation")
    name: Mapped[Name]
    make: Mapped[Name] = mapped_column(default="")
    model: Mapped[Name] = mapped_column(default="")
    serial: Mapped[Name] = mapped_column(default="", index=True)
    mac: Mapped[Code] = mapped_column(default="")
    ip: Mapped[Code] = mapped_column(default="")
    os: Mapped[Name] = mapped_column(default="")
    place: Mapped[Name] = mapped_column(default="")
    used_by: Mapped[Name] = mapped_column(default="")
    owner: Mapped[Code] = mapped_column(default="client")
    purchased_on: Mapped[date | None]
    warranty_until: Mapped[date | None]
    retired_on: Mapped[date | None]
    notes: Mapped[Words]
