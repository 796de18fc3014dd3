"""S046: at the end of the first contact the ticket has its seven keys, and an estimate."""

from datetime import datetime
from typing import Any

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.tickets import actions, queries
from tests.tickets.board import opened, set_up

pytestmark = pytest.mark.system(46)


@pytest.mark.parametrize(
    ("missing", "field", "words"),
    [
        ({"description": ""}, "description", "Describe it to finish."),
        ({"priority": None}, "priority", "Set the priority to finish."),
        ({"no_agreement": False}, "agreement", "Pick the agreement to finish."),
        ({"no_device": False}, "device", "Pick the device to finish."),
        ({"estimate_minutes": None}, "estimate", "Estimate the time to finish."),
    ],
)
def test_it_leaves_new_only_when_all_are_filled(
    store: Store, clock: datetime, missing: dict[str, Any], field: str, words: str
) -> None:
    small = set_up(store)
    ticket_id = opened(store, small.brightwater, assigned_id=small.dana, **missing)
    with pytest.raises(UserError) as refused:
        store.do(actions.take, ticket_id)
    assert (refused.value.field, refused.value.text) == (field, f"7 of 8 verified. {words}")
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert page.status == "new"
    assert [cell.key for cell in page.cells if not cell.verified] == [field]


def test_the_other_three_cannot_even_be_left_out(store: Store, clock: datetime) -> None:
    small = set_up(store)
    for client_id, title, field in ((0, "Fix", "client"), (small.kestrel, " ", "title")):
        with pytest.raises(UserError) as refused:
            store.do(actions.open_ticket, client_id, title)
        assert refused.value.field == field


def test_saving_is_always_possible(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = store.do(actions.open_ticket, small.kestrel, "Phone rang")
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert page.status == "new"
    assert sum(cell.verified for cell in page.cells) == 3


def test_the_eighth_answer_lets_it_go_and_stamps_it(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = opened(store, small.brightwater, assigned_id=small.dana, estimate_minutes=None)
    store.do(actions.set_estimate, ticket_id, None, 45)
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert (page.status, page.acknowledged_at) == ("assigned", clock)
