"""What the tests of what goes in and out share."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mspdesk.app.setup import start_shop
from mspdesk.database.store import Store
from mspdesk.widgets import theme
from tests.bookcase import Furnish

from .old_shop import write_shop


@pytest.fixture(scope="session")
def old_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole-shop folder that no test writes to."""
    return write_shop(tmp_path_factory.mktemp("other") / "old shop")


def start(store: Store) -> None:
    """Start a shop; Dana owns it and is at work."""
    start_shop(store, "Test IT", 15_000, "US", {"owner_name": "Dana Whitlock"})


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return start


@pytest.fixture
def shop_store(store: Store) -> Store:
    """Books with a shop in them, on each kind of database."""
    return store


@pytest.fixture
def shop_file(sqlite_store: Store) -> Store:
    """Books with a shop in them, in a file."""
    return sqlite_store


@pytest.fixture
def lit(qapp: QApplication) -> QApplication:
    """The application in the light theme at usual size."""
    theme.apply(qapp, "light", 100)
    return qapp
