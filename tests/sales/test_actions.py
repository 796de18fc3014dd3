"""Worksheets in the books: begun, answered, decided, taken back, and two people at once."""

import pytest

from mspdesk.clients import queries as clients
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.sales.actions import worksheet as actions
from mspdesk.sales.queries import worksheet as queries
from mspdesk.sales.queries.worksheet import WorksheetPage
from mspdesk.sales.rules.worksheet import Answer, State

from .conftest import Room

KNOWN = Answer(State.KNOWN, "Prairie Fiber")


def page(store: Store, client_id: int) -> WorksheetPage:
    """The worksheet of a client, which must be there."""
    found = store.ask(queries.worksheet_of, client_id)
    assert found is not None
    return found


def begun(store: Store, client_id: int) -> WorksheetPage:
    """A fresh worksheet."""
    store.do(actions.begin_worksheet, client_id)
    return page(store, client_id)


def test_one_that_is_undecided_is_gone_on_with(store: Store, room: Room) -> None:
    first = store.do(actions.begin_worksheet, room.harborview)
    assert store.do(actions.begin_worksheet, room.harborview) == first


def test_answers_are_kept_changed_and_taken_away(store: Store, room: Room) -> None:
    held = begun(store, room.harborview)
    answers = {1: KNOWN, 2: Answer(State.UNKNOWN), 3: Answer(State.NONE)}
    store.do(actions.save_worksheet, held.id, held.version, {"answers": answers, "notes": " Hm "})
    held = page(store, room.harborview)
    assert (held.answers, held.notes) == (answers, "Hm")
    store.do(actions.save_worksheet, held.id, held.version, {"answers": {2: KNOWN, 3: None}})
    held = page(store, room.harborview)
    assert held.answers == {1: KNOWN, 2: KNOWN}
    assert store.undo() == "Save worksheet"
    assert page(store, room.harborview).answers == answers


def test_a_second_person_who_saw_an_older_sheet_is_told(store: Store, room: Room) -> None:
    held = begun(store, room.harborview)
    store.do(actions.save_worksheet, held.id, held.version, {"answers": {1: KNOWN}})
    with pytest.raises(Conflict):
        store.do(actions.save_worksheet, held.id, held.version, {"answers": {2: KNOWN}})
    assert page(store, room.harborview).answers == {1: KNOWN}


def test_a_decision_needs_a_reason_and_can_be_taken_back(store: Store, room: Room) -> None:
    held = begun(store, room.harborview)
    with pytest.raises(UserError, match="why") as refused:
        store.do(actions.decide, held.id, held.version, "educate", " ")
    assert refused.value.field == "reason"
    with pytest.raises(UserError, match="Choose"):
        store.do(actions.decide, held.id, held.version, "", "Good people")
    store.do(actions.decide, held.id, held.version, "decline", "Follows no advice.")
    held = page(store, room.harborview)
    assert (held.decision, held.reason, held.decided_by) == (
        "decline",
        "Follows no advice.",
        "Dana Whitlock",
    )
    client = store.ask(clients.client, room.harborview)
    assert client is not None
    assert client.status == "declined"
    store.do(actions.reopen, held.id, held.version)
    client = store.ask(clients.client, room.harborview)
    assert client is not None
    assert (client.status, page(store, room.harborview).decision) == ("prospect", "")


def test_declining_a_client_changes_no_status_that_cannot_go_there(
    store: Store, room: Room
) -> None:
    held = begun(store, room.shop.brightwater)
    store.do(actions.decide, held.id, held.version, "decline", "Only asked out of interest.")
    client = store.ask(clients.client, room.shop.brightwater)
    assert client is not None
    assert client.status == "active"


def test_our_own_company_has_no_worksheet(store: Store, room: Room) -> None:
    with pytest.raises(UserError, match="own company"):
        store.do(actions.begin_worksheet, room.shop.own)
    assert not store.ask(queries.wanted, room.shop.own)
    assert not store.ask(queries.wanted, room.shop.brightwater)
    assert store.ask(queries.wanted, room.harborview)


def test_the_report_lists_the_least_known_first(store: Store, room: Room) -> None:
    held = begun(store, room.harborview)
    store.do(actions.save_worksheet, held.id, held.version, {"answers": {7: KNOWN}})
    begun(store, room.shop.oldmill)
    rows = store.ask(queries.worksheets)
    assert [(row.client, row.known, row.open, row.percent, row.nobody) for row in rows] == [
        ("Old Mill Brewing", 0, 15, 0, ""),
        ("Harborview Dental", 1, 14, 7, "the mail"),
    ]
