"""The small shop of tests/sample.py, furnished once and copied for each test."""

import pytest

from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


@pytest.fixture
def shop_file(sqlite_store: Store, standing: Standing) -> Sample:
    """The small shop in a file only, for what no server changes."""
    made: Sample = standing(sqlite_store)
    return made
