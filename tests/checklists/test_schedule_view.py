"""The room “Schedule”: the calendar by keys, dates while they are typed, the monthly single."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.checklists.actions import schedules, singles
from mspdesk.checklists.queries import coming, runs
from mspdesk.checklists.queries import schedules as queries
from mspdesk.checklists.queries.schedules import MAINTENANCE
from mspdesk.checklists.queries.singles import single_page
from mspdesk.checklists.view.schedule import CALENDAR, ScheduleRoom
from mspdesk.checklists.view.schedule_card import NextVisit
from mspdesk.checklists.view.schedule_fields import read_weekdays, rule_of
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.vendors.actions import add_vendor
from mspdesk.widgets import theme
from mspdesk.widgets.entry import Found
from tests.bookcase import NOON, Furnish, Standing
from tests.checklists.planned_shop import NAMES, Planned, furnish

pytestmark = pytest.mark.usefixtures("clock")
SLOT = {"at_minute": 9 * 60, "minutes": 120}
TODAY = NOON.date()


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Twelve clients and a technician."""
    return furnish


@pytest.fixture
def shop(sqlite_store: Store, standing: Standing, clock: datetime) -> Planned:
    """What was made, with the first two clients planned."""
    made: Planned = standing(sqlite_store)
    for client, rule in zip(made.clients[:2], ("nth:3:tue", "nth:3:thu"), strict=True):
        facts = {"client_id": client, "rule": rule, **SLOT}
        sqlite_store.do(schedules.add_schedule, MAINTENANCE, facts)
    return made


@pytest.fixture
def desk(sqlite_store: Store, shop: Planned, qtbot: QtBot) -> Any:
    """A desk at which Dana works."""
    found = Desk(sqlite_store, AREAS)
    yield found
    found.leave()


@pytest.fixture
def room(desk: Desk, qtbot: QtBot, qapp: QApplication) -> ScheduleRoom:
    """The room in a window of its own."""
    theme.apply(qapp, "light", 100)
    made = ScheduleRoom(desk)
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    return made


def press(widget: Any, key: Qt.Key, *, alt: bool = False) -> None:
    """Press a key on a widget."""
    held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(widget, key, held)


def test_the_calendar_is_walked_and_a_visit_is_moved_by_keys(
    room: ScheduleRoom, desk: Desk, shop: Planned
) -> None:
    planner, calendar = room.calendar.planner, room.calendar
    calendar.show_day(date(2026, 3, 17))
    assert planner.titles()[:2] == list(NAMES[:2])
    one = calendar.in_front()
    assert one is not None
    assert (one.client, one.time) == (NAMES[0], "9:00 am")
    assert "Every month on the third Tuesday" in calendar.inspector.comes.text()
    planner.setFocus(Qt.FocusReason.TabFocusReason)
    assert planner.day() == date(2026, 3, 17), "the keyboard comes to where one is"
    assert "Alder Street Dental, 9:00 am" in planner.accessibleDescription()
    press(planner, Qt.Key.Key_Right)
    assert planner.day() == date(2026, 3, 18)
    press(planner, Qt.Key.Key_Left)
    press(planner, Qt.Key.Key_Right, alt=True)
    moved = calendar.in_front()
    assert moved is not None
    assert (moved.on, moved.moved) == (date(2026, 3, 18), True)
    # Onto Thursday, where the technician is with the other client at that time.
    said: list[str] = []
    desk.said.connect(lambda message: said.append(message.words))
    press(planner, Qt.Key.Key_Right, alt=True)
    assert said == [
        "Marcus Oduya has Birch & Lowe Architects, 9:00 to 11:00 on Mar 19. Choose another time."
    ]
    press(planner, Qt.Key.Key_Return)
    form = calendar.inspector.form
    form.entry("on").set_value(date(2026, 3, 19))
    assert not form.submit()
    assert "Birch & Lowe Architects" in form.error("at")
    form.entry("at").set_value(11 * 60)
    assert form.submit()
    again = calendar.in_front()
    assert again is not None
    assert (again.on, again.time) == (date(2026, 3, 19), "11:00 am")


def test_what_is_typed_waits_while_another_visit_is_looked_at(room: ScheduleRoom) -> None:
    calendar = room.calendar
    calendar.show_day(date(2026, 3, 17))
    calendar.inspector.form.entry("at").set_value(14 * 60)
    press(calendar.planner, Qt.Key.Key_Right)
    press(calendar.planner, Qt.Key.Key_Right)
    assert calendar.inspector.form.entry("at").value() == 9 * 60
    press(calendar.planner, Qt.Key.Key_Left)
    press(calendar.planner, Qt.Key.Key_Left)
    assert calendar.inspector.form.entry("at").value() == 14 * 60


def test_a_week_stands_by_technician_and_pages_turn(room: ScheduleRoom, shop: Planned) -> None:
    calendar = room.calendar
    calendar.kind.choose("week")
    calendar.show_day(date(2026, 3, 17))
    assert [row.title for row in calendar.planner._rows] == ["Dana Whitlock", "Marcus Oduya"]
    press(calendar.planner, Qt.Key.Key_PageDown)
    assert calendar.planner.day() == date(2026, 3, 24)
    calendar.kind.choose("month")
    calendar.who.set_value(shop.dana)
    assert calendar.found() == []


def test_what_is_not_written_down_yet_is_shown_and_planned_at_a_press(
    room: ScheduleRoom, desk: Desk
) -> None:
    calendar = room.calendar
    calendar.show_day(date(2026, 8, 18))
    one = calendar.in_front()
    assert one is not None
    assert one.run_id is None
    assert "Expected" in calendar.inspector.state.text()
    calendar.inspector.plan.click()
    again = calendar.in_front()
    assert again is not None
    assert again.run_id is not None
    assert again.on == one.on


def test_twelve_dates_follow_what_is_typed(room: ScheduleRoom, desk: Desk, shop: Planned) -> None:
    room.new()
    editor: Any = room._laid
    form = editor.form
    assert form.entry("kind").value() == "nth"
    form.entry("preset").set_value("maintenance")
    client = Found(shop.clients[2], NAMES[2])
    form.entry("client_id").set_value(client)
    form.entry("which").set_value(3)
    form.entry("weekday").set_value(1)
    editor.look()
    assert len(editor.dates.rows()) == 12
    assert editor.words.text() == "Every month on the third Tuesday, 9:00 am"
    assert editor.said.text().startswith("12 of 12 move")
    assert editor.dates.rows()[0].why == "Marcus has Alder Street Dental, 9:00 to 11:00"
    form.entry("kind").set_value("day")
    assert "day" in form.shown()
    assert "weekday" not in form.shown()
    form.entry("day").set_value(None)
    editor.look()
    assert editor.said.text() == "Fill this in."
    form.entry("day").set_value(31)
    editor.look()
    assert editor.words.text() == "Every month on the 31st, 9:00 am"
    assert form.submit()
    row = next(r for r in desk.ask(queries.schedules, TODAY) if r.client_id == shop.clients[2])
    assert (row.rule, row.ahead_days, row.minutes) == ("day:31", 7, 120)
    assert room.picker.selected_key() == f"s{row.id}"
    assert len(room.one.dates.rows()) == 12


def test_what_it_is_done_to_by_whom_and_how_much_of_it_is_chosen(
    room: ScheduleRoom, desk: Desk, shop: Planned
) -> None:
    vendor = desk.do(add_vendor, {"name": "Northern Cabling"})
    room.new()
    editor: Any = room._laid
    form = editor.form
    assert not {"site_id", "device_id", "variant"} & set(form.shown())
    form.entry("code").set_value("assessment")
    form.entry("client_id").set_value(Found(shop.clients[10], NAMES[10]))
    editor._changed()
    assert {"site_id", "device_id", "variant", "vendor_id"} <= set(form.shown())
    values = {"device_id": shop.server, "variant": "short", "vendor_id": vendor}
    form.set_values(values | {"at_minute": 540, "minutes": 60})
    assert form.submit()
    row = next(r for r in desk.ask(queries.schedules, TODAY) if r.code == "assessment")
    assert (row.device_id, row.variant, row.vendor_id) == (shop.server, "short", vendor)
    (planned,) = [one for one in desk.ask(runs.due, date(2026, 4, 20)) if one.code == row.code][:1]
    assert (planned.device_id, planned.variant) == (shop.server, "short")
    # Another client has other devices, and a checklist without short steps no variant.
    room.new()
    editor = room._laid
    form = editor.form
    form.entry("code").set_value(MAINTENANCE)
    form.entry("client_id").set_value(Found(shop.clients[0], NAMES[0]))
    editor._changed()
    assert "variant" not in form.shown()
    assert not form.entry("device_id").isEnabled()
    facts = {"client_id": shop.clients[0], "rule": "daily", "variant": "short"}
    with pytest.raises(UserError, match="no short variant"):
        desk.do(schedules.add_schedule, MAINTENANCE, facts)


def test_a_schedule_is_changed_ended_and_taken_up_again(room: ScheduleRoom, desk: Desk) -> None:
    row = desk.ask(queries.schedules, TODAY)[0]
    room.open_schedule(row.id)
    assert room.one.row is not None
    room.edit(room.one.row)
    editor: Any = room._laid
    editor.form.entry("which").set_value(-1)
    assert editor.form.submit()
    assert room.one.row is not None
    assert room.one.row.rule == "last:tue"
    room.one._end()
    assert room.one.row.ended_on == TODAY
    assert room.one.dates.rows() == []
    room.one._resume()
    assert len(room.one.dates.rows()) == 12


def test_a_form_half_typed_is_not_lost(room: ScheduleRoom) -> None:
    room.new()
    editor: Any = room._laid
    editor.form.entry("title").set_value("Half a thought")
    room.picker.select(CALENDAR)
    room._show(CALENDAR)
    assert room._pages.currentWidget() is room.calendar
    room.new()
    again: Any = room._laid
    assert again is editor
    assert editor.form.entry("title").value() == "Half a thought"


def test_clients_are_ticked_and_planned_together(
    room: ScheduleRoom, desk: Desk, shop: Planned
) -> None:
    room.new_many()
    page: Any = room._laid
    assert len(page.chosen()) == 10, "two come already"
    page.clients.checked_row.emit(page.clients.rows()[0], False)
    assert page.form.save_button.words() == "Plan for 9 clients"
    assert page.form.submit()
    assert len(desk.ask(queries.schedules, TODAY)) == 11
    april = desk.ask(coming.between, date(2026, 4, 1), date(2026, 4, 30))
    assert len({(one.on, one.at_minute) for one in april}) == 11


def test_a_single_is_ticked_started_and_counted(
    room: ScheduleRoom, desk: Desk, shop: Planned
) -> None:
    made = desk.do(singles.add_single, date(2026, 6, 1), "Look at the rack", {"steps": "Look."})
    room.show_place(Place("checklists", do="schedule", about={"single_id": made}))
    view = room.single
    assert view.start.words() == "Start for 12 clients"
    view.clients.checked_row.emit(view.clients.rows()[3], False)
    assert view.start.words() == "Start for 11 clients"
    view.start.click()
    assert view.count.text() == "0 of 11"
    page = desk.ask(single_page, made)
    assert page is not None
    assert len(page.others) == 1
    keys = room.picker.keys()
    assert f"m{made}" in keys
    # Who was left out is not ticked again when somebody comes back to it.
    other = desk.do(singles.add_single, date(2026, 7, 1), "Look at the lamps", {"steps": "Look."})
    view.show_id(other)
    assert view.start.words() == "Start for 12 clients"
    view.show_id(made)
    assert view.chosen() == []
    assert not view.start.isEnabled()


def test_the_card_of_a_client_says_who_comes_next(
    desk: Desk, shop: Planned, qtbot: QtBot, tmp_path: Path
) -> None:
    card = NextVisit(desk)
    qtbot.addWidget(card)
    card.show_id(shop.clients[0])
    assert card.pairs.value("next") == "Mar 17, 2026, 9:00 am"
    assert desk.ask(coming.next_for_client, shop.clients[5]) is None


def test_weekdays_are_read_as_people_type_them() -> None:
    assert read_weekdays("Mon, Wed and friday") == ["mon", "wed", "fri"]
    assert rule_of({"kind": "weekly", "weekdays": "tue"}) == "weekly:tue"
    with pytest.raises(UserError) as refused:
        read_weekdays("now and then")
    assert refused.value.field == "weekdays"


def test_a_year_is_planned_beside_other_work(room: ScheduleRoom, desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    desk.said.connect(lambda message: said.append(message.words))
    room.calendar.plan_year()
    (job,) = desk.jobs
    assert (job.title, job.writes) == ("Planning the next 12 months", True)
    qtbot.waitUntil(lambda: any("for the next 12 months" in words for words in said))
    assert "20 visits planned for the next 12 months." in said
    calendar = room.calendar
    calendar.show_day(date(2027, 1, 19))
    one = calendar.in_front()
    assert one is not None
    assert one.run_id is not None
