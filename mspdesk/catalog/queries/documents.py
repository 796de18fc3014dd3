"""What the price sheet shows a client: three plans, what they leave out, prices at its counts.

Costs, planned minutes and margins are ours and are not gathered here.
"""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.queries import client as client_of
from ...dates import full_date, today
from ...errors import UserError
from ...letters.queries import letterhead
from ...money import Currency, shown
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop
from .. import rules
from .plans import PlanGrid, plan_grid
from .pricing import PricedTier, counts_for, current_grid, priced

Counted = tuple[tuple[str, int], ...]
"""Units with their counts, as the key of a paper must be."""


@dataclass(frozen=True, slots=True)
class PriceSheetDocument:
    """The three plans for one client, amounts in words; cells are yes, no or words."""

    letterhead: Letterhead
    client: str
    dated_on: str
    note: str
    tiers: tuple[str, ...]
    summaries: tuple[str, ...]
    included: tuple[tuple[str, tuple[str, ...]], ...]
    excluded: tuple[tuple[str, ...], ...]
    minimums: tuple[str, ...]
    counts: tuple[tuple[str, str], ...]
    prices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    monthly: tuple[str, ...]
    setup: tuple[str, ...]


def price_sheet_document(
    session: Session, grid_id: int, client_id: int, counts: Counted
) -> PriceSheetDocument:
    """Gather the sheet of a revision (0 for the one in force) for a client (0 for nobody)."""
    grid = plan_grid(session, grid_id or None)
    if grid is None:
        raise UserError("There are no plans yet. Bring in the starter catalog first.")
    given = dict(counts)
    client = client_of(session, client_id) if client_id else None
    money = shop(session).money
    plans = priced(session, grid.id, given)
    summed = any(plan.monthly for plan in plans)
    return PriceSheetDocument(
        letterhead(session),
        client.name if client else "",
        full_date(today()),
        grid.note,
        tuple(tier.name for tier in grid.tiers),
        _summaries(session, grid),
        tuple((line.text, tuple(_cell(*cell) for cell in line.cells)) for line in grid.lines),
        tuple(_items(tier.excluded) for tier in grid.tiers),
        _shared(tuple(_items(tier.minimums) for tier in grid.tiers)),
        _counts(given),
        _prices(grid, plans, given, money),
        tuple(shown(plan.monthly, money) for plan in plans) if summed else (),
        tuple(shown(plan.setup_fee, money) for plan in plans)
        if any(plan.setup_fee for plan in plans)
        else (),
    )


def _summaries(session: Session, grid: PlanGrid) -> tuple[str, ...]:
    from ..models import PlanTier

    found = dict(
        session.execute(
            select(PlanTier.id, PlanTier.summary).where(PlanTier.grid_id == grid.id)
        ).all()
    )
    return tuple(found.get(tier.id, "") for tier in grid.tiers)


def _cell(said: str, words: str) -> str:
    return words or ("yes" if said == "yes" else "no")


def _items(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _shared(lists: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """What any of the plans asks for, each once, in the order it is first named."""
    return tuple(dict.fromkeys(one for items in lists for one in items))


def _counts(given: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (rules.UNIT_WORDS[unit].capitalize(), str(given[unit]))
        for unit in rules.PLAN_UNITS
        if given.get(unit) and unit != "flat"
    )


def _prices(
    grid: PlanGrid, plans: list[PricedTier], given: Mapping[str, int], money: Currency
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """A row for each unit any plan asks for: what it comes to, and how that is worked out."""
    rows = []
    for unit in rules.PLAN_UNITS:
        if not any(tier.prices.get(unit) for tier in grid.tiers):
            continue
        count = 1 if unit == "flat" else given.get(unit, 0)
        words = _unit_words(unit, count, summed=any(plan.monthly for plan in plans))
        cells = []
        for tier in grid.tiers:
            each = tier.prices.get(unit, 0)
            cells.append(_price_words(each, count, unit, money) if each else ("–", ""))
        rows.append((words, tuple(cells)))
    return tuple(rows)


_ONE = {"network": "network device", "flat": "flat"}


def _unit_words(unit: str, count: int, *, summed: bool) -> str:
    one = _ONE.get(unit, unit)
    if unit == "flat":
        return "For the whole business"
    if not summed or not count:
        return f"Each {one}"
    return f"{count} {one if count == 1 else rules.UNIT_WORDS[unit]}"


def _price_words(each: int, count: int, unit: str, money: Currency) -> tuple[str, str]:
    if unit == "flat" or count < 1:
        return shown(each, money), ""
    return shown(each * count, money), f"{count} × {shown(each, money)}"


def find_price_sheet(session: Session, text: str) -> tuple[int, int, Counted]:
    """The sheet of the plans in force for a client by number or name, at what is documented."""
    wanted = text.strip().lower()
    found = select(Client.id).where(
        (func.lower(Client.number) == wanted) | (func.lower(Client.name) == wanted)
    )
    client_id = session.scalar(found.limit(1))
    if client_id is None:
        raise UserError(f"There is no client {text.strip()}.")
    grid = current_grid(session)
    counts = counts_for(session, client_id)
    return (grid.id if grid else 0), client_id, tuple(sorted(counts.items()))
