"""The card of a role and the Hats room: nothing typed is lost, everything is written once."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.orgchart.actions import cards, duties
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries import cards as card_queries
from mspdesk.orgchart.queries import duties as duty_queries
from mspdesk.orgchart.queries.roles import RoleBox, role_boxes
from mspdesk.orgchart.view.hats_room import PARTS, HatsRoom
from mspdesk.orgchart.view.role_card import RoleCard
from mspdesk.widgets.buttons import LinkButton
from mspdesk.widgets.safe import Label
from tests.sample import Sample


def box(desk: Desk, code: str) -> RoleBox:
    return next(one for one in desk.ask(role_boxes) if one.code == code)


def words(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.shown() for one in widget.findChildren(Label) if not one.isHidden()]


def laid(part: Any) -> Any:
    """The form that is laid over a part, or None."""
    return part.shelf.form


@pytest.fixture
def card(desk: Desk, qtbot: QtBot) -> RoleCard:
    """The card, in front."""
    made = RoleCard(desk, lambda: None)
    qtbot.addWidget(made)
    made.resize(316, 800)
    made.show()
    return made


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> HatsRoom:
    """The room, in front."""
    made = HatsRoom(desk)
    qtbot.addWidget(made)
    made.resize(1180, 740)
    made.show()
    return made


def test_a_card_says_why_first_and_what_the_books_know(
    card: RoleCard, desk: Desk, desk_shop: Sample
) -> None:
    finance = box(desk, "finance")
    desk.do(duties.bring_usual, finance.id)
    desk.do(cards.set_pay, finance.id, 1_800, 2_400)
    card.show_role(finance.id)
    said = words(card)
    assert said.index("Finance") < said.index(finance_purpose := card.purpose.shown())
    assert finance_purpose.startswith("Make sure that work done")
    assert card.tag.isVisible()
    assert card.lead.shown() == "Reports to Owner"
    assert card.facts.value("worn") == "Dana, since Mar 11"
    assert card.facts.value("hours") == "No time entries lately"
    assert card.facts.value("pay") == "$18.00 to $24.00 an hour"
    assert "All time is on an invoice within days." in said
    assert said[said.index("Drafts to send") :][:4] == [
        "Drafts to send",
        "0",
        "Receivables",
        "$0.00",
    ]
    assert "No time is logged on it yet." in said
    desk.work_as(desk_shop.marcus, "Marcus Oduya", frozenset({"tickets", "time"}))
    card.reload()
    for kept in ("pay", "hours"):
        with pytest.raises(KeyError):
            card.facts.value(kept)
    assert not card.assign_button.isVisible()


def links(card: RoleCard) -> dict[str, LinkButton]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {one.text(): one for one in card.findChildren(LinkButton)}


def test_a_promise_is_taken_back_on_the_card(card: RoleCard, desk: Desk, desk_shop: Sample) -> None:
    admin, take = box(desk, "admin"), "Take the promise back"
    desk.do(assign_role, admin.id, desk_shop.priya, date(2026, 3, 16))
    card.show_role(admin.id)
    assert card.facts.value("coming") == "Priya, from Mar 16"
    links(card)[take].click()
    assert take not in links(card)
    with pytest.raises(KeyError):
        card.facts.value("coming")
    desk.undo()
    assert card.facts.value("coming") == "Priya, from Mar 16"
    assert take in links(card)
    desk.work_as(desk_shop.marcus, "Marcus Oduya", frozenset({"tickets", "time"}))
    card.reload()
    assert take not in links(card)


def test_a_person_is_assigned_and_a_half_typed_form_waits(
    card: RoleCard, desk: Desk, desk_shop: Sample
) -> None:
    admin, sales = box(desk, "admin"), box(desk, "sales")
    card.show_role(admin.id)
    card.assign()
    form = laid(card)
    form.entry("person").set_value(desk_shop.priya)
    card.show_role(sales.id)
    assert laid(card) is None
    card.show_role(admin.id)
    form = laid(card)
    assert form.entry("person").value() == desk_shop.priya
    form.entry("on").set_value(date(2026, 3, 2))
    assert form.submit(), form.error()
    assert laid(card) is None
    assert card.facts.value("worn") == "Priya, since Mar 2"
    assert card.tag.isHidden()
    card.assign()
    form = laid(card)
    form.entry("person").set_value(desk_shop.marcus)
    form.entry("on").set_value(date(2026, 2, 2))
    assert not form.submit()
    assert "changed hands on Mar 2, 2026" in form.error("on")
    assert form.entry("person").value() == desk_shop.marcus


def test_every_part_is_reached_by_its_place(room: HatsRoom, desk: Desk) -> None:
    for key, *_ in PARTS:
        room.show_place(Place("orgchart", do="hats", about={"part": key}))
        assert room.picker.selected_key() == key
        assert room.part().isVisible()
    admin = box(desk, "admin")
    room.show_place(Place("orgchart", id=admin.id, do="hats", about={"part": "duties"}))
    page = room.part()
    assert page.card.box.title == "Admin"
    assert page.tabs.current_key() == "duties"
    room.show_place(Place("orgchart", id=999, do="hats"))
    assert room.picker.selected_key() == f"role:{admin.id}"


def test_words_typed_about_one_role_wait_while_another_is_shown(room: HatsRoom, desk: Desk) -> None:
    admin, sales = box(desk, "admin"), box(desk, "sales")
    room.show_place(Place("orgchart", id=admin.id, do="hats", about={"part": "role"}))
    page = room.part()
    page.form.form.entry("answers_for").set_value("Paper is filed.")
    room.picker.select(f"role:{sales.id}")
    assert page.form.form.entry("title").value() == "Sales"
    assert page.form.waiting() == [admin.id]
    desk.do(cards.edit_role, admin.id, admin.version, {"title": "Office"})
    room.picker.select(f"role:{admin.id}")
    form = page.form.form
    assert form.entry("answers_for").value() == "Paper is filed."
    form.entry("target_percent").set_value(120)
    assert not form.submit()
    form.entry("target_percent").set_value(20)
    assert form.submit(), form.error()
    kept = desk.ask(card_queries.role_words, admin.id)
    assert kept is not None
    assert (kept.title, kept.answers_for, kept.target_percent) == ("Office", "Paper is filed.", 20)
    assert page.form.waiting() == []
    form.entry("purpose").set_value("Mine")
    desk.do(cards.edit_role, admin.id, kept.version, {"purpose": "Theirs"})
    assert not form.submit()
    assert "Somebody else wrote here meanwhile: Theirs" in form.error("purpose")
    assert form.entry("purpose").value() == "Mine"


def test_duties_are_typed_as_a_table_and_handed_off(room: HatsRoom, desk: Desk) -> None:
    finance, admin = box(desk, "finance"), box(desk, "admin")
    room.show_place(Place("orgchart", id=finance.id, do="hats", about={"part": "duties"}))
    grid = room.part().duties
    new = {"name": "Bookkeeping", "minutes_week": 360, "difficulty": 1}
    refused = grid._put([], [new, {"name": "bookkeeping"}, {"name": "Invoices"}])
    assert [(one.at, one.field) for one in refused] == [(1, "name")]
    assert grid.grid.column("name") == ["Bookkeeping", "Invoices"]
    assert grid.grid.column("minutes_week") == ["6", ""]
    assert grid.sum.shown() == "2 duties, 6 h a week"
    grid.grid.select(desk.ask(duty_queries.duties, finance.id)[0].id)
    give = dict(entry for entry in grid._others() if entry is not None)
    give["Admin, Dana Whitlock"]()
    assert [one.name for one in desk.ask(duty_queries.duties, admin.id)] == ["Bookkeeping"]
    room.show_place(Place("orgchart", do="hats", about={"part": "handoff"}))
    part = room.part()
    assert part.table.column("name") == ["Bookkeeping", "Invoices"]
    part.table.select(part.table.rows()[1].id)
    dict(part._order())["Hand off first"]()
    assert part.table.column("name") == ["Invoices", "Bookkeeping"]
    desk.undo()
    assert part.table.column("name") == ["Bookkeeping", "Invoices"]


def test_answers_and_hours_are_written_on_the_page(
    room: HatsRoom, desk: Desk, desk_shop: Sample, sqlite_store: Store
) -> None:
    admin, sales = box(desk, "admin"), box(desk, "sales")
    room.show_place(Place("orgchart", id=admin.id, do="hats", about={"part": "answers"}))
    page = room.part()
    assert page.answers.ours.shown().startswith("Keep promises")
    assert page.new_here()
    form = laid(page.answers)
    form.entry("person").set_value(desk_shop.priya)
    form.entry("words").set_value("So that nobody waits for paper.")
    room.picker.select(f"role:{sales.id}")
    assert laid(page.answers) is None
    room.picker.select(f"role:{admin.id}")
    assert laid(page.answers) is form
    assert form.submit(), form.error()
    assert page.answers.table.column("words") == ["So that nobody waits for paper."]
    assert page.answers.table.column("on") == ["Mar 11, 2026"]
    page.tabs.choose("hours")
    assert page.new_here()
    form = laid(page.hours)
    form.entry("from_minute").set_value(360)
    form.entry("to_minute").set_value(360)
    assert not form.submit()
    assert form.error("to_minute")
    form.entry("to_minute").set_value(900)
    assert form.submit(), form.error()
    assert page.hours.table.column("hours") == ["6:00 am to 3:00 pm"]
    assert page.hours.table.column("days") == ["Mon to Fri"]
    page.hours.table.select_first()
    page.hours.remove.click()
    assert page.hours.table.column("hours") == []


def test_a_technician_reads_and_answers_only_for_himself(
    room: HatsRoom, desk: Desk, desk_shop: Sample
) -> None:
    admin = box(desk, "admin")
    desk.do(cards.say_purpose, admin.id, desk_shop.priya, "Paper.")
    desk.work_as(desk_shop.marcus, "Marcus Oduya", frozenset({"tickets", "time"}))
    room.show_place(Place("orgchart", id=admin.id, do="hats", about={"part": "answers"}))
    page = room.part()
    assert not page.form.isEnabled()
    assert not page.duties.isEnabled()
    page.answers.table.select_first()
    assert not page.answers.remove.isEnabled()
    page.answers.ask(page.answers.table.selected())
    assert laid(page.answers) is None
    room.show_place(Place("orgchart", do="hats", about={"part": "balance"}))
    assert room.part().table.rows() == []
    page.answers.ask(None)
    form = laid(page.answers)
    assert [text for _, text in form.entry("person")._options] == ["Marcus Oduya"]
    assert form.entry("person").value() == desk_shop.marcus
