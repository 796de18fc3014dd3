"""S058: the daily look lists every managed server and backup, and what is wrong opens a ticket."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.checklists.actions import closing, marking, monitoring, planning, schedules
from mspdesk.checklists.queries import status
from mspdesk.checklists.queries.coming import between
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.queries.run_page import run_page
from mspdesk.checklists.queries.schedules import MONITORING
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.documentation.actions import add_device, backups
from mspdesk.tickets.models import Ticket
from tests.bookcase import NOON, Furnish, Standing
from tests.checklists.planned_shop import Planned, furnish

pytestmark = [pytest.mark.system(58), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Twelve clients and a technician."""
    return furnish


def test_a_day_of_watching(store: Store, standing: Standing) -> None:
    shop: Planned = standing(store)
    for client in shop.clients[:3]:
        store.do(add_device, client, {"name": f"SRV-{client}", "kind": "server"})
        store.do(backups.add_backup_job, client, {"name": f"Nightly {client}"})
    store.do(add_device, shop.clients[0], {"name": "PC-1", "kind": "workstation"})
    gone = shop.clients[2]
    for state in ("notice", "offboarding", "former"):
        store.do(clients.change_status, gone, state, "They sold the business.")

    facts = {"client_id": shop.own, "rule": "daily", "opens_ticket": False}
    store.do(schedules.add_schedule, MONITORING, facts)
    run_id = store.do(monitoring.begin_monitoring)
    lines = [line for line in store.ask(run_lines, run_id).lines() if line.about]
    # Three servers and two backups of clients we have; neither a workstation nor who left.
    assert sorted(line.repeat for line in lines) == ["backups"] * 2 + ["servers"] * 3
    assert not any(f"SRV-{gone}" in line.text for line in lines)

    bad = next(line for line in lines if f"Nightly {shop.clients[1]}" in line.text)
    for line in store.ask(run_lines, run_id).lines():
        state = "attention" if line.key == bad.key else "ok"
        store.do(marking.mark, run_id, line.key, state, note="Looked at it.", sure=True)
    ticket = store.do(marking.open_problem, run_id, bad.key)
    store.do(closing.finish_run, run_id)
    page = store.ask(run_page, run_id)
    assert page is not None
    assert (page.row.problems, page.row.marked) == (1, page.row.total)
    with store.read() as session:
        row = session.get_one(Ticket, ticket)
        assert row.client_id == shop.clients[1]
        assert "Nightly" in row.title

    rows = {row.client_id: row for row in store.ask(status.coverage, NOON.date(), NOON.date())}
    assert rows[shop.clients[0]].rate == 1_000_000
    assert rows[shop.clients[1]].problems == 1
    assert len(store.ask(status.failed_lately, NOON.date())) == 1


def test_every_working_day_has_one_and_a_holiday_none(store: Store, standing: Standing) -> None:
    shop: Planned = standing(store)
    facts = {"client_id": shop.own, "rule": "daily", "opens_ticket": False, "minutes": 30}
    store.do(schedules.add_schedule, MONITORING, {**facts, "at_minute": 480})
    with dates.frozen(datetime(2026, 5, 18, 8)):
        store.do(planning.keep_plans)
        first = store.do(monitoring.begin_monitoring)
        assert store.do(monitoring.begin_monitoring) == first
        week = [date(2026, 5, 25) + timedelta(days=n) for n in range(7)]
        with store.read() as session:
            days = {day for _, day in status.monitoring_runs(session, week[0], week[-1])}
            assert days == set()
        planned = store.ask(between, week[0], week[-1])
    # Monday May 25 is Memorial Day.
    assert [one.on.day for one in planned] == [26, 27, 28, 29]
