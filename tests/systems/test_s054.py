"""S054: internal work stands under our own company and never bills."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.timekeeping import actions, queries
from tests.timekeeping.shopfloor import at, furnish


@pytest.mark.system(54)
def test_internal_time_never_bills_whatever_is_tried(store: Store) -> None:
    with dates.frozen(at(15)):
        floor = furnish(store)
        ticket = floor.ticket_for(floor.own, "Sort the cable room", coverage="billable")
        day = date(2026, 3, 10)
        note = "Sorted the cables by length"
        entry = store.do(actions.log_time, ticket, day, "18:00-20:00", note, "productive")
        row = store.ask(queries.entry, entry)
        assert (row.client, row.kind, row.state, row.amount) == (
            "Quillfeather IT",
            "internal",
            "",
            0,
        )
        with pytest.raises(UserError):
            store.do(actions.set_kind, entry, "billable")
        with pytest.raises(UserError):
            store.do(actions.put_on_draft, [entry], 7)
        assert store.ask(queries.unbilled, date(2026, 3, 11)) == []
        assert store.ask(queries.billability, day, day).productive == 0
