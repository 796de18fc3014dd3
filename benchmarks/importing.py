"""B14: a whole shop from files, against the same rows put into the same tables bare."""

import shutil
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from mspdesk.agreements.models import Agreement
from mspdesk.app.setup import start_shop
from mspdesk.app.whole_shop import everything
from mspdesk.app.whole_shop.bring import bring_whole_shop
from mspdesk.app.whole_shop.give import give_whole_shop
from mspdesk.app.whole_shop.layout import FILES
from mspdesk.billing import models as money
from mspdesk.clients.models import Client, Contact
from mspdesk.database.books import new_books, open_books
from mspdesk.documentation.models.device import Device
from mspdesk.people.models import Person
from mspdesk.progress import Progress
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping.models import TimeEntry

from .measure import Bench, Ratio, cpu, no_collecting
from .shops import SIZES, shop_of

BUDGET = 5.0
MOST_ROUNDS = 5
"""An import takes long enough to be measured few times."""

_TABLES: tuple[Any, ...] = (
    Person,
    Client,
    Contact,
    Device,
    Agreement,
    Ticket,
    money.Invoice,
    money.InvoiceLine,
    money.InvoiceTax,
    money.Payment,
    money.Allocation,
    TimeEntry,
)
"""The tables a whole shop fills, those that are referred to first."""

Rows = dict[str, list[tuple[Any, ...]]]


def import_shop(bench: Bench) -> list[Ratio]:
    """How long a whole shop takes to come in, per bare insert of its rows with the same indexes.

    At most the medium shop, which has a few more than the 100,000 rows that the budget speaks of;
    each round imports and inserts into books of their own.
    """
    size = min(bench.size, SIZES["medium"], key=lambda one: one.tickets)
    if bench.rounds == 1:
        size = size.tenth()
    ours: list[float] = []
    bare: list[float] = []
    rows: Rows = {}
    with _place(bench.work) as work:
        folder = _files(shop_of(size, bench.work), work)
        _empty(work / "empty")
        for n in range(min(bench.rounds, MOST_ROUNDS)):
            brought, put = (
                shutil.copytree(work / "empty", work / f"{name}{n}") for name in ("ours", "bare")
            )
            ours.append(_timed_import(brought, folder))
            rows = rows or _rows(brought)
            bare.append(_timed_insert(put, rows))
            shutil.rmtree(brought)
            shutil.rmtree(put)
    count = sum(map(len, rows.values()))
    took, base = statistics.median(ours), statistics.median(bare)
    note = f"{count:,} rows of {len(FILES)} files"
    return [Ratio("B14", "import a whole shop", "bare inserts", took, base, BUDGET, note)]


@contextmanager
def _place(work: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="import-", dir=work))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _files(kept: Path, work: Path) -> Path:
    """The benchmark's shop as the files of another program: without the tables of our own."""
    store = open_books(kept, read_only=True)
    try:
        give_whole_shop(store, Progress(), work / "files")
    finally:
        store.close()
    shutil.rmtree(work / "files" / everything.FOLDER)
    return work / "files"


def _empty(place: Path) -> None:
    store = new_books(place)
    try:
        start_shop(store, "Benchmark IT", 15_000, "US", {})
    finally:
        store.close()


def _timed_import(place: Path, folder: Path) -> float:
    store = open_books(place)
    try:
        with no_collecting():
            begun = cpu()
            bring_whole_shop(store, Progress(), folder)
            return cpu() - begun
    finally:
        store.close()


def _rows(place: Path) -> Rows:
    """Everything that came in, as it lies in the tables."""
    found: Rows = {}
    with closing(sqlite3.connect(place / "books.db")) as books:
        for model in _TABLES:
            name = model.__tablename__
            asked = f'SELECT * FROM "{name}" WHERE batch_id IS NOT NULL'
            found[name] = books.execute(asked).fetchall()
    return found


def _timed_insert(place: Path, rows: Rows) -> float:
    """Put the same rows into the same tables, with their indexes and without their triggers."""
    with closing(sqlite3.connect(place / "books.db")) as books:
        names = books.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            books.execute(f'DROP TRIGGER "{name}"')
        books.execute("PRAGMA foreign_keys = ON")
        with no_collecting():
            begun = cpu()
            for name, held in rows.items():
                if held:
                    marks = ", ".join("?" * len(held[0]))
                    books.executemany(f'INSERT INTO "{name}" VALUES ({marks})', held)
            books.commit()
            return cpu() - begun
