"""What is done by itself: events taken up once, years planned and stopped, undo left whole."""

from datetime import date

import pytest
from sqlalchemy import select

from mspdesk.checklists.actions import planning, schedules
from mspdesk.checklists.models import ChecklistRun
from mspdesk.checklists.queries import due, events
from mspdesk.checklists.queries import schedules as queries
from mspdesk.checklists.runs import plan_year
from mspdesk.clients import actions as clients
from mspdesk.clients import queries as client_queries
from mspdesk.database.history import recent_steps
from mspdesk.database.store import Store
from mspdesk.documentation.actions import add_device
from mspdesk.errors import Cancelled
from mspdesk.people import actions as people
from mspdesk.progress import Progress
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping import actions as time
from tests.bookcase import NOON, Furnish, Standing
from tests.checklists.planned_shop import Planned, furnish

pytestmark = pytest.mark.usefixtures("clock")
TODAY = NOON.date()
DOWN = {"priority": 1, "critical_fact": "server_down"}


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


def begun(store: Store) -> list[ChecklistRun]:
    """The runs there are, in their order."""
    with store.read() as session:
        return list(session.scalars(select(ChecklistRun).order_by(ChecklistRun.id)))


def test_a_client_who_becomes_active_begins_onboarding_once(store: Store, shop: Planned) -> None:
    facts = {"rule": "after:client_active", "days_after": 2, "ahead_days": 0}
    made = store.do(schedules.add_schedule, "client-onboarding", facts)
    assert not store.ask(due.happened, TODAY), "clients of before are not new"
    new = store.do(clients.add_client, "Marlow Glass", {"primary_person_id": shop.marcus})
    assert not store.ask(due.happened, TODAY), "a prospect is no client yet"
    row = store.ask(client_queries.client, new)
    assert row is not None
    store.do(clients.edit_client, new, row.version, {"hourly_terms_on": TODAY})
    store.do(clients.change_status, new, "active")
    assert store.ask(due.happened, TODAY)
    store.do(planning.keep_up)
    assert not store.ask(due.happened, TODAY)
    (run,) = begun(store)
    assert (run.client_id, run.schedule_id, run.assigned_id) == (new, made, shop.marcus)
    assert run.due_on == date(2026, 3, 13)


def test_devices_people_and_first_visits(store: Store, shop: Planned) -> None:
    client = shop.clients[0]
    for code, event in (
        ("new-pc", "device_added"),
        ("new-employee", "person_hired"),
        ("first-visit", "first_visit"),
        ("client-offboarding", "client_leaves"),
    ):
        facts = {"rule": f"after:{event}", "opens_ticket": False}
        store.do(schedules.add_schedule, code, facts)
    store.do(add_device, client, {"name": "PC-9", "kind": "workstation"})
    store.do(add_device, client, {"name": "SRV-9", "kind": "server"})
    store.do(people.add_person, "Tess Lund", ("technician",), {"hired_on": TODAY})
    ticket = store.do(tickets.open_ticket, client, "Look at the rack")
    store.do(time.log_time, ticket, TODAY, "9:00-10:00", "Looked at the rack.", place="on_site")
    store.do(clients.change_status, client, "notice", "They move away.")
    found = store.ask(events.waiting, TODAY)
    assert sorted(one.code for one in found) == [
        "client-offboarding",
        "first-visit",
        "new-employee",
        "new-pc",
    ]
    store.do(planning.keep_up)
    assert store.ask(events.waiting, TODAY) == []
    runs = {run.title: run for run in begun(store)}
    assert runs["New PC"].device_id is not None
    assert runs["New employee"].person_id is not None
    assert len(runs) == 4


def test_a_server_that_is_down_has_its_checklist_and_log_on_the_ticket(
    store: Store, shop: Planned
) -> None:
    client = shop.clients[10]
    facts = {**DOWN, "device_id": shop.server, "assigned_id": shop.marcus}
    ticket = store.do(tickets.open_ticket, client, "Server does not answer", facts)
    store.do(tickets.open_ticket, client, "Printer on fire", {"priority": 2})
    assert store.ask(due.happened, TODAY)
    store.do(planning.keep_up)
    (run,) = begun(store)
    assert (run.ticket_id, run.device_id, run.assigned_id) == (ticket, shop.server, shop.marcus)
    with store.read() as session:
        row = session.get_one(Ticket, ticket)
        assert row.open_steps == run.needed > 0
        assert row.open_logs == 1
    store.do(planning.keep_up)
    assert len(begun(store)) == 1


def test_a_year_is_stopped_in_the_middle_and_goes_on(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    facts = {"client_id": desk_shop.clients[0], "rule": "day:20", "ahead_days": 0}
    made = sqlite_store.do(schedules.add_schedule, "monthly-maintenance", facts)
    months: list[str] = []
    progress = Progress(lambda _done, _of, words: months.append(words))

    def stop(_done: int, _of: int, words: str) -> None:
        months.append(words)
        if len(months) == 4:
            stopping.stop()

    stopping = Progress(stop)
    with pytest.raises(Cancelled):
        plan_year(sqlite_store, stopping)
    row = sqlite_store.ask(queries.schedule, made, TODAY)
    assert row is not None
    assert row.planned_to is not None
    assert date(2026, 6, 30) <= row.planned_to <= date(2026, 7, 31)
    plan_year(sqlite_store, progress)
    runs = begun(sqlite_store)
    assert len({run.period for run in runs}) == len(runs) == 12


def test_undo_takes_a_schedule_back_with_all_that_was_planned(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    facts = {"client_id": desk_shop.clients[0], "rule": "day:16", "at_minute": 540, "minutes": 60}
    sqlite_store.do(schedules.add_schedule, "monthly-maintenance", facts)
    assert len(begun(sqlite_store)) == 2
    assert begun(sqlite_store)[0].ticket_id is not None
    assert sqlite_store.undo() == "Add schedule"
    assert begun(sqlite_store) == []
    assert sqlite_store.ask(queries.schedules, TODAY) == []
    assert sqlite_store.ask(recent_steps)[0].label == "Undo Add schedule"


def test_changing_and_ending_are_taken_back_whole(sqlite_store: Store, desk_shop: Planned) -> None:
    facts = {"client_id": desk_shop.clients[0], "rule": "day:16", "at_minute": 540, "minutes": 60}
    made = sqlite_store.do(schedules.add_schedule, "monthly-maintenance", facts)

    def days() -> list[tuple[str | None, date | None, str]]:
        return sorted((run.period, run.due_on, run.state) for run in begun(sqlite_store))

    before = days()
    row = sqlite_store.ask(queries.schedule, made, TODAY)
    assert row is not None
    sqlite_store.do(schedules.edit_schedule, made, row.version, {"rule": "last:fri"})
    assert days() != before
    sqlite_store.undo()
    assert days() == before
    sqlite_store.do(schedules.end_schedule, made, TODAY)
    assert {state for _, _, state in days()} == {"dropped"}
    with sqlite_store.read() as session:
        assert {row.status for row in session.scalars(select(Ticket))} == {"cancelled"}
    sqlite_store.undo()
    assert days() == before
    again = sqlite_store.ask(queries.schedule, made, TODAY)
    assert again is not None
    assert again.ended_on is None
