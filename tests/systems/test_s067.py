"""S067: a device knows what its pouch holds, and a sheet of labels is printed for the pouches."""

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation import actions, queries
from mspdesk.documentation.printables.devices import POUCHES
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import pages_of, text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(67), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_a_pouch_holds_a_list_of_papers_that_prints_on_its_label(
    store: Store, shop: Sample
) -> None:
    pouch = {
        "pouch": "Warranty card\n\nRestore steps, tab 2\nRecovery USB stick",
        "pouch_place": "Inside the rack door",
    }
    store.do(actions.edit_device, shop.server, 1, pouch)
    held = store.ask(queries.device, shop.server)
    assert held is not None
    assert held.pouch_lines == ("Warranty card", "Restore steps, tab 2", "Recovery USB stick")
    for n in range(6):
        more = {"name": f"PC{n}", "pouch": "Warranty card"}
        store.do(actions.add_device, shop.brightwater, more)
    for paper in Paper:
        pdf = prepare(POUCHES, store.ask(POUCHES.gather, shop.brightwater), paper).pdf
        words = text_of(pdf)
        said = (*held.pouch_lines, "BWV-SRV1", "FX-20418", "Inside the rack door", "PC5")
        assert all(one in words for one in said)
        # BWV-EXAM2 has no pouch, so it gets no label.
        assert "EXAM2" not in words
        assert len(pages_of(pdf)) >= 1
