"""Attachments are kept once by what is in them, and come back byte for byte or not at all."""

import hashlib

import pytest
from sqlalchemy import func, select, text

from mspdesk.database import blobs, check
from mspdesk.database.store import Store
from mspdesk.database.tables import Blob
from mspdesk.errors import Trouble

CONTENT = b"%PDF-1.7\x00\xff" * 1000


def put(store: Store, content: bytes) -> str:
    """Keep an attachment in a step of its own."""
    with store.step("Attach") as session:
        return blobs.put(session, content)


def test_an_attachment_comes_back_as_it_was(store: Store) -> None:
    name = put(store, CONTENT)
    assert name == hashlib.sha256(CONTENT).hexdigest()
    assert store.ask(blobs.get, name) == CONTENT
    assert store.ask(blobs.known) == {name: len(CONTENT)}
    with store.step("Read and attach") as session:
        assert blobs.get(session, name) == CONTENT


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    assert put(store, CONTENT) == put(store, CONTENT)
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Blob))) == 1


def test_bytes_are_in_files_beside_the_books_or_on_the_server(store: Store) -> None:
    name = put(store, CONTENT)
    kept = store.ask(lambda s: s.scalar(select(Blob.content)))
    if store.folder is None:
        assert kept == CONTENT
    else:
        assert kept is None
        file = store.folder / "blobs" / name[:2] / name
        assert file.read_bytes() == CONTENT
        assert file.stat().st_mode & 0o077 == 0
        assert list(store.folder.rglob("*.part")) == []


def test_a_file_may_be_left_by_a_step_that_failed_but_no_row(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.step("Attach") as session:
        name = blobs.put(session, CONTENT)
        _ = 1 / 0
    assert store.ask(blobs.known) == {}
    assert put(store, CONTENT) == name
    assert store.ask(blobs.get, name) == CONTENT


def test_damage_is_noticed_and_said(store: Store) -> None:
    name, other = put(store, CONTENT), put(store, b"other")
    assert check.check_books(store) == []
    if store.folder is None:
        with store.step("Break") as session:
            session.connection().execute(text("UPDATE blob SET content = '\\x00', size = 1"))
            session.connection().execute(
                text("UPDATE blob SET content = NULL WHERE sha256 = :one"), {"one": other}
            )
    else:
        file = store.folder / "blobs" / name[:2] / name
        file.write_bytes(b"X" + CONTENT[1:])
        (store.folder / "blobs" / other[:2] / other).unlink()
    for one in (name, other, "0" * 64):
        with pytest.raises(Trouble, match="missing or damaged"):
            store.ask(blobs.get, one)
    found = check.check_books(store)
    assert any(other[:12] in line for line in found)
    assert store.folder is None or any(name[:12] in line for line in found)


def test_a_file_that_nobody_wants_is_named_after_a_day(sqlite_store: Store) -> None:
    import os

    assert sqlite_store.folder
    stray = sqlite_store.folder / "blobs" / "ab" / ("ab" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"stray")
    assert check.check_books(sqlite_store) == []
    os.utime(stray, (0, 0))
    (line,) = check.check_books(sqlite_store)
    assert "belongs to nothing" in line


def test_what_is_too_large_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "LARGEST", 10)
    with pytest.raises(Trouble, match="too large"):
        put(store, b"x" * 11)
    assert store.ask(blobs.known) == {}
