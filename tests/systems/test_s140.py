"""S140: a starter set has at most twelve pieces in order, with done marks; each opens itself."""

import pytest

from mspdesk.database.store import Store
from mspdesk.procedures.actions.library import mark_piece
from mspdesk.procedures.queries.roadmaps import roadmap_pages
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(140), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_service_manager_has_a_short_set_with_marks(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    pages = {page.code: page for page in store.ask(roadmap_pages, shop.dana)}
    assert {"sole-proprietor", "admin-assistant", "technician", "service-manager", "sales-hat"} <= (
        set(pages)
    )
    page = pages["service-manager"]
    assert page.title == "Service manager roadmap"
    for one in pages.values():
        assert 1 <= len(one.pieces) <= 12
        assert [piece.number for piece in one.pieces] == list(range(1, len(one.pieces) + 1))
        assert all(piece.there and piece.why for piece in one.pieces), one.code
    store.do(mark_piece, page.code, page.pieces[0].open, shop.dana)
    done = {one.code: one for one in store.ask(roadmap_pages, shop.dana)}["service-manager"]
    assert [piece.on is not None for piece in done.pieces[:2]] == [True, False]
    assert done.words == f"1 of {len(done.pieces)} done"
