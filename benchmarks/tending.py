"""What each client brings and costs over ten years, beside the bare sums of the kept tables."""

from collections.abc import Callable
from contextlib import closing
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.garden.queries import garden

from .measure import Bench, Ratio, in_turn
from .shops import FIRST, NOW, shop_of

BUDGET = 2.0
YEAR = date(2025, 3, 1), date(2026, 2, 28)
TEN_YEARS = FIRST, date(2026, 2, 28)
_MONEY = text(
    "SELECT client_id, kind, sum(amount), sum(cost) FROM money_by_client_month"
    " WHERE month BETWEEN :first AND :last GROUP BY client_id, kind"
)
_TIME = text(
    "SELECT client_id, sum(minutes) FROM time_by_client_month"
    " WHERE month BETWEEN :first AND :last GROUP BY client_id"
)
_TEAM = text("SELECT sum(minutes) FROM time_by_client_month WHERE month BETWEEN :first AND :last")


def tend(bench: Bench) -> list[Ratio]:
    """B26: the garden of ten years and of one, at most twice its own sums read bare.

    The baseline reads the kept sums the garden needs, by client and kind and of the whole team,
    fetched and nothing more.
    """
    with dates.frozen(NOW), closing(_books(bench)) as store:
        return [
            _measured(store, bench, "garden of ten years", *TEN_YEARS),
            _measured(store, bench, "garden of a year", *YEAR),
        ]


def _books(bench: Bench) -> Store:
    """The shop, open to read."""
    return Store.connect(str(shop_of(bench.size, bench.work) / "books.db"), read_only=True)


def _measured(store: Store, bench: Bench, what: str, first: date, last: date) -> Ratio:
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: store.ask(garden, first, last),
        "base": lambda: store.ask(_bare, first, last),
    }
    found = in_turn(works, bench.rounds)
    rows = len(store.ask(garden, first, last))
    what = f"{what}, {rows} clients"
    return Ratio("B26", what, "its kept sums", found["ours"], found["base"], BUDGET)


def _bare(session: Session, first: date, last: date) -> int:
    """Read the kept sums of some months and do nothing with them."""
    months = {"first": f"{first:%Y-%m}", "last": f"{last:%Y-%m}"}
    found = [session.execute(one, months).all() for one in (_MONEY, _TIME, _TEAM)]
    return sum(map(len, found))
