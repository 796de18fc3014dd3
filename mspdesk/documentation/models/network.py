"""Tables of how a client's network hangs together."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Name, Record, Words
from .fact import Fact


class Circuit(Fact):
    """A line to the world; `kind` is fiber, cable, dsl, cellular, wireless, satellite or other."""

    __tablename__ = "circuit"

    name: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="")
    provider: Mapped[Name] = mapped_column(default="")
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    account_number: Mapped[Name] = mapped_column(default="")
    circuit_number: Mapped[Name] = mapped_column(default="")
    support_phone: Mapped[Code] = mapped_column(default="")
    speed_down: Mapped[Name] = mapped_column(default="")
    speed_up: Mapped[Name] = mapped_column(default="")
    public_addresses: Mapped[Name] = mapped_column(default="")
    gateway: Mapped[Code] = mapped_column(default="")
    modem: Mapped[Name] = mapped_column(default="")
    contract_until: Mapped[date | None]
    managed_by: Mapped[Code] = mapped_column(default="")


class Network(Fact):
    """A range of addresses, written like 10.20.4.0/24; `sort` orders by address, not by letters.

    `dhcp_from` and `dhcp_to` bound what is handed out.
    """

    __tablename__ = "network"

    name: Mapped[Name]
    cidr: Mapped[Code]
    sort: Mapped[str] = mapped_column(String(36), default="")
    vlan: Mapped[Code] = mapped_column(default="")
    gateway: Mapped[Code] = mapped_column(default="")
    name_servers: Mapped[Name] = mapped_column(default="")
    dhcp_from: Mapped[Code] = mapped_column(default="")
    dhcp_to: Mapped[Code] = mapped_column(default="")
    dhcp_by: Mapped[Name] = mapped_column(default="")
    purpose: Mapped[Name] = mapped_column(default="")


class Address(Fact):
    """One address of a network and what stands on it.

    `kind` is static, reserved, dhcp, virtual or free. `sort` orders by address.
    """

    __tablename__ = "address"
    __table_args__ = (
        Index("ix_address_network", "network_id", "sort"),
        Index("ix_address_ip", "client_id", "sort"),
    )

    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))
    ip: Mapped[Code]
    sort: Mapped[str] = mapped_column(String(36), default="")
    kind: Mapped[Code] = mapped_column(default="static")
    name: Mapped[Name] = mapped_column(default="")
    mac: Mapped[Code] = mapped_column(default="")
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)


class FirewallRule(Fact):
    """What a firewall lets through, from where to where, and why."""

    __tablename__ = "firewall_rule"

    name: Mapped[Name]
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    from_where: Mapped[Name] = mapped_column(default="")
    to_where: Mapped[Name] = mapped_column(default="")
    port: Mapped[Name] = mapped_column(default="")
    verdict: Mapped[Code] = mapped_column(default="allow")
    reason: Mapped[Name] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class RemoteAccess(Fact):
    """A way in: `kind` is vpn, wifi, cloud, remote_tool or other."""

    __tablename__ = "remote_access"

    kind: Mapped[Code] = mapped_column(default="vpn")
    name: Mapped[Name]
    address: Mapped[Name] = mapped_column(default="")
    who_may: Mapped[Name] = mapped_column(default="")
    guests: Mapped[Flag]
    security: Mapped[Name] = mapped_column(default="")
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("credential.id"))


class MapNode(Record):
    """Where a box of a client's network map stands, when a person moved it, named or hid it.

    `subject` names what the box shows: internet:ID, device:ID, site:ID, group:WORDS or note:WORDS.
    `x` and `y` are points from the upper left corner of the map.
    """

    __tablename__ = "map_node"
    __table_args__ = (UniqueConstraint("client_id", "subject"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    subject: Mapped[Name]
    x: Mapped[int | None]
    y: Mapped[int | None]
    label: Mapped[Name] = mapped_column(default="")
    under: Mapped[Name] = mapped_column(default="")
    hidden: Mapped[Flag]


class MapLink(Record):
    """A line a person drew between two boxes of a map; `kind` is cable, wireless or vpn.

    `hidden` takes away a line that the facts would draw.
    """

    __tablename__ = "map_link"
    __table_args__ = (UniqueConstraint("client_id", "one", "other"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    one: Mapped[Name]
    other: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="cable")
    label: Mapped[Name] = mapped_column(default="")
    hidden: Mapped[Flag]


class MapSheet(Record):
    """What is true of a client's whole map: who walked it when, and the picture in its place."""

    __tablename__ = "map_sheet"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), unique=True)
    walked_on: Mapped[date | None]
    walked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    picture: Mapped[str] = mapped_column(String(64), default="")
    picture_on: Mapped[date | None]
    words: Mapped[Words]
