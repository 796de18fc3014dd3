"""S068: Final Friday comes on the last Friday of each month and books overhead time."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.checklists.actions import planning, schedules
from mspdesk.checklists.queries import coming
from mspdesk.database.store import Store
from mspdesk.procedures.actions.training import record_training
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping.queries import entries_of_category
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(68), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_last_friday_of_november_2026_is_the_27th(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    facts = {
        "client_id": shop.own,
        "title": "Final Friday",
        "rule": "last:fri",
        "at_minute": 13 * 60,
        "minutes": 180,
        "assigned_id": shop.dana,
        "ahead_days": 7,
    }
    store.do(schedules.add_schedule, "final-friday", facts)
    with dates.frozen(datetime(2026, 11, 23, 8)):
        store.do(planning.keep_plans)
        (one,) = store.ask(coming.between, date(2026, 11, 1), date(2026, 11, 30))
        assert (one.on, one.time) == (date(2026, 11, 27), "1:00 pm")
        assert one.ticket_id is not None
    with store.read() as session:
        ticket = session.get_one(Ticket, one.ticket_id)
        assert (ticket.title, ticket.queue) == ("Final Friday, November 2026", "internal")
    there = [shop.dana, shop.marcus]
    with dates.frozen(datetime(2026, 11, 27, 16, 30)):
        store.do(record_training, there, "DNS", minutes=180, book=True, ticket_id=one.ticket_id)
    friday = date(2026, 11, 27)
    booked = store.ask(entries_of_category, friday, friday, "training")
    assert {(entry.person_id, entry.minutes, entry.kind) for entry in booked} == {
        (who, 180, "internal") for who in there
    }


def test_december_gives_way_to_christmas(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    facts = {"client_id": shop.own, "rule": "last:fri", "opens_ticket": False}
    store.do(schedules.add_schedule, "final-friday", facts)
    with dates.frozen(datetime(2026, 12, 1, 8)):
        (one,) = store.ask(coming.between, date(2026, 12, 1), date(2026, 12, 31))
    # The last Friday is December 25; the training is the day before.
    assert one.on == date(2026, 12, 24)
