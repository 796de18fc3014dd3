"""Books are of the old form or of the new one, never between; and a checked copy comes first."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from mspdesk import schema
from mspdesk.clients.models import Site
from mspdesk.database import backup, books, engines, migrate, next_form
from mspdesk.database.ddl import MIGRATIONS, statements
from mspdesk.database.store import Store
from mspdesk.errors import Trouble

from ..pgserver import Server
from .later import BAD, FAILS, GIVES_UP, GOOD, LOSES, NEWEST, ORPHANS, SLOW, with_later
from .shop import add_client

NOW = f"{NEWEST:04}"
LATER = f"{NEWEST + 1:04}"


def test_the_newest_migration_is_what_the_models_say() -> None:
    (file,) = (MIGRATIONS / "versions").glob(f"{NOW}_*.py")
    assert next_form.fingerprint(schema.metadata) in file.read_text(encoding="utf-8"), (
        "the models have changed: run  python -m mspdesk.database.next_form"
    )


def test_the_migrations_make_what_the_models_say(store: Store) -> None:
    engine = engines.migration_engine(store.place)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": next_form.ours}
        context = MigrationContext.configure(connection, opts=options)
        with pytest.warns() if store.dialect == "sqlite" else closing(connection):
            assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_a_migration_imports_no_area() -> None:
    for file in MIGRATIONS.rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "mspdesk" in line and "import" in line:
                assert "mspdesk.database." in line, f"{file.name}: {line}"


def test_sql_is_cut_where_statements_end() -> None:
    said = """-- a comment; with a semicolon
CREATE TRIGGER one BEFORE UPDATE ON step
BEGIN SELECT 1; SELECT 'a;b'; END;

CREATE TABLE two (a);
-- the end
"""
    assert [s.strip().splitlines()[-1] for s in statements(said)] == [
        "BEGIN SELECT 1; SELECT 'a;b'; END;",
        "CREATE TABLE two (a);",
    ]


def form_and_tables(place: str) -> tuple[int, str | None, bool]:
    """The number of a file's form by both accounts, and whether a later table is there."""
    with closing(sqlite3.connect(place)) as connection:
        number = connection.execute("PRAGMA user_version").fetchone()[0]
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        names = "SELECT name FROM sqlite_master WHERE name LIKE 'extra%'"
        return number, revision, connection.execute(names).fetchone() is not None


def filled(books_file: Path) -> str:
    """Books with a client and a contact in them, closed again."""
    store = books.open_books(books_file, durable=False)
    client_id = store.do(add_client)
    with store.step("Add site") as session:
        session.add(Site(client_id=client_id, name="Main"))
    store.close()
    return str(books_file)


def test_older_books_are_copied_checked_and_brought_forward(
    books_file: Path, scripts: Path, tmp_path: Path
) -> None:
    place = filled(books_file)
    later = with_later(scripts, tmp_path, GOOD)
    store = books.open_books(place, scripts=later)
    with store.read() as session:
        assert session.execute(text("SELECT motto, version FROM client")).one() == ("Onward", 2)
        # The copied table keeps its rows and what guards them.
        assert session.execute(text("SELECT name FROM site")).scalar() == "Main"
        assert session.execute(text("PRAGMA foreign_key_list(site)")).all()
    store.close()
    assert form_and_tables(place) == (NEWEST + 1, LATER, True)
    (copy,) = backup.copies(books_file.parent / "backups")
    assert copy.kind == "before-upgrade"
    assert form_and_tables(str(copy.file)) == (NEWEST, NOW, False)
    backup.verify(copy.file)


def test_a_migration_that_fails_leaves_the_books_as_they_were(
    books_file: Path, scripts: Path, tmp_path: Path
) -> None:
    place = filled(books_file)
    for name, body in (("bad", BAD), ("orphans", ORPHANS)):
        later = with_later(scripts, tmp_path / name, body)
        with pytest.raises(Trouble):
            books.open_books(place, scripts=later)
        assert form_and_tables(place) == (NEWEST, NOW, False)
    store = books.open_books(place, scripts=scripts)
    assert not store.read_only
    assert store.ask(lambda s: s.scalar(text("SELECT count(*) FROM client"))) == 1
    store.close()


def test_a_migration_that_loses_a_trigger_is_stopped(
    books_file: Path, scripts: Path, tmp_path: Path
) -> None:
    place = filled(books_file)
    with pytest.raises(Trouble, match="nothing was changed") as caught:
        books.open_books(place, scripts=with_later(scripts, tmp_path / "one", LOSES))
    assert caught.value.hint == "It lost change_is_kept."
    assert form_and_tables(place)[0] == NEWEST
    books.open_books(place, scripts=with_later(scripts, tmp_path / "two", GIVES_UP)).close()
    assert form_and_tables(place)[0] == NEWEST + 1


def test_each_migration_stands_for_itself(books_file: Path, scripts: Path, tmp_path: Path) -> None:
    place = filled(books_file)
    with pytest.raises(Trouble):
        books.open_books(place, scripts=with_later(scripts, tmp_path, GOOD, FAILS))
    assert form_and_tables(place) == (NEWEST + 1, LATER, True)


def test_older_books_cannot_be_read_beside_their_writer(
    books_file: Path, scripts: Path, tmp_path: Path
) -> None:
    later = with_later(scripts, tmp_path, GOOD)
    with pytest.raises(Trouble, match="brought forward before they can be read"):
        books.open_books(books_file, read_only=True, scripts=later)
    assert form_and_tables(str(books_file)) == (NEWEST, NOW, False)


def test_without_room_for_a_copy_nothing_is_brought_forward(
    books_file: Path, scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(Trouble, match="no room for a copy"):
        books.open_books(books_file, scripts=with_later(scripts, tmp_path, GOOD))
    assert form_and_tables(str(books_file)) == (NEWEST, NOW, False)


def test_making_new_books_stops_halfway_and_leaves_nothing(scripts: Path, tmp_path: Path) -> None:
    later = with_later(scripts, tmp_path, BAD)
    with pytest.raises(Trouble):
        books.new_books(tmp_path / "shop", scripts=later)
    assert [one.name for one in (tmp_path / "shop").iterdir() if one.suffix != ".lock"] == []


# --- on a server ----------------------------------------------------------------------------------


def server_state(place: str) -> tuple[str, bool]:
    """The form of books on a server, and whether a later table is there."""
    engine = engines.migration_engine(place)
    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        extra = connection.execute(text("SELECT to_regclass('extra')")).scalar()
    engine.dispose()
    return revision, extra is not None


def test_books_on_a_server_are_dumped_and_brought_forward(
    server: Server,
    server_books: str,
    scripts: Path,
    tmp_path: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = with_later(scripts, tmp_path, GOOD)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Trouble, match="pg_dump, which was not found"):
        books.open_books(server_books, scripts=later)
    assert server_state(server_books) == (NOW, False)
    monkeypatch.setenv("PATH", str(server.programs))
    store = books.open_books(server_books, scripts=later)
    assert store.ask(lambda s: s.scalar(text("SELECT count(*) FROM extra"))) == 0
    store.close()
    assert [copy.kind for copy in backup.copies(home / "backups")] == ["before-upgrade"]


def test_a_failed_migration_on_a_server_leaves_it_as_it_was(
    server: Server,
    server_books: str,
    scripts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(server.programs))
    with pytest.raises(Trouble):
        books.open_books(server_books, scripts=with_later(scripts, tmp_path, BAD))
    assert server_state(server_books) == (NOW, False)


def test_one_computer_brings_forward_and_the_others_are_told(
    server_books: str, scripts: Path, tmp_path: Path
) -> None:
    later = with_later(scripts, tmp_path, SLOW)
    first, second = (engines.migration_engine(server_books) for _ in range(2))
    working = threading.Event()

    def work() -> None:
        with first.connect() as connection:
            working.set()
            migrate.upgrade(connection, later)

    thread = threading.Thread(target=work)
    thread.start()
    working.wait()
    refused = []
    with second.connect() as connection:
        while thread.is_alive():
            try:
                migrate.upgrade(connection, later)
            except Trouble as error:
                refused.append(error.text)
    thread.join()
    assert set(refused) == {"These books are being upgraded by another computer."}
    assert server_state(server_books)[0] == LATER
    with second.connect() as connection:
        migrate.upgrade(connection, later)
    for engine in (first, second):
        engine.dispose()
