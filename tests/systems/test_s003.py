"""S003: whether each hat gets the part of the week it should."""

from datetime import date, datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.desk.area import Figure, Period
from mspdesk.orgchart.actions.cards import edit_role
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.offers import idle_hats
from mspdesk.orgchart.queries.roles import role_boxes
from mspdesk.orgchart.reports import COLUMNS, GLANCES, hat_rows
from mspdesk.people import actions as people
from mspdesk.people import queries as people_queries
from mspdesk.timekeeping import actions as time
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish, open_ticket

pytestmark = pytest.mark.system(3)
WEEK = Period(date(2026, 3, 2), date(2026, 3, 8))


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_four_hours_of_sales_in_forty_are_ten_percent_and_fifteen_points_short(
    store: Store, shop: Sample, clock: datetime
) -> None:
    dana = store.ask(people_queries.person, shop.dana)
    assert dana is not None
    store.do(people.edit_person, shop.dana, dana.version, {"hired_on": date(2022, 2, 1)})
    sales = next(one for one in store.ask(role_boxes) if one.code == "sales")
    store.do(edit_role, sales.id, sales.version, {"target_percent": 25})
    day = date(2026, 3, 4)
    store.do(time.log_time, None, day, 240, "Met two prospects.", role_id=sales.id)
    rows = store.ask(hat_rows, WEEK, {})
    row = next(one for one in rows if one.title == "Sales")
    assert (row.paid, row.minutes) == (2_400, 240)
    shown = {column.title: column.value(row) for column in COLUMNS}
    assert (shown["Of paid time"], shown["Target"], shown["Gap"]) == ("10%", "25%", "-15 points")
    figures = GLANCES[0].make
    with store.read() as session:
        said = {
            one.label: one.value
            for one in figures(session, WEEK, {}, rows)
            if isinstance(one, Figure)
        }
    assert said == {"On hats": "4 h", "Without time": "6", "Next hire": "None"}


def test_hats_without_time_stand_on_today_once_the_month_is_a_week_old(
    store: Store, shop: Sample, clock: datetime
) -> None:
    hats = {one.code: one.id for one in store.ask(role_boxes)}
    for code in ("sales", "marketing"):
        role = hats[code]
        store.do(time.log_time, None, date(2026, 3, 4), 60, "Worked on it.", role_id=role)
    # The hats were put on on March 11: nobody is asked about the time before that.
    assert store.ask(idle_hats, shop.dana, date(2026, 3, 17)) == []
    rows = store.ask(idle_hats, shop.dana, date(2026, 3, 18))
    assert [(one.title, one.detail) for one in rows] == [
        ("Owner, Finance, Admin and 1 more", "No time since Mar 1")
    ]
    assert store.ask(idle_hats, shop.dana, date(2026, 4, 7)) == []
    assert store.ask(idle_hats, shop.priya, date(2026, 3, 18)) == []


def test_past_weeks_keep_who_wore_the_hat_in_them(
    store: Store, shop: Sample, clock: datetime
) -> None:
    """Marcus was the technician until Priya took over on March 4, at half his hours."""
    tech = next(one for one in store.ask(role_boxes) if one.code == "technician")
    store.do(assign_role, tech.id, shop.marcus, date(2026, 1, 5))
    store.do(people.edit_person, shop.priya, 1, {"hired_on": date(2025, 1, 6)})
    store.do(people.set_paid_hours, shop.priya, dict.fromkeys(range(5), 240))
    ticket = open_ticket(store, shop.brightwater, "No mail")
    for who, day in ((shop.marcus, 3), (shop.marcus, 5), (shop.priya, 2), (shop.priya, 6)):
        store.person_id = who
        store.do(time.log_time, ticket, date(2026, 3, day), 60, "Looked at the mail server.")
    store.person_id = shop.dana
    store.do(assign_role, tech.id, shop.priya, date(2026, 3, 4))
    row = next(one for one in store.ask(hat_rows, WEEK, {}) if one.role_id == tech.id)
    # Two days at eight hours and three at four; his hour while it was his, and hers.
    assert (row.minutes, row.paid) == (180, 2 * 480 + 3 * 240)
    before = Period(date(2026, 2, 23), date(2026, 3, 1))
    row = next(one for one in store.ask(hat_rows, before, {}) if one.role_id == tech.id)
    assert row.paid == 2_400
    marcus = store.ask(people_queries.person, shop.marcus)
    assert marcus is not None
    store.do(people.edit_person, marcus.id, marcus.version, {"left_on": date(2026, 3, 10)})
    row = next(one for one in store.ask(hat_rows, before, {}) if one.role_id == tech.id)
    assert row.paid == 2_400
