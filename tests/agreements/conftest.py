"""A small shop for the tests of agreements, with a window's looks where one is asked for."""

import pytest

from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    found: Sample = standing(store)
    return found
