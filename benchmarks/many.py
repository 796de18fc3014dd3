"""B19 to B21: five hundred invoices in one PDF, a long sheet, a copy of the books while written."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook
from sqlalchemy import text

from mspdesk import dates
from mspdesk.billing.printables import SHEAF
from mspdesk.database.backup import copy_pages
from mspdesk.database.store import Store
from mspdesk.exchange.columns import MINUTES, TEXT, WHOLE, OutColumn
from mspdesk.exchange.workbook import Sheet, write_xlsx
from mspdesk.printing.document import render_many
from mspdesk.printing.page import Paper

from .measure import Bench, Ratio, in_turn, percentile, wall
from .paper import drawn_bare, watched
from .shops import NOW, shop_of
from .starting import child

BATCH, BATCH_BYTES, INVOICES = 2.5, 3.0, 500
SHEET, SHEET_BYTES, ROWS = 1.3, 100_000_000, 100_000
COPY, WRITER = 2.0, 3.0
_EVERY = 0.005
"""Seconds between two writes while the books are copied: two hundred a second."""

Row = tuple[int, str, str, str, str, str, int, int, str, str]


def batch(bench: Bench) -> list[Ratio]:
    """B19: the baseline draws the same strokes onto one canvas, and makes as many bytes of it.

    As with a single one, what is printed is gathered from the books before; the note says how long
    that takes.
    """
    many = 5 if bench.rounds == 1 else INVOICES
    file = shop_of(bench.size, bench.work) / "books.db"
    newest = text("SELECT id FROM invoice WHERE state = 'issued' ORDER BY id DESC LIMIT :n")
    with dates.frozen(NOW), closing(Store.connect(str(file), read_only=True)) as store:
        with store.read() as session:
            ids = list(session.scalars(newest, {"n": many}))

        def gather() -> list[tuple[Any, Any]]:
            with store.read() as session:
                return list(SHEAF.gather(session, *ids))

        papers = gather()
        with watched() as strokes:
            done = render_many(papers, Paper.LETTER, title="Invoices")
        bare = drawn_bare(strokes)
        works: dict[str, Callable[[], object]] = {
            "ours": lambda: render_many(papers, Paper.LETTER, title="Invoices"),
            "bare": partial(drawn_bare, strokes),
            "gather": gather,
        }
        took = in_turn(works, bench.rounds)
    what = f"{len(ids)} invoices in one PDF"
    note = f"{done.pages} pages; gathering takes {took['gather'] * 1000:,.0f} ms more"
    return [
        Ratio("B19", what, "a bare canvas", took["ours"], took["bare"], BATCH, note),
        Ratio("B19", f"bytes of {what}", "a bare canvas", len(done.pdf), len(bare), BATCH_BYTES),
    ]


# --- a sheet -------------------------------------------------------------------------------------


def _rows(count: int) -> Iterator[Row]:
    """Ten cells a row, as a list of tickets has them."""
    for n in range(count):
        name, words = f"Client {n % 500}", f"Printer does not start, room {n % 997}"
        yield n, f"T{n:06d}", name, words, "Closed", "High", n % 240, n % 90, "Ada", "Remote"


def _columns() -> list[OutColumn[Row]]:
    kinds = (WHOLE, *[TEXT] * 5, MINUTES, MINUTES, TEXT, TEXT)
    return [OutColumn[Row](f"Column {n}", kind, itemgetter(n)) for n, kind in enumerate(kinds)]


def write_sheet(place: Path, count: int) -> None:
    """Write so many rows as any list of the program leaves it."""
    write_xlsx(place, [Sheet("Tickets", _columns(), _rows(count), total=count)])


def _write_plain(place: Path, count: int) -> None:
    """The same rows by openpyxl's own quick way."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tickets")
    for row in _rows(count):
        sheet.append(row)
    book.save(place)


def sheet(bench: Bench) -> list[Ratio]:
    """B20: time against openpyxl's own quick way, and memory above that of the program."""
    count = 200 if bench.rounds == 1 else ROWS
    with TemporaryDirectory(dir=bench.work) as folder:
        place = Path(folder)
        works: dict[str, Callable[[], object]] = {
            "ours": lambda: write_sheet(place / "ours.xlsx", count),
            "bare": lambda: _write_plain(place / "bare.xlsx", count),
        }
        took = in_turn(works, min(3, bench.rounds))
        told = child("sheet", str(place / "memory.xlsx"), str(count), home=place,
                     compiled=bench.compiled)  # fmt: skip
    what = f"a sheet of {count:,} rows"
    note = f"{told['more'] / 1e6:.0f} MB"
    return [
        Ratio("B20", what, "openpyxl's write-only", took["ours"], took["bare"], SHEET),
        Ratio("B20", f"memory of {what}", "100 MB", max(1, told["more"]), SHEET_BYTES, 1.0, note),
    ]


# --- a copy --------------------------------------------------------------------------------------


def copy(bench: Bench) -> list[Ratio]:
    """B21: a copy while somebody writes against one while nobody does; and what the writer feels.

    On the wall, as both wait for the disk. The books are a copy of the shop's, so that they may be
    written. The check of the copy is not part of it.
    """
    with TemporaryDirectory(dir=bench.work) as folder:
        file = Path(folder) / "books.db"
        shutil.copyfile(shop_of(bench.size, bench.work) / "books.db", file)
        with closing(_writer(file)) as written:
            _write_for(written, 0.1 if bench.rounds == 1 else 2.0)
            idle = _write_for(written, 0.1 if bench.rounds == 1 else 2.0)
        quiet, busy, felt = [], [], []
        for _ in range(min(3, bench.rounds)):
            quiet.append(_took(lambda: copy_pages(str(file), Path(folder) / "quiet.db")))
            with _writing(file) as waits:
                busy.append(_took(lambda: copy_pages(str(file), Path(folder) / "busy.db")))
            felt += waits
    size = f"{file.name} of a {bench.size.name} shop"
    before, during = percentile(idle, 95), percentile(felt, 95) if felt else 0.0
    return [
        Ratio("B21", "a copy while writing", "one while idle", min(busy), min(quiet), COPY, size),
        Ratio("B21", "a save, 95 of 100, while copying", "one while idle", during, before, WRITER),
    ]


def _took(work: Callable[[], object]) -> float:
    begun = wall()
    work()
    return wall() - begun


def _writer(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=30)
    for line in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE IF NOT EXISTS scratch (id INTEGER PRIMARY KEY, words TEXT)",
    ):
        connection.execute(line)
    return connection


def _save(connection: sqlite3.Connection) -> float:
    begun = wall()
    connection.execute("INSERT INTO scratch (words) VALUES ('Went through it step by step.')")
    return wall() - begun


def _write_for(connection: sqlite3.Connection, seconds: float) -> list[float]:
    """Save again and again for a time; how long each took."""
    took, end = [], wall() + seconds
    while wall() < end:
        took.append(_save(connection))
        time.sleep(_EVERY)
    return took


@contextmanager
def _writing(file: Path) -> Iterator[list[float]]:
    """Somebody else saves two hundred times a second; what each save took."""
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        with closing(_writer(file)) as connection:
            while not done.is_set():
                waits.append(_save(connection))
                time.sleep(_EVERY)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield waits
    finally:
        done.set()
        thread.join()
