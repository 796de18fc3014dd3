"""Checking the books finds what is wrong with them, and nothing where nothing is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mspdesk.database import books, check
from mspdesk.database.store import Store

from .shop import add_client, add_contact
from .test_batch import bring


def test_good_books_have_nothing_wrong(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(add_contact, client_id)
    batch = store.do(bring, 3)
    store.undo_batch(batch)
    store.do(bring, 2)
    assert check.check_books(store) == []
    assert check.check_books(store, full=False) == []
    counts = store.ask(check.row_counts)
    assert (counts["client"], counts["contact"], counts["batch"]) == (3, 3, 2)


def test_an_area_adds_its_own_sentences(store: Store) -> None:
    def wrong(session: Session) -> list[str]:
        return [f"Invoice {session.scalar(text('SELECT 7'))} does not add up."]

    def broken(session: Session) -> list[str]:
        session.execute(text("SELECT * FROM nowhere"))
        return []

    found = check.check_books(store, [broken, wrong])
    assert len(found) == 2
    assert found[0].startswith("A check could not be made")
    assert found[1] == "Invoice 7 does not add up."


def break_in(store: Store, *statements: str) -> None:
    """Change the books as no step may."""
    store.close()
    with closing(sqlite3.connect(store.place)) as connection:
        for name in ("step_is_kept", "step_stays", "change_is_kept", "change_stays"):
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE contact SET client_id = 99", "A contact refers to a client that is not there"),
        ("DELETE FROM step WHERE id = 1", "A change refers to a step that is not there"),
        ("UPDATE change SET before = '{half' WHERE id = 1", "1 lines of the journal cannot be"),
        ("UPDATE change SET table_name = 'x' WHERE id = 1", "1 lines of the journal cannot be"),
        ("UPDATE step SET undoes = 2 WHERE id = 1", "1 steps undo one that came later"),
        ("UPDATE client SET batch_id = 5", "1 of client belong to a batch that was undone"),
        ("UPDATE step SET at = '2026-11-:3 03:36:26.182288'", "2 rows of step hold values that"),
        ("UPDATE step SET at = substr(at, 1, 22) || 'x' WHERE id = 1", "1 row of step hold"),
        ("UPDATE client SET version = 'two'", "1 row of client hold values that cannot be read"),
        ("UPDATE client SET name = CAST('x' AS BLOB)", "1 row of client hold values that cannot"),
    ],
)
def test_what_is_wrong_is_said(sqlite_store: Store, statement: str, sentence: str) -> None:
    sqlite_store.do(add_contact, sqlite_store.do(add_client))
    break_in(sqlite_store, statement)
    store = books.open_books(sqlite_store.place)
    found = check.check_books(store)
    assert any(sentence in line for line in found), found
    store.close()


def test_a_damaged_page_is_found(sqlite_store: Store) -> None:
    for n in range(50):
        sqlite_store.do(add_client, f"C{n}", "x" * 100)
    sqlite_store.close()
    file = Path(sqlite_store.place)
    whole = bytearray(file.read_bytes())
    at = whole.rindex(b"x" * 90)
    page = at // 4096 * 4096
    whole[page : page + 64] = b"\xff" * 64
    file.write_bytes(whole)
    store = Store.connect(str(file), read_only=True)
    assert check.check_books(store)
    store.close()
