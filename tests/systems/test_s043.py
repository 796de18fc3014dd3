"""S043: nothing is done until a ticket exists."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from mspdesk.database.store import Store
from mspdesk.errors import Trouble, UserError
from mspdesk.timekeeping import actions as time
from mspdesk.timekeeping.models import TimeEntry
from tests.tickets.board import opened, set_up

pytestmark = pytest.mark.system(43)
DAY = date(2026, 3, 11)


def entries(store: Store) -> int:
    """How many time entries there are."""
    with store.read() as session:
        return session.execute(select(func.count()).select_from(TimeEntry)).scalar_one()


def test_time_without_a_ticket_cannot_be_saved(store: Store, clock: datetime) -> None:
    small = set_up(store)
    note = "Fixed something for somebody"
    with pytest.raises(UserError) as refused:
        store.do(time.log_time, None, DAY, "9:00-9:30", note)
    assert refused.value.field == "ticket"
    with pytest.raises(UserError):
        store.do(time.start_timer, None)
    assert entries(store) == 0
    store.do(time.log_time, opened(store, small.kestrel), DAY, "9:00-9:30", note)
    assert entries(store) == 1


def test_the_books_themselves_refuse_it(store: Store, clock: datetime) -> None:
    small = set_up(store)
    row = {
        "ticket_id": None,
        "client_id": small.kestrel,
        "person_id": small.dana,
        "work_on": DAY,
        "started_at": datetime(2026, 3, 11, 9),
        "minutes": 30,
        "entered_at": datetime(2026, 3, 11, 9),
        "version": 1,
    }
    with (
        pytest.raises((IntegrityError, UserError, Trouble)),
        store.step("Past all rules", batch=True) as session,
    ):
        session.connection().execute(insert(TimeEntry.__table__).values(row))  # type: ignore[arg-type]  # a mapped class has a table
    assert entries(store) == 0
