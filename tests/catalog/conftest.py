"""A small shop with the starter catalogue, and plans priced as in the worked example."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from mspdesk.catalog import actions, queries
from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing
from tests.sample import furnish as furnish_shop


@dataclass(frozen=True, slots=True)
class Offering:
    """Ids of a shop whose Gold plan asks $250.00 for a server and $60.00 for a workstation."""

    brightwater: int
    kestrel: int
    prospect: int
    grid: int
    gold: int
    store: Store | None = None

    @property
    def books(self) -> Store:
        """The open books."""
        assert self.store is not None
        return self.store


def furnish(store: Store) -> Offering:
    """The small shop of all tests with Gold priced, its costs and planned time set (B5)."""
    shop = furnish_shop(store)
    grid = store.ask(queries.current_grid)
    assert grid is not None
    by_code = {tier.code: tier.id for tier in grid.tiers}
    for code, server, workstation in (
        ("silver", 15_000, 0),
        ("gold", 25_000, 6_000),
        ("platinum", 40_000, 9_000),
    ):
        tier = by_code[code]
        store.do(actions.set_price, tier, "server", {"price": server, "cost": 1_600, "minutes": 80})
        changes = {"price": workstation, "cost": 400, "minutes": 22}
        store.do(actions.set_price, tier, "workstation", changes)
    store.do(actions.edit_tier, by_code["gold"], {"setup_fee": 40_000})
    store.do(actions.set_labor, grid.id, 2_500, 62)
    return Offering(shop.brightwater, shop.kestrel, shop.oldmill, grid.id, by_code["gold"])


def in_force(shop: Offering, on: date = date(2026, 1, 1)) -> None:
    """Put the plans of the shop into force."""
    held = shop.books.ask(queries.revision, shop.grid)
    assert held is not None
    shop.books.do(actions.put_in_force, held.id, held.version, on)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Offering:
    """The shop on both kinds of books."""
    made: Offering = replace(standing(store), store=store)
    return made


@pytest.fixture
def desk_shop(sqlite_store: Store, standing: Standing, clock: datetime) -> Offering:
    """The shop in a file, for windows."""
    made: Offering = replace(standing(sqlite_store), store=sqlite_store)
    return made
