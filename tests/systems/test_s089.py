"""S089: continuity is an option of the client; the event shows since when it runs."""

from datetime import datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.recovery.actions import event as actions
from mspdesk.recovery.actions.plan import save_plan
from mspdesk.recovery.queries import event as queries
from mspdesk.recovery.queries.plan import plan
from mspdesk.recovery.rules.event import State, clock
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

from .test_s088 import move, refused, write

pytestmark = [pytest.mark.system(89), pytest.mark.usefixtures("clock")]

NOON = datetime(2026, 3, 11, 12, 0)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    found: Sample = standing(store)
    return found


def planned(store: Store, shop: Sample) -> int:
    """A disaster whose plan stands."""
    event = store.do(actions.declare, shop.brightwater, {"what": "Server dead", "kind": "server"})
    found = {"damage": "Server", "good_backup": "Monday", "resources": "The appliance"}
    write(store, event, people_safe=True, **found)
    move(store, event, State.ASSESSING)
    store.do(actions.add_step, event, {"action": "Put the appliance in stand-in mode"})
    move(store, event, State.PLANNED)
    return event


def test_without_the_option_it_cannot_start(store: Store, shop: Sample) -> None:
    event = planned(store, shop)
    assert refused(store, event, State.CONTINUITY) == "continuity"


def test_the_clock_runs_from_its_start_until_everything_works(store: Store, shop: Sample) -> None:
    held = store.ask(plan, shop.brightwater)
    steps = "Hold the button until it blinks\nTwo PCs work from it"
    store.do(
        save_plan,
        shop.brightwater,
        held.version,
        {"continuity": "bdr_local", "continuity_start": steps},
    )
    event = planned(store, shop)
    with dates.frozen(NOON):
        move(store, event, State.CONTINUITY)
    page = store.ask(queries.event_page, event)
    assert (page.continuity_runs, page.continuity_from) == (True, NOON)
    assert page.continuity_start == steps
    assert clock(NOON, NOON + timedelta(hours=3, minutes=5)) == "3 h 05 min"
    with dates.frozen(NOON + timedelta(hours=4)):
        move(store, event, State.RECOVERING)
        assert store.ask(queries.event_page, event).continuity_runs
        store.do(actions.finish_step, page.steps[0].id)
        move(store, event, State.RESTORED)
    page = store.ask(queries.event_page, event)
    assert (page.continuity_runs, page.continuity_to) == (False, NOON + timedelta(hours=4))
