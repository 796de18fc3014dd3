"""The small shop of board.py, furnished once and copied for each test."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing

from .board import Small, set_up


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return set_up


@pytest.fixture
def small(store: Store, standing: Standing, clock: datetime) -> Small:
    """The small shop on both kinds of books, at three on a Wednesday afternoon."""
    made: Small = standing(store)
    return made
