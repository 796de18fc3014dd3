"""What tests about billing ask for: a small shop, furnished once and copied for each test."""

from dataclasses import replace
from datetime import datetime

import pytest

from mspdesk.database.store import Store
from tests.billing.moneyshop import MoneyShop, furnish
from tests.bookcase import Furnish, Standing


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> MoneyShop:
    """A small shop, on both kinds of books, at three on a Wednesday afternoon in March."""
    made: MoneyShop = standing(store)
    return replace(made, store=store)


@pytest.fixture
def desk_shop(sqlite_store: Store, standing: Standing, clock: datetime) -> MoneyShop:
    """The same shop in a file, for windows."""
    made: MoneyShop = standing(sqlite_store)
    return replace(made, store=sqlite_store)
