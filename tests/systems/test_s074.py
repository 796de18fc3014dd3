"""S074: a new PC's run hangs on the device, and its end fills the documentation."""

from datetime import date

import pytest

from mspdesk.checklists.actions import closing, runs
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.documented import writings
from mspdesk.database.store import Store
from mspdesk.documentation.actions.devices import add_device
from mspdesk.documentation.queries.devices import device
from mspdesk.documentation.queries.facts import facts
from tests.bookcase import Furnish, Standing
from tests.checklists import pieces
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(74), pytest.mark.usefixtures("clock")]

FOUND = {
    "order": "2026-03-02",
    "warranty": "2029-03-02",
    "license": "Office Standard",
    "user-list": "Ines Calder",
    "unbox": "5CG2210XYZ",
    "os-patches": "Windows 11 Pro 24H2",
    "name-it": "BV-FRONT-2",
}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_end_of_the_run_fills_purchase_warranty_user_and_license(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    made = {"name": "NEW-PC", "kind": "workstation"}
    device_id = store.do(add_device, shop.brightwater, made)
    about = (("device_id", device_id),)
    run_id = store.do(runs.plan_and_start, "new-pc", shop.brightwater, about)
    row = store.ask(queries.run_row, run_id)
    assert row is not None
    assert row.device_id == device_id
    pieces.work(store, run_id, FOUND)
    # It is said before it happens.
    said = [one.line for one in store.ask(writings, run_id) if not one.fault]
    assert "Purchased of NEW-PC: Mar 2, 2026" in said
    assert "Warranty until of NEW-PC: Mar 2, 2029" in said
    assert "Used by of NEW-PC: Ines Calder" in said
    assert any("Office Standard" in words for words in said)
    store.do(closing.finish_run, run_id)
    found = store.ask(device, device_id)
    assert found is not None
    assert (found.name, found.used_by, found.serial) == ("BV-FRONT-2", "Ines Calder", "5CG2210XYZ")
    assert (found.purchased_on, found.warranty_until) == (date(2026, 3, 2), date(2029, 3, 2))
    products = [row.values["product"] for row in store.ask(facts, shop.brightwater, "license")]
    assert "Office Standard" in products
