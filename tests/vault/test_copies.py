"""Copies sealed whole: nothing in clear, opened by a password or the paper, thinned out as ever."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk import dates, paths
from mspdesk.app import copies as seen
from mspdesk.app import keeping
from mspdesk.clients.models import Client
from mspdesk.database import backup, blobs, dump, restore
from mspdesk.database.files import keeps_its_sum
from mspdesk.database.sealed_head import ENDING
from mspdesk.database.store import Store
from mspdesk.errors import Trouble, UserError
from mspdesk.progress import Progress
from mspdesk.vault import actions, copies, runs
from mspdesk.vault.refused import NotOpened
from mspdesk.vault.secret import Secret
from tests.bookcase import Standing
from tests.pgserver import Server

from .conftest import DANA, MARCUS, Guarded

CLEAR = (b"Brightwater Veterinary", b"SQLite format 3", b"the attached words")


def attach(store: Store) -> str:
    """An attachment; answers its name."""
    with store.step("Attach") as session:
        return blobs.put(session, b"the attached words " * 500)


def test_a_sealed_copy_is_seen_and_proved_with_a_password(
    file_vault: Guarded, tmp_path: Path, clock: object
) -> None:
    store, into = file_vault.store, tmp_path / "stick"
    attach(store)
    store.do(actions.seal_copies, True)
    file = keeping.back_up(store, Progress(), into)
    with pytest.raises(UserError, match="Type a password"):
        seen.look(file)
    with pytest.raises(NotOpened):
        seen.prove(file, Secret("not this one at all"))
    assert seen.proved(into) is None
    assert seen.look(file, Secret(DANA)) == seen.held_now(store)
    found = seen.prove(file, Secret(file_vault.recovery))
    assert found.facts["Shop"] == "Quillfeather IT, LLC"
    assert seen.proved(into) == (file.name, dates.now())
    assert not in_clear(into)
    assert not list(paths.home().glob("unsealed-*"))


def in_clear(folder: Path) -> list[str]:
    """The files below a folder that say something of the shop."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one.name for one in files if any(words in one.read_bytes() for words in CLEAR)]


def test_a_sealed_copy_holds_nothing_in_clear_and_comes_back(
    file_vault: Guarded, tmp_path: Path, clock: object
) -> None:
    store, into = file_vault.store, tmp_path / "stick"
    name = attach(store)
    before = keeping.back_up(store, Progress(), into)
    assert before.name == "books-20260311-150000.db"
    assert in_clear(into)
    store.do(actions.seal_copies, True)
    with dates.frozen(dates.now() + timedelta(hours=1)):
        file = keeping.back_up(store, Progress(), into)
    # Nobody had to type anything, and what lay there in clear is sealed as well.
    assert file.name == "books-20260311-160000.db.sealed"
    assert keeps_its_sum(file)
    assert not in_clear(into)
    assert [one.file.name for one in backup.copies(into)] == [file.name, before.name + ENDING]
    assert not list(Path(store.place).parent.rglob("*.part"))
    for n, typed in enumerate((DANA, file_vault.recovery, MARCUS)):
        lines = keeping.bring_back(file, tmp_path / f"again{n}", Secret(typed))
        assert "Shop: Quillfeather IT, LLC" in lines
        assert not list((tmp_path / f"again{n}").glob("unsealed-*"))
    kept = blobs.folder_of_blobs(tmp_path / "again0")
    assert blobs.damaged(kept, {name: 9_500}) == []
    old = keeping.bring_back(before.with_name(before.name + ENDING), tmp_path / "old", Secret(DANA))
    assert "Shop: Quillfeather IT, LLC" in old


def test_a_wrong_word_or_a_changed_copy_leaves_nothing(
    file_vault: Guarded, tmp_path: Path, clock: object
) -> None:
    store, into = file_vault.store, tmp_path / "copies"
    store.do(actions.seal_copies, True)
    file = keeping.back_up(store, Progress(), into)
    with pytest.raises(UserError, match="sealed"):
        restore.restore(file, tmp_path / "none")
    with pytest.raises(UserError, match="sealed"):
        keeping.bring_back(file, tmp_path / "none")
    with pytest.raises(NotOpened, match="neither as a password nor as the recovery key"):
        keeping.bring_back(file, tmp_path / "none", Secret("not this one at all"))
    raw = bytearray(file.read_bytes())
    raw[-20] ^= 1
    file.write_bytes(raw)
    with pytest.raises(Trouble, match="damaged after it was made"):
        keeping.bring_back(file, tmp_path / "none", Secret(file_vault.recovery))
    file.with_name(file.name + ".sha256").unlink()
    with pytest.raises(NotOpened, match="was changed after it was made"):
        keeping.bring_back(file, tmp_path / "none", Secret(file_vault.recovery))
    assert not (tmp_path / "none").exists()


def test_old_copies_go_with_the_attachments_only_they_need(
    file_vault: Guarded, tmp_path: Path, clock: object
) -> None:
    store, into = file_vault.store, tmp_path / "copies"
    store.do(actions.seal_copies, True)
    name = attach(store)
    keeping.back_up(store, Progress(), into)
    assert list((into / "blobs").glob(f"??/{name}-*{ENDING}"))
    with sqlite3.connect(store.place) as connection:
        connection.execute("DELETE FROM blob")
    connection.close()
    seal = copies.sealing(store)
    for day in range(1, 3):
        with dates.frozen(dates.now() + timedelta(days=400 * day)):
            backup.make(store.place, into, seal=seal, ceiling=1)
    assert len(backup.copies(into)) == 1
    assert not list((into / "blobs").glob(f"??/{name}-*"))


def test_a_password_opens_the_attachments_of_every_copy_it_opens(
    file_vault: Guarded, tmp_path: Path, clock: object
) -> None:
    store, into, fresh = file_vault.store, tmp_path / "copies", "the ferry leaves at nine"
    name = attach(store)
    store.do(actions.seal_copies, True)
    old = keeping.back_up(store, Progress(), into)
    runs.change_password(store, Progress(), file_vault.opened(), None, Secret(fresh))
    with dates.frozen(dates.now() + timedelta(hours=1)):
        new = keeping.back_up(store, Progress(), into)
    for n, (file, typed) in enumerate(((old, DANA), (new, fresh), (new, file_vault.recovery))):
        keeping.bring_back(file, tmp_path / f"again{n}", Secret(typed))
        kept = blobs.folder_of_blobs(tmp_path / f"again{n}")
        assert blobs.damaged(kept, {name: 9_500}) == []
    with pytest.raises(NotOpened, match="neither as a password"):
        keeping.bring_back(new, tmp_path / "none", Secret(DANA))


def test_whoever_was_taken_out_opens_no_later_copy(
    file_vault: Guarded, tmp_path: Path, clock: object
) -> None:
    store = file_vault.store
    opened = file_vault.opened()
    store.do(actions.seal_copies, True)
    runs.forget_person(store, Progress(), opened, file_vault.shop.marcus)
    file = keeping.back_up(store, Progress(), tmp_path / "copies")
    with pytest.raises(NotOpened):
        keeping.bring_back(file, tmp_path / "again", Secret(MARCUS))
    assert keeping.bring_back(file, tmp_path / "again", Secret(file_vault.recovery))


def test_books_on_a_server_are_sealed_too(
    server: Server,
    server_store: Store,
    standing: Standing,
    tmp_path: Path,
    clock: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(server.programs))
    guarded: Guarded = standing(server_store)
    server_store.do(actions.seal_copies, True)
    file = keeping.back_up(server_store, Progress(), tmp_path / "copies")
    assert file.name == "books-20260311-150000.pgdump.sealed"
    assert not in_clear(tmp_path / "copies")
    plain = tmp_path / "opened.pgdump"
    copies.open_copy(file, plain, Secret(guarded.recovery))
    assert dump.table_of_contents(plain) > 10
    # What it holds is seen without a server, and equals what the books hold.
    looked_at = seen.look(file, Secret(guarded.recovery))
    assert looked_at == seen.held_now(server_store)
    assert dict(looked_at.counts)["Clients"] > 0
    with pytest.raises(Trouble, match="proved on a server"):
        seen.prove(file, Secret(guarded.recovery))
    rows = [row for _, row in dump.rows_of(plain, {"client"})]
    assert [row["name"] for row in rows] == server_store.ask(_client_names)
    plain.write_bytes(plain.read_bytes()[:-4_000])
    with pytest.raises(Trouble):
        list(dump.rows_of(plain, {"client", "step", "change"}))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Trouble, match="pg_restore, which was not found"):
        seen.look(file, Secret(guarded.recovery))


def _client_names(session: Session) -> list[str]:
    return list(session.scalars(select(Client.name).order_by(Client.id)))
