"""S010: roles are evolved on purpose; when somebody leaves the box stays."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from mspdesk import dates
from mspdesk.checklists.actions.schedules import add_schedule
from mspdesk.checklists.models import ChecklistRun, Schedule
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.duties import bring_usual
from mspdesk.orgchart.actions.roles import assign_role, take_back
from mspdesk.orgchart.offers import DATED as ORGCHART
from mspdesk.orgchart.offers import hats_to_come
from mspdesk.orgchart.queries.cards import wearers
from mspdesk.orgchart.queries.duties import duties
from mspdesk.orgchart.queries.roles import RoleBox, role_boxes
from mspdesk.people import actions as people
from mspdesk.people import queries as people_queries
from mspdesk.people.offers import DATED
from mspdesk.tickets.actions import assign
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping.actions import standing_ticket
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = pytest.mark.system(10)
NOW = date(2026, 3, 11)


def _box(store: Store, code: str) -> RoleBox:
    return next(one for one in store.ask(role_boxes) if one.code == code)


def _leave(store: Store, shop: Sample, on: date) -> None:
    marcus = store.ask(people_queries.person, shop.marcus)
    assert marcus is not None
    store.do(people.edit_person, shop.marcus, marcus.version, {"left_on": on})


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_who_leaves_leaves_the_role_in_place_and_the_owner_acting(
    store: Store, shop: Sample, clock: datetime
) -> None:
    tech = _box(store, "technician")
    store.do(bring_usual, tech.id)
    store.do(assign_role, tech.id, shop.marcus, date(2025, 6, 2))
    before = len(store.ask(role_boxes)), store.ask(duties, tech.id)
    _leave(store, shop, NOW - timedelta(days=5))
    box = _box(store, "technician")
    assert (box.for_now, box.wearer_id, box.person_id) == (True, shop.dana, None)
    assert box.since_on == NOW - timedelta(days=4)
    assert len(store.ask(role_boxes)) == before[0]
    assert [one.name for one in store.ask(duties, tech.id)] == [one.name for one in before[1]]
    rows = store.ask(wearers, tech.id)
    assert [(one.person, one.from_on, one.until_on) for one in rows] == [
        ("Dana Whitlock", NOW - timedelta(days=4), None),
        ("Marcus Oduya", date(2025, 6, 2), NOW - timedelta(days=4)),
    ]
    assert "technician" in [one.code for one in store.ask(people_queries.hats, shop.dana)]
    with store.read() as session:
        assert not DATED[0].waits(session, NOW)
    store.undo()
    assert _box(store, "technician").wearer_id == shop.marcus
    assert [one.until_on for one in store.ask(wearers, tech.id)] == [None]


def test_a_last_day_ahead_lets_the_role_be_worn_until_then(
    store: Store, shop: Sample, clock: datetime
) -> None:
    tech = _box(store, "technician")
    store.do(assign_role, tech.id, shop.marcus, date(2025, 6, 2))
    _leave(store, shop, NOW)
    assert _box(store, "technician").wearer_id == shop.marcus
    dated = DATED[0]
    assert "person" in dated.tables
    with store.read() as session:
        assert not dated.waits(session, NOW)
        assert dated.waits(session, NOW + timedelta(days=1))
    with dates.frozen(datetime(2026, 3, 12, 9)):
        # Before anything was written, nobody takes him for the wearer any more.
        assert _box(store, "technician").for_now
        store.do(dated.act)
    assert [(one.person, one.until_on) for one in store.ask(wearers, tech.id)] == [
        ("Dana Whitlock", None),
        ("Marcus Oduya", NOW + timedelta(days=1)),
    ]


def test_what_hung_on_the_hats_of_who_left_goes_to_whoever_wears_them(
    store: Store, shop: Sample, clock: datetime
) -> None:
    tech = _box(store, "technician")
    store.do(assign_role, tech.id, shop.marcus, date(2025, 6, 2))
    standing = store.do(standing_ticket, tech.id)
    store.do(assign, standing, None, shop.marcus)
    facts = {
        "rule": "day:15",
        "client_id": shop.brightwater,
        "assigned_id": shop.marcus,
        "hat": "technician",
        "begins_on": NOW,
        "ahead_days": 10,
        "variant": "",
    }
    made = store.do(add_schedule, "monthly-maintenance", facts)
    dated = ORGCHART[0]
    with store.read() as session:
        assert not dated.waits(session, NOW)
    _leave(store, shop, NOW - timedelta(days=1))
    with store.read() as session:
        assert dated.waits(session, NOW)
    store.do(dated.act)
    with store.read() as session:
        assert not dated.waits(session, NOW)
        run = session.scalars(select(ChecklistRun).filter_by(schedule_id=made)).first()
        assert run is not None
        held = [session.get_one(Ticket, one).assigned_id for one in (standing, run.ticket_id)]
        assert held == [shop.dana, shop.dana]
        assert session.get_one(Schedule, made).assigned_id == shop.dana


def test_a_hat_is_promised_from_a_day_to_come_and_given_on_it(
    store: Store, shop: Sample, clock: datetime
) -> None:
    """Jo begins on Monday: her hat is hers that day, and with it what hangs on it."""
    store.do(people.edit_person, shop.priya, 1, {"hired_on": date(2024, 1, 8)})
    monday = date(2026, 3, 16)
    jo = store.do(people.add_person, "Jo Park", ("technician",), {"hired_on": monday})
    (row,) = store.ask(hats_to_come, shop.dana, NOW)
    assert (row.title, row.detail) == ("Jo Park begins Mon, Mar 16", "No hat yet")
    tech = _box(store, "technician")
    ticket = store.do(standing_ticket, tech.id)
    assert store.do(assign_role, tech.id, jo, monday) == 0
    assert _box(store, "technician").for_now
    (row,) = store.ask(hats_to_come, shop.dana, NOW)
    assert row.title == "Technician is Jo Park's from Mon, Mar 16"
    assert store.ask(hats_to_come, jo, NOW) == [row]
    assert store.ask(hats_to_come, shop.marcus, NOW) == []
    assert store.ask(hats_to_come, shop.dana, NOW - timedelta(days=30)) == []
    promised = ORGCHART[1]
    assert not store.ask(promised.waits, NOW)
    with dates.frozen(datetime(2026, 3, 18, 8)):
        # The books were closed for two days; the hat counts from the day it was promised for.
        assert store.ask(promised.waits, dates.today())
        store.do(promised.act)
        assert not store.ask(promised.waits, dates.today())
    box = _box(store, "technician")
    assert (box.person_id, box.since_on) == (jo, monday)
    with store.read() as session:
        assert session.get_one(Ticket, ticket).assigned_id == jo
    (row,) = store.ask(hats_to_come, shop.dana, monday)
    assert row.title == "Technician is Jo Park's from today"
    assert store.ask(hats_to_come, shop.dana, monday + timedelta(days=1)) == []


def test_a_promise_is_taken_back_and_goes_with_who_does_not_come(
    store: Store, shop: Sample, clock: datetime
) -> None:
    monday = date(2026, 3, 16)
    jo = store.do(people.add_person, "Jo Park", ("technician",), {"hired_on": monday})
    tech = _box(store, "technician")
    with pytest.raises(UserError, match="wears it already") as refused:
        store.do(assign_role, tech.id, None, monday)
    assert refused.value.field == "person"
    with pytest.raises(UserError, match="more than a year") as refused:
        store.do(assign_role, tech.id, jo, date(2062, 3, 16))
    assert refused.value.field == "on"
    store.do(assign_role, tech.id, jo, monday)
    store.do(assign_role, tech.id, shop.marcus, monday)
    assert [one.person for one in store.ask(people_queries.coming_hats)] == ["Marcus Oduya"]
    store.do(assign_role, tech.id, None, monday)
    assert store.ask(people_queries.coming_hats) == []
    store.do(assign_role, tech.id, jo, monday)
    store.do(take_back, tech.id)
    assert store.ask(people_queries.coming_hats) == []
    with pytest.raises(UserError, match="waits for this hat"):
        store.do(take_back, tech.id)
    store.undo()
    assert [one.person for one in store.ask(people_queries.coming_hats)] == ["Jo Park"]
    store.do(people.edit_person, jo, 1, {"hired_on": NOW, "left_on": NOW})
    assert store.ask(people_queries.coming_hats) == []
    assert not store.ask(ORGCHART[1].waits, monday)
