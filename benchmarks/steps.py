"""How many steps SQLite takes to answer: a measure that no busy machine disturbs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event

from mspdesk.database.store import Store

from .growing import questions, shop

_EVERY = 10
"""Steps after which SQLite tells; few enough that no question is missed."""


@dataclass(slots=True)
class Counter:
    """Steps taken since it was last set back."""

    told: int = 0

    @property
    def steps(self) -> int:
        """About how many steps of SQLite's machine."""
        return self.told * _EVERY

    def tell(self) -> int:
        """Count on; 0 lets SQLite go on."""
        self.told += 1
        return 0


@dataclass(frozen=True, slots=True)
class Steps:
    """What one question cost in the full shop and in its tenth."""

    name: str
    full: int
    tenth: int


HISTORY = (
    "ticket",
    "ticket_text",
    "ticket_note",
    "time_entry",
    "invoice",
    "invoice_line",
    "payment",
    "allocation",
)
"""Tables that grow with the years."""


def believe_large(books: Path, times: int = 50) -> None:
    """Let SQLite plan for a history so many times as long, as it would in an old shop.

    In a small shop it may choose an index that it takes for useless in a large one.
    """
    with closing(sqlite3.connect(books)) as connection:
        connection.execute("ANALYZE")
        found = connection.execute("SELECT rowid, tbl, stat FROM sqlite_stat1").fetchall()
        for rowid, table, stat in found:
            if table in HISTORY:
                grown = " ".join(_grown(word, times) for word in stat.split())
                connection.execute(
                    "UPDATE sqlite_stat1 SET stat = ? WHERE rowid = ?", (grown, rowid)
                )
        connection.commit()


def _grown(word: str, times: int) -> str:
    """A count of rows so many times as large; one row a key stays one, words stay words."""
    return str(int(word) * times) if word.isdigit() and word != "1" else word


@contextmanager
def counting(counter: Counter) -> Iterator[None]:
    """Count the steps of every connection that is opened meanwhile."""

    def watch(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_progress_handler(counter.tell, _EVERY)

    event.listen(Engine, "connect", watch)
    try:
        yield
    finally:
        event.remove(Engine, "connect", watch)


def steps_of(full: Store, tenth: Store) -> list[Steps]:
    """Every question of `growing`, asked in both shops; the second time, when all is loaded."""
    asked = questions()
    taken = []
    for store in (full, tenth):
        counter = Counter()
        with counting(counter):
            at = shop(store)
            found = {}
            for name, ask in asked.items():
                ask(at)
                counter.told = 0
                ask(at)
                found[name] = counter.steps
        taken.append(found)
    return [Steps(name, taken[0][name], taken[1][name]) for name in asked]
