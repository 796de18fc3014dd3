"""S071: each client's next maintenance is known, and no two share a technician's slot."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from mspdesk.checklists.actions import moving, schedules
from mspdesk.checklists.queries import coming
from mspdesk.checklists.queries.schedules import MAINTENANCE
from mspdesk.checklists.queries.taken import years_calendar
from mspdesk.checklists.runs import plan_year
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.progress import Progress
from tests.bookcase import NOON, Furnish, Standing
from tests.checklists.planned_shop import Planned, furnish

pytestmark = [pytest.mark.system(71), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Twelve clients and a technician."""
    return furnish


def test_a_year_for_twelve_clients_and_one_technician(store: Store, standing: Standing) -> None:
    shop: Planned = standing(store)
    # Half of them ask for the same morning, the hardest there is.
    for client in shop.clients[:6]:
        facts = {"client_id": client, "rule": "nth:1:mon", "at_minute": 540, "minutes": 120}
        store.do(schedules.add_schedule, MAINTENANCE, facts)
    slot = {"at_minute": 600, "minutes": 90}
    store.do(schedules.schedule_clients, MAINTENANCE, shop.clients[6:], slot)
    told: list[str] = []
    progress = Progress(lambda _done, _of, words: told.append(words))
    assert plan_year(store, progress) > 100
    assert told[0] == "March 2026"
    assert len(told) == 13

    first = NOON.date()
    year = store.ask(coming.between, first, first + timedelta(days=364))
    whose = Counter((one.client_id, one.period) for one in year)
    assert set(whose.values()) == {1}, "one run a client a month"
    assert all(one.run_id is not None and one.at_minute is not None for one in year)
    taken = sorted((one.on, one.at_minute or 0, one.minutes or 0) for one in year)
    for before, after in pairwise(taken):
        assert before[0] != after[0] or before[1] + before[2] <= after[1], (before, after)
    shut = store.ask(years_calendar, first, first + timedelta(days=364))
    assert all(shut.open_minutes(one.on) for one in year)

    for client in shop.clients:
        found = store.ask(coming.next_for_client, client)
        assert found is not None
        assert found.on == min(one.on for one in year if one.client_id == client)


def test_one_client_cannot_be_moved_onto_another(store: Store, standing: Standing) -> None:
    shop: Planned = standing(store)
    slot = {"at_minute": 540, "minutes": 120}
    store.do(schedules.schedule_clients, MAINTENANCE, shop.clients[:2], slot)
    april = store.ask(coming.between, date(2026, 4, 1), date(2026, 4, 30))
    first, second = april
    assert second.run_id is not None
    with pytest.raises(UserError, match="Choose another time") as refused:
        store.do(moving.move_run, second.run_id, first.on, first.at_minute)
    assert refused.value.field == "at"
