"""S093: the assessment has 68 points and more in groups, a short variant, notes, and a report."""

import pytest

from mspdesk.checklists.actions import differences, marking, runs
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.results import results, run_lines
from mspdesk.checklists.queries.shipped import shipped
from mspdesk.checklists.rules.run import State
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(93), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_full_and_short_variant_with_a_note_at_each_point(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    master = shipped()["assessment"].master
    assert len(list(master.lines())) >= 68
    assert len(master.sections) >= 5
    short = len(list(master.lines(short=True)))
    assert 20 <= short < len(list(master.lines()))
    full_id = store.do(runs.plan_and_start, "assessment", shop.oldmill)
    short_id = store.do(runs.plan_and_start, "assessment", shop.oldmill, (), "", "short")
    full, less = store.ask(queries.run_row, full_id), store.ask(queries.run_row, short_id)
    assert full is not None
    assert less is not None
    assert (full.total, less.total) == (len(list(master.lines())), short)
    # The numbers stay those of the whole.
    numbers = [line.number for line in store.ask(run_lines, short_id).lines()]
    assert numbers == [line.number for line in master.lines() if line.short]
    for line in list(master.lines())[:3]:
        store.do(marking.write_beside, full_id, line.key, note=f"Seen {line.number}")
    found = store.ask(results, full_id)
    assert sorted(one.note for one in found.values()) == ["Seen 1", "Seen 2", "Seen 3"]


def test_a_point_crossed_off_for_a_company_keeps_its_number(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    lines = list(shipped()["assessment"].master.lines())
    gone, after = lines[10], lines[11]
    store.do(differences.leave_out, "assessment", shop.kestrel, gone.key, "They have none")
    run_id = store.do(runs.plan_and_start, "assessment", shop.kestrel)
    with pytest.raises(UserError, match="not on the checklist"):
        store.do(marking.mark, run_id, gone.key, State.OK)
    left = list(store.ask(run_lines, run_id).lines())
    assert len(left) == len(lines) - 1
    assert [line.number for line in left if line.key == after.key] == [after.number]
    other = store.do(runs.plan_and_start, "assessment", shop.brightwater)
    assert len(list(store.ask(run_lines, other).lines())) == len(lines)
