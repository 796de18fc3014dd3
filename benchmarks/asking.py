"""B12, B15, B16: a ticket, Today and reports of ten years, beside the same statements read bare."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from mspdesk import dates
from mspdesk.app import reporting
from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.tickets import queries as tickets

from .growing import Shop, shop
from .measure import Bench, Ratio, in_turn
from .shops import FIRST, NOW, shop_of

TICKET, TICKET_SECONDS = 10.0, 0.030
TILE, TILE_SECONDS = 2.0, 0.020
TEN_YEARS_OF = ("time-by-client", "time-by-month", "revenue", "profit-by-client")
"""Reports that are summed up from kept sums, however long the time they cover."""

TEN_YEARS = 2.0
SPAN = Period(FIRST, date(2026, 2, 28))

Statement = tuple[str, tuple[Any, ...]]


@contextmanager
def _heard() -> Iterator[list[Statement]]:
    """Write down every statement and what is put into it."""
    heard: list[Statement] = []

    def hear(_connection: Any, _cursor: Any, words: str, given: Any, *_: Any) -> None:
        heard.append((words, tuple(getattr(one, "value", one) for one in given)))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def _read(bare: sqlite3.Connection, heard: list[Statement]) -> None:
    for words, given in heard:
        bare.execute(words, given).fetchall()


def ask(bench: Bench) -> list[Ratio]:
    """Each question is asked once to hear its statements, then in turn with those read bare."""
    file = shop_of(bench.size, bench.work) / "books.db"
    with dates.frozen(NOW), closing(Store.connect(str(file), read_only=True)) as store:
        at = shop(store)
        with closing(_bare(file)) as bare:
            return [*_ticket(at, bare, bench), *_today(at, bare, bench), *_years(at, bare, bench)]


def _bare(file: Path) -> sqlite3.Connection:
    """A bare connection with the room for pages that ours have."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    connection.execute("PRAGMA cache_size=-65536")
    return connection


def _both(
    question: Callable[[], object], bare: sqlite3.Connection, bench: Bench
) -> tuple[float, float, int]:
    """Seconds of a question and of its statements read bare, and how many those are."""
    with _heard() as heard:
        question()
    asked = [one for one in heard if one[0].startswith(("SELECT", "WITH"))]
    took = in_turn({"ours": question, "bare": lambda: _read(bare, asked)}, bench.rounds)
    return took["ours"], took["bare"], len(asked)


def _ticket(at: Shop, bare: sqlite3.Connection, bench: Bench) -> list[Ratio]:
    """B12: the page of a ticket with its time."""
    ours, base, count = _both(
        lambda: at.store.ask(tickets.ticket_page, at.ended_ticket), bare, bench
    )
    what = f"its {count} statements read bare"
    return [
        Ratio("B12", "opening a ticket", what, ours, base, TICKET),
        Ratio("B12", "opening a ticket, by the clock", "30 ms", ours, TICKET_SECONDS, 1.0),
    ]


def _today(at: Shop, bare: sqlite3.Connection, bench: Bench) -> list[Ratio]:
    """B15: all lists of Today, then the one whose statements take longest."""
    lists = [one for area in AREAS for one in area.today()]

    def all_of_them() -> None:
        with at.store.read() as session:
            for one in lists:
                one.rows(session, at.person, NOW.date())

    ours, base, count = _both(all_of_them, bare, bench)
    slowest = 0.0
    for one in lists:
        with _heard() as heard:
            at.store.ask(one.rows, at.person, NOW.date())
        asked = [said for said in heard if said[0].startswith(("SELECT", "WITH"))]
        took = in_turn({"bare": partial(_read, bare, asked)}, 1)
        slowest = max(slowest, took["bare"])
    said = f"{len(lists)} lists, {count} statements"
    return [
        Ratio("B15", "lists of Today", "their statements read bare", ours, base, TILE, said),
        Ratio("B15", "the dearest list's statements", "20 ms", slowest, TILE_SECONDS, 1.0),
    ]


def _years(at: Shop, bare: sqlite3.Connection, bench: Bench) -> list[Ratio]:
    """B16: the reports that may cover everything there ever was."""
    found = []
    for report in reporting.reports(AREAS):
        if report.key in TEN_YEARS_OF:
            asked = partial(at.store.ask, report.rows, SPAN, {})
            ours, base, count = _both(asked, bare, bench)
            what = f"its {count} statements read bare"
            name = f"ten years of {report.key}"
            found.append(Ratio("B16", name, what, ours, base, TEN_YEARS))
    return found
