"""B22 without a clock: no question takes more steps because there is more history."""

from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.shops import NOW, Size, shop_of
from benchmarks.steps import Counter, believe_large, counting, steps_of
from mspdesk import dates
from mspdesk.database.store import Store

SHOP = Size("middling", 20, 4_000, 1_000)
"""Large enough that the tenth fills every first page."""

MORE = 1.5
SLACK = 500
"""Steps that do not matter: a hundred rows or so."""

READS_ON = {
    # Half a step for each invoice of an index that holds nothing else: a row a client and year.
    "report revenue": 3_000,
    # How soon a client pays is the mean of its newest invoices, of which the tenth has few.
    "client's money": 3_000,
    # How soon clients pay is learned from the payments of one year, of which the tenth has few.
    "report cash": 6_000,
    # The newest two hundred tickets of a client say it, of which the tenth has few.
    "client's devices worked on last": 2_000,
    # Thirteen weeks of what was opened and worked, of which the tenth has few.
    "report work-flow": 10_000,
    # Twelve months of tickets, hours and invoices of each client, of which the tenth has a part.
    "report renewal-service": 40_000,
    # The same of money, and beside it what the twelve months before brought.
    "report renewal-money": 150_000,
    # Ninety days of what was billed and worked, of which the tenth has few.
    "report garden": 12_000,
    # Thirteen weeks of work, and what a year of each client brought, of which the tenth has few.
    "report hire-math": 70_000,
    # Four weeks of work, of which the tenth has few.
    "due: Room before the next hire": 2_000,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The books of a shop and of its tenth, which SQLite takes for large ones."""
    work = tmp_path_factory.mktemp("growing")
    found = [shop_of(size, work) / "books.db" for size in (SHOP, SHOP.tenth())]
    for file in found:
        believe_large(file)
    return found


def opened(files: list[Path]) -> list[Store]:
    """The books, open to read."""
    return [Store.connect(str(file), read_only=True) for file in files]


def test_no_question_reads_history_it_need_not_read(files: list[Path]) -> None:
    full, tenth = opened(files)
    with dates.frozen(NOW), closing(full), closing(tenth):
        steps = steps_of(full, tenth)
    assert len(steps) > 70
    grown = [one for one in steps if one.full > one.tenth * MORE + READS_ON.get(one.name, SLACK)]
    assert [one.name for one in grown] == [], grown


def test_reading_all_of_history_is_noticed(files: list[Path]) -> None:
    found = []
    for store in opened(files):
        counter = Counter()
        with closing(store), counting(counter), store.read() as session:
            # The names of all tables are read with the first question.
            session.connection().exec_driver_sql("SELECT id FROM invoice LIMIT 1").all()
            before = counter.steps
            session.connection().exec_driver_sql("SELECT max(subtotal) FROM invoice").all()
        found.append(counter.steps - before)
    full, tenth = found
    assert full > tenth * MORE + SLACK
