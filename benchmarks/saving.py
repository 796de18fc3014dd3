"""Saving one time entry, journal, sums and commit included, on the wall clock."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from mspdesk import dates
from mspdesk.database.books import open_books
from mspdesk.database.engines import raw
from mspdesk.timekeeping import actions

from .measure import Bench, Ratio, Work, in_turn, wall
from .shops import EMPTY_DAYS, NOW, shop_of

BUDGET = 10.0


def save(bench: Bench) -> list[Ratio]:
    """B13: the baseline inserts the same row into a table with the same indexes, and commits."""
    with TemporaryDirectory(dir=bench.work) as folder, dates.frozen(NOW):
        books, other = Path(folder) / "books", Path(folder) / "bare.db"
        kept = shop_of(bench.size, bench.work)
        shutil.copytree(kept, books, ignore=shutil.ignore_patterns("*.lock", "*.writer"))
        with closing(open_books(books)) as store:
            with store.read() as session:
                ticket = session.execute(
                    text("SELECT max(id) FROM ticket WHERE status = 'in_progress'")
                ).scalar_one()
                person = session.execute(text("SELECT max(id) FROM person")).scalar_one()
                forms = session.execute(
                    text("SELECT sql FROM sqlite_master WHERE tbl_name = 'time_entry'"
                         " AND type IN ('table', 'index') AND sql IS NOT NULL")
                ).scalars().all()  # fmt: skip
                rows = session.execute(text("SELECT * FROM time_entry LIMIT 1")).all()
            other.touch()
            with closing(raw(str(other))) as bare:
                for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *forms):
                    bare.execute(line)
                line = f"INSERT INTO time_entry VALUES ({', '.join('?' * len(rows[0]))})"
                values = list(rows[0])
                values[_place_of_id(bare)] = None

                days = count()

                def insert() -> None:
                    bare.execute("BEGIN IMMEDIATE")
                    bare.execute(line, values)
                    bare.execute("COMMIT")

                def log() -> None:
                    store.do(
                        actions.log_time,
                        ticket,
                        EMPTY_DAYS - timedelta(days=next(days)),
                        15,
                        "Mended it.",
                        person_id=person,
                    )

                works: dict[str, Work] = {"ours": log, "bare": insert}
                took = in_turn(works, bench.rounds, wall)
                work = in_turn(works, bench.rounds)
    # On a busy machine a save that computes is put off, and one that waits for the disk is not.
    note = f"{work['ours'] * 1000:.1f} ms of work against {work['bare'] * 1000:.1f}"
    what = "a bare insert and commit"
    return [Ratio("B13", "saving a time entry", what, took["ours"], took["bare"], BUDGET, note)]


def _place_of_id(bare: sqlite3.Connection) -> int:
    """Where the number stands in a row; SQLite gives a new one."""
    columns = bare.execute("PRAGMA table_info(time_entry)").fetchall()
    return [name for _at, name, *_rest in columns].index("id")
