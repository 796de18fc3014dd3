"""Tables of what the shop buys each month to pass on."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Imported, Minor, Record, Words


class VendorPurchase(Imported, Record):
    """What we buy from a vendor each month, for which client (S104): units of a catalogue item.

    `quantity` in ten-thousandths, `unit_cost` minor units a month; months are first days. An open
    `to_month` means it is still bought. Without a client it is ours, or nobody knows for whom.
    """

    __tablename__ = "vendor_purchase"
    __table_args__ = (Index("ix_vendor_purchase_item", "item_id", "client_id", "from_month"),)

    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("catalog_item.id"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    quantity: Mapped[int]
    unit_cost: Mapped[Minor] = mapped_column(default=0)
    from_month: Mapped[date]
    to_month: Mapped[date | None]
    note: Mapped[Words]


class GridReview(Record):
    """That somebody went through the services grid of a month, and what was left open (S084)."""

    __tablename__ = "grid_review"

    month: Mapped[date] = mapped_column(unique=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    variances: Mapped[int] = mapped_column(default=0)
    orphans: Mapped[int] = mapped_column(default=0)
    words: Mapped[Words]
