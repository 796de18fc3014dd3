"""S098: cloud readiness, migration and the competency matrix are there, blank, to be edited."""

from dataclasses import replace

import pytest

from mspdesk.checklists.actions import masters as actions
from mspdesk.checklists.printables.gather import sheet_of_master
from mspdesk.checklists.printables.paper import MASTER
from mspdesk.checklists.queries import masters as queries
from mspdesk.checklists.queries.shipped import mistakes, shipped
from mspdesk.checklists.rules import arrange
from mspdesk.checklists.rules.master_text import write
from mspdesk.database.store import Store
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(98), pytest.mark.usefixtures("clock")]

BLANK = ("cloud-readiness", "migration", "competency-matrix")


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_no_file_that_ships_has_a_mistake() -> None:
    assert mistakes() == []
    assert set(BLANK) <= set(shipped())


@pytest.mark.parametrize("code", BLANK)
def test_it_is_offered_blank_edited_and_printed(store: Store, shop: Sample, code: str) -> None:
    (row,) = [one for one in store.ask(queries.masters) if one.code == code]
    assert row.lines >= 10
    ours = shipped()[code].master
    first = next(ours.lines())
    own = arrange.with_line(ours, replace(first, text="Ask the owner what the shop is to become"))
    store.do(actions.save_draft, code, 0, write(own))
    version = store.ask(queries.master_page, code).version
    assert store.do(actions.publish, code, version, "In our words") == 2
    words = flat(text_of(render(MASTER, store.ask(sheet_of_master, code), Paper.LETTER)))
    last = list(ours.lines())[-1]
    for said in ("Ask the owner what the shop is to become", last.text):
        assert flat(said) in words
    # What ships is left as it is, and is not offered again as if it had changed.
    assert not store.ask(queries.master_page, code).update
    assert shipped()[code].master == ours
