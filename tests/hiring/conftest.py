"""The busy shop, copied for each test of hiring."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from tests.bookcase import Furnish, Standing

from .busyshop import BusyShop, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The busy shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> BusyShop:
    """The busy shop on both kinds of books."""
    found: BusyShop = standing(store)
    return found


@pytest.fixture
def desk(sqlite_store: Store, standing: Standing, clock: datetime) -> Iterator[Desk]:
    """A desk with every area over the busy shop, the owner at work."""
    found: BusyShop = standing(sqlite_store)
    made = Desk(sqlite_store, AREAS)
    made.work_as(found.money.owner, "Priya Raman", frozenset({"*"}))
    yield made
    made.leave()
