"""Plans, prices and purchases of the made-up shop; every figure is only a sample (E14)."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from .. import dates
from ..catalog import actions as catalog
from ..catalog import queries as offered
from ..grid import actions as grid
from ..grid import queries as services
from ..grid.queries import Bought
from ..money import QUANTITY
from . import sample_facts as facts

PRICES = {
    "RMM": (600, 400),
    "RMM-NET": (900, 300),
    "AV": (500, 275),
    "SPAM": (400, 190),
    "MAIL": (1_200, 800),
    "OFFICE": (2_200, 1_750),
    "BDR-OFF": (11_800, 6_200),
    "BAK-WS": (900, 450),
    "FW": (3_500, 2_100),
    "SET-WS": (25_000, 0),
    "SET-USER": (9_500, 0),
}
"""Price and cost a month of some offerings, in cents."""

UNITS = {
    "silver": {"server": 15_000, "workstation": 3_000},
    "gold": {"server": 32_500, "workstation": 6_500},
    "platinum": {"server": 45_000, "workstation": 10_500, "network": 2_500, "printer": 1_500},
}
"""What each plan asks a month for one, in cents."""

SETUP = {"silver": 25_000, "gold": 50_000, "platinum": 75_000}


def price_plans(session: Session, begins: date) -> None:
    """Give the starter catalogue and the three plans prices, and put them into force."""
    costs = {one.code: one for one in offered.items(session)}
    for code, (price, cost) in PRICES.items():
        one = costs[code]
        catalog.edit_item(session, one.id, one.version, {"price": price, "cost": cost})
    plans = offered.current_grid(session)
    if plans is None:
        return
    held = {one.unit: one.item_id for one in offered.unit_prices(session, plans.id) if one.item_id}
    for tier in plans.tiers:
        for unit, price in UNITS[tier.code].items():
            changes = {"price": price, "item_id": held.get(unit)}
            catalog.set_price(session, tier.id, unit, changes)
        catalog.edit_tier(session, tier.id, {"setup_fee": SETUP[tier.code]})
    version = next(one.version for one in offered.revisions(session) if one.id == plans.id)
    catalog.put_in_force(session, plans.id, version, begins)


def sheet_details(session: Session, tier: str) -> dict[str, object]:
    """What a plan sheet takes from the plans in force: its words, and which revision it was."""
    plans = offered.plan_grid(session)
    if plans is None:
        return {"tier": tier}
    return {"tier": tier, "grid_id": plans.id, **offered.tier_texts(plans, tier)}


def item_of(session: Session, unit: str) -> int | None:
    """What one unit of a plan holds in the catalogue."""
    plans = offered.plan_grid(session)
    found = offered.unit_prices(session, plans.id) if plans else []
    return next((one.item_id for one in found if one.unit == unit and one.item_id), None)


def buy(session: Session, clients: dict[str, int], month: date) -> None:
    """Buy what plans hold, and three agents too many; a filter for one without an agreement."""
    items = {one.code: one for one in offered.items(session)}
    costs = {one.id: one.cost for one in items.values()}
    lines = [
        Bought(row.client_id, row.item_id, row.bundled, costs[row.item_id])
        for row in services.grid_rows(session, month)
        if row.code in ("RMM", "AV") and row.bundled
    ]
    extra = next(n for n, line in enumerate(lines) if line.item_id == items["RMM"].id)
    more = lines[extra].quantity + 3 * QUANTITY
    lines[extra] = replace(lines[extra], quantity=more)
    orphan = next((one for one in facts.BUSINESSES if not one.monthly), None)
    if orphan is not None:
        spam = items["SPAM"]
        lines.append(Bought(clients[orphan.name], spam.id, 4 * QUANTITY, spam.cost))
    grid.enter_purchases(session, lines, dates.month_start(month))
