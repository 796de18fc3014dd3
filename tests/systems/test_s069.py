"""S069: one run a managed client a month; open ones on the 25th stand on the week's report."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.checklists.actions import closing, planning, runs, schedules
from mspdesk.checklists.queries import status
from mspdesk.checklists.queries.schedules import MAINTENANCE
from mspdesk.checklists.reports import reports
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from tests.bookcase import Furnish, Standing
from tests.checklists.planned_shop import Planned, furnish, work_off

pytestmark = [pytest.mark.system(69), pytest.mark.usefixtures("clock")]
FIRST, LAST = date(2026, 4, 1), date(2026, 4, 30)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Twelve clients and a technician."""
    return furnish


def test_a_month_of_maintenance(store: Store, standing: Standing) -> None:
    shop: Planned = standing(store)
    slot = {"at_minute": 540, "minutes": 120, "ahead_days": 0, "begins_on": FIRST}
    store.do(schedules.schedule_clients, MAINTENANCE, shop.clients, slot)
    for day in (1, 8, 15, 22):
        with dates.frozen(datetime(2026, 4, day, 8)):
            store.do(planning.keep_plans)
    rows = store.ask(status.maintenance, FIRST)
    assert len(rows) == 12
    assert len({row.client_id for row in rows}) == 12
    assert all(row.run_id is not None for row in rows)

    early = sorted(rows, key=lambda row: row.due_on or LAST)
    for row in early[:9]:
        assert row.run_id is not None
        assert row.due_on is not None
        with dates.frozen(datetime.combine(row.due_on, datetime.min.time()) + timedelta(hours=9)):
            store.do(runs.start_run, row.run_id)
            work_off(store, row.run_id)
            store.do(closing.finish_run, row.run_id)

    report = next(one for one in reports() if one.key == "late-checklists")
    assert report.cadence == "Week"
    monday = date(2026, 4, 20)
    with dates.frozen(datetime(2026, 4, 25, 9)), store.read() as session:
        week = Period(monday, monday + timedelta(days=6))
        late = report.rows(session, week, {})
        assert {row.client for row in late} == {row.client for row in early[9:]}
        assert all(row.title == "Monthly maintenance, April 2026" for row in late)
    with dates.frozen(datetime(2026, 4, 24, 9)), store.read() as session:
        soon = report.rows(session, Period(monday, monday + timedelta(days=6)), {})
        assert all(row.due_on < date(2026, 4, 24) for row in soon)
