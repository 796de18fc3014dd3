"""S049: double time bills only after the client's recorded yes."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.timekeeping import actions, queries
from tests.timekeeping.shopfloor import at, furnish


@pytest.mark.system(49)
def test_double_time_waits_for_the_recorded_yes(store: Store) -> None:
    with dates.frozen(at(15)):
        floor = furnish(store)
        entry = store.do(
            actions.log_time,
            floor.ticket,
            date(2026, 3, 10),
            "20:00-21:00",
            "Brought the server back up",
        )
        assert store.ask(queries.entry, entry).needs_approval
        store.do(actions.put_on_draft, [entry], 7)
        with pytest.raises(UserError, match="waits for the client's approval"):
            store.do(actions.mark_invoiced, [7])
        store.do(actions.approve_after_hours, entry, "Ruth Abara", date(2026, 3, 10))
        store.do(actions.mark_invoiced, [7])
        row = store.ask(queries.entry, entry)
    assert (row.state, row.amount) == ("invoiced", 30_000)
    assert (row.after_hours_approved_by, row.after_hours_approved_on) == (
        "Ruth Abara",
        date(2026, 3, 10),
    )
