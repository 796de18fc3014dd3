"""S068: training on the final Friday books overhead time on the ticket of our own company."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.procedures.actions.training import record_training
from mspdesk.procedures.queries.training import record
from mspdesk.timekeeping.queries import entries_of_category
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish, open_ticket

pytestmark = pytest.mark.system(68)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_everybody_there_has_the_time_as_overhead(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    friday = date(2026, 11, 27)
    with dates.frozen(datetime(2026, 11, 27, 17, 0)):
        ticket = open_ticket(store, shop.own, "Final Friday, November 2026")
        client = open_ticket(store, shop.kestrel, "Printer")
        there = [shop.dana, shop.marcus]
        with pytest.raises(UserError, match="our own company"):
            store.do(record_training, there, "DNS", minutes=120, book=True, ticket_id=client)
        store.do(record_training, there, "DNS", minutes=120, book=True, ticket_id=ticket)
    found = store.ask(entries_of_category, friday, friday, "training")
    assert {(one.person_id, one.ticket_id, one.minutes, one.kind) for one in found} == {
        (who, ticket, 120, "internal") for who in there
    }
    assert [row.on for row in store.ask(record, there)] == [friday, friday]
