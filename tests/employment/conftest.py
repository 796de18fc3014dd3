"""The small shop, copied for each test of people as employees."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Sample:
    """The small shop on both kinds of books."""
    found: Sample = standing(store)
    return found


@pytest.fixture
def desk_shop(sqlite_store: Store, standing: Standing, clock: datetime) -> Sample:
    """The small shop in a file, for windows."""
    found: Sample = standing(sqlite_store)
    return found


@pytest.fixture
def desk(sqlite_store: Store, desk_shop: Sample) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()
