"""The small shop with advice that was declined, copied for each test."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.sales.actions.advice import decline_advice, give_advice
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish


@dataclass(frozen=True, slots=True)
class Around:
    """The small shop; Brightwater said no to a second line on January 12."""

    shop: Sample
    advice: int

    @property
    def brightwater(self) -> int:
        """The client whose meetings the tests hold."""
        return self.shop.brightwater

    @property
    def kestrel(self) -> int:
        """Another client."""
        return self.shop.kestrel


def furnish_roadmaps(store: Store) -> Around:
    """The small shop, and one declined advice."""
    shop = furnish(store)
    risk = "When the line is down nobody can open a chart."
    said = store.do(
        give_advice,
        shop.brightwater,
        "A second internet line",
        risk,
        {"advised_on": date(2026, 1, 10), "price": 40_000},
    )
    store.do(decline_advice, said, "Wait until fall", date(2026, 1, 12), "Ines Varga", letter=False)
    return Around(shop, said)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop, and one declined advice."""
    return furnish_roadmaps


@pytest.fixture
def around(store: Store, standing: Standing, clock: datetime) -> Around:
    """The shop on both kinds of books."""
    found: Around = standing(store)
    return found


@pytest.fixture
def desk_around(sqlite_store: Store, standing: Standing, clock: datetime) -> Around:
    """The shop in a file, for windows and paper."""
    found: Around = standing(sqlite_store)
    return found


@pytest.fixture
def desk(sqlite_store: Store, desk_around: Around) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_around.shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()
