"""S064: an account lists who may call; somebody who is not listed is warned before the call."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.logs.queries import caller_warning
from mspdesk.vendors import actions as vendors
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(64), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_an_unlisted_caller_is_warned_and_a_listed_one_is_not(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    maker = store.do(vendors.add_vendor, {"name": "PetChart Support", "kind": "cloud"})
    account = store.do(
        vendors.add_account,
        {
            "client_id": shop.brightwater,
            "vendor_id": maker,
            "account_number": "BW-1",
            "authorized": "Ines Ferrer\nMarcus Oduya",
        },
    )
    assert store.ask(caller_warning, None, account, shop.marcus) == ""
    assert store.ask(caller_warning, None, account, shop.priya) == (
        "We may not call for this account. They know Ines Ferrer and Marcus Oduya. "
        "Ask one of them, or the client, to be on the line."
    )
    store.do(vendors.allow_person, maker, shop.dana, may_order=True, since_on=date(2025, 1, 1))
    assert store.ask(caller_warning, maker, None, shop.dana) == ""
    assert store.ask(caller_warning, maker, None, shop.marcus) == (
        "Only Dana Whitlock may speak for us there."
    )
