"""S040, the people's part: the words of the tiers are the shop's, and everybody has one tier."""

import pytest

from mspdesk.app.program import Program
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.people import actions, queries
from mspdesk.people.view import TiersPage
from tests.app.conftest import empty_program, program, shop
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

__all__ = ["empty_program", "program", "shop"]

pytestmark = [pytest.mark.system(40), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


def test_what_a_tier_means_is_editable_text(store: Store) -> None:
    usual = store.ask(queries.tiers)
    assert list(usual) == [1, 2, 3]
    store.do(actions.describe_tier, 2, "  Knows one vendor by heart.  ")
    assert store.ask(queries.tiers)[2] == "Knows one vendor by heart."
    assert store.ask(queries.tiers)[1] == usual[1]
    store.do(actions.describe_tier, 2, "")
    assert store.ask(queries.tiers) == usual
    with pytest.raises(UserError):
        store.do(actions.describe_tier, 4, "The fourth")


def test_everybody_has_exactly_one_tier(store: Store, standing: Standing) -> None:
    made: Sample = standing(store)
    tiers = {row.id: row.tier for row in store.ask(queries.people)}
    assert tiers == {made.dana: 1, made.marcus: 2, made.priya: 1}
    with pytest.raises(UserError) as refused:
        store.do(actions.add_person, "Jo Park", ("technician",), {"tier": 0})
    assert refused.value.field == "tier"


def test_the_page_keeps_the_words_that_are_written(program: Program) -> None:
    desk = program.window.desk
    assert desk is not None
    page = TiersPage(desk)
    page.setParent(program.window)
    page.form.entry("tier3").set_value("Sees it all.")
    # What somebody else wrote meanwhile into another one stays.
    desk.store.do(actions.describe_tier, 2, "Knows one vendor by heart.")
    assert page.form.submit()
    assert desk.ask(queries.tiers)[3] == "Sees it all."
    assert desk.ask(queries.tiers)[2] == "Knows one vendor by heart."
    assert page.form.entry("tier1").text().startswith("The first help.")
