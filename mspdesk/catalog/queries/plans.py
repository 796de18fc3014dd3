"""The three plans side by side: what each includes and costs, from the grid in force."""

from dataclasses import field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...rows import dataclass
from ..models import PlanCell, PlanPrice, PlanRow, PlanTier, PricingGrid

UNITS_FIRST = ("workstation", "user", "server", "flat", "site", "printer", "network")
"""Which price of a tier stands in its head: the one most clients have most of."""


@dataclass(frozen=True, slots=True)
class TierColumn:
    """One plan: what it is called, and its first price in minor units a month for a unit."""

    id: int
    code: str
    name: str
    price: int
    unit: str
    excluded: str
    minimums: str
    setup_fee: int
    prices: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of what is included: for each tier yes, no or words."""

    text: str
    cells: tuple[tuple[str, str], ...]
    id: int = 0


@dataclass(frozen=True, slots=True)
class PlanGrid:
    """A revision of the plans, its tiers from the smallest to the largest."""

    id: int
    revision: int
    state: str
    effective_on: date | None
    tiers: tuple[TierColumn, ...]
    lines: tuple[PlanLine, ...]

    @property
    def note(self) -> str:
        """Which revision this is: Price grid, revision 6, Jan 2026."""
        words = f"Price grid, revision {self.revision}"
        return f"{words}, {self.effective_on:%b %Y}" if self.effective_on else words


def plan_grid(session: Session, grid_id: int | None = None) -> PlanGrid | None:
    """A revision of the plans, or the current one; None where no plans are set up."""
    found = select(PricingGrid)
    if grid_id is not None:
        found = found.where(PricingGrid.id == grid_id)
    else:
        found = found.where(PricingGrid.state == "current").order_by(PricingGrid.revision.desc())
    grid = session.scalars(found.limit(1)).first()
    if grid is None:
        return None
    tiers = _tiers(session, grid.id)
    return PlanGrid(
        grid.id,
        grid.revision,
        grid.state,
        grid.effective_on,
        tiers,
        _lines(session, grid.id, [tier.id for tier in tiers]),
    )


def _tiers(session: Session, grid_id: int) -> tuple[TierColumn, ...]:
    asked = (
        select(PlanPrice.tier_id, PlanPrice.unit, PlanPrice.price)
        .join(PlanTier, PlanTier.id == PlanPrice.tier_id)
        .where(PlanTier.grid_id == grid_id)
        .order_by(PlanPrice.position, PlanPrice.id)
    )
    prices: dict[int, dict[str, int]] = {}
    for tier_id, unit, price in session.execute(asked):
        prices.setdefault(tier_id, {})[unit] = price
    columns = (
        PlanTier.id,
        PlanTier.code,
        PlanTier.name,
        PlanTier.excluded,
        PlanTier.minimums,
        PlanTier.setup_fee,
    )
    found = select(*columns).where(PlanTier.grid_id == grid_id)
    rows = session.execute(found.order_by(PlanTier.position, PlanTier.id))
    return tuple(
        _tier(prices.get(id_, {}), id_, code, name, excluded, minimums, fee)
        for id_, code, name, excluded, minimums, fee in rows
    )


def _tier(
    prices: dict[str, int], id_: int, code: str, name: str, excluded: str, minimums: str, fee: int
) -> TierColumn:
    unit = next((one for one in UNITS_FIRST if prices.get(one)), "")
    return TierColumn(
        id_, code, name, prices.get(unit, 0), unit, excluded, minimums, fee, dict(prices)
    )


def _lines(session: Session, grid_id: int, tiers: list[int]) -> tuple[PlanLine, ...]:
    rows = session.execute(
        select(PlanRow.id, PlanRow.text)
        .where(PlanRow.grid_id == grid_id)
        .order_by(PlanRow.position, PlanRow.id)
    ).all()
    asked = (
        select(PlanCell.row_id, PlanCell.tier_id, PlanCell.included, PlanCell.words)
        .join(PlanRow, PlanRow.id == PlanCell.row_id)
        .where(PlanRow.grid_id == grid_id)
    )
    cells = {(row, tier): (said, words) for row, tier, said, words in session.execute(asked)}
    return tuple(
        PlanLine(text, tuple(cells.get((id_, tier), ("no", "")) for tier in tiers), id_)
        for id_, text in rows
    )


def tier_texts(grid: PlanGrid, code: str) -> dict[str, str]:
    """What a plan sheet takes from a tier: included, excluded and minimums, one item a line."""
    place = next((n for n, tier in enumerate(grid.tiers) if tier.code == code), None)
    if place is None:
        return {}
    tier = grid.tiers[place]
    included = [_included(line, *line.cells[place]) for line in grid.lines]
    return {
        "included": "\n".join(filter(None, included)),
        "excluded": tier.excluded,
        "minimums": tier.minimums,
    }


def _included(line: PlanLine, said: str, words: str) -> str:
    if words:
        return f"{line.text}: {words}"
    return line.text if said == "yes" else ""
