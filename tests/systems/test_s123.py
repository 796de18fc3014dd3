"""S123: anniversaries of clients and employees, with their years, on Today and by the month."""

from datetime import date

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import report_document, report_named, usual_period
from mspdesk.clients import actions as clients
from mspdesk.clients.models import Client
from mspdesk.clients.offers import years_full
from mspdesk.database.store import Store
from mspdesk.dates import years_reached
from mspdesk.desk.area import Period
from mspdesk.people.models import Person
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(123), pytest.mark.usefixtures("clock")]
DAY = date(2026, 3, 11)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """Brightwater is with us for seven years on Friday, Marcus here for three next Monday."""
    made: Sample = standing(store)
    with store.step("Remember") as session:
        session.get_one(Client, made.brightwater).since_on = date(2019, 3, 13)
        session.get_one(Client, made.kestrel).since_on = date(2021, 3, 27)
        session.get_one(Client, made.oldmill).since_on = date(2020, 3, 12)  # still a prospect
        session.get_one(Client, made.own).since_on = date(2015, 3, 12)
        session.get_one(Person, made.marcus).hired_on = date(2023, 3, 16)
        session.get_one(Person, made.priya).hired_on = DAY
    return made


def test_the_month_lists_both_with_their_years(store: Store, shop: Sample) -> None:
    report = report_named(AREAS, "anniversaries")
    assert (report.cadence, [one.title for one in report.columns][-2:]) == (
        "Month",
        ["Since", "Years"],
    )
    rows = store.ask(report_document, report, usual_period(report, DAY)).rows
    assert [(row.day.day, row.kind, row.name, row.years) for row in rows] == [
        (13, "Client", "Brightwater Veterinary", 7),
        (16, "Employee", "Marcus Oduya", 3),
        (27, "Client", "Kestrel Machine & Tool", 5),
    ]
    ever = store.ask(report_document, report, Period(date(1900, 1, 1), date(2999, 12, 31))).rows
    assert max(row.day for row in ever).year == DAY.year + 10, "nobody asks for a thousand years"


def test_today_says_those_of_the_coming_week(store: Store, shop: Sample) -> None:
    rows = store.ask(years_full, shop.dana, DAY)
    assert [(row.title, row.detail) for row in rows] == [
        ("Brightwater Veterinary", "7 years with us on Friday, Mar 13"),
        ("Marcus Oduya", "3 years here on Monday, Mar 16"),
    ]
    assert rows[0].place.id == shop.brightwater
    (one,) = store.ask(years_full, shop.dana, date(2026, 3, 27))
    assert one.detail == "5 years with us today"
    listed = [one for area in AREAS for one in area.today() if one.title == "Anniversaries"]
    assert [one.rows for one in listed] == [years_full]


def test_whoever_left_is_not_reminded_of(store: Store, shop: Sample) -> None:
    with store.step("Leave") as session:
        session.get_one(Person, shop.marcus).left_on = date(2026, 3, 1)
    store.do(clients.change_status, shop.brightwater, "notice", "Sold the practice")
    assert store.ask(years_full, shop.dana, DAY) == []


def test_a_day_of_a_leap_year_is_kept_on_the_last_of_february() -> None:
    span = date(2025, 1, 1), date(2028, 12, 31)
    assert years_reached(date(2024, 2, 29), *span) == [
        (date(2025, 2, 28), 1),
        (date(2026, 2, 28), 2),
        (date(2027, 2, 28), 3),
        (date(2028, 2, 29), 4),
    ]
    assert years_reached(date(2026, 3, 11), date(2026, 3, 11), date(2026, 12, 31)) == []
