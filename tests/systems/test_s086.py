"""S086: what replaces a system stands apart from what it is today, and newer is bought."""

import pytest

from mspdesk.database.store import Store
from mspdesk.recovery.actions import systems as actions
from mspdesk.recovery.printables.leaves import system_leaf
from mspdesk.recovery.queries import leaves, plan
from tests.bookcase import Furnish, Standing
from tests.printing.papers import paper
from tests.printing.pdftext import flat, text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(86), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_today_and_replacement_are_two_facts(store: Store, shop: Sample) -> None:
    from mspdesk.printing.document import render
    from mspdesk.printing.page import Paper

    said = {
        "name": "Server",
        "today": "Tower server of 2019",
        "replace_with": "Newest server with solid-state disks",
        "estimated_cost": 640_000,
    }
    made = store.do(actions.add_system, shop.brightwater, said)
    found = store.ask(plan.system, made)
    assert found is not None
    assert (found.today, found.replace_with) == (said["today"], said["replace_with"])
    store.do(actions.edit_system, made, found.version, {"today": "Tower server of 2024"})
    changed = store.ask(plan.system, made)
    assert changed is not None
    assert changed.replace_with == said["replace_with"]
    shopping = store.ask(plan.shopping_list, shop.brightwater)
    assert [(row.what, row.cost) for row in shopping] == [(said["replace_with"], 640_000)]
    document = store.ask(leaves.system_document, made)
    printed = flat(text_of(render(paper(*system_leaf(document)), None, Paper.LETTER)))
    assert flat("Today") in printed
    assert flat("Replace with, newer and not the same") in printed
