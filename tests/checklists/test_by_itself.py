"""What is done by itself goes on where one thing cannot be, and is done once by two computers."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from mspdesk import dates
from mspdesk.checklists.actions import monitoring, planning, schedules
from mspdesk.checklists.actions.masters import ensure
from mspdesk.checklists.models import ChecklistRun, Schedule
from mspdesk.checklists.offers import not_begun
from mspdesk.checklists.queries.events import waiting
from mspdesk.clients.actions import change_status
from mspdesk.clients.queries import client
from mspdesk.database.action import Action
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.documentation.actions import add_device
from mspdesk.documentation.models.device import Device
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.people.models import Person
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.models import Ticket
from tests.bookcase import NOON, Furnish, Standing, on_a_server
from tests.checklists.planned_shop import Planned, furnish

pytestmark = pytest.mark.usefixtures("clock")
TODAY = NOON.date()
DOWN = {"priority": 1, "critical_fact": "server_down"}
SLOT = {"at_minute": 540, "minutes": 120}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Twelve clients and a technician."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Planned:
    """What was made."""
    made: Planned = standing(store)
    return made


def begun(store: Store) -> list[ChecklistRun]:
    """The runs there are, in their order."""
    with store.read() as session:
        return list(session.scalars(select(ChecklistRun).order_by(ChecklistRun.id)))


def leaves(store: Store, person_id: int, on: date) -> None:
    """Let somebody leave the shop."""
    with store.read() as session:
        version = session.get_one(Person, person_id).version
    store.do(people.edit_person, person_id, version, {"left_on": on})


def test_work_planned_for_somebody_who_left_still_opens_its_ticket(
    store: Store, shop: Planned
) -> None:
    facts = {"client_id": shop.clients[10], "rule": "nth:3:tue", "ahead_days": 7, **SLOT}
    store.do(schedules.add_schedule, "monthly-maintenance", facts)
    leaves(store, shop.marcus, date(2026, 4, 1))
    with dates.frozen(datetime(2026, 4, 14, 8)):
        store.do(planning.keep_plans)
    april = begun(store)[1]
    assert april.ticket_id is not None
    with store.read() as session:
        assert session.get_one(Ticket, april.ticket_id).assigned_id is None


def test_a_server_down_at_a_client_whose_technician_left_has_its_checklist(
    store: Store, shop: Planned
) -> None:
    leaves(store, shop.marcus, TODAY - timedelta(days=1))
    store.do(tickets.open_ticket, shop.clients[10], "Server is silent", DOWN)
    store.do(planning.keep_up)
    (run,) = begun(store)
    assert run.assigned_id is None


def test_what_cannot_be_begun_keeps_nothing_else(store: Store, shop: Planned) -> None:
    facts = {"rule": "after:client_leaves", "opens_ticket": False}
    stuck = store.do(schedules.add_schedule, "client-offboarding", facts)
    with store.step("As no form would") as session:
        session.get_one(Schedule, stuck).variant = "short"
    row = store.ask(client, shop.clients[0])
    assert row is not None
    store.do(change_status, shop.clients[0], "notice")
    assert len(store.ask(waiting, TODAY)) == 1
    plan = {"client_id": shop.clients[10], "rule": "nth:3:tue", "ahead_days": 7, **SLOT}
    store.do(schedules.add_schedule, "monthly-maintenance", plan)
    store.do(tickets.open_ticket, shop.clients[10], "Server is silent", DOWN)
    store.do(planning.keep_plans)
    assert [one.event for one in store.ask(waiting, TODAY)] == ["client_leaves"]
    assert "Server down" in {run.title for run in begun(store)}
    # It is said where the day is looked at, with the way to mend it.
    (told,) = store.ask(not_begun, None, TODAY)
    assert "short variant of its checklist is empty" in told.detail
    assert told.place.about == {"schedule_id": stuck}
    with store.step("As no form would") as session:
        session.get_one(Schedule, stuck).variant = ""
    assert store.ask(not_begun, None, TODAY) == []
    store.do(planning.keep_plans)
    assert store.ask(waiting, TODAY) == []


def test_a_ticket_that_could_not_be_opened_is_told(store: Store, shop: Planned) -> None:
    with store.step("Switch") as session:
        device = add_device(session, shop.clients[0], {"name": "SW-1", "kind": "switch"})
    facts = {"client_id": shop.clients[0], "rule": "nth:3:tue", "ahead_days": 7, **SLOT}
    store.do(schedules.add_schedule, "monthly-maintenance", facts | {"device_id": device})
    with store.step("As an import would") as session:
        session.get_one(Device, device).client_id = shop.clients[1]
    assert store.ask(not_begun, None, TODAY) == []
    with dates.frozen(datetime(2026, 4, 14, 8)):
        store.do(planning.keep_plans)
        (told,) = store.ask(not_begun, None, dates.today())
    assert "SW-1 is another client's now" in told.detail
    assert told.place == Place("checklists", begun(store)[1].id)


def test_a_list_of_devices_begins_nothing_and_a_few_new_ones_do(
    store: Store, shop: Planned
) -> None:
    facts = {"rule": "after:device_added", "opens_ticket": False}
    store.do(schedules.add_schedule, "new-pc", facts)
    for count in (12, 3):
        with store.step("Paste devices") as session:
            for n in range(count):
                device = {"name": f"PC-{count}-{n}", "kind": "workstation"}
                add_device(session, shop.clients[0], device)
    assert len(store.ask(waiting, TODAY)) == 3


@pytest.mark.parametrize("event", ["client_active", "device_added", "first_visit", "server_down"])
def test_a_checklist_about_a_colleague_follows_no_event_at_a_client(
    store: Store, shop: Planned, event: str
) -> None:
    with pytest.raises(UserError) as told:
        store.do(
            schedules.add_schedule, "employee-exit", {"rule": f"after:{event}", "ahead_days": 0}
        )
    assert told.value.field == "rule"


def ensured(store: Store, code: str) -> None:
    """Let a master that ships stand in the books."""
    with store.step("Known") as session:
        ensure(session, code)


def at_once(store: Store, other: Store, verb: Action[[], Any]) -> None:
    """Two computers do the same: the second begins while the first has not committed."""
    refused: list[UserError] = []

    def second() -> None:
        try:
            other.do(verb)
        except UserError as error:
            refused.append(error)

    thread = threading.Thread(target=second)
    with store.step("First") as session:
        verb(session)
        session.flush()
        thread.start()
        thread.join(0.7)
    thread.join(20)
    assert not thread.is_alive()


@on_a_server
def test_two_computers_take_up_one_event_once(
    store: Store, shop: Planned, again: Callable[[], Store]
) -> None:
    ensured(store, "server-down")
    store.do(tickets.open_ticket, shop.clients[10], "Server is silent", DOWN)
    at_once(store, again(), planning.keep_up)
    assert len(begun(store)) == 1


@on_a_server
def test_two_who_begin_the_daily_look_begin_one(
    store: Store, shop: Planned, again: Callable[[], Store]
) -> None:
    ensured(store, "daily-monitoring")
    at_once(store, again(), monitoring.begin_monitoring)
    assert len(begun(store)) == 1
