"""S040, the tickets' part: each ticket has a required tier, and nobody gets one above their own."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.tickets import actions, queries
from tests.tickets.board import opened, set_up

pytestmark = pytest.mark.system(40)


def test_each_ticket_has_a_required_tier(store: Store, clock: datetime) -> None:
    small = set_up(store)
    plain = opened(store, small.kestrel)
    deep = opened(store, small.kestrel, "Server rebuild", tier=3)
    tiers = {row.id: row.tier for row in store.ask(queries.open_tickets)}
    assert tiers == {plain: 1, deep: 3}
    store.do(actions.edit_ticket, plain, None, {"tier": 2})
    page = store.ask(queries.ticket_page, plain)
    assert page is not None
    assert page.tier == 2
    for wrong in (0, 4, None):
        with pytest.raises(UserError, match="tier 1, 2 or 3"):
            store.do(actions.edit_ticket, plain, None, {"tier": wrong})


def test_a_tier_is_needed_to_take_it_and_never_prices_it(store: Store, clock: datetime) -> None:
    small = set_up(store)
    opened(store, small.kestrel, "Server rebuild", tier=3)
    assert store.ask(queries.my_next_ticket, small.marcus) is None
    assert store.ask(queries.my_next_ticket, small.dana) is not None
