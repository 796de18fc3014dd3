"""The table of devices."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Imported, Name, Record, Words


class Device(Imported, Record):
    """A thing with a plug at a client; `owner` is client, us or lessor (S097).

    `status` is in_use, spare or retired. `pouch` lists the papers kept with it, one a line (S067).
    `ports` says which ports answered when the network was last looked over, `seen_on` when.
    `checked_on` is the day somebody last looked that all this is true.
    """

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

    status: Mapped[Code] = mapped_column(default="in_use")
    job: Mapped[Name] = mapped_column(default="")
    processor: Mapped[Name] = mapped_column(default="")
    memory: Mapped[Name] = mapped_column(default="")
    disk: Mapped[Name] = mapped_column(default="")
    patch_policy: Mapped[Name] = mapped_column(default="")
    patched_on: Mapped[date | None]
    lessor: Mapped[Name] = mapped_column(default="")
    lease_until: Mapped[date | None]
    pouch: Mapped[Words]
    pouch_place: Mapped[Name] = mapped_column(default="")
    uplink_id: Mapped[int | None]
    uplink_port: Mapped[Name] = mapped_column(default="")
    seen_on: Mapped[date | None]
    ports: Mapped[Words]
    checked_on: Mapped[date | None]
