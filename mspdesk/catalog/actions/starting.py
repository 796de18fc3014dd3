"""What a new shop's catalogue begins with: usual offerings and three plans, all at $0 (E14)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...errors import UserError
from ..models import CatalogItem, CatalogMember, PlanCell, PlanPrice, PlanRow, PlanTier, PricingGrid
from ..rules import PLAN_UNITS, TIERS, read_cell, setup_default, starter


@action("Bring in starter catalog")
def bring_starter(session: Session) -> int:
    """Fill an empty catalogue with usual offerings and the three plans; answers how many items.

    Nothing has a price: what they cost is the shop's to say. Raises UserError where the catalog
    is not empty; plans that are there already stay as they are.
    """
    if session.scalar(select(CatalogItem.id).limit(1)) is not None:
        raise UserError("There are offerings in the catalog already; nothing was brought in.")
    ids = _items(session)
    if session.scalar(select(PricingGrid.id).limit(1)) is None:
        _plans(session, ids)
    tell(session, f"{len(ids)} offerings and three plans brought in; set your prices")
    return len(ids)


def _items(session: Session) -> dict[str, int]:
    rows = {}
    for position, one in enumerate(starter.OFFERINGS, 1):
        row = CatalogItem(
            code=one.code,
            name=one.name,
            kind=one.kind,
            unit=one.unit,
            counts=one.counts,
            recurring=one.recurring,
            setup_kind=one.setup_kind,
            setup_by=setup_default(one.setup_kind),
            in_grid=one.in_grid,
            value_words=one.value_words,
            position=position,
        )
        rows[one.code] = row
    session.add_all(rows.values())
    session.flush()
    ids = {code: row.id for code, row in rows.items()}
    for bundle, members in starter.BUNDLES.items():
        session.add_all(
            CatalogMember(bundle_id=ids[bundle], item_id=ids[code], quantity=10_000)
            for code in members
        )
    session.flush()
    return ids


def _plans(session: Session, ids: dict[str, int]) -> None:
    grid = PricingGrid(revision=1, state="current")
    session.add(grid)
    session.flush()
    tiers = [
        PlanTier(
            grid_id=grid.id,
            code=code,
            name=name,
            position=position,
            summary=starter.SUMMARIES[code],
            excluded="\n".join(starter.EXCLUDED + starter.ALSO_EXCLUDED[code]),
            minimums="\n".join(starter.MINIMUMS),
        )
        for position, (code, name) in enumerate(TIERS.items(), 1)
    ]
    session.add_all(tiers)
    session.flush()
    for tier in tiers:
        planned = starter.PLANNED_MINUTES[tier.code]
        session.add_all(
            PlanPrice(
                tier_id=tier.id,
                unit=unit,
                position=position,
                minutes=planned.get(unit, 0),
                item_id=ids.get(starter.UNIT_ITEMS.get(unit, "")) if unit in planned else None,
            )
            for position, unit in enumerate(PLAN_UNITS, 1)
        )
    _rows(session, grid.id, tiers)


def _rows(session: Session, grid_id: int, tiers: list[PlanTier]) -> None:
    rows = [
        PlanRow(grid_id=grid_id, position=position, text=text)
        for position, (text, _) in enumerate(starter.ROWS, 1)
    ]
    session.add_all(rows)
    session.flush()
    for row, (_, cells) in zip(rows, starter.ROWS, strict=True):
        for tier, typed in zip(tiers, cells, strict=True):
            said, words = read_cell(typed)
            session.add(PlanCell(row_id=row.id, tier_id=tier.id, included=said, words=words))
    session.flush()
