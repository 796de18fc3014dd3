"""Writing down budgets, planning and holding meetings, and what becomes of decisions."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mspdesk.clients.actions import add_contact
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.letters.models import Letter
from mspdesk.roadmaps.actions import meetings, minutes, places
from mspdesk.roadmaps.actions.outcomes import open_decided
from mspdesk.roadmaps.models import RoadmapMeeting
from mspdesk.roadmaps.queries.checks import check_roadmaps
from mspdesk.roadmaps.queries.decisions import decisions
from mspdesk.roadmaps.queries.due import DueRow, due_list
from mspdesk.roadmaps.queries.meetings import MeetingPage, meeting_page
from mspdesk.roadmaps.queries.places import place
from mspdesk.roadmaps.queries.places import places as places_of
from mspdesk.sales.actions.advice import give_advice
from mspdesk.sales.models.pipeline import Opportunity
from mspdesk.sales.queries.advice import advice_of, declined_advice
from mspdesk.tickets.models import Ticket
from mspdesk.tickets.queries.board import open_tickets
from tests.roadmaps.conftest import Around

DAY = date(2026, 3, 11)


def page(store: Store, meeting_id: int) -> MeetingPage:
    found = store.ask(meeting_page, meeting_id)
    assert found is not None
    return found


def hold(store: Store, client_id: int, day: date) -> int:
    made = store.do(meetings.plan_meeting, client_id, day)
    store.do(meetings.hold_meeting, made, page(store, made).row.version)
    return made


def due(store: Store, client_id: int, day: date = DAY) -> DueRow:
    return next(one for one in store.ask(due_list, day) if one.client_id == client_id)


def test_what_they_say_now_stands_beside_what_they_said(store: Store, around: Around) -> None:
    first = {"category": "project", "asked_on": date(2025, 6, 1)}
    store.do(places.record_place, around.brightwater, first)
    store.do(
        places.record_place,
        around.brightwater,
        {"category": "operations", "next_year": "yes", "renew": "yes", "planned": 2_400_000},
    )
    held = store.ask(places_of, around.brightwater)
    assert [one.category for one in held] == ["operations", "project"]
    assert held[0].missing(DAY) == ()
    assert held[1].missing(DAY) == ("last asked Jun 1, 2025",)
    changes = {"renew": "unknown", "meaning": "Like the rent"}
    store.do(places.edit_place, held[0].id, held[0].version, changes)
    newest = store.ask(place, around.brightwater)
    assert newest is not None
    assert newest.missing(DAY) == ("whether they renew",)
    store.do(places.remove_place, newest.id)
    store.undo()
    assert len(store.ask(places_of, around.brightwater)) == 2


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"category": "nowhere"}, "category"),
        ({"next_year": "perhaps"}, "next_year"),
        ({"renew": ""}, None),
        ({"asked_on": date(2026, 3, 12)}, "asked_on"),
        ({"planned": -1}, "planned"),
        ({"budget_month": 13}, "budget_month"),
    ],
)
def test_a_place_is_checked(
    store: Store, around: Around, details: dict[str, object], field: str | None
) -> None:
    if field is None:
        store.do(places.record_place, around.brightwater, details)
        return
    with pytest.raises(UserError) as wrong:
        store.do(places.record_place, around.brightwater, details)
    assert wrong.value.field == field


def test_others_people_and_meetings_are_refused(store: Store, around: Around) -> None:
    stranger = store.do(add_contact, around.kestrel, {"first_name": "Tess"})
    with pytest.raises(UserError, match="this client's"):
        store.do(places.record_place, around.brightwater, {"contact_id": stranger})
    made = store.do(meetings.plan_meeting, around.kestrel, DAY)
    with pytest.raises(UserError, match="with this client"):
        store.do(places.record_place, around.brightwater, {"meeting_id": made})
    guests = [("contact", stranger)]
    with pytest.raises(UserError, match="this client's"):
        store.do(meetings.plan_meeting, around.brightwater, DAY, None, guests)
    with pytest.raises(UserError, match="your own company"):
        store.do(meetings.plan_meeting, around.shop.own, DAY)


def test_a_meeting_begins_with_an_agenda_from_facts(store: Store, around: Around) -> None:
    made = store.do(meetings.plan_meeting, around.brightwater, DAY, {"at": 840, "minutes": 90})
    held = page(store, made)
    sources = [one.source for one in held.items]
    assert f"advice:{around.advice}" in sources
    assert sources[-1] == "questions"
    assert held.planned_minutes == 90
    assert any("A second internet line" in one.text for one in held.items)
    assert [one.name for one in held.guests if not one.ours] == ["Dr. Tom Kessel"] or held.guests
    with pytest.raises(UserError, match="is planned for") as wrong:
        store.do(meetings.plan_meeting, around.brightwater, DAY + timedelta(days=1))
    assert wrong.value.field == "on"
    assert store.ask(check_roadmaps) == []


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"minutes": 241}, "minutes"),
        ({"at": 1440}, "at"),
        ({"next_on": DAY}, "next_on"),
        ({"on": None}, "on"),
    ],
)
def test_a_meeting_is_checked(
    store: Store, around: Around, details: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as wrong:
        store.do(meetings.plan_meeting, around.brightwater, DAY, details)
    assert wrong.value.field == field


def test_a_new_day_is_a_new_edition_for_calendars(store: Store, around: Around) -> None:
    made = store.do(meetings.plan_meeting, around.brightwater, DAY)
    row = page(store, made).row
    store.do(meetings.edit_meeting, made, row.version, {"words": "Fine"})
    assert page(store, made).row.edition == 0
    with pytest.raises(Conflict):
        store.do(meetings.edit_meeting, made, row.version, {"on": date(2026, 3, 20)})
    now = page(store, made).row
    store.do(meetings.edit_meeting, made, now.version, {"on": date(2026, 3, 20)}, ["Ruth Amsel"])
    moved = page(store, made)
    assert (moved.row.edition, moved.row.mark) == (1, row.mark)
    assert [one.name for one in moved.guests] == ["Ruth Amsel"]
    with pytest.raises(UserError, match="Set its day"):
        store.do(meetings.hold_meeting, made, moved.row.version)
    with pytest.raises(UserError, match="Say why"):
        store.do(meetings.cancel_meeting, made, moved.row.version, " ")
    store.do(meetings.cancel_meeting, made, moved.row.version, "They are moving")
    off = page(store, made).row
    assert (off.state, off.edition, off.why) == ("canceled", 2, "They are moving")
    store.do(meetings.reopen_minutes, made, off.version)
    assert page(store, made).row.state == "planned"


def test_minutes_are_written_and_then_stand(store: Store, around: Around) -> None:
    made = store.do(meetings.plan_meeting, around.brightwater, DAY)
    first = page(store, made).items[0]
    store.do(minutes.edit_item, first.id, first.version, {"said": "All well"})
    extra = store.do(minutes.add_item, made, "Parking", 5)
    store.do(minutes.move_item, extra, -99)
    assert page(store, made).items[0].text == "Parking"
    store.do(minutes.move_item, extra, 1)
    assert [one.text for one in page(store, made).items][1] == "Parking"
    store.do(minutes.remove_item, extra)
    with pytest.raises(UserError, match="Say what it is about"):
        store.do(minutes.add_item, made, " ")
    store.do(minutes.write_answer, made, "people", "Two more")
    store.do(minutes.write_answer, made, "people", "Three more")
    with pytest.raises(Conflict):
        store.do(minutes.write_answer, made, "people", "Four more", "Two more")
    store.do(minutes.write_answer, made, "worries", "Sleep")
    store.do(minutes.write_answer, made, "worries", "")
    assert page(store, made).answers == {"people": "Three more"}
    with pytest.raises(UserError, match="one of the questions"):
        store.do(minutes.write_answer, made, "hat", "size")
    store.do(meetings.hold_meeting, made, page(store, made).row.version, date(2026, 6, 10))
    over = page(store, made)
    assert (over.row.state, over.row.next_on) == ("held", date(2026, 6, 10))
    with pytest.raises(UserError, match="minutes are finished"):
        store.do(minutes.edit_item, first.id, over.items[0].version, {"said": "No"})
    with pytest.raises(UserError, match="Call it off instead"):
        store.do(meetings.remove_meeting, made)
    later = store.do(meetings.plan_meeting, around.brightwater, date(2026, 6, 10))
    assert page(store, later).before == {"people": (DAY, "Three more")}
    assert page(store, later).last_on == DAY
    store.do(meetings.remove_meeting, later)
    assert store.ask(meeting_page, later) is None


def test_a_decision_and_its_ticket_go_together(store: Store, around: Around) -> None:
    made = store.do(meetings.plan_meeting, around.brightwater, DAY)
    decision = store.do(minutes.decide, made, "Offer two machines", {"due_on": date(2026, 4, 1)})
    (one,) = store.ask(decisions, meeting_id=made)
    assert one.ticket_id is not None
    changes = {"text": "Offer three machines", "person_id": around.shop.marcus}
    store.do(minutes.edit_decision, decision, one.version, changes)
    follows = select(Ticket.title, Ticket.assigned_id).where(Ticket.id == one.ticket_id)
    with store.read() as session:
        assert session.execute(follows).one() == ("Offer three machines", around.shop.marcus)
    (one,) = store.ask(decisions, meeting_id=made)
    with pytest.raises(UserError, match="It has a ticket"):
        store.do(minutes.edit_decision, decision, one.version, {"kind": "theirs"})
    store.do(minutes.remove_decision, decision)
    assert store.ask(decisions, meeting_id=made) == []
    with store.read() as session:
        held = session.get_one(Ticket, one.ticket_id)
        assert held.status == "cancelled"
    store.undo()
    (one,) = store.ask(decisions, meeting_id=made)
    assert one.status == "new"


def test_what_they_do_and_what_they_decline_has_no_ticket(store: Store, around: Around) -> None:
    before = len(store.ask(open_tickets))
    made = store.do(meetings.plan_meeting, around.brightwater, DAY)
    theirs = store.do(minutes.decide, made, "Ask the vendor", {"kind": "theirs", "who": "Ines"})
    no = store.do(minutes.decide, made, "No second line", {"kind": "no"})
    assert len(store.ask(open_tickets)) == before
    by_id = {one.id: one for one in store.ask(decisions, meeting_id=made)}
    assert by_id[theirs].open
    assert not by_id[no].open
    store.do(minutes.mark_done, theirs)
    assert not store.ask(decisions, meeting_id=made)[0].open
    with pytest.raises(UserError, match="when its ticket is"):
        store.do(minutes.mark_done, no)
    for details, field in (
        ({"kind": "both"}, "kind"),
        ({"due_on": DAY - timedelta(days=1)}, "due_on"),
        ({"amount": -1}, "amount"),
    ):
        with pytest.raises(UserError) as wrong:
            store.do(minutes.decide, made, "Something", details)
        assert wrong.value.field == field
    with pytest.raises(UserError, match="what was decided"):
        store.do(minutes.decide, made, " ")


def test_a_no_stands_among_declined_advice_with_nothing_typed_twice(
    store: Store, around: Around
) -> None:
    made = store.do(meetings.plan_meeting, around.brightwater, DAY)
    again = store.do(minutes.decide, made, "A  second INTERNET line", {"kind": "no"})
    said = {"kind": "no", "who": "Ines Varga", "amount": 90_000, "risk": "The rack tips over."}
    with pytest.raises(UserError) as wrong:
        store.do(minutes.decide, made, "A new rack", said)
    assert wrong.value.field == "choice"
    rack = store.do(minutes.decide, made, "A new rack", said | {"choice": "to wait a year"})
    by_id = {one.id: one for one in store.ask(decisions, meeting_id=made)}
    assert by_id[again].advice_id == around.advice
    newest, _older = store.ask(declined_advice, around.brightwater)
    assert by_id[rack].advice_id == newest.id
    assert (newest.what, newest.risk, newest.choice, newest.answered_by, newest.price) == (
        "A new rack",
        "The rack tips over.",
        "to wait a year",
        "Ines Varga",
        90_000,
    )
    assert (newest.advised_on, newest.answered_on, newest.letter_state) == (DAY, DAY, "draft")
    store.undo()
    assert len(store.ask(declined_advice, around.brightwater)) == 1


def test_a_yes_opens_an_opportunity_that_shares_its_ticket(store: Store, around: Around) -> None:
    risk = "Nobody sees that a disk fails."
    advice = store.do(give_advice, around.brightwater, "Offer two machines", risk)
    made = store.do(meetings.plan_meeting, around.brightwater, DAY)
    details = {"amount": 310_000, "person_id": around.shop.marcus}
    decision = store.do(minutes.decide, made, "Offer two machines", details)
    opened = store.do(open_decided, decision)
    assert store.do(open_decided, decision) == opened
    (one,) = store.ask(decisions, meeting_id=made)
    with store.read() as session:
        sale = session.get_one(Opportunity, opened)
        assert (sale.title, sale.once, sale.owner_id) == (
            "Offer two machines",
            310_000,
            around.shop.marcus,
        )
        assert sale.ticket_id == one.ticket_id
    assert one.opportunity_id == opened
    (taken,) = store.ask(advice_of, around.brightwater, ("taken",))
    assert (taken.id, taken.opportunity_id) == (advice, opened)
    theirs = store.do(minutes.decide, made, "Ask the vendor", {"kind": "theirs"})
    with pytest.raises(UserError, match="Only what we do"):
        store.do(open_decided, theirs)


def test_the_invitation_is_a_draft_that_is_written_anew(store: Store, around: Around) -> None:
    made = store.do(
        meetings.plan_meeting, around.brightwater, date(2026, 3, 18), {"at": 840, "place": "Clinic"}
    )
    first = store.do(meetings.invite, made)
    with store.read() as session:
        letter = session.get_one(Letter, first)
        assert letter.state == "draft"
        assert "March 18" in letter.body
        assert "2:00 pm" in letter.body
        assert "more or fewer" in letter.body
    row = page(store, made).row
    store.do(meetings.edit_meeting, made, row.version, {"on": date(2026, 3, 19)})
    second = store.do(meetings.invite, made)
    with store.read() as session:
        assert session.get(Letter, first) is None
        assert "March 19" in session.get_one(Letter, second).body
    assert page(store, made).letter_id == second


def test_who_is_left_out_is_not_due(store: Store, around: Around) -> None:
    assert due(store, around.brightwater).state == "Never met"
    hold(store, around.brightwater, date(2025, 12, 1))
    one = due(store, around.brightwater)
    assert (one.due_on, one.state) == (date(2026, 3, 1), "Overdue")
    with pytest.raises(UserError, match="Say why"):
        store.do(places.let_rest, around.brightwater, "")
    store.do(places.let_rest, around.brightwater, "One a year", date(2026, 12, 1))
    assert due(store, around.brightwater).state == "Left out"
    assert due(store, around.brightwater, date(2026, 12, 1)).state == "Overdue"
    store.do(places.ask_again, around.brightwater)
    store.do(meetings.plan_meeting, around.brightwater, date(2026, 3, 20))
    assert due(store, around.brightwater).state == "Planned late"
    # A day that went by without minutes is no plan any more.
    assert due(store, around.brightwater, date(2026, 3, 21)).state == "Minutes wait"


def test_check_books_finds_two_planned_at_once(store: Store, around: Around) -> None:
    made = store.do(meetings.plan_meeting, around.brightwater, DAY)
    with store.step("Plan twice") as session:
        for mark, day in (("twin", DAY), ("gone", DAY - timedelta(days=9))):
            session.add(RoadmapMeeting(client_id=around.brightwater, on=day, mark=mark))
    assert store.ask(check_roadmaps) == [
        "Brightwater Veterinary has 2 roadmap meetings planned at once."
    ]
    assert made
