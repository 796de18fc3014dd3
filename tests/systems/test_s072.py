"""S072: steps are given to an outside provider and stand on its work list, on screen and paper."""

import pytest

from mspdesk.checklists.actions import marking, runs
from mspdesk.checklists.printables.paper import STEPS
from mspdesk.checklists.queries.across import OUTSIDE, work_lists
from mspdesk.database.store import Store
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.vendors.actions import add_vendor
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(72), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_a_step_given_to_a_provider_is_on_its_work_list(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    vendor_id = store.do(add_vendor, {"name": "Northern Cabling", "phone": "218-555-0177"})
    run_id = store.do(runs.plan_and_start, "monthly-maintenance", shop.kestrel)
    store.do(marking.give_line, run_id, "firewall", vendor_id=vendor_id)
    (found,) = [one for one in store.ask(work_lists) if one.vendor_id == vendor_id]
    assert (found.vendor, found.open) == ("Northern Cabling", 1)
    assert [line.line.key for line in found.runs[0].lines] == ["firewall"]
    text = flat(text_of(render(STEPS, store.ask(STEPS.gather, OUTSIDE, vendor_id), Paper.LETTER)))
    for words in ("Northern Cabling", "218-555-0177", "Kestrel Machine & Tool", "firewall"):
        assert flat(words) in text
