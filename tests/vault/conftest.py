"""The small shop with a vault: Dana owns it, Marcus has a key for one client, Priya has none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest

from mspdesk.database.store import Store
from mspdesk.progress import Progress
from mspdesk.vault import runs, wraps
from mspdesk.vault.opened import OpenVault
from mspdesk.vault.secret import Secret
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

DANA, MARCUS = "a long drive to Duluth", "seven quiet routers"


@dataclass(frozen=True, slots=True)
class Guarded:
    """The shop, the letters of its recovery key, and the books it is kept in."""

    shop: Sample
    recovery: str
    books: Store | None = None

    @property
    def store(self) -> Store:
        """The books of this test."""
        assert self.books is not None
        return self.books

    def opened(self) -> OpenVault:
        """The vault, open for Dana; by the paper, since a password takes its time."""
        self.store.person_id = self.shop.dana
        return runs.open_with_recovery(self.store, Progress(), Secret(self.recovery))

    def marcus(self) -> OpenVault:
        """The vault, open for Marcus, who is at work then."""
        self.store.person_id = self.shop.marcus
        return runs.open_with_password(self.store, Progress(), Secret(MARCUS))


@contextmanager
def cheap_guesses() -> Iterator[None]:
    """Let a guess at a password cost next to nothing; tests/torture takes the usual cost."""
    usual, wraps.USUAL = wraps.USUAL, wraps.Cost(64, 1, 1)
    try:
        yield
    finally:
        wraps.USUAL = usual


@pytest.fixture(autouse=True)
def guesses() -> Iterator[None]:
    """Every test of this folder guesses cheaply, unless its module says otherwise."""
    with cheap_guesses():
        yield


def guard(store: Store) -> Guarded:
    """The small shop with its vault set up and a key for Marcus."""
    shop = furnish(store)
    chosen = (shop.brightwater,)
    with cheap_guesses():
        return _guarded(store, shop, chosen)


def _guarded(store: Store, shop: Sample, chosen: tuple[int, ...]) -> Guarded:
    made = runs.set_up(store, Progress(), Secret(DANA))
    runs.add_person(store, Progress(), made.opened, shop.marcus, Secret(MARCUS), False, chosen)
    return Guarded(shop, made.recovery.in_clear())


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return guard


@pytest.fixture
def vault(store: Store, standing: Standing) -> Guarded:
    """The shop with its vault, on both kinds of books."""
    made: Guarded = standing(store)
    return replace(made, books=store)


@pytest.fixture
def file_vault(sqlite_store: Store, standing: Standing) -> Guarded:
    """The shop with its vault in a file."""
    made: Guarded = standing(sqlite_store)
    return replace(made, books=sqlite_store)
