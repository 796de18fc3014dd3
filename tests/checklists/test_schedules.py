"""Schedules in the books: planned once, spread, moved by hand, ended; tickets that are whole."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import ColumnElement, func, select

from mspdesk import dates
from mspdesk.checklists.actions import moving, planning, schedules, writing
from mspdesk.checklists.models import ChecklistRun, Schedule
from mspdesk.checklists.queries import coming, due
from mspdesk.checklists.queries import schedules as queries
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.people.models import Leave
from mspdesk.tickets.models import Ticket, TicketText
from mspdesk.tickets.queries import first_contact_of
from tests.bookcase import NOON, Furnish, Standing
from tests.checklists.planned_shop import NAMES, Planned, furnish

pytestmark = pytest.mark.usefixtures("clock")
CODE = "monthly-maintenance"
TODAY = NOON.date()
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
SLOT = {"at_minute": 9 * 60, "minutes": 120}


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


def runs(store: Store, *more: ColumnElement[bool]) -> list[ChecklistRun]:
    """Planned runs by day."""
    with store.read() as session:
        found = select(ChecklistRun).order_by(ChecklistRun.due_on, ChecklistRun.id)
        return list(session.scalars(found.where(*more)))


def test_twelve_clients_get_a_day_each_and_planning_twice_plans_once(
    store: Store, shop: Planned
) -> None:
    made = store.do(schedules.schedule_clients, CODE, shop.clients, SLOT)
    assert len(made) == 12
    assert store.do(writing.plan_ahead, date(2026, 5, 31)) > 12
    before = len(runs(store))
    assert store.do(writing.plan_ahead, date(2026, 5, 31)) == 0
    assert len(runs(store)) == before
    april = store.ask(coming.between, *APRIL)
    assert sorted(one.client for one in april) == sorted(NAMES)
    assert len({one.on for one in april}) == 12
    assert {(one.person, one.time) for one in april} == {("Marcus Oduya", "9:00 am")}


def test_all_on_one_day_give_way_to_each_other_within_the_month(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    for client in desk_shop.clients:
        sqlite_store.do(
            schedules.add_schedule, CODE, {"client_id": client, "rule": "day:15", **SLOT}
        )
    sqlite_store.do(writing.plan_ahead, APRIL[1])
    april = sqlite_store.ask(coming.between, *APRIL)
    taken = {(one.on, one.at_minute) for one in april}
    assert len(april) == len(taken) == 12
    assert all(at is not None and at + 120 <= 17 * 60 for _, at in taken)
    assert {one.on for one in april} == {date(2026, 4, day) for day in (14, 15, 16)}


def test_the_form_says_what_gives_way_to_what(sqlite_store: Store, desk_shop: Planned) -> None:
    first = sqlite_store.do(
        schedules.add_schedule, CODE, {"client_id": desk_shop.clients[0], "rule": "day:15", **SLOT}
    )
    sqlite_store.do(writing.plan_ahead, APRIL[1])
    row = sqlite_store.ask(queries.schedule, first, TODAY)
    assert row is not None
    other = replace(row, id=-1, client_id=desk_shop.clients[1], client=NAMES[1])
    found = sqlite_store.ask(coming.coming, other, 12, stored=False)
    assert len(found) == 12
    assert (found[1].on, found[1].time) == (date(2026, 4, 15), "11:00 am")
    assert found[1].why == "Marcus has Alder Street Dental, 9:00 to 11:00"
    # August 15 2026 is a Saturday for both of them.
    clash = "Marcus has Alder Street Dental, 9:00 to 11:00"
    assert found[5].why == f"Aug 15 is a Saturday; {clash}"
    assert found[5].on == date(2026, 8, 14)


def test_leave_and_scheduled_tickets_are_given_way_to(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    with sqlite_store.step("Leave") as session:
        session.add(Leave(person_id=desk_shop.marcus, on=date(2026, 4, 15), minutes=480))
    sqlite_store.do(
        schedules.add_schedule, CODE, {"client_id": desk_shop.clients[0], "rule": "day:15", **SLOT}
    )
    sqlite_store.do(writing.plan_ahead, APRIL[1])
    april = sqlite_store.ask(coming.between, *APRIL)
    assert [one.on for one in april] == [date(2026, 4, 14)]


def test_a_ticket_opens_a_week_before_and_is_never_empty(store: Store, shop: Planned) -> None:
    client = shop.clients[10]
    facts = {"client_id": client, "rule": "nth:3:tue", "ahead_days": 7, **SLOT}
    store.do(schedules.add_schedule, CODE, facts)
    store.do(planning.keep_plans)
    march = runs(store)[0]
    assert march.due_on == date(2026, 3, 17)
    assert march.ticket_id is not None
    with store.read() as session:
        ticket = session.get_one(Ticket, march.ticket_id)
        words = session.scalar(
            select(TicketText.description).where(TicketText.ticket_id == ticket.id)
        )
        assert ticket.title == "Monthly maintenance, March 2026"
        assert ticket.status == "scheduled"
        assert ticket.scheduled_at == datetime(2026, 3, 17, 9)
        assert ticket.assigned_id == shop.marcus
        assert ticket.estimate_minutes == 120
        assert ticket.open_steps == march.needed > 0
        assert words
        assert all(cell.verified for cell in first_contact_of(session, ticket.id))
    # April's is five weeks off: planned, and no ticket yet.
    assert runs(store)[1].ticket_id is None
    assert not store.ask(due.waits, TODAY)
    with dates.frozen(datetime(2026, 4, 14, 8)):
        assert store.ask(due.waits, date(2026, 4, 14))
        store.do(planning.keep_plans)
    assert runs(store)[1].ticket_id is not None


def test_a_day_moved_by_hand_stays_moved(sqlite_store: Store, desk_shop: Planned) -> None:
    made = sqlite_store.do(
        schedules.add_schedule, CODE, {"client_id": desk_shop.clients[0], "rule": "day:20", **SLOT}
    )
    sqlite_store.do(writing.plan_ahead, date(2026, 5, 31))
    april = runs(sqlite_store, ChecklistRun.period == "2026-04")[0]
    sqlite_store.do(moving.move_run, april.id, date(2026, 4, 23), 14 * 60)
    sqlite_store.do(writing.plan_ahead, date(2026, 6, 30))
    row = sqlite_store.ask(queries.schedule, made, TODAY)
    assert row is not None
    sqlite_store.do(schedules.edit_schedule, made, row.version, {"rule": "day:10"})
    sqlite_store.do(writing.plan_ahead, date(2026, 6, 30))
    found = {run.period: run for run in runs(sqlite_store)}
    assert found["2026-04"].planned_at == datetime(2026, 4, 23, 14)
    assert found["2026-05"].due_on == date(2026, 5, 8)
    assert found["2026-06"].due_on == date(2026, 6, 10)
    assert len(found) == len(runs(sqlite_store))


def test_two_clients_never_share_a_slot_by_hand_either(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    sqlite_store.do(schedules.schedule_clients, CODE, desk_shop.clients[:2], SLOT)
    sqlite_store.do(writing.plan_ahead, APRIL[1])
    first, second = sqlite_store.ask(coming.between, *APRIL)
    assert second.run_id is not None
    with pytest.raises(UserError, match=r"Marcus Oduya has Alder Street Dental, 9:00 to 11:00"):
        sqlite_store.do(moving.move_run, second.run_id, first.on, 10 * 60)
    sqlite_store.do(moving.move_run, second.run_id, first.on, 11 * 60)
    sqlite_store.do(moving.move_run, second.run_id, first.on, 10 * 60, desk_shop.dana)


def test_a_client_who_leaves_ends_its_schedules(store: Store, shop: Planned) -> None:
    store.do(schedules.schedule_clients, CODE, shop.clients[:2], SLOT)
    store.do(planning.keep_plans)
    gone = shop.clients[0]
    for status in ("notice", "offboarding", "former"):
        store.do(clients.change_status, gone, status, "They sold the business.")
    assert store.ask(due.waits, TODAY)
    assert [row.client_id for row in store.ask(queries.schedules, TODAY)] == [shop.clients[1]]
    store.do(planning.keep_plans)
    assert not store.ask(due.waits, TODAY)
    left = [run for run in runs(store, ChecklistRun.client_id == gone) if run.state == "planned"]
    assert not left
    with store.read() as session:
        ended = session.scalars(select(Schedule.ended_on).where(Schedule.client_id == gone)).all()
        still = select(func.count()).where(Ticket.client_id == gone, Ticket.status != "cancelled")
        assert ended == [TODAY]
        assert session.scalar(still) == 0


def test_a_month_missed_while_nobody_looked_is_seen_as_late(
    sqlite_store: Store, desk_shop: Planned
) -> None:
    facts = {"client_id": desk_shop.clients[0], "rule": "day:20", **SLOT}
    sqlite_store.do(schedules.add_schedule, CODE, facts)
    daily = {"client_id": desk_shop.own, "rule": "daily", "opens_ticket": False}
    sqlite_store.do(schedules.add_schedule, "daily-monitoring", daily)
    sqlite_store.do(planning.keep_plans)
    with dates.frozen(datetime(2026, 6, 25, 8)):
        sqlite_store.do(planning.keep_plans)
        periods = [
            run.period for run in runs(sqlite_store, ChecklistRun.client_id == desk_shop.clients[0])
        ]
        # April's came with the first look ahead, May's is too long ago, June's is five days late.
        assert periods == ["2026-03", "2026-04", "2026-06", "2026-07"]
        missed = date(2026, 4, 22) + timedelta(days=1)
        skipped = runs(
            sqlite_store,
            ChecklistRun.client_id == desk_shop.own,
            ChecklistRun.due_on.between(missed, date(2026, 6, 24)),
        )
        assert not skipped


def test_what_cannot_be_is_refused_by_field(sqlite_store: Store, desk_shop: Planned) -> None:
    for facts, field in (
        ({"rule": "day:15"}, "client"),
        ({"client_id": desk_shop.clients[0], "rule": "day:40"}, "rule"),
        ({"client_id": desk_shop.clients[0], "rule": "day:4", "every": 0}, "every"),
        ({"client_id": desk_shop.clients[0], "rule": "day:4", "title": " "}, "title"),
        (
            {"client_id": desk_shop.clients[0], "rule": "day:4", "at_minute": 540, "minutes": None},
            "minutes",
        ),
        ({"client_id": desk_shop.clients[0], "rule": "day:4", "priority": 1}, "priority"),
        (
            {"client_id": desk_shop.clients[0], "rule": "day:4", "device_id": desk_shop.server},
            "device",
        ),
    ):
        with pytest.raises(UserError) as refused:
            sqlite_store.do(schedules.add_schedule, CODE, facts)
        assert refused.value.field == field, facts
