"""S138: any step may be the admin's, and the admin view shows those of all open runs alone."""

import pytest

from mspdesk.checklists.actions import marking, runs
from mspdesk.checklists.queries.across import ADMIN, lines_across
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.rules.master import Doer
from mspdesk.database.store import Store
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(138), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_admin_view_shows_admin_steps_alone(sqlite_store: Store, standing: Standing) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    codes = ("monthly-maintenance", "hosted-account", "client-onboarding")
    begun = [store.do(runs.plan_and_start, code, shop.kestrel) for code in codes]
    wanted = {
        (run_id, line.key)
        for run_id in begun
        for line in store.ask(run_lines, run_id).lines()
        if line.doer == Doer.ADMIN
    }
    assert wanted
    shown = store.ask(lines_across, ADMIN)
    assert {(one.row.id, line.line.key) for one in shown for line in one.lines} == wanted
    assert all(line.line.doer == Doer.ADMIN for one in shown for line in one.lines)
    # The hosted account is an admin's from end to end (C8).
    hosted = next(one for one in shown if one.row.id == begun[1])
    first = hosted.lines[0]
    store.do(marking.mark, begun[1], first.line.key, "na")
    again = next(one for one in store.ask(lines_across, ADMIN) if one.row.id == begun[1])
    assert again.done == 1
