"""Work in and out: inflow, outflow, raised estimates, and when the backlog is gone (B2)."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions
from mspdesk.timekeeping.queries.flow import FlowRow, clears_in, mean_net, work_flow
from tests.timekeeping.shopfloor import Floor

HOUR = 60
WEEK = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("backlog", "net", "words"),
    [
        (310 * HOUR, -14 * HOUR, "22.1 weeks"),
        (310 * HOUR, -124 * HOUR, "2.5 weeks"),
        (310 * HOUR, 6 * HOUR, "will not clear"),
        (310 * HOUR, 0, "will not clear"),
        (0, 6 * HOUR, "nothing is left"),
    ],
)
def test_when_the_backlog_is_gone(backlog: int, net: int, words: str) -> None:
    assert clears_in(backlog, net) == words


def test_the_mean_of_the_weeks_is_rounded_half_up_either_way() -> None:
    rows = [FlowRow(WEEK, net, 0, 0, 0) for net in (10, 11)]
    assert mean_net(rows) == 11
    assert mean_net([FlowRow(WEEK, 0, 0, 0, net) for net in (10, 11)]) == -11
    assert mean_net([]) == 0


def test_work_comes_in_with_its_first_estimate_and_when_that_is_raised(floor: Floor) -> None:
    with dates.frozen(datetime(2026, 3, 3, 9)):
        first = floor.ticket_for(floor.hourly, estimate_minutes=120)
        floor.ticket_for(floor.hourly, estimate_minutes=60, project="Move")
        unsaid = floor.ticket_for(floor.hourly)
    with dates.frozen(datetime(2026, 3, 10, 9)):
        floor.store.do(tickets.set_estimate, first, None, 180)
        floor.store.do(tickets.set_estimate, first, None, 90)
        floor.store.do(tickets.set_estimate, unsaid, None, 30)
        floor.store.do(actions.log_time, first, date(2026, 3, 9), "8:00-9:00", "Half of it is done")
    rows = floor.store.ask(work_flow, date(2026, 3, 11), 2)
    assert [(row.monday, row.inflow, row.projects, row.grown, row.outflow) for row in rows] == [
        (WEEK, 180, 60, 0, 0),
        (date(2026, 3, 9), 90, 0, 90, 60),
    ]
    assert [row.net for row in rows] == [180, 30]
