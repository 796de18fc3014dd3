"""What tests about billing ask for."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from tests.billing.moneyshop import MoneyShop, furnish


@pytest.fixture
def shop(store: Store, clock: datetime) -> MoneyShop:
    """A small shop, on both kinds of books, at three on a Wednesday afternoon in March."""
    return furnish(store)


@pytest.fixture
def desk_shop(sqlite_store: Store, clock: datetime) -> MoneyShop:
    """The same shop in a file, for windows."""
    return furnish(sqlite_store)
