"""What tests about time ask for: a small shop, furnished once and copied for each test."""

from dataclasses import replace
from datetime import datetime

import pytest

from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing
from tests.timekeeping.shopfloor import Floor, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return furnish


@pytest.fixture
def floor(store: Store, standing: Standing, clock: datetime) -> Floor:
    """A small shop, on both kinds of books, at three on a Wednesday afternoon."""
    made: Floor = standing(store)
    return replace(made, store=store)


@pytest.fixture
def desk_floor(sqlite_store: Store, standing: Standing, clock: datetime) -> Floor:
    """The same shop in a file, for windows."""
    made: Floor = standing(sqlite_store)
    return replace(made, store=sqlite_store)
