"""Looking for words in a text, alike on both kinds of books."""

import pytest
from sqlalchemy import literal, select

from mspdesk.database.holding import holds
from mspdesk.database.store import Store


@pytest.mark.parametrize(
    ("words", "wanted", "found"),
    [
        ("Front desk PC", "DESK p", True),
        ("Front desk PC", "desk  p", False),
        ("SN-00A1", "sn-00a", True),
        ("50% off", "0%", True),
        ("500 off", "0%", False),
        ("WS_12", "s_1", True),
        ("WS-12", "s_1", False),
        ("a/b", "/", True),
        ("ab", "/", False),
        ("it's", "'s", True),
        ("anything", "", True),
    ],
)
def test_a_text_holds_what_was_typed(store: Store, words: str, wanted: str, found: bool) -> None:
    with store.read() as session:
        assert session.scalar(select(holds(literal(words), wanted))) in {found, int(found)}


def test_words_put_together_are_searched_as_one(store: Store) -> None:
    whole = literal("Ada") + " " + literal("Birch")
    with store.read() as session:
        assert session.scalar(select(holds(whole, "a bir")))
