"""S115: stock goes in and out with its serial, and is never negative without a reason."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.vendors import actions, queries
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(115), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def _on_hand(store: Store, item: int) -> int:
    held = store.ask(queries.item, item)
    assert held is not None
    return held.on_hand


def test_a_piece_comes_in_and_goes_out_with_its_serial(store: Store, shop: Sample) -> None:
    item = store.do(actions.add_item, {"code": "SW-8", "name": "Switch", "serials": True})
    with pytest.raises(UserError) as refused:
        store.do(actions.bring_in, item, {"quantity": 2, "serials": "SN-1"})
    assert refused.value.field == "serials"
    store.do(actions.bring_in, item, {"quantity": 2, "serials": "SN-1\nSN-2"})
    assert store.ask(queries.serials_on_hand, item) == ["SN-1", "SN-2"]
    store.do(
        actions.take_out,
        item,
        {"quantity": 1, "serials": "SN-1", "kind": "sold", "client_id": shop.kestrel},
    )
    assert store.ask(queries.serials_on_hand, item) == ["SN-2"]
    newest = store.ask(queries.moves, item)[0]
    assert (newest.words, newest.serial, newest.client, newest.person) == (
        "Sold",
        "SN-1",
        "Kestrel Machine & Tool",
        "Dana Whitlock",
    )
    assert store.ask(queries.check_stock) == []


def test_stock_is_never_negative_without_a_reason(store: Store, shop: Sample) -> None:
    item = store.do(actions.add_item, {"code": "CAT6", "name": "Patch cable"})
    store.do(actions.bring_in, item, {"quantity": 2})
    out = {"quantity": 3, "kind": "used", "client_id": shop.kestrel}
    with pytest.raises(UserError, match="only 2 on hand") as refused:
        store.do(actions.take_out, item, out)
    assert refused.value.field == "reason"
    assert _on_hand(store, item) == 2
    store.do(actions.take_out, item, {**out, "reason": "Delivery of Monday is not booked yet"})
    assert _on_hand(store, item) == -1
    assert [row.code for row in store.ask(queries.below_least)] == ["CAT6"]
    store.do(actions.bring_in, item, {"quantity": 5})
    assert _on_hand(store, item) == 4
    assert store.ask(queries.check_stock) == []
