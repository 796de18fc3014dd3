"""S060: alert types map to priorities; an imported or typed alert makes a ticket of source RMM."""

from pathlib import Path

import pytest

from mspdesk.checklists.actions.masters import ensure
from mspdesk.checklists.models import Checklist
from mspdesk.clients.actions import change_status
from mspdesk.database.store import Store
from mspdesk.documentation import actions as documentation
from mspdesk.errors import UserError
from mspdesk.practice import runs
from mspdesk.practice.actions import alerts
from mspdesk.practice.queries import alerts as queries
from mspdesk.practice.queries.alert_files import Line, read_alerts
from mspdesk.practice.rules.alerts import Means, recognise
from mspdesk.progress import Progress
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.models import Ticket
from mspdesk.tickets.queries import open_tickets, search_notes, ticket_page
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(60), pytest.mark.usefixtures("clock")]
FULL = "Low disk space on C: 4 % left"


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def source(store: Store, ticket: int) -> tuple[str, int, int | None]:
    """How a ticket came in, its priority and its device."""
    with store.read() as session:
        row = session.get_one(Ticket, ticket)
        return row.source_kind, row.priority, row.device_id


def test_a_typed_alert_makes_a_ticket_with_the_priority_of_its_kind(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    assert store.do(alerts.usual_kinds) == 10
    assert store.do(alerts.usual_kinds) == 0
    taken = store.do(alerts.take_alert, shop.brightwater, FULL, device_id=shop.server)
    assert taken.ticket_id is not None
    assert source(store, taken.ticket_id) == ("rmm", 3, shop.server)
    failed = store.do(alerts.take_alert, shop.kestrel, "Backup FAILED: job 7")
    unknown = store.do(alerts.take_alert, shop.kestrel, "The moon is full")
    assert failed.ticket_id is not None
    assert unknown.ticket_id is not None
    assert source(store, failed.ticket_id) == ("rmm", 2, None)
    assert source(store, unknown.ticket_id) == ("rmm", 3, None)
    page = store.ask(ticket_page, taken.ticket_id)
    assert page is not None
    assert page.description == FULL
    with pytest.raises(UserError) as refused:
        store.do(alerts.take_alert, None, FULL)
    assert refused.value.field == "client"


def test_a_repeat_joins_the_open_ticket_and_a_later_one_opens_another(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    store.do(alerts.usual_kinds)
    first = store.do(alerts.take_alert, shop.brightwater, FULL, device_id=shop.server)
    again = store.do(
        alerts.take_alert, shop.brightwater, "Disk space is low, 3 %", device_id=shop.server
    )
    assert (again.ticket_id, again.joined) == (first.ticket_id, True)
    assert first.ticket_id is not None
    notes = store.ask(search_notes, "came again")
    assert [note.ticket_id for note in notes] == [first.ticket_id]
    other = store.do(documentation.add_device, shop.brightwater, {"kind": "server", "name": "SRV2"})
    elsewhere = store.do(alerts.take_alert, shop.brightwater, FULL, device_id=other)
    assert elsewhere.ticket_id not in (None, first.ticket_id)
    store.do(tickets.cancel, first.ticket_id, None, "A false alarm")
    later = store.do(alerts.take_alert, shop.brightwater, FULL, device_id=shop.server)
    assert later.ticket_id not in (None, first.ticket_id, elsewhere.ticket_id)
    assert not later.joined


def test_kinds_are_tried_in_their_order_and_may_make_no_ticket(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    broad = store.do(
        alerts.add_kind, {"title": "Offline", "matches": "offline", "makes_ticket": False}
    )
    narrow = store.do(
        alerts.add_kind,
        {
            "title": "Server",
            "matches": "server offline",
            "priority": 1,
            "critical_fact": "server_down",
            "estimate_minutes": 90,
        },
    )
    kept = store.do(alerts.take_alert, shop.kestrel, "Server offline")
    assert kept.ticket_id is None
    store.do(alerts.order_kinds, [narrow, broad])
    taken = store.do(alerts.take_alert, shop.kestrel, "Server offline")
    assert taken.ticket_id is not None
    assert source(store, taken.ticket_id)[1] == 1
    with pytest.raises(UserError) as no_fact:
        store.do(alerts.add_kind, {"title": "X", "matches": "x", "priority": 1})
    assert no_fact.value.field == "fact"
    store.do(alerts.remove_kind, narrow)
    assert [row.kind for row in store.ask(queries.newest)] == ["", "Offline"]


def test_words_stand_at_the_beginning_of_words() -> None:
    kinds = [Means(1, ("ups",)), Means(2, ("certificate expir",))]
    assert recognise("UPS on battery", kinds) == 1
    assert recognise("He groups things", kinds) is None
    assert recognise("The certificate expires soon", kinds) == 2


def test_a_file_is_looked_at_and_then_taken_once(
    store: Store, standing: Standing, tmp_path: Path
) -> None:
    shop: Sample = standing(store)
    store.do(alerts.usual_kinds)
    path = tmp_path / "alerts.csv"
    path.write_text(
        "Alert ID,Company,Computer,Message,Triggered\n"
        "A-1,Brightwater Veterinary,BWV-SRV1,Low disk space,2026-03-10 08:00\n"
        "A-2,Brightwater Veterinary,BWV-SRV1,Free space below 5 %,2026-03-10 09:00\n"
        "A-3,Nobody Inc,,Backup failed,2026-03-10 09:00\n"
        "A-4,kestrel machine & tool,,Backup failed,not a day\n"
        "A-5,Kestrel Machine & Tool,,Backup failed,2026-03-10 10:00\n"
    )
    read = runs.look_at_alerts(store, Progress(), path)
    assert [one.ready for one in read] == [True, True, False, False, True]
    assert read[0].device_id == shop.server
    assert "Nobody Inc" in read[2].wrong
    before = len(store.ask(open_tickets))
    done = runs.bring_in(store, Progress(), read)
    assert (done.opened, done.joined, done.kept, done.passed) == (2, 1, 0, 2)
    assert len(store.ask(open_tickets)) == before + 2
    again = runs.look_at_alerts(store, Progress(), path)
    assert [one.known for one in again] == [True, True, False, False, True]
    assert runs.bring_in(store, Progress(), again).opened == 0
    assert len(store.ask(open_tickets)) == before + 2
    store.undo()
    path.write_text("Company,Notes\nKestrel,x\n")
    with pytest.raises(UserError, match="no column for the alert"):
        runs.look_at_alerts(store, Progress(), path)


def test_a_file_is_taken_though_a_client_left_and_a_checklist_is_out_of_use(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    store.do(alerts.usual_kinds)
    with store.step("Out of use") as session:
        session.get_one(Checklist, ensure(session, "server-down")).retired = True
    store.do(change_status, shop.oldmill, "declined", "Too far away")
    lines = [
        Line(1, client="Kestrel Machine & Tool", text="Server offline: KMT-SRV1"),
        Line(2, client="Old Mill Brewing", text="Backup failed"),
    ]
    read = store.ask(read_alerts, lines)
    assert [one.wrong for one in read] == ["", f"{read[1].client} is no longer a client."]
    done = store.do(runs.take_alerts, read)
    assert (done.opened, done.passed) == (1, 1)
