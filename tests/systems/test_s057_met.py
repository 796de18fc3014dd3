"""S057: the month's report counts by what the agreement promises, by client, never by person."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.agreements import actions as agreements
from mspdesk.billing.queries.renewals import renewal_of
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.shop.rules import Calendar
from mspdesk.tickets import actions as tickets
from mspdesk.tickets import reports
from mspdesk.tickets.queries import response_due
from mspdesk.tickets.rules import response_due as due
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(57), pytest.mark.usefixtures("clock")]
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
FRIDAY = datetime(2026, 3, 6, 16)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.mark.parametrize(
    ("priority", "agreed", "day", "hour", "minute"),
    [
        (1, None, 6, 17, 0),
        (2, None, 9, 11, 0),
        (3, None, 9, 16, 0),
        (4, None, 11, 16, 0),
        (1, 120, 9, 9, 0),
        (2, 30, 6, 16, 30),
        (3, 540, 9, 16, 0),
    ],
)
def test_business_hours_run_and_others_do_not(
    priority: int, agreed: int | None, day: int, hour: int, minute: int
) -> None:
    assert due(priority, FRIDAY, Calendar(), agreed) == datetime(2026, 3, day, hour, minute)


def test_what_the_agreement_says_goes_before_the_usual(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    store.do(agreements.set_targets, shop.gold, {3: 60})
    with dates.frozen(datetime(2026, 3, 9, 9)):
        gold = store.do(
            tickets.open_ticket, shop.brightwater, "Under Gold", {"agreement_id": shop.gold}
        )
        plain = store.do(tickets.open_ticket, shop.kestrel, "Without one", {"no_agreement": True})
        assert store.ask(response_due, gold) == datetime(2026, 3, 9, 10)
        assert store.ask(response_due, plain) == datetime(2026, 3, 10, 9)
    with dates.frozen(datetime(2026, 3, 9, 11)):
        store.do(tickets.acknowledge, gold)
        store.do(tickets.acknowledge, plain)
    report = next(one for one in reports.REPORTS if one.key == "response-met")
    rows = store.ask(report.rows, MARCH, {})
    assert [(row.client, row.met, row.missed) for row in rows] == [
        ("Brightwater Veterinary", 0, 1),
        ("Kestrel Machine & Tool", 1, 0),
    ]
    assert report.cadence == "Month"
    assert not {"Person", "Technician", "Who"} & {column.title for column in report.columns}
    renewal = store.ask(renewal_of, shop.gold)
    assert renewal is not None
    assert renewal.answered_words == "0 of 1"
