"""S045: few statuses from a fixed list, guarded moves, each one written down."""

from datetime import date, datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.tickets import actions, queries, rules
from tests.tickets.board import opened, set_up

pytestmark = pytest.mark.system(45)


def test_there_are_ten_statuses_and_no_free_text(store: Store, clock: datetime) -> None:
    assert [rules.STATUS_WORDS[one] for one in rules.Status] == [
        "New",
        "Assigned",
        "Scheduled",
        "In progress",
        "Waiting on client",
        "Waiting on third party",
        "On hold",
        "Completed",
        "Closed",
        "Cancelled",
    ]
    small = set_up(store)
    ticket_id = opened(store, small.kestrel)
    with pytest.raises(AttributeError):
        store.do(actions.edit_ticket, ticket_id, None, {"status": "sort of done"})
    with pytest.raises(UserError):
        store.do(actions.wait, ticket_id, None, "until I feel like it", "x", date(2026, 3, 12))


def test_each_move_is_written_down_with_who_when_and_why(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = opened(store, small.kestrel, assigned_id=small.dana)
    store.do(actions.begin_work, ticket_id)
    store.person_id = small.marcus
    store.do(actions.wait, ticket_id, None, "waiting_client", "Their password", date(2026, 3, 12))
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    moves = [(row.text, row.who, row.at) for row in page.timeline if row.how == "status"]
    assert moves == [
        ("New to assigned", "Dana Whitlock", clock),
        ("Assigned to in progress", "Dana Whitlock", clock),
        ("In progress to waiting on client: Their password", "Marcus Oyelaran", clock),
    ]


def test_a_move_that_is_not_in_the_table_does_not_happen(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = opened(store, small.kestrel, assigned_id=small.dana)
    with pytest.raises(UserError, match="Assigned does not lead to Completed"):
        store.do(actions.complete, ticket_id, None, "Solved")
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert page.status == "assigned"
    assert len(page.timeline) == 1
