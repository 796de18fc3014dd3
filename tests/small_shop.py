"""The small shop of `tests.sample` as fixtures, for the conftest of an area that wants no more."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
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
