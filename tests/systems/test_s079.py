"""S079: four etiquette policies ship as drafts to edit, and a client's page leads to them."""

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.procedures.queries.sops import ETIQUETTE, etiquette, sop_page
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(79), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_four_drafts_are_linked_from_a_client(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    assert len(ETIQUETTE) == 4
    for code in ETIQUETTE:
        page = store.ask(sop_page, code)
        assert (page.row.kind, page.row.state) == ("policy", "draft")
        assert {"clients", "employees"} <= set(page.words.audiences)
        assert page.words.body
    found = store.ask(etiquette, shop.kestrel)
    assert [one.code for one in found] == list(ETIQUETTE)
    panels = [one for area in AREAS for one in area.panels()]
    assert [one.where for one in panels if one.title == "How we work with you"] == ["client.rail"]
