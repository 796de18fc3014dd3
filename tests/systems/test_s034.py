"""S034: last year's goals with their outcomes stand beside this year's."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.goals.actions.goals import add_goal, agree_goal, carry_over, close_goal, edit_goal
from mspdesk.goals.queries.known import every_goal
from mspdesk.goals.queries.past import beside
from mspdesk.goals.reports import beside_rows
from mspdesk.goals.rules.quarters import Quarter
from tests.bookcase import Furnish, Standing
from tests.goals.furnish import Goals, furnish_goals

pytestmark = [pytest.mark.system(34), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with goals."""
    return furnish_goals


def test_the_first_quarter_shows_last_years_goals_with_outcome_beside_the_new_ones(
    store: Store, standing: Standing
) -> None:
    made: Goals = standing(store)
    with dates.frozen(datetime(2025, 1, 6, 9)):
        wanted = {"year": 2025, "quarter": 1, "person_id": made.ana, "affects": [made.priya]}
        carried = store.do(add_goal, "Two new agreements", "person", wanted)
        ended = store.do(add_goal, "Visit every client", "person", wanted)
        for goal in (carried, ended):
            store.do(agree_goal, goal)
    with dates.frozen(datetime(2025, 3, 31, 9)):
        store.do(close_goal, carried, "partly", "One signed, one in May.")
        store.do(close_goal, ended, "met")
        again = store.do(carry_over, [carried], 2025, 2)
    (this,) = store.do(carry_over, again, 2026, 1)
    version = store.ask(every_goal)[this].version
    why = "A second visit a week makes four possible."
    store.do(edit_goal, this, version, {"text": "Four new agreements and a renewal", "why": why})
    rows = {row.last_words: row for row in store.ask(beside, Quarter(2026, 1)) if row.last}
    beside_it = rows["Two new agreements"]
    assert beside_it.outcome == "Partly met. One signed, one in May."
    assert beside_it.this_words == "Four new agreements and a renewal"
    assert (beside_it.why, beside_it.affects) == (why, "Priya Raman")
    assert rows["Visit every client"].outcome == "Met"
    assert rows["Visit every client"].this is None
    report = store.ask(beside_rows, Period(date(2026, 1, 1), date(2026, 3, 31)), {})
    found = {row.last_words: row.this_words for row in report if row.last}
    assert found["Two new agreements"] == "Four new agreements and a renewal"
    new = {row.this_words for row in report if row.last is None}
    assert "Four new agreements" in new
