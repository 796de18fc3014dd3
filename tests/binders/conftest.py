"""The small shop with a client whose network and plan are written down."""

import pytest

from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing

from .binding import Documented, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return furnish


@pytest.fixture
def known(store: Store, standing: Standing, clock: object) -> Documented:
    """The documented client on both kinds of books."""
    made: Documented = standing(store)
    return made
