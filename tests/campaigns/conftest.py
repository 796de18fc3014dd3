"""The shop with a campaign, copied for each test."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from tests.bookcase import Furnish, Standing
from tests.mail.conftest import certificates, office, ring, trusted

from .marketing import Marketing, furnish_marketing

__all__ = ["certificates", "office", "ring", "trusted"]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with a campaign."""
    return furnish_marketing


@pytest.fixture
def made(store: Store, standing: Standing, clock: datetime) -> Marketing:
    """The shop with a campaign on both kinds of books."""
    found: Marketing = standing(store)
    return replace(found, store=store)


@pytest.fixture
def desk_made(sqlite_store: Store, standing: Standing, clock: datetime) -> Marketing:
    """The shop with a campaign in a file, for windows, paper and mail."""
    found: Marketing = standing(sqlite_store)
    return replace(found, store=sqlite_store)


@pytest.fixture
def desk(sqlite_store: Store, desk_made: Marketing) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    found = Desk(sqlite_store, AREAS)
    found.work_as(desk_made.sample.dana, "Dana Whitlock", frozenset({"*"}))
    yield found
    found.leave()
