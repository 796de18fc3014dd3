"""What belongs to one client stays with it: a ticket's checklist, and a device by its name."""

import pytest
from sqlalchemy import select

from mspdesk.checklists.actions import marking, runs
from mspdesk.checklists.models import RunResult
from mspdesk.checklists.queries.documented import writings
from mspdesk.checklists.queries.results import run_lines
from mspdesk.database.store import Store
from mspdesk.documentation.actions import add_device
from mspdesk.errors import UserError
from mspdesk.tickets import actions as tickets
from tests.sample import Sample


def test_a_ticket_with_a_clients_checklist_stays_with_the_client(
    store: Store, shop: Sample
) -> None:
    ticket = store.do(tickets.open_ticket, shop.kestrel, "Monthly maintenance")
    about = (("ticket_id", ticket),)
    run = store.do(runs.plan_and_start, "monthly-maintenance", shop.kestrel, about)
    move = {"client_id": shop.brightwater}
    with pytest.raises(UserError) as told:
        store.do(tickets.edit_ticket, ticket, None, move)
    assert told.value.field == "client"
    store.do(runs.drop_run, run, "Wrong client")
    store.do(tickets.edit_ticket, ticket, None, move)


def test_a_device_is_found_by_its_name_whatever_its_letters(store: Store, shop: Sample) -> None:
    device = {"name": "Ärzte-PC", "kind": "workstation"}
    known = store.do(add_device, shop.kestrel, device)
    run = store.do(runs.plan_and_start, "new-pc", shop.kestrel)
    with store.read() as session:
        line = next(one for one in run_lines(session, run).lines() if one.maps == "device.name")
    store.do(marking.write_beside, run, line.key, value="ÄRZTE-PC")
    with store.step("Marked") as session:
        row = session.scalars(select(RunResult).where(RunResult.run_id == run)).one()
        row.state = "ok"
    (found,) = store.ask(writings, run)
    assert (found.row_id, found.fault) == (known, "")
