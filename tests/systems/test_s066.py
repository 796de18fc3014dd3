"""S065 and S066: the first visit and the service call as checklists that go onto a ticket."""

import pytest

from mspdesk.checklists.actions import closing, runs
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.results import run_lines
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.tickets.models import Ticket
from tests.bookcase import Furnish, Standing
from tests.checklists import pieces
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.mark.system(66)
def test_a_service_call_runs_from_before_to_time_entered(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    ticket_id = open_ticket(store, shop.kestrel, "Printer on the floor")
    run_id = store.do(runs.plan_and_start, "service-call", None, (("ticket_id", ticket_id),))
    master = store.ask(run_lines, run_id)
    titles = " ".join(section.title.lower() for section in master.sections)
    for stage in ("before", "arrive", "work", "tidy", "sign"):
        assert stage in titles or any(stage in line.text.lower() for line in master.lines()), stage
    assert any("time" in line.text.lower() for line in master.lines())
    with pytest.raises(UserError, match="must be marked first"):
        store.do(closing.finish_run, run_id)
    pieces.work(store, run_id)
    store.do(closing.finish_run, run_id, "Lou Kestrel")
    with store.read() as session:
        assert session.get_one(Ticket, ticket_id).open_steps == 0


@pytest.mark.system(65)
def test_a_first_visit_hangs_on_the_ticket_of_a_new_client(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    ticket_id = open_ticket(store, shop.brightwater, "First visit")
    run_id = store.do(runs.plan_and_start, "first-visit", None, (("ticket_id", ticket_id),))
    (row,) = store.ask(queries.runs_of_ticket, ticket_id)
    assert (row.id, row.client) == (run_id, "Brightwater Veterinary")
    with store.read() as session:
        assert session.get_one(Ticket, ticket_id).open_steps == row.needed > 0
