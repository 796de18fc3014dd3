"""The billing run of many agreements, beside the bare insert of the rows it makes."""

import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mspdesk import dates
from mspdesk.agreements.models import Agreement, AgreementLine
from mspdesk.billing import actions
from mspdesk.clients.actions import add_client, add_internal
from mspdesk.database.books import new_books, open_books
from mspdesk.database.engines import raw
from mspdesk.database.store import Store
from mspdesk.people.actions import add_person
from mspdesk.shop.actions import set_up

from .measure import Bench, Ratio, no_collecting, wall

BUDGET = 5.0
AGREEMENTS = 500
TODAY = datetime(2026, 11, 21, 9, 0)
MADE = ("billing_run", "invoice", "invoice_line", "billed_period")
"""The tables a run writes its rows into."""
KEPT = ("step", "change")
"""The tables of the journal, which gets a row of each of them."""

Row = tuple[Any, ...]


def bill(bench: Bench) -> list[Ratio]:
    """B23: the baseline inserts the same rows, the journal's too, one by one, and commits.

    It has the same tables and indexes without triggers. After each round what was made is deleted
    again, which is not measured. Two lines an agreement: a server and ten workstations.
    """
    agreements = 40 if bench.rounds == 1 else AGREEMENTS
    with TemporaryDirectory(dir=bench.work) as folder, dates.frozen(TODAY):
        place = Path(folder) / "books"
        new_books(place).close()
        with closing(open_books(place)) as store, closing(raw(str(place / "books.db"))) as eye:
            # Books that lie with a log are written by their own connection alone; another that
            # brought the log into the file would be taken for a copy laid in their place.
            eye.execute("PRAGMA wal_autocheckpoint=0").close()
            _furnish(store, agreements)
            before = {table: _newest(eye, table) for table in KEPT}
            made = _run(store, agreements)
            rows = {table: _rows(eye, table, before.get(table, 0)) for table in (*MADE, *KEPT)}
            _forget(eye)
            with _bare(Path(folder) / "bare.db", eye) as bare:
                ours, base = _in_turn(
                    (lambda: _run(store, agreements), lambda: _forget(eye)),
                    (lambda: _insert(bare, rows), lambda: _empty(bare, rows)),
                    bench.rounds,
                )
    many = sum(map(len, rows.values()))
    what = f"billing run of {made} agreements"
    return [Ratio("B23", what, f"{many:,} bare inserts and a commit", ours, base, BUDGET)]


Turn = tuple[Callable[[], object], Callable[[], object]]
"""What is measured, and what puts everything back after it."""


def _in_turn(ours: Turn, bare: Turn, rounds: int) -> tuple[float, float]:
    """The median seconds of each, one sample of each in turn."""
    took: tuple[list[float], list[float]] = ([], [])
    with no_collecting():
        for _ in range(rounds):
            for samples, (work, back) in zip(took, (ours, bare), strict=True):
                begun = wall()
                work()
                samples.append(wall() - begun)
                back()
    return statistics.median(took[0]), statistics.median(took[1])


def _furnish(store: Store, agreements: int) -> None:
    """A shop and so many clients, each with a plan that is billed from December on."""
    with store.step("Furnish") as session:
        set_up(session, "Quillfeather IT", 15_000, "US", {})
        session.info["person_id"] = add_person(session, "Dana Whitlock", ("owner",))
        add_internal(session, "Quillfeather IT")
        clients = [add_client(session, f"Client {n}") for n in range(agreements)]
        for n, client_id in enumerate(clients):
            held = Agreement(
                number=f"A{n:04}",
                client_id=client_id,
                kind="managed",
                plan="Gold",
                state="active",
                start_on=date(2026, 1, 1),
                bill_from=date(2026, 12, 1),
                auto_renew=True,
            )
            session.add(held)
            session.flush()
            for position, (words, count, price) in enumerate(
                (("Server", 1, 25_000), ("Workstation", 10, 6_000))
            ):
                session.add(
                    AgreementLine(
                        agreement_id=held.id,
                        position=position,
                        text=words,
                        quantity=count * 10_000,
                        price=price,
                        from_on=date(2026, 1, 1),
                    )
                )


def _run(store: Store, agreements: int) -> int:
    made = store.do(actions.make_drafts, TODAY.date())
    if made.plans != agreements:
        raise AssertionError(f"{made.plans} of {agreements} agreements were billed")
    return made.plans


def _newest(eye: sqlite3.Connection, table: str) -> int:
    return int(eye.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def _rows(eye: sqlite3.Connection, table: str, after: int) -> list[Row]:
    return eye.execute(f"SELECT * FROM {table} WHERE id > ?", (after,)).fetchall()


def _forget(eye: sqlite3.Connection) -> None:
    """Take away what a run made, so that the next one makes it again; the journal keeps its own."""
    eye.execute("BEGIN IMMEDIATE")
    for table in reversed(MADE):
        eye.execute(f"DELETE FROM {table}")
    eye.execute("COMMIT")


@contextmanager
def _bare(place: Path, eye: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The same tables with their indexes in a file of their own, without triggers."""
    forms = [
        form
        for table in (*MADE, *KEPT)
        for (form,) in eye.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index')"
            " AND sql IS NOT NULL ORDER BY type DESC",
            (table,),
        ).fetchall()
    ]
    place.touch()
    with closing(raw(str(place))) as bare:
        for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *forms):
            bare.execute(line)
        yield bare


def _insert(bare: sqlite3.Connection, rows: dict[str, list[Row]]) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for table, some in rows.items():
        line = f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})"
        for row in some:
            bare.execute(line, row)
    bare.execute("COMMIT")


def _empty(bare: sqlite3.Connection, rows: dict[str, list[Row]]) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for table in rows:
        bare.execute(f"DELETE FROM {table}")
    bare.execute("COMMIT")
