"""What tests about time ask for."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from tests.timekeeping.shopfloor import Floor, furnish


@pytest.fixture
def floor(store: Store, clock: datetime) -> Floor:
    """A small shop, on both kinds of books, at three on a Wednesday afternoon."""
    return furnish(store)


@pytest.fixture
def desk_floor(sqlite_store: Store, clock: datetime) -> Floor:
    """The same shop in a file, for windows."""
    return furnish(sqlite_store)
