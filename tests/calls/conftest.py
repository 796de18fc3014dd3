"""The shop that calls, copied for each test."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from tests.bookcase import Furnish, Standing

from .caller import Caller, furnish


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop that calls."""
    return furnish


@pytest.fixture
def caller(store: Store, standing: Standing, clock: datetime) -> Caller:
    """The shop on both kinds of books."""
    found: Caller = standing(store)
    return found


@pytest.fixture
def desk_caller(sqlite_store: Store, standing: Standing, clock: datetime) -> Caller:
    """The shop in a file, for windows."""
    found: Caller = standing(sqlite_store)
    return found


@pytest.fixture
def desk(sqlite_store: Store, desk_caller: Caller) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_caller.shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()
