"""S044: everyone works on the highest priority they are able to do, oldest first."""

from datetime import datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.tickets import actions, queries
from tests.tickets.board import opened, set_up

pytestmark = pytest.mark.system(44)
MONDAY, TUESDAY = datetime(2026, 3, 9, 9), datetime(2026, 3, 10, 9)


def test_monday_before_tuesday_before_any_medium_within_the_tier(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    with dates.frozen(TUESDAY):
        tuesday = opened(store, small.kestrel, "High of Tuesday", priority=2)
    with dates.frozen(MONDAY):
        medium = opened(store, small.kestrel, "Medium of Monday", priority=3)
        opened(store, small.kestrel, "High of Monday, too deep", priority=2, tier=2)
        monday = opened(store, small.kestrel, "High of Monday", priority=2)
    for wanted in (monday, tuesday, medium):
        found = store.ask(queries.my_next_ticket, small.marcus)
        assert found is not None
        assert found.id == wanted
        store.do(actions.cancel, wanted, None, "Done with, for this test")
    assert store.ask(queries.my_next_ticket, small.marcus) is None


def test_people_choose_high_to_low_and_critical_comes_from_a_fact(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    ticket_id = opened(store, small.kestrel)
    for chosen in (2, 3, 4):
        store.do(actions.set_priority, ticket_id, None, chosen)
    with pytest.raises(UserError) as refused:
        store.do(actions.set_priority, ticket_id, None, 1)
    assert refused.value.field == "fact"
    store.do(actions.set_priority, ticket_id, None, 1, "email_down")
    assert store.ask(queries.open_tickets)[0].priority == 1
