"""S075: a server-down checklist on a ticket brings a troubleshooting log along."""

import pytest

from mspdesk.checklists.actions import runs
from mspdesk.checklists.queries import runs as queries
from mspdesk.database.store import Store
from mspdesk.logs.models import TsrLog
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.system(75), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_checklist_and_log_stand_on_the_ticket(sqlite_store: Store, standing: Standing) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    ticket_id = open_ticket(store, shop.brightwater, "Server down", device_id=shop.server)
    store.do(runs.plan_run, "server-down", ticket_id=ticket_id, device_id=shop.server)
    (row,) = store.ask(queries.runs_of_ticket, ticket_id)
    assert row.device_id == shop.server
    assert row.total >= 20
    with store.read() as session:
        (log,) = session.query(TsrLog).filter_by(ticket_id=ticket_id)
    assert (log.reason, log.ended_at) == ("server_down", None)
    # A second one on the same ticket goes on with the same log.
    store.do(runs.plan_run, "server-build", ticket_id=ticket_id, device_id=shop.server)
    with store.read() as session:
        assert session.query(TsrLog).filter_by(ticket_id=ticket_id).count() == 1
