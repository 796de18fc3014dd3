"""The small shop, copied for each test of service practice."""

from collections.abc import Iterator

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from tests.sample import Sample
from tests.small_shop import desk_shop, furniture, shop

__all__ = ["desk", "desk_shop", "furniture", "shop"]


@pytest.fixture
def desk(sqlite_store: Store, desk_shop: Sample) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()
