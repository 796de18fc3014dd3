"""A copy is good before it counts; it goes back into a new place, whole, and is described."""

import errno
import os
import shutil
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.clients.models import Client
from mspdesk.database import backup, blobs, books, check, dump, restore
from mspdesk.database.files import sum_of
from mspdesk.database.store import Store
from mspdesk.errors import Trouble, UserError

from ..pgserver import Server
from .shop import FULL, add_client, add_contact


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where the copies go."""
    return tmp_path / "copies"


def fill(store: Store, attachments: int = 3) -> list[str]:
    """A few clients and attachments; answers the attachments' names."""
    for n in range(5):
        store.do(add_contact, store.do(add_client, f"C{n}", f"Client {n}", **FULL))
    with store.step("Attach") as session:
        return [blobs.put(session, b"attachment %d" % n * 1000) for n in range(attachments)]


def clients(session: Session) -> dict[str, str]:
    """What the shop wants to know about a copy, in these tests."""
    return {"clients": str(session.scalar(select(func.count()).select_from(Client)))}


def test_a_copy_is_one_file_with_a_name_and_its_attachments(
    sqlite_store: Store, into: Path, clock: datetime
) -> None:
    names = fill(sqlite_store)
    copy = backup.make(sqlite_store.place, into)
    assert copy.file.name == "books-20260311-150000.db"
    assert (copy.made_at, copy.kind) == (clock, "")
    assert copy.file.stat().st_mode & 0o077 == 0
    assert sorted(one.name for one in into.iterdir()) == [
        "blobs",
        "books-20260311-150000.db",
        "books-20260311-150000.db.sha256",
        "record.json",
    ]
    assert {file.name for file in blobs.files_in(into / "blobs")} == set(names)
    second = backup.make(sqlite_store.place, into, kind="before-upgrade")
    assert second.file.name == "books-20260311-150000-2-before-upgrade.db"
    third = backup.make(sqlite_store.place, into)
    assert third.file.name == "books-20260311-150000-3.db"
    # Of the copies of one hour the newest stays, and what stood before an upgrade.
    assert backup.copies(into) == [third, second]


def test_a_copy_goes_back_equal_in_every_row(
    sqlite_store: Store, into: Path, tmp_path: Path
) -> None:
    names = fill(sqlite_store)
    before = sqlite_store.ask(check.row_counts)
    rows = sqlite_store.ask(lambda s: s.execute(select(Client.__table__)).all())
    copy = backup.make(sqlite_store.place, into)
    found = restore.restore(copy.file, tmp_path / "new", describe=clients)
    assert found.facts == {"clients": "5"}
    assert found.place == str(tmp_path / "new" / "books.db")
    assert found.last_change is not None
    assert found.rows == before | {"lease": 0}
    again = books.open_books(tmp_path / "new")
    assert not again.read_only
    assert again.ask(lambda s: s.execute(select(Client.__table__)).all()) == rows
    assert again.ask(blobs.get, names[0]).startswith(b"attachment 0")
    assert check.check_books(again) == []
    again.close()


def test_a_copy_of_a_moment_while_others_write(
    sqlite_store: Store, into: Path, tmp_path: Path
) -> None:
    done = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not done.is_set():
            with sqlite_store.step("Pair") as session:
                first = Client(number=f"A{written}", name="x")
                session.add_all([first, Client(number=f"B{written}", name="y")])
            written += 1

    thread = threading.Thread(target=write)
    thread.start()
    made = [backup.make(sqlite_store.place, into / str(n)).file for n in range(5)]
    done.set()
    thread.join()
    assert written > 5
    for n, file in enumerate(made):
        found = restore.restore(file, tmp_path / str(n), describe=clients)
        assert int(found.facts["clients"]) % 2 == 0
        # Two changes for each step: the copy is of one moment, in every table.
        assert found.rows["change"] == 2 * found.rows["step"]


def test_books_never_go_back_over_books(sqlite_store: Store, into: Path) -> None:
    fill(sqlite_store)
    copy = backup.make(sqlite_store.place, into)
    with pytest.raises(UserError, match="books already"):
        restore.restore(copy.file, sqlite_store.place)


def flip(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    at = whole.rindex(b"Client 3")
    whole[at // 4096 * 4096 + 1] ^= 0xFF
    file.write_bytes(whole)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-8192])


def foreign(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 1000)


def one_letter(file: Path) -> None:
    """What no check of the pages can see: a letter of a text that stands in no index."""
    whole = file.read_bytes()
    assert b"Zeile 1" in whole
    file.write_bytes(whole.replace(b"Zeile 1", b"Zeile 2"))


@pytest.mark.parametrize("damage", [flip, cut, foreign, one_letter])
def test_a_damaged_copy_is_refused_and_leaves_nothing(
    sqlite_store: Store, into: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    fill(sqlite_store)
    copy = backup.make(sqlite_store.place, into).file
    damage(copy)
    if damage is not one_letter:
        # A copy that was carried off alone has no sum beside it; the pages tell.
        sum_of(copy).unlink()
    with pytest.raises(Trouble):
        restore.restore(copy, tmp_path / "new")
    with pytest.raises(Trouble):
        restore.prove(copy)
    left = [one for one in tmp_path.glob("new/**/*") if one.is_file()]
    assert left == []
    assert "proved_at" not in backup.record(into)


def test_a_restore_is_proved_without_leaving_anything(
    sqlite_store: Store, into: Path, clock: datetime
) -> None:
    fill(sqlite_store)
    copy = backup.make(sqlite_store.place, into)
    found = restore.prove(copy.file, describe=clients)
    assert found.facts == {"clients": "5"}
    assert backup.record(into)["proved_at"] == "2026-03-11 15:00:00"
    assert backup.record(into)["proved"] == copy.file.name
    assert list(into.glob("prove-*")) == []


def test_every_page_is_read_once_a_week(sqlite_store: Store, into: Path) -> None:
    start = datetime(2026, 3, 1, 12, 0)
    checked = []
    for day in range(9):
        with dates.frozen(start + timedelta(days=day)):
            backup.make(sqlite_store.place, into)
            checked.append(backup.record(into)["full_check_at"][:10])
    assert checked == ["2026-03-01"] * 7 + ["2026-03-08"] * 2


def test_a_copy_that_fails_a_check_does_not_count(sqlite_store: Store, into: Path) -> None:
    fill(sqlite_store)
    good = backup.make(sqlite_store.place, into)
    with pytest.raises(Trouble, match=r"The copy is not good: Invoice 7 does not add up\."):
        backup.make(sqlite_store.place, into, checks=[lambda _: ["Invoice 7 does not add up."]])
    assert [copy.file for copy in backup.copies(into)] == [good.file]
    assert list(into.glob("*.part")) == []


def test_old_copies_go_and_take_their_attachments_with_them(
    sqlite_store: Store, into: Path
) -> None:
    names = fill(sqlite_store)
    with dates.frozen(datetime(2024, 1, 1, 12, 0)):
        old = backup.make(sqlite_store.place, into)
    from sqlalchemy import text

    with sqlite_store.step("Forget") as session:
        session.connection().execute(text("DELETE FROM blob WHERE sha256 = :s"), {"s": names[0]})
    for hour in range(30):
        with dates.frozen(datetime(2026, 3, 1, 0, 0) + timedelta(hours=12 * hour)):
            backup.make(sqlite_store.place, into)
    assert old.file.exists(), "a month of its own"
    gone = backup.rotate(into, ceiling=10 * old.size)
    assert old.file in gone
    assert 0 < len(backup.copies(into)) <= 10
    assert len(list(into.glob("*.sha256"))) == len(backup.copies(into))
    assert {file.name for file in blobs.files_in(into / "blobs")} == set(names[1:])


def test_no_room_says_so_and_keeps_what_there_is(
    sqlite_store: Store, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_store)
    with dates.frozen(datetime(2026, 3, 10, 9, 30)):
        good = backup.make(sqlite_store.place, into)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(Trouble, match="There is no room for a copy") as caught:
        backup.make(sqlite_store.place, into)
    assert "Mar 10, 09:30" in caught.value.hint
    monkeypatch.undo()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble, match="There is no room for a copy"):
        backup.make(sqlite_store.place, into)
    assert [copy.file for copy in backup.copies(into)] == [good.file]
    assert list(into.glob("*.part")) == []


def test_a_lost_attachment_does_not_stop_the_copy(sqlite_store: Store, into: Path) -> None:
    names = fill(sqlite_store)
    assert sqlite_store.folder
    blobs.file_of(sqlite_store.folder / "blobs", names[1]).unlink()
    backup.make(sqlite_store.place, into)
    assert backup.record(into)["lost"] == "1"


def test_parts_of_a_crash_are_swept(sqlite_store: Store, into: Path) -> None:
    into.mkdir()
    (into / "books-20260101-000000.db.part").write_bytes(b"half")
    backup.make(sqlite_store.place, into)
    assert list(into.glob("*.part*")) == []


# --- on a server ----------------------------------------------------------------------------------


def test_books_on_a_server_are_dumped_and_go_back(
    server: Server, server_books: str, into: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(server.programs))
    store = books.open_books(server_books)
    names = fill(store)
    before = store.ask(check.row_counts)
    store.close()
    copy = backup.make(server_books, into)
    assert copy.file.suffix == ".pgdump"
    assert dump.table_of_contents(copy.file) > 10
    target = server.empty()
    found = restore.restore(copy.file, target, describe=clients)
    assert found.facts == {"clients": "5"}
    assert found.rows == before
    again = books.open_books(target)
    assert again.ask(blobs.get, names[2]).startswith(b"attachment 2")
    again.close()
    with pytest.raises(UserError, match="books already"):
        restore.restore(copy.file, target)
    with pytest.raises(UserError, match="onto a server"):
        restore.restore(copy.file, tmp_path / "folder")
    copy.file.write_bytes(copy.file.read_bytes()[:2000])
    with pytest.raises(Trouble):
        restore.restore(copy.file, server.uri("postgres"))
    server.drop(target)


def test_without_pg_dump_it_says_what_to_install(
    server_books: str, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Trouble, match="pg_dump, which was not found") as caught:
        backup.make(server_books, into)
    assert "Install the client programs" in caught.value.hint
    assert list(into.glob("*.pgdump*")) == []
