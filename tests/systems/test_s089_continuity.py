"""S089: a client has a continuity option with the steps to start it."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.recovery.actions import plan
from mspdesk.recovery.queries import leaves
from mspdesk.recovery.queries import plan as queries
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(89), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


@pytest.mark.parametrize(
    ("option", "words"), [("bdr_local", "BDR, on site"), ("bdr_cloud", "BDR, in the cloud")]
)
def test_an_option_comes_with_its_steps(
    store: Store, shop: Sample, option: str, words: str
) -> None:
    client = shop.brightwater
    assert store.ask(queries.plan, client).continuity == "none"
    with pytest.raises(UserError) as refused:
        store.do(plan.save_plan, client, 0, {"continuity": option})
    assert refused.value.field == "continuity_start"
    steps = "Hold the button until it blinks blue.\nOpen one chart."
    store.do(plan.save_plan, client, 0, {"continuity": option, "continuity_start": steps})
    document = store.ask(leaves.continuity_document, client)
    assert (document.option, document.start) == (
        words,
        ("Hold the button until it blinks blue.", "Open one chart."),
    )
