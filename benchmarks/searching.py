"""Search as somebody types: every keystroke of some words, one after the other."""

import sqlite3
from contextlib import closing
from pathlib import Path

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.database.books import open_books
from mspdesk.tickets import queries
from mspdesk.tickets.queries.search import tokens

from .measure import Bench, Ratio, cpu, in_turn, percentile
from .shops import NOW, shop_of

TICKETS, EVERYTHING = 2.0, 5.0
LATE = 0.020
"""Seconds that 95 of 100 keystrokes take at most."""
TYPED = ("printer", "backup slow", "password account", "wireless office", "nothing like it")
_FOUND = 50
_EACH = 5
_BARE = "SELECT rowid FROM fts_ticket WHERE fts_ticket MATCH ? ORDER BY rowid DESC LIMIT ?"


def keystrokes() -> list[str]:
    """What stands in the line after each key."""
    return [words[:length] for words in TYPED for length in range(2, len(words) + 1)]


def bare_connection(books: Path) -> sqlite3.Connection:
    """The same file, opened with the same memory and nothing between."""
    connection = sqlite3.connect(f"{(books / 'books.db').as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def search(bench: Bench) -> list[Ratio]:
    """B10 and B11."""
    books = shop_of(bench.size, bench.work)
    typed = keystrokes()
    store = open_books(books)
    with dates.frozen(NOW), closing(store), closing(bare_connection(books)) as bare:
        matches = [" ".join(f'"{word}"*' for word in tokens(words)) for words in typed]

        def bare_queries() -> None:
            for match in matches:
                bare.execute(_BARE, (match, _FOUND)).fetchall()

        def ours() -> None:
            for words in typed:
                store.ask(queries.search_tickets, words, _FOUND)

        def everything() -> None:
            for words in typed:
                for area in AREAS:
                    for finder in area.finders():
                        store.ask(finder.find, words, _EACH)

        works = {"bare": bare_queries, "ours": ours, "everything": everything}
        took = in_turn(works, bench.rounds)
        slow = []
        for words in typed:
            begun = cpu()
            store.ask(queries.search_tickets, words, _FOUND)
            slow.append(cpu() - begun)
    count = len(typed)
    base = took["bare"] / count
    late = percentile(slow, 95)
    bare_words = "the bare FTS5 query"
    whole = took["everything"] / count
    return [
        Ratio("B10", "a keystroke, tickets", bare_words, took["ours"] / count, base, TICKETS),
        Ratio("B10", "95 of 100 keystrokes, tickets", "20 ms", late, LATE, 1.0),
        Ratio(
            "B11", "a keystroke, everything", bare_words, whole, base, EVERYTHING
        ),
    ]  # fmt: skip
