"""S134: sales tickets live in their own queue and never count in billability."""

from datetime import date, datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.tickets import actions, queries
from mspdesk.timekeeping import actions as time
from mspdesk.timekeeping import queries as times
from tests.tickets.board import opened, set_up

pytestmark = pytest.mark.system(134)
DAY = date(2026, 3, 11)


def test_sales_tickets_are_in_the_sales_queue(store: Store, clock: datetime) -> None:
    small = set_up(store)
    sales = opened(store, small.kestrel, "Offer a new server", type="sales")
    opened(store, small.kestrel, "Fix the old one")
    queues = {row.id: row.queue for row in store.ask(queries.open_tickets)}
    assert queues[sales] == "sales"
    assert list(queues.values()).count("sales") == 1
    found = store.ask(queries.my_next_ticket, small.marcus)
    assert found is not None
    assert found.id != sales
    store.do(actions.assign, sales, None, small.marcus)
    mine = [row.id for row in store.ask(queries.next_tickets, small.marcus)]
    assert sales in mine


def test_sales_time_is_in_no_billability_and_never_billed(store: Store, clock: datetime) -> None:
    small = set_up(store)
    sales = opened(store, small.kestrel, "Offer a new server", type="sales")
    work = opened(store, small.kestrel, "Fix the old one")
    store.do(time.log_time, work, DAY, "9:00-10:00", "Replaced the power supply")
    before = store.ask(times.billability, DAY, DAY)
    store.do(time.log_time, sales, DAY, "10:00-12:00", "Showed them two offers")
    after = store.ask(times.billability, DAY, DAY)
    assert before.productive == after.productive == 60
    found = {row.number: row for row in store.ask(queries.open_tickets)}
    assert [found[n].logged_minutes for n in (1, 2)] == [120, 60]
    page = store.ask(queries.ticket_page, sales)
    assert page is not None
    assert page.billable_minutes == 0
