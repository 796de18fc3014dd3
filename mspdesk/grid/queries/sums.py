"""What a month's grid comes to: totals, what is left open, whether anybody has gone through it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...catalog.models import CatalogItem
from ...clients.models import Client
from ...dates import month_start
from ...people.models import Person
from ...rows import dataclass
from ...vendors.models import Vendor
from ..models import GridReview, VendorPurchase
from .rows import GridRow, grid_rows


@dataclass(frozen=True, slots=True)
class GridSums:
    """What rows come to; money in minor units a month, counts of rows."""

    rows: int
    bought: int
    sold: int
    bundled: int
    cost: int
    revenue: int
    unbilled: int
    unbilled_cost: int
    missed: int
    orphans: int
    orphan_cost: int


def sums(rows: Iterable[GridRow]) -> GridSums:
    """Add rows up; `unbilled` counts the rows of which more is bought than sold."""
    every = list(rows)
    orphans = [row for row in every if row.orphan]
    return GridSums(
        len(every),
        sum(row.bought for row in every),
        sum(row.sold for row in every),
        sum(row.bundled for row in every),
        sum(row.cost for row in every),
        sum(row.revenue for row in every),
        sum(1 for row in every if row.left > 0),
        sum(row.unbilled_cost for row in every),
        missed(every),
        len(orphans),
        sum(row.cost for row in orphans),
    )


def missed(rows: Iterable[GridRow]) -> int:
    """What rows would ask for in a month, in minor units, with all that is bought sold.

    What a client buys for the same bundle is sold by that bundle once: of its members the one that
    misses most counts.
    """
    most: dict[tuple[int, int], int] = {}
    for row in rows:
        sold = (row.client_id, row.sold_as)
        most[sold] = max(most.get(sold, 0), row.missed)
    return sum(most.values())


def variances(session: Session, month: date, client_id: int | None = None) -> list[GridRow]:
    """The rows of a month of which more is bought than sold, or more sold than bought (S104)."""
    return [row for row in grid_rows(session, month, client_id) if row.left]


def orphans(session: Session, month: date, client_id: int | None = None) -> list[GridRow]:
    """What is bought for former clients, or for some without an agreement; 0 at month end."""
    return [row for row in grid_rows(session, month, client_id) if row.orphan]


def orphan_count(session: Session, month: date) -> int:
    """How many services are bought that nobody can be billed for (S084)."""
    return len(orphans(session, month))


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """That somebody went through a month, and what was open then."""

    month: date
    at: datetime
    person: str
    variances: int
    orphans: int
    words: str


def review_of(session: Session, month: date) -> ReviewRow | None:
    """Whether somebody went through the grid of a month."""
    found = (
        select(
            GridReview.month,
            GridReview.at,
            func.coalesce(Person.name, ""),
            GridReview.variances,
            GridReview.orphans,
            GridReview.words,
        )
        .outerjoin(Person, Person.id == GridReview.person_id)
        .where(GridReview.month == month_start(month))
    )
    row = session.execute(found).first()
    return ReviewRow(*row) if row else None


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """What we buy each month for whom; ten-thousandths, minor units a month for one."""

    id: int
    version: int
    client_id: int | None
    client: str
    item_id: int
    item: str
    vendor_id: int | None
    vendor: str
    quantity: int
    unit_cost: int
    from_month: date
    to_month: date | None
    note: str


def purchases(
    session: Session, month: date | None = None, client_id: int | None = None
) -> list[PurchaseRow]:
    """What is bought in a month, by client and service; all that ever was without a month."""
    columns: tuple[Any, ...] = (
        VendorPurchase.id,
        VendorPurchase.version,
        VendorPurchase.client_id,
        func.coalesce(Client.name, ""),
        VendorPurchase.item_id,
        CatalogItem.name,
        VendorPurchase.vendor_id,
        func.coalesce(Vendor.name, ""),
        VendorPurchase.quantity,
        VendorPurchase.unit_cost,
        VendorPurchase.from_month,
        VendorPurchase.to_month,
        VendorPurchase.note,
    )
    found = (
        select(*columns)
        .join(CatalogItem, CatalogItem.id == VendorPurchase.item_id)
        .outerjoin(Client, Client.id == VendorPurchase.client_id)
        .outerjoin(Vendor, Vendor.id == VendorPurchase.vendor_id)
    )
    if month is not None:
        first = month_start(month)
        found = found.where(
            VendorPurchase.from_month <= first,
            or_(VendorPurchase.to_month.is_(None), VendorPurchase.to_month >= first),
        )
    if client_id is not None:
        found = found.where(VendorPurchase.client_id == client_id)
    order = (func.lower(func.coalesce(Client.name, "")), CatalogItem.position, VendorPurchase.id)
    return [PurchaseRow(*row) for row in session.execute(found.order_by(*order))]


def purchase(session: Session, purchase_id: int) -> PurchaseRow | None:
    """One purchase, or None."""
    return next((row for row in purchases(session) if row.id == purchase_id), None)
