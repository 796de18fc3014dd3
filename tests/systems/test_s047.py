"""S047: who reaches their limit passes a ticket up, saying why and what was tried."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.logs import actions as logs
from mspdesk.logs.queries.tried import tried_words
from mspdesk.people import actions as people
from mspdesk.tickets import actions, queries
from mspdesk.tickets.models import Escalation
from mspdesk.tickets.offers import passed_up
from mspdesk.tickets.queries import TicketPage
from mspdesk.vendors import actions as vendors
from tests.tickets.board import Small, opened, set_up

pytestmark = pytest.mark.system(47)

WHY, TRIED = "The array rebuilds and stops", "Reseated disk 2, cold start"


def page_of(store: Store, ticket_id: int) -> TicketPage:
    """The page of a ticket that is there."""
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    return page


def theirs(store: Store, small: Small) -> int:
    """A ticket of Marcus, who works in the first tier."""
    return opened(store, small.brightwater, "Server is slow", assigned_id=small.marcus)


def test_it_changes_tier_and_owner_and_the_first_owner_watches(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    ticket_id = theirs(store, small)
    store.person_id = small.marcus
    store.do(actions.escalate, ticket_id, None, 3, WHY, TRIED, small.dana)
    page = page_of(store, ticket_id)
    assert (page.tier, page.assigned_id, page.status) == (3, small.dana, "assigned")
    assert page.watchers == ((small.marcus, "Marcus Oyelaran"),)
    (row,) = page.escalations
    assert (row.at, row.person_id, row.from_tier, row.to_tier) == (clock, small.marcus, 1, 3)
    assert (row.taker, row.outside, row.reason, row.tried) == ("Dana Whitlock", "", WHY, TRIED)
    told = [one.text for one in page.timeline if one.how == "escalated"]
    assert told == [f"Tier 1 to tier 3, to Dana Whitlock\nWhy: {WHY}\nTried: {TRIED}"]


@pytest.mark.parametrize(
    ("reason", "tried", "field"), [("  ", TRIED, "reason"), (WHY, "\n", "tried")]
)
def test_it_asks_why_and_what_was_tried(
    store: Store, clock: datetime, reason: str, tried: str, field: str
) -> None:
    small = set_up(store)
    ticket_id = theirs(store, small)
    with pytest.raises(UserError) as refused:
        store.do(actions.escalate, ticket_id, None, 2, reason, tried)
    assert refused.value.field == field
    page = page_of(store, ticket_id)
    assert (page.tier, page.assigned_id, page.escalations) == (1, small.marcus, ())


def test_up_is_never_down_nor_to_somebody_below_the_tier(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = opened(store, small.kestrel, tier=2, assigned_id=small.dana)
    for tier, who, field in (
        (1, None, "to_tier"),
        (2, None, "to_tier"),
        (4, None, "to_tier"),
        (3, small.marcus, "assigned"),
        (3, small.dana, "assigned"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(actions.escalate, ticket_id, None, tier, WHY, TRIED, who)
        assert refused.value.field == field
    store.do(actions.cancel, ticket_id, None, "A mistake")
    with pytest.raises(UserError, match="Reopen it first"):
        store.do(actions.escalate, ticket_id, None, 3, WHY, TRIED)


def test_without_a_name_anybody_of_the_tier_takes_it_up(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = theirs(store, small)
    found = store.ask(queries.my_next_ticket, small.marcus)
    assert found is not None
    assert found.id == ticket_id
    store.do(actions.escalate, ticket_id, None, 2, WHY, TRIED)
    assert page_of(store, ticket_id).assigned_id is None
    assert store.ask(queries.my_next_ticket, small.marcus) is None
    found = store.ask(queries.my_next_ticket, small.dana)
    assert found is not None
    assert found.id == ticket_id
    assert store.ask(queries.fewest_open_hours, 2) == small.dana
    assert store.ask(queries.fewest_open_hours, 2, small.dana) is None


def test_every_owner_on_the_way_keeps_watching_but_not_who_has_it(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    priya = store.do(people.add_person, "Priya Nair", ("technician",), {"tier": 2})
    ticket_id = theirs(store, small)
    store.do(actions.watch, ticket_id, small.dana)
    store.do(actions.escalate, ticket_id, None, 2, WHY, TRIED, priya)
    store.do(actions.escalate, ticket_id, None, 3, WHY, TRIED, small.dana)
    page = page_of(store, ticket_id)
    assert {id_ for id_, _name in page.watchers} == {small.marcus, priya}
    assert [(one.from_tier, one.to_tier) for one in page.escalations] == [(1, 2), (2, 3)]


def test_an_outside_specialist_helps_and_the_owner_stays(store: Store, clock: datetime) -> None:
    small = set_up(store)
    vendor = store.do(vendors.add_vendor, {"name": "Deepfield Storage"})
    ticket_id = opened(store, small.kestrel, tier=3, assigned_id=small.dana)
    with pytest.raises(UserError, match="Tier 3 is the highest"):
        store.do(actions.escalate, ticket_id, None, 3, WHY, TRIED)
    store.do(actions.escalate, ticket_id, None, 3, WHY, TRIED, None, vendor)
    page = page_of(store, ticket_id)
    assert (page.tier, page.assigned_id, page.watchers) == (3, small.dana, ())
    assert page.escalations[0].outside == "Deepfield Storage"
    (told,) = [one.text for one in page.timeline if one.how == "escalated"]
    assert told.startswith("Tier 3, to Deepfield Storage\n")
    with pytest.raises(UserError) as refused:
        store.do(actions.escalate, ticket_id, None, 3, WHY, TRIED, None, 4711)
    assert refused.value.field == "vendor"


def test_one_undo_takes_all_of_it_back(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = theirs(store, small)
    before = page_of(store, ticket_id)
    store.do(actions.escalate, ticket_id, before.version, 3, WHY, TRIED, small.dana)
    store.undo()
    after = page_of(store, ticket_id)
    assert (after.tier, after.assigned_id, after.watchers) == (1, small.marcus, ())
    assert (after.escalations, after.timeline) == ((), before.timeline)
    store.redo()
    again = page_of(store, ticket_id)
    assert (again.tier, again.assigned_id, len(again.watchers)) == (3, small.dana, 1)


def test_the_second_of_two_people_is_told_and_nothing_is_written(
    store: Store, clock: datetime
) -> None:
    small = set_up(store)
    ticket_id = theirs(store, small)
    seen = page_of(store, ticket_id).version
    store.do(actions.set_estimate, ticket_id, seen, 90)
    with pytest.raises(Conflict):
        store.do(actions.escalate, ticket_id, seen, 2, WHY, TRIED)
    with store.step("Look") as session:
        assert session.scalars(select(Escalation)).all() == []


def test_what_was_tried_comes_from_the_log(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = theirs(store, small)
    assert store.ask(tried_words, ticket_id) == ""
    log_id = store.do(logs.ensure_log, ticket_id, "asked")
    assert store.ask(tried_words, ticket_id) == ""
    store.do(logs.add_row, log_id, {"tried": "Cold start", "result": "the same"})
    store.do(logs.add_row, log_id, {"tried": "New cable"})
    lines = store.ask(tried_words, ticket_id).splitlines()
    assert lines[0].startswith("TSR log ")
    assert lines[1:] == ["1. Cold start: the same", "2. New cable"]


def test_it_waits_on_today_until_who_got_it_begins(store: Store, clock: datetime) -> None:
    small = set_up(store)
    ticket_id = theirs(store, small)
    day = clock.date()
    store.do(actions.escalate, ticket_id, None, 3, WHY, TRIED, small.dana)
    (row,) = store.ask(passed_up, small.dana, day)
    assert (row.place.id, WHY in row.detail) == (ticket_id, True)
    assert store.ask(passed_up, small.marcus, day) == []
    assert store.ask(passed_up, None, day) == []
    with dates.frozen(clock + timedelta(minutes=5)):
        store.do(actions.add_note, ticket_id, "Looking at the controller now")
    assert store.ask(passed_up, small.dana, day) == []
