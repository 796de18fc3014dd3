"""S020: 62 h recorded for a client at 62 % billability cost 100 paid hours."""

from datetime import date, datetime, time, timedelta

import pytest

from mspdesk import dates
from mspdesk.app.setup import start_shop
from mspdesk.clients.actions import add_client
from mspdesk.database.store import Store
from mspdesk.garden.queries import garden, terms_of
from mspdesk.garden.rules import Terms, paid_words
from mspdesk.people import actions as people
from mspdesk.tickets.actions import open_ticket
from tests.billing.moneyshop import ADDRESS, SHOP
from tests.bookcase import Furnish, Standing
from tests.garden.gardenshop import bill, log, people_hat

pytestmark = [pytest.mark.system(20), pytest.mark.system(110)]

FIRST, LAST = date(2026, 1, 26), date(2026, 2, 20)
"""Twenty weekdays, none of them closed."""

TERMS = ADDRESS | {"hourly_terms_on": date(2025, 1, 1)}


def furnish(store: Store) -> int:
    """One client with $6,000, $1,500 of it goods at cost, and 62 of 100 paid hours."""
    with dates.frozen(datetime.combine(FIRST, time(8))):
        owner = start_shop(store, "Quillfeather IT, LLC", 15_000, "US", SHOP | {"holidays": []})
        with store.step("Prepare") as session:
            tech = people.add_person(session, "Marcus Oduya", ("technician",))
            people.set_wage(session, tech, date(2025, 1, 1), 2_000, 12_500)
            people.set_paid_hours(session, owner, {})
            people.set_paid_hours(session, tech, dict.fromkeys(range(5), 300))
            standing = people_hat(session)
            client = add_client(session, "Kestrel Machine & Tool", TERMS)
            told = {"coverage": "covered", "no_device": True, "no_agreement": True}
            ticket = open_ticket(session, client, "Move to the new hall", told)
            for n in range(26):
                day = FIRST + timedelta(days=n)
                if day.weekday() < 5:
                    log(session, ticket, tech, day, 186)
                    log(session, standing, tech, day, 114)
            lines = [("plan", 400_000, {}), ("hardware", 200_000, {"unit_cost": 150_000})]
            bill(session, client, LAST, lines)
    store.person_id = owner
    return client


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """A client that takes 62 of 100 paid hours."""
    return furnish


@pytest.fixture
def client(store: Store, standing: Standing) -> int:
    """The client, on both kinds of books."""
    found: int = standing(store)
    return found


def test_62_hours_at_62_percent_are_100_paid_hours(store: Store, client: int) -> None:
    with dates.frozen(datetime.combine(LAST, time(18))):
        (row,) = store.ask(garden, FIRST, LAST)
    assert row.client_id == client
    assert row.terms.percent == 620_000
    assert (row.recorded, row.paid) == (62 * 60, 100_00)
    assert paid_words(row.paid) == "100.00 h"


def test_what_is_left_of_6000_dollars_is_2000(store: Store, client: int) -> None:
    """S110: $6,000 less $1,500 of goods and 100 paid hours at $25."""
    with dates.frozen(datetime.combine(LAST, time(18))):
        (row,) = store.ask(garden, FIRST, LAST)
    assert (row.revenue, row.cogs, row.labor_cost) == (600_000, 150_000, 250_000)
    assert row.profit == row.running == 200_000
    assert row.percent_words == "33.3%"
    assert row.effective_rate == 7_258  # $4,500 over 62 h, half up


def test_it_is_said_when_not_all_time_is_recorded(store: Store, client: int) -> None:
    """The uplift means something only where everybody records all of the time."""
    hired = {"hired_on": FIRST}
    people_of = store.do(people.add_person, "Priya Raman", ("admin",), hired)
    store.do(people.set_paid_hours, people_of, dict.fromkeys(range(5), 480))
    with dates.frozen(datetime.combine(LAST, time(18))):
        terms = store.ask(terms_of, FIRST, LAST)
    assert terms.percent == 620_000  # of what was recorded
    assert any("38% of paid time is recorded" in said for said in terms.assumed)


def test_the_rule_alone() -> None:
    assert Terms(620_000, 2_500).paid(62 * 60) == 10_000
    assert Terms(620_000, 2_500).cost(62 * 60) == 250_000
    assert Terms(1_000_000, 2_500).paid(60) == 100
