"""The Roadmaps room and the client's Roadmap tab, by keys where there are keys."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.clients.actions import add_site
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.progress import Progress
from mspdesk.roadmaps.actions import meetings as actions
from mspdesk.roadmaps.offers import VERBS, find_meetings, meetings_today
from mspdesk.roadmaps.queries.calendar import CalendarChoice, calendar_events
from mspdesk.roadmaps.queries.decisions import decisions
from mspdesk.roadmaps.queries.meetings import meeting_page, meetings
from mspdesk.roadmaps.queries.places import place
from mspdesk.roadmaps.queries.tab import invitations, wanted
from mspdesk.roadmaps.runs.calendar import save_calendar, save_meeting
from mspdesk.roadmaps.view.client import RoadmapTab
from mspdesk.roadmaps.view.meeting import MeetingView
from mspdesk.roadmaps.view.room import RoadmapsRoom
from tests.roadmaps.conftest import Around

DAY = date(2026, 3, 11)


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> Iterator[RoadmapsRoom]:
    """The room by itself, in sight."""
    made = RoadmapsRoom(desk)
    made.resize(1200, 760)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def go(room: RoadmapsRoom, part: str, meeting_id: int | None = None, **about: object) -> None:
    room.show_place(Place("clients", meeting_id, "roadmaps", {"part": part, **about}))


def test_from_nothing_to_finished_minutes(
    room: RoadmapsRoom, desk: Desk, desk_around: Around
) -> None:
    assert room.meetings.bare
    assert room.client_in_front() is None
    go(room, "meetings", new=True, client=desk_around.brightwater)
    form = room.meetings.laid.form
    assert form is not None
    form.entry("on").set_value(DAY)
    form.entry("at").set_value(840)
    assert form.submit()
    (row,) = desk.ask(meetings)
    view = room.meetings.view
    assert view.page is not None
    assert view.page.row.id == row.id
    assert room.note == "1 planned"
    front = room.client_in_front()
    assert front is not None
    assert front.client_id == desk_around.brightwater
    assert "budget" in view.notice.words()[0].lower()

    # A point is written on, and kept when the keyboard goes on.
    first = next(iter(view.agenda.lines.values()))
    first.said.entry.field.setFocus()
    QTest.keyClicks(first.said.entry.field, "All well")
    QTest.keyClick(first.said.entry.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = desk.ask(meeting_page, row.id)
    assert page is not None
    assert page.items[0].said == "All well"
    view.agenda.new.set_value("Parking")
    view.agenda.add_point()
    assert [one.text.entry.text() for one in view.agenda.lines.values()][-1] == "Parking"

    # What was decided has its ticket at once; an empty one is refused in words.
    view.decisions.write()
    assert view.decisions.bar.wrong() == "Say what was decided."
    view.decisions.text.set_value("Offer two machines")
    view.decisions.due.set_value(date(2026, 4, 1))
    view.decisions.write()
    view.decisions.kind.set_value("theirs")
    view.decisions.text.set_value("Ask the vendor")
    view.decisions.who.set_value("Ines Varga")
    view.decisions.write()
    view.decisions.kind.set_value("no")
    view.decisions.text.set_value("A new rack")
    view.decisions.risk.set_value("The rack tips over")
    view.decisions.choice.set_value("to wait a year")
    view.decisions.write()
    assert view.decisions.bar.wrong() == ""
    found = desk.ask(decisions, meeting_id=row.id)
    assert [(one.kind, one.ticket_id is None, one.advice_id is None) for one in found] == [
        ("ours", False, True),
        ("theirs", True, True),
        ("no", True, False),
    ]

    finish(view, desk, row.id, desk_around.brightwater)


def finish(view: MeetingView, desk: Desk, meeting_id: int, client_id: int) -> None:
    """What they say of their budget, the questions, the next day; then it is held."""
    view.ask_budget()
    form = view.laid.form
    assert form is not None
    form.entry("category").set_value("operations")
    form.entry("next_year").set_value("yes")
    form.entry("renew").set_value("yes")
    assert form.submit()
    said = desk.ask(place, client_id)
    assert said is not None
    assert said.meeting_id == meeting_id
    assert view.notice.isHidden()

    view.answers.fields["people"].entry.set_value("Two more")
    view.take_usual()
    view.main.click()
    page = desk.ask(meeting_page, meeting_id)
    assert page is not None
    assert (page.row.state, page.row.next_on) == ("held", date(2026, 6, 11))
    assert page.answers == {"people": "Two more"}
    assert view.agenda.lines == {}


def test_what_is_ahead_is_moved_called_off_and_found(
    room: RoadmapsRoom, desk: Desk, sqlite_store: Store, desk_around: Around
) -> None:
    made = desk.do(actions.plan_meeting, desk_around.brightwater, date(2026, 3, 18), {"at": 600})
    go(room, "meetings", made)
    view = room.meetings.view
    assert view.main.text() == "Write invitation"
    view.edit()
    form = view.laid.form
    assert form is not None
    form.entry("on").set_value(date(2026, 3, 19))
    form.entry("guests").set_value("Ruth Amsel")
    assert form.submit()
    page = desk.ask(meeting_page, made)
    assert page is not None
    assert page.guests[-1].name == "Ruth Amsel"
    view.call_off()
    form = view.laid.form
    assert form is not None
    assert not form.submit()
    form.entry("why").set_value("They are moving")
    assert form.submit()
    assert view.notice.words() == ("Called off", "They are moving")
    assert room.next_pane()
    (hit,) = sqlite_store.ask(find_meetings, "brightw")
    assert hit.place.id == made
    assert sqlite_store.ask(invitations, desk_around.brightwater) == []
    assert not sqlite_store.ask(wanted, desk_around.shop.own)
    assert sum(verb.for_client for verb in VERBS) == 3


def test_the_lists_lead_where_they_say(room: RoadmapsRoom, desk: Desk, desk_around: Around) -> None:
    go(room, "due")
    part = room.part("due")
    part.table.select(desk_around.kestrel)
    part.let_rest()
    part.laid.form.entry("why").set_value("One a year")
    assert part.laid.form.submit()
    assert part.table.rows()[-1].client_id == desk_around.kestrel
    part.table.select(desk_around.kestrel)
    part.let_rest()
    assert not any(one.rests for one in part.table.rows())
    part.table.select(desk_around.brightwater)
    part.open_picked()
    assert room.parts.current() == "meetings"
    assert room.meetings.laid.form is not None
    room.meetings.laid.back()
    go(room, "budget", client=desk_around.kestrel)
    form = room.part("budget").laid.form
    assert form is not None
    form.entry("category").set_value("goods")
    assert form.submit()
    assert desk.ask(place, desk_around.kestrel) is not None
    go(room, "renewals")
    assert room.note == "0 within 90 days"
    assert room.new_here() is False
    desk.work_as(desk_around.shop.marcus, "Marcus Oduya", frozenset({"tickets", "clients"}))
    go(room, "budget", client=desk_around.kestrel)
    assert not hasattr(room.part("budget"), "table")


def test_the_tab_of_a_client(desk: Desk, qtbot: QtBot, desk_around: Around) -> None:
    tab = RoadmapTab(desk)
    tab.show_id(desk_around.brightwater)
    tab.show()
    assert tab.due.text() == "Never met for a roadmap."
    tab.arrive(Place("clients", about={"budget": True}))
    assert tab.laid.form is not None
    tab.laid.form.entry("category").set_value("operations")
    assert tab.laid.form.submit()
    assert tab.pairs.value("Where we stand") == "Running costs"
    tab.correct_place()
    assert tab.laid.form is not None
    tab.laid.form.entry("category").set_value("goods")
    assert tab.laid.form.submit()
    assert tab.pairs.value("Where we stand") == "Cost of what they sell"
    tab.remove()
    assert tab.ask.text() == "To ask: never asked"
    tab.arrive(Place("clients", about={"plan": True}))
    assert tab.laid.form is not None
    tab.laid.form.entry("on").set_value(date(2026, 3, 20))
    assert tab.laid.form.submit()
    assert tab.table.column("state") == ["Planned"]
    assert tab.plan_button.text() == "Open the planned meeting"
    tab.deleteLater()


def test_calendar_files_and_the_day(
    sqlite_store: Store, desk_around: Around, tmp_path: Path
) -> None:
    store = sqlite_store
    made = store.do(actions.plan_meeting, desk_around.brightwater, date(2026, 3, 18), {"at": 840})
    for name, zone in (("Clinic", ""), ("Store", "America/Denver"), ("Barn", "America/Phoenix")):
        store.do(add_site, desk_around.brightwater, {"name": name, "time_zone": zone})
    events = store.ask(calendar_events, CalendarChoice())
    assert [one.zone for one in events] == ["America/Denver", "", ""]
    assert [one.title.split(",")[0] for one in events] == [
        "Roadmap meeting",
        "Notice by today: A0001",
        "Renewal: A0001",
    ]
    file = tmp_path / "all.ics"
    assert save_calendar(store, Progress(), file, CalendarChoice(renewals=False)) == 1
    assert save_meeting(store, Progress(), tmp_path / "one.ics", made) == 1
    (entry,) = Calendar.from_ical((tmp_path / "one.ics").read_bytes()).walk("VEVENT")
    assert "A second internet line" not in str(entry["description"])
    row, *_others = store.ask(meetings_today, desk_around.shop.dana, DAY)
    assert row.detail.startswith("Mar 18, 2:00 pm. Ask about the budget: never asked")
