"""S080: paid hours are split into their parts, for the team and for oneself only."""

from datetime import date

import pytest

from mspdesk.app import reporting
from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as time
from mspdesk.timekeeping.queries.splits import paid_split
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(80), pytest.mark.usefixtures("clock")]
MONDAY, SUNDAY = date(2026, 3, 9), date(2026, 3, 15)
WEEK = Period(MONDAY, SUNDAY)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def a_week(store: Store, shop: Sample) -> None:
    """Marcus' Monday and Tuesday: a bit of everything on a client's ticket; Dana an hour."""
    first = store.do(tickets.open_ticket, shop.kestrel, "Some work", {"no_agreement": True})
    earlier = store.do(tickets.open_ticket, shop.kestrel, "Done before", {})
    pieces = (
        ("8:00-12:00", "productive"),
        ("12:00-13:00", "drive"),
        ("13:00-13:30", "meeting"),
        ("13:30-14:30", "training"),
        ("14:30-15:00", "spinning"),
        ("15:00-15:30", "admin"),
    )
    store.person_id = shop.marcus
    for span, category in pieces:
        store.do(time.log_time, first, MONDAY, span, "As it was agreed", category)
    store.do(
        time.log_time,
        first,
        date(2026, 3, 10),
        "8:00-8:45",
        "Once again",
        "rework",
        rework_of_id=earlier,
    )
    store.person_id = shop.dana
    store.do(time.log_time, first, MONDAY, "16:00-17:00", "Looked over it")


def test_the_parts_add_up_to_what_was_paid(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    a_week(store, shop)
    own = store.ask(paid_split, MONDAY, SUNDAY, shop.marcus)
    assert {row.part: row.minutes for row in own.rows} == {
        "productive": 240,
        "drive": 60,
        "meeting": 30,
        "training": 60,
        "rework": 45,
        "other": 60,
        "open": own.paid - 495,
    }
    assert sum(row.minutes for row in own.rows) == own.paid == 2_400
    assert own.rows[0].share == 100_000
    team = store.ask(paid_split, MONDAY, SUNDAY)
    assert team.minutes("productive") == 300
    assert team.paid > own.paid
    assert store.ask(paid_split, date(2020, 1, 6), date(2020, 1, 12), shop.dana).rows == ()


def test_the_team_is_asked_by_who_may_and_oneself_by_oneself(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    a_week(store, shop)
    reports = {one.key: one for one in reporting.reports(AREAS)}
    team, own = reports["categories"], reports["own-time"]
    assert (team.cadence, own.cadence) == ("Week", "Week")
    assert (team.needs, own.needs) == ("time_all", "time")
    titles = [column.title for one in (team, own) for column in one.columns]
    assert titles == ["Part", "Hours", "Share of paid time"] * 2
    store.person_id = shop.marcus
    mine = {row.part: row.minutes for row in store.ask(own.rows, WEEK, {})}
    store.person_id = shop.dana
    hers = {row.part: row.minutes for row in store.ask(own.rows, WEEK, {})}
    every = {row.part: row.minutes for row in store.ask(team.rows, WEEK, {})}
    assert (mine["productive"], hers["productive"], every["productive"]) == (240, 60, 300)
    store.person_id = None
    assert store.ask(own.rows, WEEK, {}) == []
