"""What tests about time ask for: a small shop, furnished once and copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from mspdesk import dates
from mspdesk.database import books
from tests.bookcase import NOON, Server
from tests.timekeeping.shopfloor import Floor, furnish


def _furnished(place: str) -> Floor:
    """Furnish books, close them, and keep the ids."""
    store = books.open_books(place, durable=False)
    with dates.frozen(NOON):
        floor = furnish(store)
    store.close()
    return floor


@pytest.fixture(scope="session")
def floor_file(tmp_path_factory: pytest.TempPathFactory, books_template: Path) -> tuple[str, Floor]:
    """A furnished books.db that no test writes to, and what stands in it."""
    place = Path(shutil.copy(books_template, tmp_path_factory.mktemp("floor") / "books.db"))
    return str(place), _furnished(str(place))


@pytest.fixture(scope="session")
def floor_server(server: Server) -> tuple[str, Floor]:
    """Furnished books on the server that no test writes to, and what stands in them."""
    place = server.fresh()
    return place, _furnished(place)


def _opened(place: str, floor: Floor) -> Iterator[Floor]:
    """Open a copy for a test, as the owner."""
    store = books.open_books(place, durable=False)
    store.person_id = floor.owner
    yield replace(floor, store=store)
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def floor(request: pytest.FixtureRequest, tmp_path: Path, clock: datetime) -> Iterator[Floor]:
    """A small shop, on both kinds of books, at three on a Wednesday afternoon."""
    if request.param == "sqlite":
        yield from request.getfixturevalue("_file_copy")
        return
    server: Server = request.getfixturevalue("server")
    original, floor = request.getfixturevalue("floor_server")
    place = server.copy(original)
    yield from _opened(place, floor)
    server.drop(place)


@pytest.fixture
def _file_copy(tmp_path: Path, floor_file: tuple[str, Floor]) -> Iterator[Floor]:
    original, floor = floor_file
    return _opened(str(shutil.copy(original, tmp_path / "books.db")), floor)


@pytest.fixture
def desk_floor(_file_copy: Iterator[Floor], clock: datetime) -> Iterator[Floor]:
    """The same shop in a file, for windows."""
    yield from _file_copy
