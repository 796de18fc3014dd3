"""Tables of vendors and of the stock room."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Imported, Minor, Name, Record, Words


class Vendor(Imported, Record):
    """Whom the shop buys from (S113).

    `kind` is distributor, maker, carrier, cloud, contractor or other. `commitment` is channel_only,
    channel_first, mixed, direct or empty while nobody has looked (S114); `poaches` says that its
    own sales people went to our clients.
    """

    __tablename__ = "vendor"

    number: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(unique=True)
    kind: Mapped[Code] = mapped_column(default="distributor")
    sells: Mapped[Name] = mapped_column(default="")
    account_number: Mapped[Name] = mapped_column(default="")
    terms: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    support_phone: Mapped[Code] = mapped_column(default="")
    support_hours: Mapped[Name] = mapped_column(default="")
    email: Mapped[Name] = mapped_column(default="")
    portal: Mapped[Name] = mapped_column(default="")
    address: Mapped[Words]
    commitment: Mapped[Code] = mapped_column(default="")
    commitment_on: Mapped[date | None]
    poaches: Mapped[Flag]
    deal_registration: Mapped[Flag]
    commitment_notes: Mapped[Words]
    in_stack: Mapped[Flag]
    active: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[Words]


class VendorContact(Record):
    """A person at a vendor."""

    __tablename__ = "vendor_contact"

    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    name: Mapped[Name]
    role: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    email: Mapped[Name] = mapped_column(default="")
    notes: Mapped[Words]


class VendorPerson(Record):
    """One of us who may speak or order for the shop at a vendor (S113)."""

    __tablename__ = "vendor_person"
    __table_args__ = (UniqueConstraint("vendor_id", "person_id"),)

    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    may_order: Mapped[Flag]
    since_on: Mapped[date | None]


class VendorAccount(Imported, Record):
    """A client's own account at a vendor, and who may call there for it.

    `authorized` are callers of the client's, one a line; we are listed where `we_may_call`.
    `pin_hint` tells where the PIN is, never the PIN.
    """

    __tablename__ = "vendor_account"
    __table_args__ = (Index("ix_vendor_account_client", "client_id", "vendor_id"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"), index=True)
    what: Mapped[Name] = mapped_column(default="")
    account_number: Mapped[Name] = mapped_column(default="")
    support_phone: Mapped[Code] = mapped_column(default="")
    contract_until: Mapped[date | None]
    authorized: Mapped[Words]
    we_may_call: Mapped[Flag]
    letter_on: Mapped[date | None]
    pin_hint: Mapped[Name] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[Words]


class StockItem(Record):
    """A thing kept in the stock room (S115); `unit_cost` minor units, the last one paid.

    `on_hand` is the sum of its moves, kept with them; `serials` says that every piece has one.
    """

    __tablename__ = "stock_item"

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    unit_cost: Mapped[Minor] = mapped_column(default=0)
    price: Mapped[Minor] = mapped_column(default=0)
    serials: Mapped[Flag]
    least: Mapped[int] = mapped_column(default=0)
    on_hand: Mapped[int] = mapped_column(default=0)
    place: Mapped[Name] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[Words]


class StockMove(Record):
    """Pieces that came in (positive) or went out (negative); a wrong one is reversed.

    `kind` is bought, returned, sold, used, sent_back, counted or reversed. `reason` is required
    where the stock falls below zero, and where a count misses pieces (S115). A count that agrees
    moves none.
    """

    __tablename__ = "stock_move"
    __table_args__ = (Index("ix_stock_move_item", "stock_item_id", "on", "id"),)

    stock_item_id: Mapped[int] = mapped_column(ForeignKey("stock_item.id"))
    on: Mapped[date]
    kind: Mapped[Code]
    quantity: Mapped[int]
    serial: Mapped[Name] = mapped_column(default="", index=True)
    unit_cost: Mapped[Minor | None] = mapped_column(default=None)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"))
    reason: Mapped[Words]
