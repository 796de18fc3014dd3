"""S136: ten core procedures come first, with progress n/10; nobody is nagged about them."""

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.procedures import offers
from mspdesk.procedures.actions import sops as actions
from mspdesk.procedures.queries.sops import core_progress, core_rows, sops
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(136), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_ten_are_offered_in_order_and_counted(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    core = core_rows(store.ask(sops))
    assert [row.core for row in core] == list(range(1, 11))
    assert store.ask(core_progress) == (0, 10)
    for done, row in enumerate(core[:3], 1):
        store.do(actions.start_training, row.code)
        store.do(actions.go_live, row.code)
        assert store.ask(core_progress) == (done, 10)
    (line,) = store.ask(offers.upkeep, shop.dana, dates.today())
    assert (line.title, line.detail) == ("Ten to begin with", "3 of 10 live")
    store.do(actions.put_core_away, shop.dana)
    assert store.ask(offers.upkeep, shop.dana, dates.today()) == []
