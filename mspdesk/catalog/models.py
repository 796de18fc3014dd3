"""Tables of what the shop offers: the catalogue, and the three plans with their prices."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Imported, Minor, Name, Record, Words


class CatalogItem(Imported, Record):
    """One standard offering (S103): what it is called, sold by, costs and is set up by.

    `kind` is the line it makes on an invoice (plan, service, software, hardware, setup). `counts`
    says what fills the count in by itself: servers, workstations, users, sites, printers, network
    or nothing. `setup_by` is admin or tech, and follows from `setup_kind` (S005): hosted mail, spam
    filter, antivirus, office, storage and cloud are an admin's, rmm and bdr a technician's. Money
    in minor units a month for what recurs. An empty `tax_code` means the client's usual one.
    """

    __tablename__ = "catalog_item"

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="service")
    unit: Mapped[Code] = mapped_column(default="each")
    counts: Mapped[Code] = mapped_column(default="")
    recurring: Mapped[bool] = mapped_column(default=True)
    price: Mapped[Minor] = mapped_column(default=0)
    cost: Mapped[Minor] = mapped_column(default=0)
    taxable: Mapped[Flag]
    tax_code: Mapped[Code] = mapped_column(default="")
    setup_kind: Mapped[Code] = mapped_column(default="")
    setup_by: Mapped[Code] = mapped_column(default="admin")
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    in_grid: Mapped[Flag]
    value_words: Mapped[Words]
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    notes: Mapped[Words]


class CatalogMember(Record):
    """One item inside a bundle; `quantity` in ten-thousandths for each piece of the bundle."""

    __tablename__ = "catalog_member"
    __table_args__ = (UniqueConstraint("bundle_id", "item_id"),)

    bundle_id: Mapped[int] = mapped_column(ForeignKey("catalog_item.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("catalog_item.id"), index=True)
    quantity: Mapped[int] = mapped_column(default=10_000)


class PricingGrid(Record):
    """One revision of the three plans (S102); plan sheets name the revision they were made from.

    `state` is draft (being edited), current or past; `revision` counts from 1. The revision that
    ships is current without a day (`effective_on`): it may be edited until it is put into force.
    `hour` is what a paid hour of labor costs in minor units and `productive` the percent of paid
    time spent on clients, both only for the margin; empty means wages and the shop's target.
    """

    __tablename__ = "pricing_grid"

    revision: Mapped[int] = mapped_column(unique=True)
    state: Mapped[Code] = mapped_column(default="draft")
    effective_on: Mapped[date | None]
    hour: Mapped[Minor | None] = mapped_column(default=None)
    productive: Mapped[int | None]
    note: Mapped[Words]


class PlanTier(Record):
    """One column of a revision: silver, gold or platinum; setup fee in minor units."""

    __tablename__ = "plan_tier"
    __table_args__ = (UniqueConstraint("grid_id", "code"),)

    grid_id: Mapped[int] = mapped_column(ForeignKey("pricing_grid.id"), index=True)
    code: Mapped[Code]
    name: Mapped[Name]
    position: Mapped[int]
    summary: Mapped[Words]
    excluded: Mapped[Words]
    minimums: Mapped[Words]
    setup_fee: Mapped[Minor] = mapped_column(default=0)


class PlanPrice(Record):
    """What a tier asks a month for one server, workstation, user, site, printer, network or flat.

    `price` and `cost` in minor units; `minutes` is the labor planned for one unit a month (60 to
    90 for a server). `item_id` is what one unit holds in the catalogue, so that what is bought for
    it counts as sold; without a cost of its own it costs what the item does.
    """

    __tablename__ = "plan_price"
    __table_args__ = (UniqueConstraint("tier_id", "unit"),)

    tier_id: Mapped[int] = mapped_column(ForeignKey("plan_tier.id"), index=True)
    unit: Mapped[Code]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_item.id"))
    price: Mapped[Minor] = mapped_column(default=0)
    cost: Mapped[Minor] = mapped_column(default=0)
    minutes: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)


class PlanRow(Record):
    """One line of what is included: a service by name, the same across the tiers."""

    __tablename__ = "plan_row"

    grid_id: Mapped[int] = mapped_column(ForeignKey("pricing_grid.id"), index=True)
    position: Mapped[int]
    text: Mapped[Name]


class PlanCell(Record):
    """What a tier does about a row: yes, no, or words (4 h a month, then $150)."""

    __tablename__ = "plan_cell"
    __table_args__ = (UniqueConstraint("row_id", "tier_id"),)

    row_id: Mapped[int] = mapped_column(ForeignKey("plan_row.id"), index=True)
    tier_id: Mapped[int] = mapped_column(ForeignKey("plan_tier.id"), index=True)
    included: Mapped[Code] = mapped_column(default="no")
    words: Mapped[Name] = mapped_column(default="")
