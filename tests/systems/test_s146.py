"""S146: a new person gets an onboarding run of 36 steps, forms indexed, that says how far it is."""

import pytest

from mspdesk.checklists.actions import marking, runs
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.results import results, run_lines
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from tests.bookcase import Furnish, Standing
from tests.checklists import pieces
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(146), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_run_of_a_new_person_counts_to_36(sqlite_store: Store, standing: Standing) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    with pytest.raises(UserError, match="whom it is about"):
        store.do(runs.plan_and_start, "new-employee")
    about = (("person_id", shop.priya),)
    run_id = store.do(runs.plan_and_start, "new-employee", None, about)
    row = store.ask(queries.run_row, run_id)
    assert row is not None
    assert (row.person, row.total, row.marked) == ("Priya Raman", 36, 0)
    lines = list(store.ask(run_lines, run_id).lines())
    # The forms are steps of their own, each with the day it was filed.
    words = " ".join(line.text.lower() for line in lines)
    for form in ("contract", "handbook", "emergency contact", "confidential", "sign-out"):
        assert form in words, form
    for line in lines[:5]:
        value, note = pieces.answer(line)
        store.do(marking.mark, run_id, line.key, "ok", value=value, note=note, sure=True)
    row = store.ask(queries.run_row, run_id)
    assert row is not None
    assert (row.marked, row.total) == (5, 36)
    found = store.ask(results, run_id)
    assert all(found[line.key].at is not None for line in lines[:5])
