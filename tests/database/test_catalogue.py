"""Nothing but questions may run while a part of the tables is not there yet."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from mspdesk import schema
from mspdesk.database.books import open_books
from mspdesk.database.catalogue import whole

from .. import house
from .shop import add_client, change_client

PACKAGE = house.ROOT / "mspdesk"

# What is loaded stays to the end of these scripts, so nothing is looked for to throw away.
FEW = """
import gc, os, sys
gc.disable()
from mspdesk.database.base import Base
from mspdesk.database.books import open_books
from mspdesk.clients.models import Client
"""

HALF = """
store = open_books(sys.argv[1], durable=False)
assert store.ask(lambda s: s.query(Client).count()) >= 0, "a question needs its own tables only"
assert "mspdesk.schema" not in sys.modules
few = len(Base.metadata.tables)
{needs}
assert len(Base.metadata.tables) > few, "there were not more tables than before"
assert sys.modules["mspdesk.schema"].metadata is Base.metadata
store.close()
"""

# Each in a process of its own, born from one that has loaded no more than these few: to load them
# anew took as long as all the rest.
EACH = """
for script, place in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
    child = os.fork()
    if child == 0:
        sys.argv[1] = place
        exec(script)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, script
"""

NEED_ALL = {
    "a step": "store.step('Look').__enter__(); assert 'mspdesk.schema' in sys.modules",
    "a write": "from tests.database.shop import add_client; store.do(add_client, number='C2')",
    "undo": "store.undo()",
    "the check": "from mspdesk.database.check import check_books\n"
    "assert check_books(store, ()) == []",
    "counting rows": "from mspdesk.database import check; store.ask(check.row_counts)",
    "batches": "from mspdesk.database.batch import batch_tables; batch_tables()",
    "attachments": "from mspdesk.database.blobs import referenced\n"
    "store.ask(lambda s: referenced(s, {}))",
    "a broken rule": "from mspdesk.database.faults import _tables; _tables()",
}


def run_alone(script: str, *said: str) -> None:
    """Run a script in a Python of its own, where nothing was imported yet."""
    done = subprocess.run(
        [sys.executable, "-c", script, *said],
        check=False,
        capture_output=True,
        text=True,
        cwd=house.ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def furnished(place: str | Path) -> None:
    """Write something that can be undone."""
    store = open_books(place, durable=False)
    client_id = store.do(add_client)
    store.do(change_client, client_id, name="Other")
    store.close()


def run_each(needs: Iterable[str], places: Iterable[str]) -> None:
    """Run what needs all tables, each at a place of its own, where only a few are loaded."""
    said = [(HALF.format(needs=NEED_ALL[one]), at) for one, at in zip(needs, places, strict=True)]
    if hasattr(os, "fork"):
        run_alone(FEW + EACH, *chain(*said))
    else:
        for script, place in said:
            run_alone(FEW + script, place)


def test_whatever_needs_all_tables_has_them(books_file: Path, tmp_path: Path) -> None:
    furnished(books_file)
    places = [tmp_path / f"books{n}" / "books.db" for n in range(len(NEED_ALL))]
    for place in places:
        place.parent.mkdir()
        shutil.copy(books_file, place)
    run_each(NEED_ALL, map(str, places))


def test_whatever_needs_all_tables_has_them_on_a_server(server_books: str) -> None:
    furnished(server_books)
    run_each(["a write", "undo", "the check"], [server_books] * 3)


def test_every_area_with_tables_is_in_the_list() -> None:
    there = {file.parent.name for file in PACKAGE.glob("*/models.py")}
    there |= {file.parent.parent.name for file in PACKAGE.glob("*/models/__init__.py")}
    named = {one.__name__.split(".")[1] for one in schema.AREAS} - {"database"}
    assert there == named
    assert whole() is schema.metadata


PAST = re.compile(r"(?<!reader\.)\bmetadata\b|\.registry\b|__subclasses__|_sa_registry")
"""How somebody could get at tables without the gate."""

MAY = {"schema.py", "database/base.py", "database/catalogue.py", "database/next_form.py"}


def test_nobody_goes_past_the_gate() -> None:
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE).as_posix()
        if name in MAY or "migrations/" in name:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            assert not PAST.search(line) or "importlib" in line, f"{name}: {line.strip()}"


RACE = """
import gc, sys, threading, time
gc.disable()
from mspdesk.app import loading
from tests.database.shop import add_client, change_client
store = loading.load_books(sys.argv[1])
loading.load_first("tickets")
assert "mspdesk.schema" not in sys.modules and "mspdesk.billing.models" not in sys.modules
wrong, read = [], []

def reads():
    from mspdesk.tickets import queries
    while not loading.LOADED.is_set():
        try:
            store.ask(queries.open_tickets)
        except Exception as error:
            wrong.append(error)
            return
        read.append(1)
        # Nobody reads without a pause, and one makes the loading much quicker.
        time.sleep(0.005)

readers = [threading.Thread(target=reads) for _ in range(2)]
for one in readers:
    one.start()
loading.behind(loading.load_rest, "rest", daemon=False)
client = store.do(add_client, number="C7")
for n in range(20):
    store.do(change_client, client, name=f"Name {n}")
    assert store.undo() == "Change client"
assert loading.LOADED.wait(100)
for one in readers:
    one.join()
assert not wrong, wrong
assert len(read) > 100, len(read)
from mspdesk.app.keeping import checks
from mspdesk.database.check import check_books
from sqlalchemy.orm import configure_mappers
configure_mappers()
assert check_books(store, checks()) == []
store.close()
"""


def test_somebody_types_at_once_while_the_rest_loads(books_place: str) -> None:
    run_alone(RACE, books_place)
