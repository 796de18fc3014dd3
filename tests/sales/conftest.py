"""The small shop with a prospect nobody knows anything of yet, copied for each test."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from mspdesk.clients.actions import add_client
from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish


@dataclass(frozen=True, slots=True)
class Room:
    """Ids of the small shop and of its prospect."""

    shop: Sample
    harborview: int


def with_prospect(store: Store) -> Room:
    """Furnish the shop and add a prospect."""
    shop = furnish(store)
    harborview = store.do(
        add_client, "Harborview Dental", {"status": "prospect", "city": "Duluth", "region": "MN"}
    )
    return Room(shop, harborview)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with its prospect."""
    return with_prospect


@pytest.fixture
def room(store: Store, standing: Standing, clock: datetime) -> Room:
    """The shop on both kinds of books."""
    found: Room = standing(store)
    return found


@pytest.fixture
def desk_room(sqlite_store: Store, standing: Standing, clock: datetime) -> Room:
    """The shop in a file."""
    found: Room = standing(sqlite_store)
    return found
