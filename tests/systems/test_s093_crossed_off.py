"""S093: a point of the assessment is crossed off for one company and keeps its number."""

import pytest

from mspdesk.checklists.actions import differences as actions
from mspdesk.checklists.actions.runs import plan_and_start
from mspdesk.checklists.printables.gather import sheet_of_master
from mspdesk.checklists.printables.paper import MASTER
from mspdesk.checklists.queries.masters import body_by_code
from mspdesk.checklists.queries.results import run_lines
from mspdesk.database.store import Store
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(93), pytest.mark.usefixtures("clock")]

CODE = "assessment"


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_a_point_is_crossed_off_for_one_company_only(store: Store, shop: Sample) -> None:
    every = list(store.ask(body_by_code, CODE).lines())
    assert len(every) >= 68
    gone = every[4]
    store.do(actions.leave_out, CODE, shop.kestrel, gone.key, "They have no such thing")
    theirs = store.ask(run_lines, store.do(plan_and_start, CODE, client_id=shop.kestrel))
    others = store.ask(run_lines, store.do(plan_and_start, CODE, client_id=shop.oldmill))
    numbers = [line.number for line in theirs.lines()]
    assert numbers == [line.number for line in every if line.key != gone.key]
    assert [line.number for line in others.lines()] == [line.number for line in every]
    blank = render(MASTER, store.ask(sheet_of_master, CODE, shop.kestrel), Paper.LETTER)
    words = flat(text_of(blank))
    assert flat(every[5].text) in words
    assert flat(gone.text) not in words
