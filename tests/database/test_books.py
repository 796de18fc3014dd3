"""Opening books, making new ones, and the sentences for everything that is not books."""

from mspdesk.database.store import Store


def test_fresh_books_open_on_either_database(store: Store) -> None:
    assert store.dialect in {"sqlite", "postgresql"}


def test_b(store: Store) -> None:
    assert store.dialect in {"sqlite", "postgresql"}


def test_c(store: Store) -> None:
    assert store.dialect in {"sqlite", "postgresql"}
