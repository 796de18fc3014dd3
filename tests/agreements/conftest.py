"""A small shop for the tests of agreements, with a window's looks where one is asked for."""

from collections.abc import Iterator

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
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    found: Sample = standing(store)
    return found


@pytest.fixture
def sample(sqlite_store: Store, standing: Standing) -> Sample:
    """The small shop on SQLite."""
    found: Sample = standing(sqlite_store)
    return found


@pytest.fixture
def desk(sqlite_store: Store, sample: Sample) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(sample.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()
