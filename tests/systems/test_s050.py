"""S050: everybody enters all their time; a week closes at 100 % or with a reason."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.timekeeping import actions, queries
from tests.timekeeping.shopfloor import at, furnish


@pytest.mark.system(50)
def test_455_of_480_minutes_are_25_missing_and_hold_the_week(store: Store) -> None:
    with dates.frozen(at(15)):
        floor = furnish(store)
        note = "All of a day's work on it"
        for n in range(2, 7):
            store.do(actions.log_time, floor.covered, date(2026, 3, n), "8:00-12:00", note)
            until = "16:35" if n == 4 else "17:00"
            store.do(actions.log_time, floor.covered, date(2026, 3, n), f"13:00-{until}", note)
        wednesday = store.ask(queries.day, floor.owner, date(2026, 3, 4))
        assert (wednesday.paid, wednesday.logged, wednesday.missing) == (480, 455, 25)
        with pytest.raises(UserError, match=r"0\.42 h is missing on Mar 4"):
            store.do(actions.submit_week, date(2026, 3, 4))
        store.do(actions.explain_day, date(2026, 3, 4), "Doctor, came back late")
        store.do(actions.submit_week, date(2026, 3, 4))
        page = store.ask(queries.week, floor.owner, date(2026, 3, 4))
    assert (page.state, page.missing) == ("submitted", 25)
