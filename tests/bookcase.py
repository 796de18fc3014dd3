"""Books for tests: made once by the real migrations, furnished once, then copied for each test.

`store` gives books on SQLite and on a real PostgreSQL, so a test that asks for it runs twice.
`sqlite_store` gives SQLite only, for tests of windows; `server_store` PostgreSQL only.

They are empty unless a folder's conftest.py, or a module, says with what they are furnished:

    @pytest.fixture(scope="session")
    def furniture() -> Furnish:
        return set_up

    @pytest.fixture
    def shop(store: Store, standing: Standing) -> Shop:
        return standing(store)

`set_up(store)` then runs once in a session with the clock at NOON, each test gets a copy of what it
made, and `standing(store)` is what it answered. CONTRIBUTING.md tells more.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from mspdesk import dates, schema
from mspdesk.database import books, next_form
from mspdesk.database.ddl import MIGRATIONS
from mspdesk.database.store import Store

from .pgserver import Kept, Server

NOON = datetime(2026, 3, 11, 15, 0)
"""The moment at which the clock stands: a Wednesday, three in the afternoon."""

Furnish = Callable[[Store], Any]
"""Fills fresh books through real actions, and answers what tests want to know of it."""

Standing = Callable[[Store], Any]
"""Tells what the furnishing of books answered."""


@pytest.fixture
def clock() -> Iterator[datetime]:
    """Stop the clock on Wednesday 2026-03-11 at 15:00."""
    with dates.frozen(NOON):
        yield NOON


# --- statements ----------------------------------------------------------------------------------

_dialects: dict[str, Dialect] = {}
_statements: LRUCache[Any, Any] = LRUCache(5_000)


@event.listens_for(Engine, "engine_connect")
def _share_statements(connection: Connection) -> None:
    """Let all books of one kind share the SQL that was put into words for one of them.

    SQLAlchemy keeps it by engine and dialect. Each test opens books of its own, and putting the
    same statements into words anew took a quarter of the time of the tests.
    """
    engine = connection.engine
    # Only those of the store: the engines of migrations tell their errors otherwise.
    if isinstance(engine.pool, QueuePool):
        shared = _dialects.setdefault(engine.dialect.name, engine.dialect)
        engine.dialect = connection.dialect = shared
        connection.execution_options(compiled_cache=_statements)


# --- templates -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrations; made anew from the models where somebody changed those and forgot."""
    (written,) = (MIGRATIONS / "versions").glob(f"{next_form.UNRELEASED:04}_*.py")
    if next_form.fingerprint(schema.metadata) in written.read_text(encoding="utf-8"):
        return MIGRATIONS
    folder = tmp_path_factory.mktemp("migrations") / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    next_form.write(schema.metadata, folder)
    return folder


@pytest.fixture(scope="session")
def books_template(tmp_path_factory: pytest.TempPathFactory, scripts: Path) -> Path:
    """An empty books.db that no test writes to."""
    place = tmp_path_factory.mktemp("template")
    books.new_books(place, durable=False, scripts=scripts).close()
    return place / "books.db"


@pytest.fixture(scope="session")
def server(scripts: Path) -> Iterator[Server]:
    """The one PostgreSQL of this test run; started by the first test that needs it."""
    running = Server(scripts)
    yield running
    running.stop()


@dataclass(frozen=True, slots=True)
class Furnished:
    """A books.db that no test writes to, what its furnishing answered, and who is at work."""

    file: Path
    answer: Any
    person_id: int | None


class Bookcase:
    """Furnished books, each made when it is first asked for and then copied."""

    def __init__(self, request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> None:
        self._request = request
        self._folders = folders
        self._files: dict[Furnish, Furnished] = {}
        self._servers: dict[Furnish, Kept] = {}

    def file(self, furnish: Furnish) -> Furnished:
        """The books.db that somebody furnished."""
        if furnish not in self._files:
            template: Path = self._request.getfixturevalue("books_template")
            place = Path(shutil.copy(template, self._folders.mktemp("furnished") / "books.db"))
            self._files[furnish] = Furnished(place, *_furnished(place, furnish))
            # What SQLite noted of so few rows when the books were closed tells it nothing.
            with closing(sqlite3.connect(place)) as connection:
                connection.execute("DROP TABLE IF EXISTS sqlite_stat1")
                connection.commit()
        return self._files[furnish]

    def copy(self, furnish: Furnish, folder: Path) -> Furnished:
        """A copy of furnished books in a folder, for one test or a few."""
        kept = self.file(furnish)
        folder.mkdir(parents=True, exist_ok=True)
        place = Path(shutil.copy(kept.file, folder / "books.db"))
        return Furnished(place, kept.answer, kept.person_id)

    def on_server(self, furnish: Furnish) -> Kept:
        """Furnished books on the server, to be put back before each test."""
        if furnish not in self._servers:
            server: Server = self._request.getfixturevalue("server")
            place = server.fresh()
            self._servers[furnish] = Kept(server, place, *_furnished(place, furnish))
        return self._servers[furnish]

    def close(self) -> None:
        """Let go of the books on the server."""
        for kept in self._servers.values():
            kept.close()


def _furnished(place: str | Path, furnish: Furnish) -> tuple[Any, int | None]:
    """Furnish books at NOON and close them; what was answered, and who is at work."""
    store = books.open_books(place, durable=False)
    with dates.frozen(NOON):
        answer = furnish(store)
    store.close()
    return answer, store.person_id


def nothing(_: Store) -> None:
    """Leave the books empty."""


@pytest.fixture(scope="session")
def bookcase(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bookcase]:
    """All the books of this session that tests copy from."""
    case = Bookcase(request, tmp_path_factory)
    yield case
    case.close()


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books that tests get: nothing, unless a folder or module says more."""
    return nothing


# --- books for one test --------------------------------------------------------------------------


@pytest.fixture
def books_file(tmp_path: Path, bookcase: Bookcase, furniture: Furnish) -> Path:
    """A books.db of this test's own, in a folder of its own, that nobody has open."""
    return bookcase.copy(furniture, tmp_path / "shop").file


@pytest.fixture
def server_books(bookcase: Bookcase, furniture: Furnish) -> str:
    """The address of this test's books on the server."""
    return bookcase.on_server(furniture).back()


@pytest.fixture(params=["sqlite", "postgresql"])
def books_place(request: pytest.FixtureRequest) -> str:
    """Where this test's books are: a file, and then again a database on a server."""
    name = "books_file" if request.param == "sqlite" else "server_books"
    return str(request.getfixturevalue(name))


def _opened(place: str | Path, person_id: int | None) -> Iterator[Store]:
    store = books.open_books(place, durable=False)
    store.person_id = person_id
    yield store
    store.close()


@pytest.fixture
def sqlite_store(books_file: Path, bookcase: Bookcase, furniture: Furnish) -> Iterator[Store]:
    """This test's books in a file, open for writing."""
    yield from _opened(books_file, bookcase.file(furniture).person_id)


@pytest.fixture
def server_store(server_books: str, bookcase: Bookcase, furniture: Furnish) -> Iterator[Store]:
    """This test's books on a server, open for writing; for what a file cannot do."""
    yield from _opened(server_books, bookcase.on_server(furniture).person_id)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """This test's books, open for writing; the test runs once on each kind."""
    name = "sqlite_store" if request.param == "sqlite" else "server_store"
    opened: Store = request.getfixturevalue(name)
    return opened


on_a_server = pytest.mark.parametrize("store", ["postgresql"], indirect=True)
"""Marks a test of what only a server can do: two writers at once, a line that breaks."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_store(
    request: pytest.FixtureRequest, bookcase: Bookcase, tmp_path: Path
) -> Iterator[Store]:
    """Empty books on both kinds, whatever the other tests of the folder stand on."""
    if request.param == "sqlite":
        yield from _opened(bookcase.copy(nothing, tmp_path / "empty").file, None)
    else:
        yield from _opened(bookcase.on_server(nothing).back(), None)


@pytest.fixture
def standing(bookcase: Bookcase, furniture: Furnish) -> Standing:
    """Tells what the furnishing of open books answered: mostly the ids of what stands in them."""

    def answer(store: Store) -> Any:
        on_server = store.dialect == "postgresql"
        return (bookcase.on_server(furniture) if on_server else bookcase.file(furniture)).answer

    return answer


@pytest.fixture
def again(store: Store) -> Iterator[Callable[[], Store]]:
    """Opens the same books once more, as another computer on a server would."""
    others: list[Store] = []

    def another() -> Store:
        others.append(Store.connect(store.place, durable=False))
        return others[-1]

    yield another
    for other in others:
        other.close()
