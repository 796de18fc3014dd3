"""S073: major maintenance has window, roll-back point and notice, and a backup that blocks."""

import pytest

from mspdesk.checklists.actions import marking, runs
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.results import results, run_lines
from mspdesk.checklists.rules.run import State
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from tests.bookcase import Furnish, Standing
from tests.checklists import pieces
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(73), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_nothing_goes_on_before_the_backup_is_verified(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    run_id = store.do(runs.plan_and_start, "major-maintenance", shop.kestrel)
    lines = list(store.ask(run_lines, run_id).lines())
    keys = [line.key for line in lines]
    gate = next(line for line in lines if line.key == "backup-verified")
    assert {"window", "notice", "rollback-point"} <= set(keys)
    assert gate.blocks
    assert gate.mandatory
    after = keys[keys.index("backup-verified") + 1 :]
    for key in after:
        with pytest.raises(UserError, match=f"Step {gate.number} comes first"):
            store.do(marking.mark, run_id, key, State.NA)
    # Marked a problem it still blocks; only done opens the rest.
    store.do(marking.mark, run_id, gate.key, State.ATTENTION, note="No good copy")
    with pytest.raises(UserError, match="comes first"):
        store.do(marking.mark, run_id, after[0], State.NA)
    seen = store.ask(results, run_id)[gate.key].version
    store.do(marking.mark, run_id, gate.key, State.OK, note="Restored one folder", seen=seen)
    pieces.work(store, run_id)
    row = store.ask(queries.run_row, run_id)
    assert row is not None
    assert row.marked == row.total
