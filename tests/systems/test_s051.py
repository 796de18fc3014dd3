"""S051: every entry has a note for the client; the internal note is optional and stays inside."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.timekeeping import actions, queries
from tests.timekeeping.shopfloor import at, furnish


@pytest.mark.system(51)
@pytest.mark.parametrize("note", ["", "    ", "done"])
def test_an_empty_or_tiny_client_note_is_refused(store: Store, note: str) -> None:
    with dates.frozen(at(15)):
        floor = furnish(store)
        with pytest.raises(UserError) as caught:
            store.do(actions.log_time, floor.ticket, date(2026, 3, 11), "45", note)
        assert caught.value.field == "client_note"
        assert store.ask(queries.ticket_entries, floor.ticket) == []
