"""The three plans: a revision begun, its prices and words changed, put into force."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import seen
from ...dates import full_date
from ...errors import UserError
from .. import rules
from ..models import PlanCell, PlanPrice, PlanRow, PlanTier, PricingGrid

_TIER = frozenset({"name", "summary", "excluded", "minimums", "setup_fee"})
_PRICE = frozenset({"price", "cost", "minutes", "item_id"})


def _editable(session: Session, grid_id: int) -> PricingGrid:
    grid = session.get_one(PricingGrid, grid_id)
    if grid.state == "draft" or (grid.state == "current" and grid.effective_on is None):
        return grid
    raise UserError(
        f"Revision {grid.revision} is in force and plan sheets name it. Begin a new revision."
    )


@action("New revision of the plans")
def new_revision(session: Session) -> int:
    """Begin a revision from the one in force, as a draft to edit; answers its id."""
    draft = select(PricingGrid).where(PricingGrid.state == "draft")
    begun = session.scalars(draft.limit(1)).first()
    if begun is not None:
        return begun.id
    newest = session.scalars(
        select(PricingGrid).order_by(PricingGrid.revision.desc()).limit(1)
    ).first()
    grid = PricingGrid(
        revision=newest.revision + 1 if newest else 1,
        state="draft",
        hour=newest.hour if newest else None,
        productive=newest.productive if newest else None,
    )
    session.add(grid)
    session.flush()
    if newest is not None:
        _copy(session, newest.id, grid.id)
    else:
        _three_tiers(session, grid.id)
    tell(session, f"Revision {grid.revision} of the price grid begun")
    return grid.id


def _three_tiers(session: Session, grid_id: int) -> None:
    for position, (code, name) in enumerate(rules.TIERS.items(), 1):
        tier = PlanTier(grid_id=grid_id, code=code, name=name, position=position)
        session.add(tier)
        session.flush()
        add_units(session, tier.id)


def add_units(session: Session, tier_id: int) -> None:
    """Give a tier a price for every unit, none of them set."""
    for position, unit in enumerate(rules.PLAN_UNITS, 1):
        session.add(PlanPrice(tier_id=tier_id, unit=unit, position=position))
    session.flush()


def _copy(session: Session, old_id: int, new_id: int) -> None:
    """Copy tiers, prices, rows and cells of a revision to a new one."""
    tiers: dict[int, int] = {}
    found = select(PlanTier).where(PlanTier.grid_id == old_id).order_by(PlanTier.position)
    for old in session.scalars(found).all():
        tier = PlanTier(
            grid_id=new_id,
            code=old.code,
            name=old.name,
            position=old.position,
            summary=old.summary,
            excluded=old.excluded,
            minimums=old.minimums,
            setup_fee=old.setup_fee,
        )
        session.add(tier)
        session.flush()
        tiers[old.id] = tier.id
        prices = select(PlanPrice).where(PlanPrice.tier_id == old.id)
        for one in session.scalars(prices.order_by(PlanPrice.position)).all():
            session.add(
                PlanPrice(
                    tier_id=tier.id,
                    unit=one.unit,
                    item_id=one.item_id,
                    price=one.price,
                    cost=one.cost,
                    minutes=one.minutes,
                    position=one.position,
                )
            )
    _copy_rows(session, old_id, new_id, tiers)


def _copy_rows(session: Session, old_id: int, new_id: int, tiers: Mapping[int, int]) -> None:
    found = select(PlanRow).where(PlanRow.grid_id == old_id).order_by(PlanRow.position, PlanRow.id)
    for old in session.scalars(found).all():
        row = PlanRow(grid_id=new_id, position=old.position, text=old.text)
        session.add(row)
        session.flush()
        for cell in session.scalars(select(PlanCell).where(PlanCell.row_id == old.id)).all():
            session.add(
                PlanCell(
                    row_id=row.id,
                    tier_id=tiers[cell.tier_id],
                    included=cell.included,
                    words=cell.words,
                )
            )
    session.flush()


@action("Set plan price")
def set_price(session: Session, tier_id: int, unit: str, changes: Mapping[str, Any]) -> None:
    """Change the price, the cost, the planned minutes or the item of a tier's unit.

    Raises UserError naming the figure that is below zero.
    """
    if unit not in rules.PLAN_UNITS:
        raise UserError("Choose what the price is for.", "unit")
    tier = session.get_one(PlanTier, tier_id)
    _editable(session, tier.grid_id)
    found = select(PlanPrice).where(PlanPrice.tier_id == tier_id, PlanPrice.unit == unit)
    row = session.scalars(found).one_or_none()
    if row is None:
        position = rules.PLAN_UNITS.index(unit) + 1
        row = PlanPrice(tier_id=tier_id, unit=unit, position=position)
        session.add(row)
    for name, value in changes.items():
        if name not in _PRICE:
            raise AttributeError(name)
        if name != "item_id" and (value or 0) < 0:
            raise UserError("Type a figure that is not below zero.", name)
        setattr(row, name, value if name == "item_id" else value or 0)
    tell(session, f"{tier.name}, {rules.UNIT_WORDS[unit]} saved")


@action("Change plan")
def edit_tier(session: Session, tier_id: int, changes: Mapping[str, Any]) -> None:
    """Change a plan's name, setup fee or what it leaves out. Raises UserError by field."""
    tier = session.get_one(PlanTier, tier_id)
    _editable(session, tier.grid_id)
    for name, value in changes.items():
        if name not in _TIER:
            raise AttributeError(name)
        setattr(tier, name, value.strip() if isinstance(value, str) else value)
    if not tier.name:
        raise UserError("Give the plan a name; invoices say it.", "name")
    if (tier.setup_fee or 0) < 0:
        raise UserError("Type a figure that is not below zero.", "setup_fee")
    tell(session, f"{tier.name} saved")


@action("Change plan costs")
def set_labor(session: Session, grid_id: int, hour: int | None, productive: int | None) -> None:
    """Say what a paid hour costs and how much of it is productive; empty means the usual.

    It only moves the margin, so a revision in force takes it too. Raises UserError by field.
    """
    grid = session.get_one(PricingGrid, grid_id)
    if hour is not None and hour < 0:
        raise UserError("Type a figure that is not below zero.", "hour")
    if productive is not None and not 1 <= productive <= 100:
        raise UserError("Type a share from 1 to 100.", "productive")
    grid.hour, grid.productive = hour, productive
    tell(session, "Labor for the margin saved")


@action("Add plan row")
def add_row(session: Session, grid_id: int, text: str = "") -> int:
    """Add a row of what is included, not included anywhere yet; answers its id."""
    _editable(session, grid_id)
    last = session.scalar(select(func.max(PlanRow.position)).where(PlanRow.grid_id == grid_id))
    row = PlanRow(grid_id=grid_id, position=(last or 0) + 1, text=_row_text(text))
    session.add(row)
    session.flush()
    tell(session, f"{row.text} added to the plans")
    return row.id


def _row_text(text: str) -> str:
    if not text.strip():
        raise UserError("Say what the row is about.", "text")
    return " ".join(text.split())[:200]


@action("Change plan row")
def edit_row(session: Session, row_id: int, text: str) -> None:
    """Change the words of a row. Raises UserError naming text."""
    row = session.get_one(PlanRow, row_id)
    _editable(session, row.grid_id)
    row.text = _row_text(text)
    tell(session, "Row saved")


@action("Drop plan row")
def drop_row(session: Session, row_id: int) -> None:
    """Take a row off the plans with its cells."""
    row = session.get_one(PlanRow, row_id)
    _editable(session, row.grid_id)
    for cell in session.scalars(select(PlanCell).where(PlanCell.row_id == row_id)):
        session.delete(cell)
    session.flush()
    session.delete(row)
    tell(session, f"{row.text} taken off the plans")


@action("Move plan row")
def move_row(session: Session, row_id: int, way: int) -> None:
    """Move a row up (-1) or down (1)."""
    moved = session.get_one(PlanRow, row_id)
    _editable(session, moved.grid_id)
    found = select(PlanRow).where(PlanRow.grid_id == moved.grid_id)
    rows = list(session.scalars(found.order_by(PlanRow.position, PlanRow.id)))
    at = rows.index(moved)
    if not 0 <= at + way < len(rows):
        return
    rows.insert(at + way, rows.pop(at))
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position


@action("Set plan cell")
def set_cell(session: Session, row_id: int, tier_id: int, typed: str) -> None:
    """Say what a plan does about a row: yes, no, or words such as 4 h a month, then $150."""
    row = session.get_one(PlanRow, row_id)
    _editable(session, row.grid_id)
    said, words = rules.read_cell(typed)
    found = select(PlanCell).where(PlanCell.row_id == row_id, PlanCell.tier_id == tier_id)
    cell = session.scalars(found).one_or_none()
    if cell is None:
        cell = PlanCell(row_id=row_id, tier_id=tier_id)
        session.add(cell)
    cell.included, cell.words = said, words[:200]
    tell(session, f"{row.text} saved")


@action("Put plans into force")
def put_in_force(
    session: Session, grid_id: int, version: int, effective_on: date, note: str = ""
) -> None:
    """Offer a revision from a day on; the one before is past. Raises UserError without a price."""
    grid = _editable(session, grid_id)
    seen(grid, version)
    _refuse_unpriced(session, grid_id)
    before = select(PricingGrid).where(PricingGrid.state == "current", PricingGrid.id != grid_id)
    for one in session.scalars(before):
        if one.effective_on is not None and effective_on <= one.effective_on:
            raise UserError(
                f"Revision {one.revision} begins on {full_date(one.effective_on)}."
                " Choose a later day.",
                "effective_on",
            )
        one.state = "past"
    grid.state, grid.effective_on, grid.note = "current", effective_on, note.strip()
    day = full_date(effective_on)
    tell(session, f"Revision {grid.revision} of the price grid holds from {day}")


def _refuse_unpriced(session: Session, grid_id: int) -> None:
    """A plan without any price cannot be offered."""
    priced = (
        select(PlanPrice.tier_id)
        .join(PlanTier, PlanTier.id == PlanPrice.tier_id)
        .where(PlanTier.grid_id == grid_id, PlanPrice.price > 0)
    )
    have = set(session.scalars(priced))
    tiers = session.scalars(select(PlanTier).where(PlanTier.grid_id == grid_id))
    for tier in tiers.all():
        if tier.id not in have:
            raise UserError(f"Set your price for {tier.name} first.", "price")


@action("Drop revision of the plans")
def drop_revision(session: Session, grid_id: int) -> None:
    """Throw away a revision that never was in force; Undo brings it back."""
    grid = session.get_one(PricingGrid, grid_id)
    if grid.state != "draft":
        raise UserError("Only a revision that is still a draft can be dropped.")
    rows = select(PlanRow.id).where(PlanRow.grid_id == grid_id)
    tiers = select(PlanTier.id).where(PlanTier.grid_id == grid_id)
    for kind, asked in (
        (PlanCell, PlanCell.row_id.in_(rows)),
        (PlanPrice, PlanPrice.tier_id.in_(tiers)),
        (PlanRow, PlanRow.grid_id == grid_id),
        (PlanTier, PlanTier.grid_id == grid_id),
    ):
        for one in session.scalars(select(kind).where(asked)).all():
            session.delete(one)
        session.flush()
    session.delete(grid)
    tell(session, f"Revision {grid.revision} dropped")
