"""S061: after 30 minutes on a ticket without progress a TSR log is offered, once and quietly.

Fifteen for somebody new; required for calls to vendors; a ticket waits for its end.
"""

from datetime import datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.logs import actions, queries
from mspdesk.people import actions as people
from mspdesk.people.queries import person
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as timekeeping
from mspdesk.timekeeping.queries.stuck import stuck_minutes
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(61), pytest.mark.usefixtures("clock")]
BEGIN = datetime(2026, 3, 11, 9, 0)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    found: Sample = standing(store)
    return found


def _ticket(store: Store, shop: Sample) -> int:
    store.person_id = shop.marcus
    with dates.frozen(BEGIN):
        made = store.do(
            tickets.open_ticket, shop.kestrel, "Spindle PC will not boot", {"coverage": "billable"}
        )
        store.do(timekeeping.start_timer, made)
    return made


def _stuck(store: Store, shop: Sample, ticket: int, minutes: int) -> int | None:
    with dates.frozen(BEGIN + timedelta(minutes=minutes)):
        return store.ask(stuck_minutes, ticket, shop.marcus)


def test_it_is_offered_after_thirty_minutes_and_not_before(store: Store, shop: Sample) -> None:
    ticket = _ticket(store, shop)
    assert [_stuck(store, shop, ticket, at) for at in (29, 30, 45)] == [None, 30, 45]
    with dates.frozen(BEGIN + timedelta(minutes=45)):
        assert store.ask(stuck_minutes, ticket, shop.dana) is None


def test_somebody_new_is_asked_after_fifteen(store: Store, shop: Sample) -> None:
    seen = store.ask(person, shop.marcus)
    assert seen is not None
    store.do(people.edit_person, shop.marcus, seen.version, {"new_tech": True})
    ticket = _ticket(store, shop)
    assert [_stuck(store, shop, ticket, at) for at in (14, 15)] == [None, 15]


def test_a_word_of_progress_begins_the_count_again(store: Store, shop: Sample) -> None:
    ticket = _ticket(store, shop)
    with dates.frozen(BEGIN + timedelta(minutes=31)):
        store.do(actions.note_progress, ticket)
    assert [_stuck(store, shop, ticket, at) for at in (32, 60, 61)] == [None, None, 30]


def test_a_no_stays_a_no_and_a_log_ends_the_question(store: Store, shop: Sample) -> None:
    ticket = _ticket(store, shop)
    store.do(actions.decline_log, ticket)
    assert _stuck(store, shop, ticket, 300) is None
    assert store.undo() == "Leave the log"
    assert _stuck(store, shop, ticket, 40) == 40
    log = store.do(actions.ensure_log, ticket, "no_progress")
    assert store.do(actions.ensure_log, ticket, "no_progress") == log
    assert store.ask(queries.log_page, log).problem == "Spindle PC will not boot"
    assert _stuck(store, shop, ticket, 41) is None


def test_a_ticket_is_not_completed_before_its_log_has_an_end(store: Store, shop: Sample) -> None:
    store.person_id = shop.marcus
    with dates.frozen(BEGIN):
        ticket = store.do(
            tickets.open_ticket,
            shop.kestrel,
            "Call the maker",
            {
                "description": "The spindle PC needs a part.",
                "priority": 3,
                "no_device": True,
                "no_agreement": True,
                "estimate_minutes": 60,
                "coverage": "billable",
                "assigned_id": shop.marcus,
            },
        )
        store.do(timekeeping.start_timer, ticket)
        store.do(
            actions.add_call, {"client_id": shop.kestrel, "ticket_id": ticket, "vendor": "Maker"}
        )
    log = store.ask(queries.open_log, ticket)
    assert log is not None
    assert store.ask(queries.log_page, log).reason == "A call to a vendor"
    with dates.frozen(BEGIN + timedelta(minutes=20)):
        store.do(timekeeping.stop_timer, "Talked to the maker about a part")
        with pytest.raises(UserError, match="Close its TSR log first"):
            store.do(tickets.complete, ticket, None, "Part ordered")
        seen = store.ask(queries.log_page, log)
        store.do(actions.close_log, log, seen.version, "Power supply", "Ordered a new one")
        store.do(tickets.complete, ticket, None, "Part ordered")


def test_what_was_kept_is_done_again_for_a_rebuild(store: Store, shop: Sample) -> None:
    first = _ticket(store, shop)
    log = store.do(actions.ensure_log, first, "server_build")
    for tried, undone in (
        ("Set BIOS to UEFI", False),
        ("Swap memory", True),
        ("Join domain", None),
    ):
        store.do(
            actions.add_row, log, {"tried": tried, "undone": undone, "before": "a", "after": "b"}
        )
    seen = store.ask(queries.log_page, log)
    store.do(actions.close_log, log, seen.version, "Old board", "Built anew")
    second = store.do(tickets.open_ticket, shop.brightwater, "Rebuild the spindle PC", {})
    like = store.ask(queries.similar_logs, "The spindle is dead after a rebuild")
    assert [one.id for one in like] == [log]
    again = store.do(actions.replay, log, second)
    page = store.ask(queries.log_page, again)
    assert [one.tried for one in page.to_replay] == ["Set BIOS to UEFI", "Join domain"]
    store.do(actions.add_row, again, {"tried": "Set BIOS to UEFI"})
    page = store.ask(queries.log_page, again)
    assert [one.tried for one in page.to_replay] == ["Join domain"]
