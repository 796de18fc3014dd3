"""What is bought each month, written down fast; and that somebody went through the grid."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ..catalog.models import CatalogItem
from ..database.action import acting, action, tell
from ..database.stale import as_seen
from ..dates import add_months, month_start, now
from ..errors import UserError
from . import queries
from .models import GridReview, VendorPurchase
from .queries import Bought


@action("Enter purchase")
def enter_purchase(
    session: Session, bought: Bought, month: date, note: str = "", to_month: date | None = None
) -> int:
    """Write down what is bought from a month on, until it changes; answers its id.

    The same service for the same client from the same vendor is one purchase: a new count or cost
    ends the one before with the month before. Raises UserError by field.
    """
    _check(session, bought)
    first = month_start(month)
    last = None if to_month is None else month_start(to_month)
    if last is not None and last < first:
        raise UserError("The last month cannot be before the first.", "to_month")
    row = _enter(session, bought, first)
    row.note = note.strip()
    if last is not None:
        row.to_month = last
    session.flush()
    tell(session, "Purchase saved")
    return row.id


@action("Enter purchases")
def enter_purchases(
    session: Session,
    lines: Sequence[Bought],
    month: date,
    *,
    whole: bool = False,
) -> int:
    """Write down many purchases of a month at once; answers how many changed.

    What a list does not name goes on as it was; with `whole` it is everything that is bought from
    its vendors, and what it leaves out ends with the month before.
    """
    first = month_start(month)
    named: dict[tuple[int, int | None, int | None], Bought] = {}
    for line in lines:
        _check(session, line)
        key = (line.item_id, line.client_id, line.vendor_id)
        before = named.get(key)
        named[key] = _together(before, line) if before else line
    changed = 0
    for line in named.values():
        before_version = _version(session, line, first)
        row = _enter(session, line, first)
        session.flush()
        changed += before_version != (row.id, row.version)
    if whole:
        changed += _end_others(session, named, first)
    words = "purchase" if changed == 1 else "purchases"
    tell(session, f"{changed} {words} changed from {first:%B %Y} on")
    return changed


def _together(before: Bought, line: Bought) -> Bought:
    """Two lines for the same thing are one; they must cost the same."""
    if before.unit_cost != line.unit_cost:
        raise UserError("The same service stands twice for a client with different costs.", "cost")
    return Bought(
        line.client_id,
        line.item_id,
        before.quantity + line.quantity,
        line.unit_cost,
        line.vendor_id,
    )


def _check(session: Session, bought: Bought) -> None:
    if session.get(CatalogItem, bought.item_id) is None:
        raise UserError("Choose the service that is bought.", "item_id")
    if bought.quantity < 0:
        raise UserError("Type a count that is not below zero.", "quantity")
    if bought.unit_cost < 0:
        raise UserError("Type an amount that is not below zero.", "unit_cost")


def _thing(bought: Bought) -> ColumnElement[bool]:
    """That a purchase is of the same service, for the same client, from the same vendor."""
    client, vendor = VendorPurchase.client_id, VendorPurchase.vendor_id
    return and_(
        VendorPurchase.item_id == bought.item_id,
        client.is_(None) if bought.client_id is None else client == bought.client_id,
        vendor.is_(None) if bought.vendor_id is None else vendor == bought.vendor_id,
    )


def _later(session: Session, bought: Bought, first: date) -> date | None:
    """From which later month on the same thing is already written down."""
    found = select(func.min(VendorPurchase.from_month))
    return session.scalar(found.where(_thing(bought), VendorPurchase.from_month > first))


def _same(session: Session, bought: Bought, first: date) -> VendorPurchase | None:
    """The purchase of the same thing that holds in a month."""
    found = select(VendorPurchase).where(
        _thing(bought),
        VendorPurchase.from_month <= first,
        or_(VendorPurchase.to_month.is_(None), VendorPurchase.to_month >= first),
    )
    return session.scalars(found.order_by(VendorPurchase.from_month.desc()).limit(1)).first()


def _version(session: Session, bought: Bought, first: date) -> tuple[int, int] | None:
    row = _same(session, bought, first)
    return (row.id, row.version) if row is not None else None


def _enter(session: Session, bought: Bought, first: date) -> VendorPurchase:
    """Let a purchase hold from a month on: changed in place in its first month, else followed."""
    row = _same(session, bought, first)
    ends = None
    if row is not None:
        if (row.quantity, row.unit_cost) == (bought.quantity, bought.unit_cost):
            return row
        if row.from_month == first:
            row.quantity, row.unit_cost = bought.quantity, bought.unit_cost
            return row
        ends, row.to_month = row.to_month, add_months(first, -1)
    elif (later := _later(session, bought, first)) is not None:
        ends = add_months(later, -1)
    made = VendorPurchase(
        item_id=bought.item_id,
        client_id=bought.client_id,
        vendor_id=bought.vendor_id,
        quantity=bought.quantity,
        unit_cost=bought.unit_cost,
        from_month=first,
        to_month=ends,
        note="",
    )
    session.add(made)
    return made


def _end_others(
    session: Session, named: Mapping[tuple[int, int | None, int | None], Bought], first: date
) -> int:
    """End what a whole list leaves out of its vendors; answers how many."""
    vendors = {vendor for _, _, vendor in named}
    found = select(VendorPurchase).where(
        VendorPurchase.from_month <= first,
        or_(VendorPurchase.to_month.is_(None), VendorPurchase.to_month >= first),
    )
    ended = 0
    for row in session.scalars(found).all():
        key = (row.item_id, row.client_id, row.vendor_id)
        if row.vendor_id in vendors and key not in named:
            _end(session, row, first)
            ended += 1
    return ended


def _end(session: Session, row: VendorPurchase, first: date) -> None:
    """Let a purchase end with the month before; one that only began now goes altogether."""
    if row.from_month >= first:
        session.delete(row)
    else:
        row.to_month = add_months(first, -1)
    session.flush()


@action("Change purchase")
def edit_purchase(
    session: Session, purchase_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Correct a purchase as it was entered. Raises UserError by field."""
    row = as_seen(session, VendorPurchase, purchase_id, version)
    for name, value in changes.items():
        if name not in {"quantity", "unit_cost", "vendor_id", "note"}:
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    _check(session, Bought(row.client_id, row.item_id, row.quantity, row.unit_cost))
    tell(session, "Purchase saved")


@action("End purchase")
def end_purchase(session: Session, purchase_id: int, version: int, month: date) -> None:
    """Buy something no more from a month on."""
    row = as_seen(session, VendorPurchase, purchase_id, version)
    first = month_start(month)
    _end(session, row, first)
    tell(session, f"Not bought any more from {first:%B %Y} on")


@action("Go through services grid")
def review_grid(session: Session, month: date, words: str = "") -> None:
    """Write down that somebody went through a month's grid, and what was open (S084)."""
    first = month_start(month)
    rows = queries.grid_rows(session, first)
    found = select(GridReview).where(GridReview.month == first)
    row = session.scalars(found).one_or_none()
    if row is None:
        row = GridReview(month=first, at=now())
        session.add(row)
    row.at, row.person_id, row.words = now(), acting(session), words.strip()
    row.variances = sum(1 for one in rows if one.left)
    row.orphans = sum(1 for one in rows if one.orphan)
    open_words = f"{row.variances} differ, {row.orphans} belong to nobody"
    tell(session, f"Services grid of {first:%B %Y} gone through: {open_words}")
