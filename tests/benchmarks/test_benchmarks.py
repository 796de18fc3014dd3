"""Every benchmark at the small size, once and without a limit, so that none can rot."""

from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS, line, run
from benchmarks.child import HEAVY
from benchmarks.measure import Bench, Ratio
from benchmarks.shops import SIZES, shop_of
from benchmarks.starting import child
from mspdesk.app.areas import AREAS
from mspdesk.database.books import open_books
from mspdesk.database.check import check_books

FIRST = "agreements clients documentation people shop tickets timekeeping".split()
"""The areas whose tables a list of tickets asks."""


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The small shop, kept for all of these tests, looked at once."""
    return Bench(SIZES["small"], tmp_path_factory.mktemp("benchmarks"), rounds=1)


def test_the_made_up_shop_is_one_that_could_exist(bench: Bench) -> None:
    store = open_books(shop_of(bench.size, bench.work))
    try:
        assert check_books(store, [check for area in AREAS for check in area.checks()]) == []
    finally:
        store.close()


@pytest.mark.parametrize("name", [name for name in BENCHMARKS if name != "start"])
def test_a_benchmark_measures(name: str, bench: Bench, qapp: object) -> None:
    found = run(name, bench)

    assert found
    assert all(one.base > 0 for one in found)
    assert all(one.number in line(one) for one in found)


def test_the_window_is_painted_before_anything_heavy_is_loaded(bench: Bench, home: Path) -> None:
    books = str(shop_of(bench.size, bench.work))
    painted = child("ours", books, home=home)

    assert painted["heavy"] == []
    assert HEAVY


def test_the_window_fills_its_list_and_goes_on_while_the_rest_loads(
    bench: Bench, home: Path
) -> None:
    books = str(shop_of(bench.size, bench.work))
    found = child("gaps", books, "tickets", home=home)

    assert found["heavy"] == ["sqlalchemy"], "paper and files wait until the list is there"
    assert all(found[key] > 0 for key in ("cpu", "gap", "seat", "later"))


@pytest.mark.parametrize("tab", ["tickets", "today"])
def test_the_first_list_waits_for_no_other_area(tab: str, bench: Bench, home: Path) -> None:
    found = child("filled", str(shop_of(bench.size, bench.work)), tab, home=home)

    assert found["heavy"] == ["sqlalchemy"]
    assert found["tables"] == FIRST, "whatever a new area needs comes behind the window"


def test_a_ratio_over_its_budget_is_marked() -> None:
    slow = Ratio("B6", "a list", "a page", ours=5.0, base=1.0, budget=4.0)

    assert not slow.kept
    assert "OVER" in line(slow)
    assert Ratio("B6", "a list", "a page", ours=3.0, base=1.0, budget=4.0).kept
