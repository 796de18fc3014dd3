"""Logs in the books: rows in order, nothing written into a closed one, calls that add up."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.logs import actions, queries
from mspdesk.vendors import actions as vendors
from tests.sample import Sample

NINE = datetime(2026, 3, 11, 9, 0)


def begun(store: Store, shop: Sample, **more: Any) -> int:
    """A log of Brightwater's server."""
    details = {"problem": "The server does not start", "device_id": shop.server} | more
    return store.do(actions.begin_log, shop.brightwater, details)


def test_rows_are_numbered_and_the_minutes_are_those_since_the_last(
    store: Store, shop: Sample
) -> None:
    with dates.frozen(NINE):
        log = begun(store, shop)
    for minutes, tried in ((4, "Looked at the UPS"), (13, "Held the power button")):
        with dates.frozen(NINE + timedelta(minutes=minutes)):
            store.do(actions.add_row, log, {"tried": tried})
    store.do(actions.add_row, log, {"tried": "Called support", "minutes": 30})
    page = store.ask(queries.log_page, log)
    assert [(row.number, row.minutes) for row in page.rows] == [(1, 4), (2, 9), (3, 30)]
    assert (page.number, page.minutes, page.device) == ("R0001", 43, "BWV-SRV1")


def test_a_row_can_be_changed_marked_and_taken_away(store: Store, shop: Sample) -> None:
    log = begun(store, shop)
    first = store.do(actions.add_row, log, {"tried": "Took out a memory bar"})
    store.do(actions.edit_row, first, 1, {"result": "No change", "before": "2", "after": "1"})
    with pytest.raises(Conflict):
        store.do(actions.edit_row, first, 1, {"result": "Other"})
    store.do(actions.mark_undone, first, undone=True)
    row = store.ask(queries.log_page, log).rows[0]
    assert (row.result, row.setting, row.undone) == ("No change", "2 → 1", True)
    store.do(actions.remove_row, first)
    second = store.do(actions.add_row, log, {"tried": "Next"})
    assert store.ask(queries.log_page, log).rows[0].id == second


def test_a_closed_log_says_why_and_takes_no_more_rows(store: Store, shop: Sample) -> None:
    log = begun(store, shop)
    for field, words in (("root_cause", ("", "New memory")), ("solution", ("Bad bar", " "))):
        with pytest.raises(UserError) as refused:
            store.do(actions.close_log, log, 1, *words)
        assert refused.value.field == field
    store.do(actions.close_log, log, 1, "Bad memory bar", "New bar in slot 2")
    with pytest.raises(UserError, match="R0001 is closed"):
        store.do(actions.add_row, log, {"tried": "One more"})
    store.do(actions.reopen_log, log)
    store.do(actions.add_row, log, {"tried": "One more"})
    found = store.ask(queries.search_logs, "bad mem")
    assert [row.solution for row in found] == ["New bar in slot 2"]


@pytest.mark.parametrize("tried", ["", "   "])
def test_a_row_says_what_was_tried(store: Store, shop: Sample, tried: str) -> None:
    log = begun(store, shop)
    with pytest.raises(UserError, match="before it is tried") as refused:
        store.do(actions.add_row, log, {"tried": tried})
    assert refused.value.field == "tried"


def test_what_is_known_of_an_account_stands_in_for_blanks(store: Store, shop: Sample) -> None:
    vendor = store.do(
        vendors.add_vendor, {"name": "Prairie Fiber", "support_phone": "800-555-0117"}
    )
    account = store.do(
        vendors.add_account,
        {"client_id": shop.brightwater, "vendor_id": vendor, "account_number": "44-0187"},
    )
    call = store.do(actions.add_call, {"vendor_account_id": account})
    row = store.ask(queries.call, call)
    assert (row.vendor, row.phone, row.account_number, row.client) == (
        "Prairie Fiber",
        "800-555-0117",
        "44-0187",
        "Brightwater Veterinary",
    )


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"vendor": ""}, "vendor"),
        ({"on": date(2026, 3, 12)}, "on"),
        ({"on": None}, "on"),
        ({"hold_minutes": -1}, "hold_minutes"),
        ({"talk_minutes": 1_441}, "talk_minutes"),
        ({"owed_by": "nobody"}, "owed_by"),
        ({"called_at": NINE, "answered_at": NINE - timedelta(minutes=1)}, "answered_at"),
        ({"answered_at": NINE, "ended_at": NINE + timedelta(days=2)}, "ended_at"),
    ],
)
def test_a_call_that_cannot_be_is_said_beside_its_field(
    store: Store, shop: Sample, details: dict[str, Any], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.add_call, {"vendor": "VetCharts", "client_id": shop.kestrel} | details)
    assert refused.value.field == field


def test_a_client_has_logs_once_something_was_logged(store: Store, shop: Sample) -> None:
    assert not store.ask(queries.has_logs, shop.kestrel)
    call = store.do(actions.add_call, {"vendor": "VetCharts", "client_id": shop.kestrel})
    assert store.ask(queries.has_logs, shop.kestrel)
    store.do(actions.remove_call, call)
    assert not store.ask(queries.has_logs, shop.kestrel)
