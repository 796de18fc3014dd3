"""The small shop of tests/sample.py with a vendor and a few things in stock, copied for each."""

from dataclasses import dataclass

import pytest

from mspdesk.database.store import Store
from mspdesk.vendors import actions
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish


@dataclass(frozen=True, slots=True)
class Room:
    """Ids of the small shop, its vendors, an account of a client, and two things in stock."""

    shop: Sample
    prairie: int
    tern: int
    account: int
    cable: int
    switch: int


def stocked(store: Store) -> Room:
    """Furnish the shop, a carrier and a distributor, an account, and things in stock."""
    shop = furnish(store)
    prairie = store.do(
        actions.add_vendor,
        {
            "name": "Prairie Fiber",
            "kind": "carrier",
            "support_phone": "800-555-0133",
            "support_hours": "Day and night",
            "address": "PO Box 12\nAda, MN 56510",
        },
    )
    tern = store.do(
        actions.add_vendor,
        {
            "name": "Tern Distribution",
            "account_number": "QF-1184",
            "terms": "Net 30",
            "in_stack": True,
        },
    )
    account = store.do(
        actions.add_account,
        {
            "client_id": shop.brightwater,
            "vendor_id": prairie,
            "what": "Internet line",
            "account_number": "44-0187",
            "authorized": "Ines Varga\nDr. Tom Kessel",
        },
    )
    cable = store.do(
        actions.add_item,
        {"code": "CAT6-2M", "name": "Patch cable 2 m", "least": 10, "place": "Shelf A"},
    )
    switch = store.do(
        actions.add_item,
        {"code": "SW-8", "name": "Switch, 8 ports", "serials": True, "vendor_id": tern},
    )
    store.do(actions.bring_in, cable, {"quantity": 12, "unit_cost": 240})
    store.do(actions.bring_in, switch, {"serials": "SN-1\nSN-2", "unit_cost": 8_900})
    return Room(shop, prairie, tern, account, cable, switch)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return stocked


@pytest.fixture
def room(store: Store, standing: Standing) -> Room:
    """The shop with its vendors on both kinds of books."""
    made: Room = standing(store)
    return made
