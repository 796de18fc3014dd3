"""The shop with goals, copied for each test."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from tests.bookcase import Furnish, Standing
from tests.goals.furnish import Goals, furnish_goals


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with goals."""
    return furnish_goals


@pytest.fixture
def goals(store: Store, standing: Standing, clock: datetime) -> Goals:
    """The shop with goals on both kinds of books."""
    found: Goals = standing(store)
    return found


@pytest.fixture
def desk_goals(sqlite_store: Store, standing: Standing, clock: datetime) -> Goals:
    """The shop with goals in a file, for windows and paper."""
    found: Goals = standing(sqlite_store)
    return found


@pytest.fixture
def desk(sqlite_store: Store, desk_goals: Goals) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_goals.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()
