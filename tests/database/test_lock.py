"""One process writes; the lock frees itself, and a file exchanged underneath is noticed in time."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mspdesk.database import backup, books, synced
from mspdesk.database.history import recent_steps
from mspdesk.database.store import Store
from mspdesk.errors import Trouble

from .shop import add_client, change_client, versions

WRITER = """
import sys, time
from mspdesk.database.books import open_books
store = open_books(sys.argv[1])
print("reading" if store.read_only else "writing", flush=True)
time.sleep(60)
"""


def start_writer(place: Path) -> subprocess.Popen[str]:
    """Another MSPDesk that opens the same books; answers once it has."""
    other = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline().strip() == "writing"
    return other


def test_the_second_opener_reads_and_is_told_who_writes(books_file: Path) -> None:
    first = books.open_books(books_file)
    second = books.open_books(books_file)
    assert (first.read_only, second.read_only) == (False, True)
    assert second.writer is not None
    assert (second.writer.host, second.writer.pid) == (socket.gethostname(), os.getpid())
    client_id = first.do(add_client)
    assert versions(second, client_id) == 1
    with pytest.raises(Trouble, match="for reading only") as caught:
        second.do(add_client, "C2", "Two")
    assert socket.gethostname() in caught.value.hint
    news = second.poll_foreign()
    assert news is not None
    assert news.tables == {"client"}
    first.close()
    third = books.open_books(books_file)
    assert not third.read_only
    second.close()
    third.close()


def test_a_reader_by_choice_takes_no_lock(books_file: Path) -> None:
    reader = books.open_books(books_file, read_only=True)
    writer = books.open_books(books_file)
    assert not writer.read_only
    reader.close()
    writer.close()


def test_the_lock_frees_itself_when_its_holder_is_killed(books_file: Path) -> None:
    other = start_writer(books_file)
    blocked = books.open_books(books_file)
    assert blocked.writer is not None
    assert blocked.writer.pid == other.pid
    blocked.close()
    other.send_signal(signal.SIGKILL)
    other.communicate()
    assert books_file.with_name("books.writer").exists(), "the killed one could not tidy up"
    mine = books.open_books(books_file)
    assert not mine.read_only
    mine.close()


def test_a_writer_on_another_computer_is_asked_about(books_file: Path) -> None:
    note = {"host": "elsewhere", "user": "bob", "pid": 7, "since": "2026-03-11T09:00:00"}
    books_file.with_name("books.writer").write_text(json.dumps(note))
    careful = books.open_books(books_file)
    assert careful.read_only
    assert careful.writer is not None
    assert (careful.writer.host, careful.writer.user, careful.writer.here) == (
        "elsewhere",
        "bob",
        False,
    )
    with pytest.raises(Trouble) as caught:
        careful.do(add_client)
    assert caught.value.hint == "bob on elsewhere is writing them."
    careful.close()
    over = books.open_books(books_file, take_over=True)
    assert not over.read_only
    over.close()
    assert not books_file.with_name("books.writer").exists()


def test_a_note_that_cannot_be_read_is_not_believed(books_file: Path) -> None:
    books_file.with_name("books.writer").write_text("{half")
    store = books.open_books(books_file)
    assert not store.read_only
    store.close()


# --- exchanged underneath -------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full is one of Linux")
def test_a_full_disk_opens_the_books_to_read_and_says_why(books_file: Path) -> None:
    part = books_file.with_name("books.part")
    part.symlink_to("/dev/full")
    store = books.open_books(books_file)
    assert store.read_only
    assert store.why.startswith("There is no room left on the disk of these books")
    with pytest.raises(Trouble, match="for reading only") as caught:
        store.do(add_client)
    assert "Make room" in caught.value.hint
    # Somebody who finds room is not kept out by whoever found none.
    other = books.open_books(books_file)
    assert not other.read_only
    other.close()
    store.close()


def test_a_file_exchanged_underneath_stops_writing(books_file: Path, tmp_path: Path) -> None:
    store = books.open_books(books_file)
    client_id = store.do(add_client)
    other = tmp_path / "other.db"
    shutil.copy(books_file, other)
    other.replace(books_file)
    for _ in range(2):
        with pytest.raises(Trouble, match=r"Another copy has replaced|for reading only"):
            store.do(change_client, client_id, name="Lost for ever")
    assert store.read_only
    assert versions(store, client_id) == 1, "what was on the screen can still be read"
    store.close()
    (ours,) = backup.copies(books_file.parent / "backups")
    assert ours.kind == "replaced"
    kept = Store.connect(str(ours.file), read_only=True)
    assert versions(kept, client_id) == 1, "what was saved until then lies among the copies"
    kept.close()
    assert not books_file.with_name("books.db-wal").exists(), "our log is not read into theirs"


def test_an_earlier_state_laid_over_the_file_stops_writing(
    books_file: Path, tmp_path: Path
) -> None:
    (books_file.parent / ".stfolder").mkdir()
    store = books.open_books(books_file)
    earlier = tmp_path / "earlier.db"
    backup.copy_pages(str(books_file), earlier)
    store.do(add_client)
    with closing(sqlite3.connect(earlier)) as old, closing(sqlite3.connect(books_file)) as now:
        # Written into the same file, with the same token, as by somebody who copies it over.
        old.backup(now)
    with pytest.raises(Trouble, match="Another copy has replaced"):
        store.do(add_client, "C2", "Two")
    store.close()


def test_a_log_taken_away_stops_writing_and_loses_nothing(books_file: Path) -> None:
    store = books.open_books(books_file)
    client_id = store.do(add_client)
    books_file.with_name("books.db-wal").unlink()
    with pytest.raises(Trouble, match="log of these books was taken away"):
        store.do(add_client, "C2", "Two")
    store.close()
    again = books.open_books(books_file)
    assert versions(again, client_id) == 1
    again.close()


def test_a_copy_that_another_computer_wrote_is_noticed_by_its_token(books_file: Path) -> None:
    store = books.open_books(books_file)
    store.do(add_client)
    other = books.open_books(books_file, read_only=True)
    other.close()
    # The same file, but opened for writing by somebody who did not see our lock.
    books_file.with_name("books.lock").unlink()
    books_file.with_name("books.writer").unlink()
    second = books.open_books(books_file)
    assert not second.read_only
    second.do(add_client, "C2", "Two")
    with pytest.raises(Trouble, match="Another copy has replaced"):
        store.do(add_client, "C3", "Three")
    assert store.read_only
    assert [s.label for s in second.ask(recent_steps)] == ["Add client", "Add client"]
    second.close()
    store.close()


def test_a_file_that_is_gone_is_trouble_and_may_come_back(books_file: Path) -> None:
    store = books.open_books(books_file)
    away = books_file.rename(books_file.with_name("away.db"))
    with pytest.raises(Trouble, match="cannot be reached"):
        store.do(add_client)
    assert not store.read_only
    away.rename(books_file)
    store.do(add_client)
    store.close()


# --- synced folders -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "marker", "tool"),
    [
        ("Dropbox/shop", "", "Dropbox"),
        ("OneDrive - Acme/shop", "", "OneDrive"),
        ("Google Drive/My Drive/shop", "", "Google Drive"),
        ("Mobile Documents/com~apple~CloudDocs/shop", "", "iCloud"),
        ("data/shop", "data/.stfolder", "Syncthing"),
        ("data/shop", "data/.sync_folder", "Nextcloud"),
        ("data/shop", "", None),
    ],
)
def test_a_synced_folder_is_known_by_name_or_mark(
    tmp_path: Path, folder: str, marker: str, tool: str | None
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    if marker:
        (tmp_path / marker).mkdir()
    assert synced.synced_by(tmp_path / folder) == tool
    assert synced.journal_mode(tmp_path / folder) == ("DELETE" if tool else "WAL")


def test_onedrive_is_known_by_what_windows_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    assert synced.synced_by(tmp_path / "shop") == "OneDrive"


def test_books_in_a_synced_folder_are_kept_in_one_file(
    tmp_path: Path, books_template: Path
) -> None:
    folder = tmp_path / "Dropbox" / "shop"
    folder.mkdir(parents=True)
    shutil.copy(books_template, folder / "books.db")
    (folder / "books (Bob's conflicted copy 2026-03-11).db").touch()
    store = books.open_books(folder)
    store.do(add_client)
    assert not (folder / "books.db-wal").exists()
    assert store.ask(recent_steps)
    assert len(store.notices) == 2
    assert "kept by Dropbox" in store.notices[0]
    assert "conflicted copy" in store.notices[1]
    store.close()


def test_books_on_a_local_disk_give_no_notice(books_file: Path) -> None:
    store = books.open_books(books_file)
    assert store.notices == ()
    store.close()
