"""What people do to tickets, on both kinds of books."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from mspdesk import dates
from mspdesk.clients import actions as clients
from mspdesk.clients.models import Client
from mspdesk.database.store import Committed, Store
from mspdesk.errors import Conflict, UserError
from mspdesk.people.queries import name_of
from mspdesk.tickets import actions, queries
from mspdesk.tickets.models import StatusChange, Ticket, TicketNote, Watcher
from tests.tickets.board import COMPLETE, Small, opened, with_time


def page(store: Store, ticket_id: int) -> queries.TicketPage:
    found = store.ask(queries.ticket_page, ticket_id)
    assert found is not None
    return found


def status(store: Store, ticket_id: int) -> str:
    return page(store, ticket_id).status


def refused_field(verb: Callable[[], object]) -> str | None:
    with pytest.raises(UserError) as refused:
        verb()
    return refused.value.field


def test_a_ticket_is_opened_with_what_the_caller_said(store: Store, small: Small) -> None:
    told: list[Committed] = []
    store.listen(told.append)
    ticket_id = store.do(
        actions.open_ticket,
        small.brightwater,
        "  Database will not open ",
        {
            "description": "Power flicker at 8:50",
            "impact": "several",
            "urgency": "stopped",
            "contact_id": small.ines,
            "device_id": small.server,
            "agreement_id": small.gold,
            "estimate_minutes": 180,
            "source_kind": "phone",
        },
    )
    found = page(store, ticket_id)
    assert (found.number, found.title, found.priority) == (1, "Database will not open", 2)
    assert (found.contact, found.contact_phone) == ("Ines Varga", "555-0142")
    assert (found.device, found.agreement, found.coverage) == (
        "BRW-SRV1",
        "Gold, to Sep 30",
        "covered",
    )
    assert found.opened_at == datetime(2026, 3, 11, 15)
    assert found.opened_by == "Dana Whitlock"
    assert found.status == "new"
    assert told[-1].words == "#1 opened for Brightwater Veterinary"
    with store.read() as session:
        assert session.scalar(select(Ticket.number)) == "T000001"


@pytest.mark.parametrize(
    ("title", "details", "field"),
    [
        ("", {}, "title"),
        ("Fix", {"priority": 1}, "fact"),
        ("Fix", {"estimate_minutes": 0}, "estimate"),
        ("Fix", {"type": "whatever"}, "type"),
        ("Fix", {"tier": 4}, "tier"),
        ("Fix", {"device_id": 1}, "device"),
        ("Fix", {"agreement_id": 1}, "agreement"),
        ("Fix", {"contact_id": 999}, "contact"),
        ("Fix", {"assigned_id": 999}, "assigned"),
    ],
)
def test_wrong_words_are_refused_by_field_and_nothing_is_written(
    store: Store, small: Small, title: str, details: dict[str, object], field: str
) -> None:
    # Kestrel has neither the device nor the agreement of Brightwater.
    assert refused_field(lambda: store.do(actions.open_ticket, small.kestrel, title, details)) == (
        field
    )
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 0


def test_no_ticket_for_nobody_nor_for_who_has_gone(store: Store, small: Small) -> None:
    assert refused_field(lambda: store.do(actions.open_ticket, 999, "Fix")) == "client"
    with store.step("Prepare") as session:
        session.get_one(Client, small.kestrel).status = "former"
    with pytest.raises(UserError, match="no longer a client"):
        store.do(actions.open_ticket, small.kestrel, "Fix")


def test_our_own_company_gets_internal_tickets(store: Store, small: Small) -> None:
    found = page(store, store.do(actions.open_ticket, small.own, "Tidy the shelf"))
    assert (found.type, found.queue, found.internal) == ("internal", "internal", True)


def test_the_queue_follows_the_kind(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, type="sales")
    assert page(store, ticket_id).queue == "sales"
    store.do(actions.edit_ticket, ticket_id, None, {"type": "project"})
    assert page(store, ticket_id).queue == "projects"


def test_a_complete_ticket_with_a_taker_is_assigned_at_once(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, assigned_id=small.marcus)
    found = page(store, ticket_id)
    assert (found.status, found.assigned) == ("assigned", "Marcus Oyelaran")
    assert found.acknowledged_at == datetime(2026, 3, 11, 15)


def test_the_last_cell_lets_it_leave_new_and_not_before(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.brightwater, no_device=False, assigned_id=small.marcus)
    assert status(store, ticket_id) == "new"
    with pytest.raises(UserError, match=r"7 of 8 verified\. Pick the device") as refused:
        store.do(actions.take, ticket_id)
    assert refused.value.field == "device"
    assert (
        refused_field(lambda: store.do(actions.hold, ticket_id, None, "Budget", date(2026, 3, 20)))
        == "device"
    )
    store.do(actions.edit_ticket, ticket_id, None, {"device_id": small.server})
    assert status(store, ticket_id) == "assigned"


def test_describing_counts_and_has_a_version_of_its_own(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, description="", assigned_id=small.dana)
    found = page(store, ticket_id)
    assert status(store, ticket_id) == "new"
    store.do(actions.describe, ticket_id, found.text_version, "Every second page is blank")
    assert status(store, ticket_id) == "assigned"
    with pytest.raises(Conflict):
        store.do(actions.describe, ticket_id, found.text_version, "Something else")


def test_work_begins_only_on_what_is_verified(store: Store, small: Small) -> None:
    rough = store.do(actions.open_ticket, small.kestrel, "Phone rang")
    assert store.do(actions.begin_work, rough) is False
    assert page(store, rough).assigned == "Dana Whitlock"
    ready = opened(store, small.kestrel)
    assert store.do(actions.begin_work, ready) is True
    found = page(store, ready)
    assert (found.status, found.assigned) == ("in_progress", "Dana Whitlock")
    assert found.first_response_at is not None
    assert [row.text for row in found.timeline] == ["New to assigned", "Assigned to in progress"]
    assert store.do(actions.begin_work, ready) is True
    assert len(page(store, ready).timeline) == 2


def test_the_whole_way_of_a_ticket(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, assigned_id=small.dana)
    store.do(actions.schedule, ticket_id, None, datetime(2026, 3, 12, 9), 90)
    store.do(actions.begin_work, ticket_id)
    store.do(
        actions.wait, ticket_id, None, "waiting_third_party", "Case 88 is open", date(2026, 3, 13)
    )
    found = page(store, ticket_id)
    assert (found.waiting_reason, found.follow_up_on) == ("Case 88 is open", date(2026, 3, 13))
    store.do(actions.begin_work, ticket_id)
    assert page(store, ticket_id).follow_up_on is None
    assert (
        refused_field(lambda: store.do(actions.complete, ticket_id, None, "New firmware"))
        == "no_time"
    )
    with_time(store, ticket_id, 45, 45)
    store.do(actions.complete, ticket_id, None, "New firmware")
    found = page(store, ticket_id)
    assert (found.status, found.resolution) == ("completed", "New firmware")
    assert found.completed_at == datetime(2026, 3, 11, 15)
    store.do(actions.close, ticket_id)
    assert page(store, ticket_id).closed_at == datetime(2026, 3, 11, 15)
    with store.read() as session:
        rows = session.execute(
            select(
                StatusChange.from_status, StatusChange.to_status, StatusChange.person_id
            ).order_by(StatusChange.id)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("new", "assigned", small.dana),
        ("assigned", "scheduled", small.dana),
        ("scheduled", "in_progress", small.dana),
        ("in_progress", "waiting_third_party", small.dana),
        ("waiting_third_party", "in_progress", small.dana),
        ("in_progress", "completed", small.dana),
        ("completed", "closed", small.dana),
    ]


def done(store: Store, small: Small) -> int:
    ticket_id = opened(store, small.kestrel, assigned_id=small.dana)
    store.do(actions.begin_work, ticket_id)
    store.do(actions.complete, ticket_id, None, "Explained", no_time=True)
    return ticket_id


def test_only_who_has_the_board_closes(store: Store, small: Small) -> None:
    ticket_id = done(store, small)
    store.person_id = small.marcus
    with pytest.raises(UserError, match="service manager or the owner"):
        store.do(actions.close, ticket_id)
    store.person_id = small.dana
    store.do(actions.close, ticket_id)
    assert status(store, ticket_id) == "closed"


def test_reopening_needs_a_reason_and_not_more_than_thirty_days(store: Store, small: Small) -> None:
    ticket_id = done(store, small)
    store.do(actions.close, ticket_id)
    assert refused_field(lambda: store.do(actions.reopen, ticket_id, None, "")) == "reason"
    closed = datetime(2026, 3, 11, 15)
    with (
        dates.frozen(closed + timedelta(days=31)),
        pytest.raises(UserError, match="Open a new ticket that follows it"),
    ):
        store.do(actions.reopen, ticket_id, None, "It is back")
    with dates.frozen(closed + timedelta(days=30)):
        store.do(actions.reopen, ticket_id, None, "It is back")
    found = page(store, ticket_id)
    assert (found.status, found.reopened_count, found.closed_at) == ("in_progress", 1, None)


def test_a_follower_is_linked_both_ways(store: Store, small: Small) -> None:
    first = done(store, small)
    second = opened(store, small.kestrel, "Back again", follows_id=first)
    assert [(one.words, one.number) for one in page(store, second).links] == [("Follows", 1)]
    assert [(one.words, one.number) for one in page(store, first).links] == [("Followed by", 2)]
    assert refused_field(lambda: store.do(actions.link, first, second)) == "other"
    assert refused_field(lambda: store.do(actions.link, first, first)) == "other"
    store.do(actions.unlink, page(store, first).links[0].id)
    store.do(actions.link, first, second, "duplicate")
    assert page(store, second).links[0].words == "Same as"


def test_cancelling_needs_a_reason_and_no_billable_time(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    assert refused_field(lambda: store.do(actions.cancel, ticket_id, None, " ")) == "reason"
    with_time(store, ticket_id, 15, 15)
    assert refused_field(lambda: store.do(actions.cancel, ticket_id, None, "Twice")) == "status"
    with_time(store, ticket_id, 15)
    store.do(actions.cancel, ticket_id, None, "Twice")
    assert status(store, ticket_id) == "cancelled"
    with pytest.raises(UserError, match="stays as it is"):
        store.do(actions.take, ticket_id)


def test_critical_asks_for_the_fact(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    assert refused_field(lambda: store.do(actions.set_priority, ticket_id, None, 1)) == "fact"
    store.do(actions.set_priority, ticket_id, None, 1, "server_down")
    found = page(store, ticket_id)
    assert (found.priority, found.critical_fact) == (1, "server_down")
    store.do(actions.set_priority, ticket_id, None, None, "", "one", "can_wait")
    found = page(store, ticket_id)
    assert (found.priority, found.critical_fact, found.impact) == (4, "", "one")


def test_notes_keep_who_and_whether_the_client_sees(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    told: list[Committed] = []
    store.listen(told.append)
    store.do(actions.add_note, ticket_id, "Called back, no answer")
    assert page(store, ticket_id).first_response_at is None
    assert told[-1].words == "Note saved on #1"
    store.do(actions.add_note, ticket_id, "Part is ordered", client_sees=True)
    store.do(actions.add_note, ticket_id, "It beeps", author="Ines Varga")
    found = page(store, ticket_id)
    assert [(row.who, row.text, row.client_sees) for row in found.timeline] == [
        ("Dana Whitlock", "Called back, no answer", False),
        ("Dana Whitlock", "Part is ordered", True),
        ("Ines Varga", "It beeps", False),
    ]
    assert found.first_response_at == datetime(2026, 3, 11, 15)
    assert refused_field(lambda: store.do(actions.add_note, ticket_id, " \n")) == "text"


def test_a_note_is_undone_like_everything_else(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    store.do(actions.add_note, ticket_id, "Wrong ticket")
    assert store.undo() == "Save note"
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(TicketNote)) == 0
    store.do(actions.set_estimate, ticket_id, None, 240)
    store.undo()
    assert page(store, ticket_id).estimate_minutes == 60
    store.undo()
    assert store.ask(queries.ticket_page, ticket_id) is None


def test_undoing_a_move_takes_its_record_with_it(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel, assigned_id=small.dana)
    store.do(actions.begin_work, ticket_id)
    store.undo()
    found = page(store, ticket_id)
    assert found.status == "assigned"
    assert [row.text for row in found.timeline] == ["New to assigned"]


def test_the_second_writer_is_told_who_was_first(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    seen = page(store, ticket_id).version
    store.person_id = small.marcus
    store.do(actions.set_estimate, ticket_id, seen, 30)
    store.person_id, store.name_person = small.dana, name_of
    with pytest.raises(Conflict, match="Marcus Oyelaran changed the estimate minutes of this"):
        store.do(actions.set_estimate, ticket_id, seen, 45)
    assert page(store, ticket_id).estimate_minutes == 30


def test_time_entered_meanwhile_is_no_conflict(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    seen = page(store, ticket_id).version
    with_time(store, ticket_id, 30)
    store.do(actions.set_estimate, ticket_id, seen, 45)
    assert page(store, ticket_id).logged_minutes == 30


def test_another_client_lets_go_of_what_was_the_firsts(store: Store, small: Small) -> None:
    ticket_id = opened(
        store,
        small.brightwater,
        no_device=False,
        no_agreement=False,
        device_id=small.server,
        agreement_id=small.gold,
        contact_id=small.ines,
    )
    store.do(actions.edit_ticket, ticket_id, None, {"client_id": small.kestrel})
    found = page(store, ticket_id)
    assert (found.client, found.device_id, found.agreement_id, found.contact_id) == (
        "Kestrel Machine & Tool",
        None,
        None,
        None,
    )
    assert found.coverage == "ask"
    with_time(store, ticket_id, 15)
    change = {"client_id": small.brightwater}
    assert refused_field(lambda: store.do(actions.edit_ticket, ticket_id, None, change)) == "client"


def test_no_device_and_hourly_are_answers_that_exclude_the_things(
    store: Store, small: Small
) -> None:
    ticket_id = opened(store, small.brightwater)
    assert page(store, ticket_id).coverage == "billable"
    both = {"device_id": small.server, "agreement_id": small.gold}
    store.do(actions.edit_ticket, ticket_id, None, both)
    found = page(store, ticket_id)
    assert (found.no_device, found.no_agreement, found.coverage) == (False, False, "covered")
    store.do(actions.edit_ticket, ticket_id, None, {"no_device": True, "no_agreement": True})
    found = page(store, ticket_id)
    assert (found.device_id, found.agreement_id, found.coverage) == (None, None, "billable")


def test_watching_and_acknowledging(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    store.do(actions.watch, ticket_id, small.marcus)
    store.do(actions.watch, ticket_id, small.marcus)
    assert page(store, ticket_id).watchers == ((small.marcus, "Marcus Oyelaran"),)
    store.do(actions.watch, ticket_id, small.marcus, watching=False)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Watcher)) == 0
    store.do(actions.acknowledge, ticket_id)
    assert page(store, ticket_id).acknowledged_at == datetime(2026, 3, 11, 15)
    assert store.ask(queries.response_due, ticket_id) is None


def test_hostile_words_stay_words(store: Store, small: Small) -> None:
    nasty = "<b>Robert'); DROP TABLE ticket;--</b> 🧿 \u202e"
    ticket_id = opened(store, small.kestrel, nasty, description=nasty)
    store.do(actions.add_note, ticket_id, nasty)
    found = page(store, ticket_id)
    assert found.description == nasty.strip()
    assert found.title == " ".join(nasty.split())
    assert found.timeline[0].text == nasty.strip()


def test_a_person_who_left_gets_no_ticket(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    with store.step("Prepare") as session:
        from mspdesk.people.models import Person

        session.get_one(Person, small.marcus).left_on = date(2026, 3, 1)
    assert refused_field(lambda: store.do(actions.assign, ticket_id, None, small.marcus)) == (
        "assigned"
    )


def test_a_contact_of_an_earlier_client_is_no_choice(store: Store, small: Small) -> None:
    other = store.do(clients.add_contact, small.kestrel, {"first_name": "Wyn"})
    change = {"contact_id": other}
    ticket_id = opened(store, small.brightwater)
    assert refused_field(lambda: store.do(actions.edit_ticket, ticket_id, None, change)) == (
        "contact"
    )


def test_complete_is_what_it_says() -> None:
    assert set(COMPLETE) == {
        "description",
        "priority",
        "no_device",
        "no_agreement",
        "estimate_minutes",
    }
