"""S014: every ticket carries an estimate, and the backlog is the sum of what is outstanding."""

from datetime import date, datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.tickets import actions, queries, reports
from mspdesk.tickets.printables import BOARD
from mspdesk.timekeeping import actions as time
from tests.printing.pdftext import text_of
from tests.tickets.board import opened, set_up

pytestmark = pytest.mark.system(14)
DAY = date(2026, 3, 11)


def test_three_open_tickets_of_two_one_and_four_hours_show_seven(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    for minutes in (120, 60, 240):
        opened(store, small.kestrel, f"Work of {minutes}", estimate_minutes=minutes)
    found = store.ask(queries.backlog)
    assert (found.open_tickets, found.estimated_minutes, found.without_estimate) == (3, 420, 0)


def test_the_worked_backlog_is_seven_hours_and_five_and_a_half_remain(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    tickets = [
        opened(store, small.kestrel, f"Ticket {name}", estimate_minutes=minutes)
        for name, minutes in (("A", 120), ("B", 60), ("C", 240))
    ]
    note = "Worked on it for a while"
    store.do(time.log_time, tickets[0], DAY, "9:00-9:30", note)
    store.do(time.log_time, tickets[1], DAY, "10:00-11:30", note)
    found = store.ask(queries.backlog)
    assert (found.estimated_minutes, found.remaining_minutes) == (420, 330)
    period = Period(DAY, DAY)
    assert store.ask(reports.backlog_shape, period) == {
        "open_tickets": 3,
        "estimated_minutes": 420,
        "remaining_minutes": 330,
        "without_estimate": 0,
    }
    rows = store.ask(reports.backlog_rows, period, {})
    assert reports.backlog_totals(rows) == {"estimated_minutes": 420, "remaining_minutes": 330}


def test_a_ticket_without_estimate_is_a_defect_that_is_listed(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    opened(store, small.kestrel, "Estimated", estimate_minutes=60)
    missing = opened(store, small.kestrel, "Nobody has said", estimate_minutes=None)
    found = store.ask(queries.backlog)
    assert (found.open_tickets, found.estimated_minutes) == (2, 60)
    assert (found.without_estimate, found.missing) == (1, (missing,))
    rows = store.ask(reports.missing_rows, Period(DAY, DAY), {})
    assert [row.title for row in rows] == ["Nobody has said"]
    words = text_of(render(BOARD, store.ask(BOARD.gather), Paper.LETTER))
    assert "2 open, 1.00 h estimated, 1.00 h remaining, 1 without an estimate" in words


def test_what_has_ended_is_no_backlog(store: Store, clock: datetime) -> None:
    small = set_up(store)
    done = opened(store, small.kestrel, "Done", assigned_id=small.dana)
    store.do(actions.begin_work, done)
    store.do(actions.complete, done, None, "Told them", no_time=True)
    store.do(actions.cancel, opened(store, small.kestrel, "Twice"), None, "Called twice")
    assert store.ask(queries.backlog).open_tickets == 0
