"""The monthly single, the daily look, and what the reports say of both."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.checklists.actions import closing, marking, monitoring, schedules, singles
from mspdesk.checklists.actions import runs as run_actions
from mspdesk.checklists.queries import singles as queries
from mspdesk.checklists.queries import status
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.queries.schedules import MAINTENANCE
from mspdesk.checklists.reports import reports
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.documentation.actions import backups
from mspdesk.errors import UserError
from mspdesk.tickets.models import Ticket
from tests.bookcase import Furnish, Standing
from tests.checklists.planned_shop import Planned, close_ticket, furnish, work_off

pytestmark = pytest.mark.usefixtures("clock")
JUNE = date(2026, 6, 1)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Twelve clients and a technician."""
    return furnish


@pytest.fixture
def desk_shop(sqlite_store: Store, standing: Standing) -> Planned:
    """What was made, in a file alone."""
    made: Planned = standing(sqlite_store)
    return made


@pytest.fixture
def shop(store: Store, standing: Standing) -> Planned:
    """What was made."""
    made: Planned = standing(store)
    return made


def test_a_single_needs_its_words_and_is_started_once_a_client(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    with pytest.raises(UserError) as refused:
        sqlite_store.do(singles.add_single, JUNE, " ")
    assert refused.value.field == "title"
    made = sqlite_store.do(
        singles.add_single, JUNE, "Test the door of the rack", {"steps": "Look.\nTry."}
    )
    with pytest.raises(UserError, match="has a single with this title"):
        sqlite_store.do(singles.add_single, JUNE, "Test the door of the rack")
    assert len(sqlite_store.do(singles.start_single, made, desk_shop.clients[:3])) == 3
    assert len(sqlite_store.do(singles.start_single, made, desk_shop.clients[:5])) == 2
    page = sqlite_store.ask(queries.single_page, made)
    assert page is not None
    assert page.row.words == "0 of 5 closed"
    assert len(page.others) == 7
    with pytest.raises(UserError, match="It has tickets"):
        sqlite_store.do(singles.remove_single, made)
    ticket = page.clients[0]
    mark = sqlite_store.ask(queries.single_for_client, ticket.client_id, JUNE)
    assert mark is not None
    assert mark.words == f"Test the door of the rack, #{ticket.number}, still open"
    close_ticket(sqlite_store, ticket.ticket_id)
    mark = sqlite_store.ask(queries.single_for_client, ticket.client_id, JUNE)
    assert mark is not None
    assert mark.closed
    assert sqlite_store.ask(queries.single_for_client, desk_shop.clients[11], JUNE) is None


def test_a_single_with_a_checklist_puts_it_on_every_ticket(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    facts = {"code": "restore-test", "estimate_minutes": 45, "person_id": desk_shop.dana}
    made = sqlite_store.do(singles.add_single, JUNE, "Restore a file", facts)
    (ticket_id,) = sqlite_store.do(singles.start_single, made, desk_shop.clients[:1])
    with sqlite_store.read() as session:
        ticket = session.get_one(Ticket, ticket_id)
        assert (ticket.status, ticket.assigned_id) == ("assigned", desk_shop.dana)
        assert ticket.open_steps > 0
        assert ticket.due_at == datetime(2026, 6, 30, 17)


def test_what_is_late_and_what_nobody_planned(store: Store, shop: Planned) -> None:
    facts = {"rule": "day:12", "at_minute": 540, "minutes": 60}
    for client in shop.clients[:2]:
        store.do(schedules.add_schedule, MAINTENANCE, {**facts, "client_id": client})
    store.do(schedules.add_schedule, MAINTENANCE, {"client_id": shop.clients[2], "rule": "day:31"})
    assert not store.ask(status.late_runs, date(2026, 3, 12))
    late = store.ask(status.late_runs, date(2026, 3, 20))
    assert [(row.client, row.why) for row in late] == [
        ("Alder Street Dental", "8 days late"),
        ("Birch & Lowe Architects", "8 days late"),
    ]
    late = store.ask(status.late_runs, date(2026, 3, 25))
    assert [row.why for row in late[:3]] == ["13 days late", "13 days late", "Open on Mar 25"]
    assert {row.why for row in late[3:]} == {"Not planned in March"}
    assert len(late) == 12


def test_the_daily_look_has_a_line_for_each_thing_and_problems_open_tickets(
    store: Store, shop: Planned
) -> None:
    job = store.do(backups.add_backup_job, shop.clients[3], {"name": "Nightly files"})
    run_id = store.do(monitoring.begin_monitoring)
    assert store.do(monitoring.begin_monitoring) == run_id
    master = store.ask(run_lines, run_id)
    about = {(line.repeat, line.about): line for line in master.lines() if line.about}
    assert set(about) == {("servers", shop.server), ("backups", job)}
    assert "Kestrel Machine & Tool: KMT-SRV1" in about["servers", shop.server].text
    key = about["backups", job].key
    store.do(marking.mark, run_id, about["servers", shop.server].key, "ok")
    store.do(marking.mark, run_id, key, "attention", note="No job ran since Sunday.")
    ticket_id = store.do(marking.open_problem, run_id, key)
    with store.read() as session:
        assert session.get_one(Ticket, ticket_id).client_id == shop.clients[3]
    (failed,) = store.ask(status.failed_lately, date(2026, 3, 11))
    assert (failed.client, failed.what, failed.ticket_id) == (
        "Dunmore Freight",
        "Nightly files",
        ticket_id,
    )
    rows = store.ask(status.coverage, date(2026, 3, 1), date(2026, 3, 31))
    assert [(row.client, row.servers, row.backups, row.seen, row.problems) for row in rows] == [
        ("Dunmore Freight", 0, 1, 1, 1),
        ("Kestrel Machine & Tool", 1, 0, 1, 0),
    ]
    # Eight working days of March have come by the 11th, and one of them was looked at.
    assert {(row.days, row.missed, row.rate) for row in rows} == {(8, 7, 125_000)}


def test_the_reports_answer_and_are_empty_without_anything(store: Store, shop: Planned) -> None:
    month = Period(date(2026, 3, 1), date(2026, 3, 31))
    found = {one.key: one.rows for one in reports()}
    with store.read() as session:
        assert found["late-checklists"](session, month, {}) == []
        assert found["failed-backups"](session, month, {}) == []
        rows = found["maintenance"](session, month, {})
        assert {row.state_words for row in rows} == {"Not planned"}
        assert len(found["maintenance"](session, month, {"client": shop.clients[0]})) == 1
        assert len(found["monitoring-coverage"](session, month, {})) == 1


def test_maintenance_with_its_single_beside_it(sqlite_store: Store, desk_shop: Planned) -> None:
    client = desk_shop.clients[0]
    facts = {"client_id": client, "rule": "day:12", "opens_ticket": False}
    sqlite_store.do(schedules.add_schedule, MAINTENANCE, facts)
    made = sqlite_store.do(singles.add_single, date(2026, 3, 1), "Look at the rack")
    sqlite_store.do(singles.start_single, made, [client])
    row = next(r for r in sqlite_store.ask(status.maintenance, date(2026, 3, 1)) if r.run_id)
    assert (row.state_words, row.single_words, row.due_on) == ("Planned", "Open", date(2026, 3, 12))
    assert row.run_id is not None
    with dates.frozen(datetime(2026, 3, 12, 9)):
        sqlite_store.do(run_actions.start_run, row.run_id)
        work_off(sqlite_store, row.run_id)
        sqlite_store.do(closing.finish_run, row.run_id)
    row = next(r for r in sqlite_store.ask(status.maintenance, date(2026, 3, 1)) if r.run_id)
    assert (row.done, row.done_on) == (True, date(2026, 3, 12))
