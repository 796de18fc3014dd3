"""The worked grid of B5: Gold at one server and ten workstations, fourteen agents bought."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from mspdesk.agreements import actions as agreements
from mspdesk.catalog import actions as catalog
from mspdesk.catalog import queries as offered
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.documentation import actions as documentation
from tests.agreements.made import held, sent
from tests.bookcase import Furnish, Standing
from tests.sample import furnish as furnish_shop

MARCH = date(2026, 3, 1)


@dataclass(frozen=True, slots=True)
class Grid:
    """Ids of the shop: a client on Gold with 14 computers, one that left, the agent."""

    kestrel: int
    former: int
    oldmill: int
    agent: int
    spam: int
    agreement: int
    store: Store | None = None

    @property
    def books(self) -> Store:
        """The open books."""
        assert self.store is not None
        return self.store


def furnish(store: Store) -> Grid:
    """Sell eleven agents to Kestrel: one with the server, ten with workstations."""
    shop = furnish_shop(store)
    items = {one.code: one for one in store.ask(offered.items)}
    agent = items["RMM"]
    store.do(catalog.edit_item, agent.id, agent.version, {"price": 600, "cost": 400})
    made = store.do(
        agreements.add_agreement,
        shop.kestrel,
        "managed",
        MARCH,
        {"plan": "Gold", "tier": "gold", "payment_type": "card", "auto_renew": True},
    )
    sheet = store.do(agreements.new_sheet, made, MARCH)
    for text, count, price in (("Gold, server", 1, 25_000), ("Gold, workstations", 10, 6_000)):
        line = {"text": text, "quantity": count * 10_000, "price": price, "item_id": agent.id}
        store.do(agreements.add_line, sheet, line)
    sent(store, made)
    store.do(agreements.sign, made, held(store, made).version, date(2026, 3, 11), "Ann Ruiz")
    for n in range(14):
        kind = "server" if n == 0 else "workstation"
        store.do(documentation.add_device, shop.kestrel, {"kind": kind, "name": f"KMT-{n}"})
    left = store.do(clients.add_client, "Gone Away Travel", {"status": "former"})
    return Grid(shop.kestrel, left, shop.oldmill, agent.id, items["SPAM"].id, made)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Grid:
    """The shop on both kinds of books."""
    made: Grid = replace(standing(store), store=store)
    return made


@pytest.fixture
def desk_shop(sqlite_store: Store, standing: Standing, clock: datetime) -> Grid:
    """The shop in a file, for windows."""
    made: Grid = replace(standing(sqlite_store), store=sqlite_store)
    return made
