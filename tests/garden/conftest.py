"""What tests of the garden ask for: a shop with some months behind it, furnished once."""

from dataclasses import replace
from datetime import datetime

import pytest

from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing
from tests.garden.gardenshop import GardenShop, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> GardenShop:
    """The shop on both kinds of books, on a Wednesday in March."""
    made: GardenShop = standing(store)
    return replace(made, store=store)


@pytest.fixture
def desk_shop(sqlite_store: Store, standing: Standing, clock: datetime) -> GardenShop:
    """The same in a file, for windows."""
    made: GardenShop = standing(sqlite_store)
    return replace(made, store=sqlite_store)
