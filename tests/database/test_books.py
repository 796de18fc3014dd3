"""Opening books, making new ones, and one plain sentence for everything that is not books."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from mspdesk import __version__
from mspdesk.database import books, engines, places
from mspdesk.database.migrate import newest
from mspdesk.database.store import Store
from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.progress import Progress

from .. import house
from ..pgserver import Server
from .shop import add_client, versions


def reads(store: Store, name: str) -> str:
    """What a pragma says on a reading connection."""
    with store.read() as session:
        return str(session.execute(text(f"PRAGMA {name}")).scalar())


def writes(store: Store, name: str) -> str:
    """What a pragma says on the writing connection."""
    assert store.write_engine
    with store.write_engine.connect() as connection:
        return str(connection.execute(text(f"PRAGMA {name}")).scalar())


def test_new_books_are_ours_whole_and_private(tmp_path: Path, scripts: Path) -> None:
    store = books.new_books(tmp_path / "shop", scripts=scripts)
    file = tmp_path / "shop" / "books.db"
    assert store.place == str(file)
    assert store.folder == file.parent
    assert file.stat().st_mode & 0o077 == 0
    store.do(add_client)
    store.close()
    assert sorted(one.name for one in file.parent.iterdir()) == ["books.db", "books.lock"]
    form = books.form_of(str(file))
    assert (form.number, form.program) == (newest(), __version__)
    assert books.exists(tmp_path / "shop")
    assert not books.exists(tmp_path)


def test_an_open_file_is_kept_so_that_nothing_is_lost(books_file: Path) -> None:
    store = books.open_books(books_file)
    assert writes(store, "journal_mode") == "wal"
    assert writes(store, "synchronous") == "2"
    assert writes(store, "secure_delete") == "1"
    for name, value in [("foreign_keys", "1"), ("temp_store", "2"), ("mmap_size", "0")]:
        assert writes(store, name) == value
    assert writes(store, "busy_timeout") == "10000"
    for name, value in [("query_only", "1"), ("wal_autocheckpoint", "0"), ("temp_store", "2")]:
        assert reads(store, name) == value
    store.close()


def test_a_synced_file_ends_each_step_for_good(books_file: Path) -> None:
    # Less would let a power cut bring the journal back, and take an acknowledged step with it.
    (books_file.parent / ".stfolder").mkdir()
    store = books.open_books(books_file)
    assert (writes(store, "journal_mode"), writes(store, "synchronous")) == ("delete", "3")
    store.close()


def test_a_log_that_is_gone_after_a_crash_is_told(books_file: Path) -> None:
    books_file.with_name("books.writer").write_text("{}")
    store = books.open_books(books_file)
    assert any("log of these books" in one for one in store.notices)
    store.close()


def test_what_takes_long_is_said_before(books_file: Path) -> None:
    said: list[str] = []
    progress = Progress(lambda _done, _whole, words: said.append(words))
    books.open_books(books_file, progress=progress).close()
    assert said == []
    books_file.with_name("books.writer").write_text("{}")
    books.open_books(books_file, progress=progress).close()
    assert said == ["MSPDesk did not end by itself; looking through the books"]


def test_opening_that_nobody_waits_for_lets_go_of_the_books(books_file: Path) -> None:
    books_file.with_name("books.writer").write_text("{}")
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        books.open_books(books_file, progress=progress)
    store = books.open_books(books_file)
    assert not store.read_only
    store.close()


def test_a_disk_that_cannot_keep_the_promise_is_not_written(books_file: Path) -> None:
    engine = engines.write_engine(str(books_file), durable=False)
    with pytest.raises(Trouble, match="cannot be kept safely") as caught:
        engines.assert_settings(engine, durable=True, journal="WAL")
    assert "synchronous" in caught.value.hint
    engine.dispose()


def test_a_place_may_be_a_folder_or_the_file_or_a_link(books_file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(books_file.parent)
    for place in (books_file, books_file.parent, str(books_file.parent), link, link / "books.db"):
        with_store = books.open_books(place)
        assert with_store.place == str(books_file)
        assert not with_store.read_only
        with_store.close()


def test_where_there_are_no_books_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="There are no books in"):
        books.open_books(tmp_path / "nowhere")
    assert list(tmp_path.glob("nowhere*")) == []


def test_new_books_never_replace_old_ones(books_file: Path) -> None:
    before = books_file.read_bytes()
    with pytest.raises(UserError, match="books already") as caught:
        books.new_books(books_file.parent)
    assert caught.value.field == "books"
    assert books_file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Trouble, match="No books can be made in"):
        books.new_books(tmp_path / "file" / "shop")


def other_database(file: Path) -> None:
    """Another program's SQLite file."""
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE mail (id INTEGER)")
    connection.execute("PRAGMA user_version=1")
    connection.commit()
    connection.close()


def cut_short(file: Path, template: Path) -> None:
    """A books.db that lost its second half."""
    whole = template.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("other", "is not an MSPDesk file"),
        ("text", "is not an MSPDesk file"),
        ("empty", "is not an MSPDesk file"),
        ("short", "is damaged"),
        ("folder", "is not an MSPDesk file|cannot be read|no books"),
    ],
)
def test_what_is_not_ours_is_refused_in_a_sentence(
    tmp_path: Path, books_template: Path, kind: str, sentence: str
) -> None:
    file = tmp_path / "books.db"
    match kind:
        case "other":
            other_database(file)
        case "text":
            file.write_text("Dear Sir or Madam, " * 200)
        case "empty":
            file.touch()
        case "short":
            cut_short(file, books_template)
        case _:
            file.mkdir()
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(Trouble, match=sentence) as caught:
        books.open_books(tmp_path)
    assert caught.value.text.count(".") <= 3
    if file.is_file():
        assert file.read_bytes() == before


def test_a_newer_file_names_the_version_it_needs(books_file: Path) -> None:
    with sqlite3.connect(books_file) as connection:
        connection.execute("PRAGMA user_version=99")
        connection.execute("UPDATE book_format SET program = '4.2'")
    connection.close()
    for read_only in (False, True):
        with pytest.raises(Trouble, match="newer MSPDesk") as caught:
            books.open_books(books_file, read_only=read_only)
        assert caught.value.hint == "Install MSPDesk 4.2 to open them."
    with sqlite3.connect(books_file) as connection:
        connection.execute("DROP TABLE book_format")
    connection.close()
    with pytest.raises(Trouble, match="newer MSPDesk") as caught:
        books.open_books(books_file)
    assert "newest MSPDesk" in caught.value.hint


def test_opening_a_current_file_loads_nothing_it_does_not_need(books_file: Path) -> None:
    script = (
        "import sys; from mspdesk.database.books import open_books; "
        f"open_books({str(books_file)!r}).close(); "
        "sys.exit(bool({'alembic', 'keyring', 'psycopg'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == 0


def test_books_after_a_crash_are_opened_and_whole(books_file: Path, tmp_path: Path) -> None:
    store = books.open_books(books_file)
    client_id = store.do(add_client)
    # What a power cut leaves: the log has not been brought into the file yet.
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("books.db", "books.db-wal"):
        shutil.copy(books_file.parent / name, crashed / name)
    store.close()
    recovered = books.open_books(crashed)
    assert versions(recovered, client_id) == 1
    recovered.close()


DYING = """
import os, sys
import mspdesk.schema
from mspdesk.database.books import open_books
from tests.database.shop import add_client
store = open_books(sys.argv[1])
store.do(add_client)
with store.write_engine.connect() as connection:
    # More than the memory set aside, so that it reaches the disk before it is saved.
    connection.exec_driver_sql("PRAGMA cache_size=1")
    connection.exec_driver_sql("UPDATE client SET notes = hex(zeroblob(4000000))")
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("folder", ["shop", "Dropbox"])
def test_books_after_a_crash_can_be_opened_to_read(
    tmp_path: Path, books_template: Path, folder: str
) -> None:
    place = tmp_path / folder / "books.db"
    place.parent.mkdir()
    shutil.copy(books_template, place)
    done = subprocess.run([sys.executable, "-c", DYING, str(place)], check=False, cwd=house.ROOT)
    assert done.returncode == -9
    left = place.with_name("books.db-wal" if folder == "shop" else "books.db-journal")
    size = left.stat().st_size
    assert size > 0
    store = books.open_books(place, read_only=True)
    assert store.ask(lambda s: s.execute(text("SELECT notes FROM client")).all()) == [("",)]
    store.close()
    if folder == "shop":
        assert left.stat().st_size == size, "the log is the writer's to bring into the file"


def test_reading_leaves_the_files_to_the_writer(books_file: Path) -> None:
    writer = books.open_books(books_file)
    writer.do(add_client)
    log = books_file.with_name("books.db-wal")
    size = log.stat().st_size
    assert size > 0
    reader = books.open_books(books_file, read_only=True)
    assert reader.ask(lambda s: s.scalar(text("SELECT count(*) FROM client"))) == 1
    reader.close()
    assert log.stat().st_size == size
    writer.close()


def test_a_folder_that_cannot_be_written_can_be_read(books_file: Path) -> None:
    # No lock can be made here, as on a disc or a share for reading; root would ignore modes.
    books_file.with_name("books.lock").mkdir()
    store = books.open_books(books_file)
    assert store.read_only
    assert store.writer is None
    store.close()


# --- on a server ----------------------------------------------------------------------------------


def test_books_are_made_on_an_empty_database_only(server: Server, scripts: Path) -> None:
    place = server.empty()
    with pytest.raises(Trouble, match="There are no books in empty"):
        books.open_books(place)
    store = books.new_books(place, scripts=scripts)
    store.do(add_client)
    store.close()
    with pytest.raises(UserError, match="books already"):
        books.new_books(place)
    server.drop(place)


def test_somebody_elses_database_is_left_alone(server: Server) -> None:
    place = server.empty()
    with psycopg.connect(place) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num varchar(32))")
        connection.execute("CREATE TABLE somebody_elses (id integer)")
    with pytest.raises(UserError, match="holds something else"):
        books.new_books(place)
    with pytest.raises(Trouble, match="no books"):
        books.open_books(place)
    server.drop(place)


def test_newer_books_on_a_server_are_refused(server_books: str) -> None:
    with psycopg.connect(server_books) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.execute("UPDATE book_format SET program = '4.2'")
    with pytest.raises(Trouble, match="newer MSPDesk") as caught:
        books.open_books(server_books)
    assert "4.2" in caught.value.hint


def test_a_server_that_is_not_there_is_trouble() -> None:
    with pytest.raises(Trouble, match="does not answer"):
        books.open_books("postgresql://nobody@127.0.0.1:9/shop")


def test_a_database_that_is_not_there_is_trouble(server: Server) -> None:
    with pytest.raises(Trouble, match="no books of this name"):
        books.open_books(server.uri("nothing_here"))


def test_a_server_session_has_its_limits(server_books: str) -> None:
    store = books.open_books(server_books)
    asked = {"statement_timeout": "30s", "lock_timeout": "5s", "TimeZone": "UTC"}
    asked |= {"idle_in_transaction_session_timeout": "1min"}
    asked |= {"default_transaction_isolation": "read committed"}
    with store.read() as session:
        for name, value in asked.items():
            assert session.execute(text(f"SHOW {name}")).scalar() == value
        assert session.execute(text("SHOW default_transaction_read_only")).scalar() == "on"
    with store.step("Import", batch=True) as session:
        assert session.connection().execute(text("SHOW statement_timeout")).scalar() == "0"
    with store.step("Edit") as session:
        assert session.connection().execute(text("SHOW statement_timeout")).scalar() == "30s"
    store.close()


# --- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("postgres://ann@db/shop", "postgresql://ann@db/shop"),
        ("postgresql+psycopg://ann@db:5433/shop", "postgresql://ann@db:5433/shop"),
        ("  postgresql:///shop?host=/tmp ", "postgresql:///shop?host=%2Ftmp"),
    ],
)
def test_an_address_has_one_spelling(typed: str, kept: str) -> None:
    assert places.normalise(typed) == kept
    assert places.url_of(kept).drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("postgresql://ann:secret@db/shop", "Leave the password out"),
        ("postgresql://db/shop?password=secret", "Leave the password out"),
        ("mysql://db/shop", "live in PostgreSQL"),
        ("postgresql://db", "Name the database"),
        ("postgresql://db:port/shop", "not the address"),
        ("  ", "Name the folder"),
    ],
)
def test_an_address_that_will_not_do_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as caught:
        places.normalise(typed)
    assert caught.value.field == "books"
    assert "secret" not in caught.value.text


def test_a_place_is_named_without_its_user() -> None:
    assert places.said("postgresql://ann@db/shop") == "shop on db"
    assert places.said("postgresql:///shop?host=%2Ftmp") == "shop on /tmp"
