"""The People room in a window: everything about a person by keys, and what others may see."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk, Message
from mspdesk.employment.actions import staff as actions
from mspdesk.employment.view.room import GROWTH, HIRE, PLANS, PeopleRoom
from mspdesk.people import actions as people_actions
from mspdesk.people import queries as people
from mspdesk.people.rules import permits_for
from mspdesk.widgets.form import Form
from tests.sample import Sample


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> Iterator[PeopleRoom]:
    made = PeopleRoom(desk)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    made.show()
    yield made
    made.hide()


def form(room: PeopleRoom) -> Form:
    assert room.laid.form is not None
    return room.laid.form


def fill(room: PeopleRoom, **values: object) -> Form:
    found = form(room)
    for name, value in values.items():
        found.entry(name).set_value(value)
    return found


def titles(room: PeopleRoom) -> list[str]:
    tabs = room.person.tabs.tabs
    return [word for at, word in enumerate(tabs.words()) if tabs.isTabVisible(at)]


def test_somebody_new_is_paid_and_away(room: PeopleRoom, desk: Desk) -> None:
    assert room.new_here()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "Jo Park")
    fill(room, week=1_920, wage=2_400, may_admin=True)
    assert form(room).submit(), form(room).error()
    jo = next(one for one in desk.ask(people.people) if one.name == "Jo Park")
    assert room.picker.selected_key() == jo.id
    assert set(desk.ask(people.access_of, jo.id)) == {"technician", "admin"}
    assert sum(desk.ask(people.paid_week, jo.id).values()) == 1_920
    person = room.person.part("person")
    assert person.list_words.text() == "0 of 36 steps done."
    assert person.welcome.action.words() == "Open"
    room.person.choose("wage")
    wage = room.person.part("wage")
    assert wage.table.column("per_hour") == ["$24.00"]
    wage.set_wage()
    fill(room, from_on=date(2026, 4, 1), per_hour=2_600)
    assert "until Apr 1, 2026" in form(room).box("from_on").help.words()
    assert form(room).submit(), form(room).error()
    assert wage.table.column("state") == ["to come", "now"]
    wage.set_wage()
    fill(room, from_on=date(2062, 4, 1), per_hour=2_600)
    assert not form(room).submit()
    assert "more than a year ahead" in form(room).error("from_on")
    QTest.keyClick(form(room), Qt.Key.Key_Escape)
    room.person.choose("hours")
    hours = room.person.part("hours")
    assert hours.changes.isHidden()
    hours.change_paid.click()
    fill(room, day0=300, from_on=date(2026, 4, 1))
    assert "until Apr 1, 2026" in form(room).box("from_on").help.words()
    assert form(room).submit(), form(room).error()
    assert hours.changes.column("from_on") == ["Apr 1, 2026", "At first"]
    assert hours.changes.column("state") == ["to come", "now"]
    assert hours.changes.column("week")[0].startswith("5.00, 6.40")
    hours.changes.select(date(2026, 4, 1))
    hours.forget.click()
    assert hours.changes.isHidden()
    hours.enter_leave()
    fill(room, first=date(2026, 3, 12), last=date(2026, 3, 11))
    assert not form(room).submit()
    assert form(room).error("last") == "The last day away must not be before the first."
    fill(room, last=date(2026, 3, 13), reason="Family")
    assert form(room).submit(), form(room).error()
    assert hours.leave.column("on") == ["Fri, Mar 13, 2026", "Thu, Mar 12, 2026"]
    hours.leave.select_first()
    hours.remove.click()
    assert hours.leave.column("on") == ["Thu, Mar 12, 2026"]


def test_growth_checks_and_things(room: PeopleRoom, desk: Desk, desk_shop: Sample) -> None:
    room.show_place(Place("orgchart", desk_shop.marcus, "people", {"part": "growth"}))
    growth = room.person.part("growth")
    growth.new_skill()
    fill(room, name="First aid", got_on=date(2024, 4, 10), expires_on=date(2024, 4, 1))
    assert not form(room).submit()
    assert form(room).error("expires_on")
    fill(room, expires_on=date(2026, 4, 10))
    assert form(room).submit()
    assert growth.skills.column("state") == ["runs out"]
    growth.write_talk()
    fill(room, wants_next="Networks")
    assert form(room).submit()
    assert growth.wants.text() == "Wants next: Networks"
    room.person.choose("checks")
    checks = room.person.part("checks")
    assert checks.table.column("on") == ["Not yet"] * 4
    checks.date_checks()
    fill(room, references_on=date(2026, 3, 12))
    assert not form(room).submit()
    fill(room, references_on=date(2023, 4, 3))
    assert form(room).submit(), form(room).error()
    assert checks.table.column("on")[0] == "Apr 3, 2023"
    checks.issue()
    fill(room, name="Laptop", serial="QF-14")
    assert form(room).submit()
    checks.things.select_first()
    checks.back.click()
    assert checks.things.column("back") == ["Mar 11, 2026"]
    asked: list[str] = []
    desk.asked_to_print.connect(lambda _what, _key, title: asked.append(title))
    room.print_shown()
    room.person.choose("person")
    room.print_shown()
    assert asked == ["Checks of Marcus Oduya", "Pack of Marcus Oduya"]
    part = room.person.part("person")
    part.private.action.click()
    fill(room, emergency_name="Ada Oduya", private_note="Likes quiet mornings")
    assert form(room).submit()
    assert (part.call.text(), part.note.text()) == ("Ada Oduya", "Likes quiet mornings")


def test_what_is_typed_is_not_lost_and_somebody_stays_the_owner(
    room: PeopleRoom, desk: Desk, desk_shop: Sample
) -> None:
    said: list[Message] = []
    desk.said.connect(said.append)
    room.open_person(desk_shop.dana)
    room.person.part("person").access.action.click()
    fill(room, owner=False)
    assert not form(room).submit()
    assert "owner" in form(room).error()
    room.picker.select(desk_shop.marcus)
    assert room.picker.selected_key() == desk_shop.dana
    assert "Save or cancel" in said[-1].words
    assert form(room).dirty()
    room.new_here()
    assert form(room).entry("owner").value() is False, "the same form came back"
    room.laid.back()
    room.open_person(desk_shop.marcus)
    room.person.last_day()
    fill(room, left_on=date(2020, 1, 1))
    assert not form(room).submit()
    assert "before the first" in form(room).error("left_on")
    fill(room, left_on=date(2026, 3, 10))
    assert form(room).submit()
    assert "Not here any more" in room.picker.headings()
    assert room.note == "2 people"
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)
    room.person.exit_list()
    room.person.exit_list()
    assert went[0] == went[1], "the same list is not begun twice"


def test_lists_over_everybody(room: PeopleRoom, desk: Desk, desk_shop: Sample) -> None:
    theo = desk.do(people_actions.add_person, "Theo Brandt", (), {"kind": "temp"})
    work = {"from_on": date(2025, 7, 7), "work": "Pulled cable", "rating": 5}
    desk.do(actions.save_stint, theo, work)
    vera = {"hired_on": date(2023, 9, 1)}
    old = desk.do(people_actions.add_person, "Vera Lind", ("technician",), vera)
    room.picker.select(GROWTH)
    stuck = room.list(GROWTH)
    assert stuck.table.column("person") == ["Vera Lind"]
    stuck.table.select(old)
    stuck.talked.click()
    assert stuck.table.column("person") == []
    room.picker.select(HIRE)
    assert room.list(HIRE).table.column("person") == ["Theo Brandt"]
    room.show_place(Place("orgchart", do="people", about={"list": "benefits"}))
    plans = room.list(PLANS)
    plans.new_plan()
    fill(room, name="Dental", for_whom="owners")
    assert not form(room).submit()
    assert "Everybody" in form(room).error("for_whom") or "everybody" in form(room).error(
        "for_whom"
    )
    fill(room, for_whom="everybody", group_sizes="one")
    assert not form(room).submit()
    assert form(room).error("group_sizes")
    fill(room, group_sizes="2-10")
    assert form(room).submit(), form(room).error()
    assert plans.plans.column("name")[0].startswith("Dental")
    room.open_person(old, "benefits")
    mine = room.person.part("benefits")
    mine.table.select_first()
    mine.joins.click()
    assert form(room).submit(), form(room).error()
    assert mine.table.column("answer") == ["Joined Mar 11, 2026"]
    mine.table.select_first()
    mine.ends.click()
    assert mine.table.column("answer") == ["Joined Mar 11, 2026"], "today is still a day of it"
    room.open_person(theo, "work")
    assert room.person.part("work").table.column("rating") == ["5"]
    assert "On the list" in room.person.part("work").said.text()


def test_a_technician_sees_their_own_and_only_names_of_others(
    room: PeopleRoom, desk: Desk, desk_shop: Sample
) -> None:
    desk.work_as(desk_shop.marcus, "Marcus Oduya", permits_for(("technician",)))
    room.open_person(desk_shop.marcus)
    assert titles(room) == ["Person", "Hours and leave", "Growth", "Checks and things", "Benefits"]
    assert room.picker.headings() == []
    assert room.new.isHidden()
    for key in ("hours", "growth", "checks", "benefits"):
        room.person.choose(key)
        part = room.person.part(key)
        assert part.edits.isHidden(), key
    room.person.choose("person")
    room.person.part("person").private.action.click()
    assert form(room).names() == ["emergency_name", "emergency_phone"]
    fill(room, emergency_name="Ada Oduya", emergency_phone="218-555-0143")
    assert form(room).submit(), form(room).error()
    assert room.person.part("person").call.text() == "Ada Oduya, 218-555-0143"
    room.open_person(desk_shop.priya)
    assert titles(room) == ["Person"]
    shown: list[QWidget] = [room.person.part("person").private, room.person.part("person").access]
    assert all(card.isHidden() for card in shown)
    assert room.person.change.isHidden()
    room.print_shown()
    room.export_list()
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)
    room.person.part("person").policy.click()
    assert went[-1].about == {"code": "what-we-do-not-watch"}
