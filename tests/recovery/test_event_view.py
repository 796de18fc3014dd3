"""A disaster in the real Clients tab, by keys: declared, looked at, recovered from, reviewed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.logs.queries import log_page
from mspdesk.recovery.actions import calls
from mspdesk.recovery.models import Event
from mspdesk.recovery.queries.event import EventPage, event_page, events, plan_changes
from mspdesk.recovery.rules.event import State
from mspdesk.recovery.view.event import EventPart, EventScreen
from mspdesk.recovery.view.learned import LearnedCard
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import LinkButton
from mspdesk.widgets.form import Form
from tests.bookcase import Standing

from .conftest import Planned

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def held(sqlite_store: Store, standing: Standing) -> Planned:
    """The shop with a plan begun, in a file."""
    found: Planned = standing(sqlite_store)
    return found


@pytest.fixture
def part(
    sqlite_store: Store, held: Planned, qapp: QApplication, qtbot: QtBot
) -> Iterator[EventPart]:
    """The disaster's tab of Brightwater, with nothing declared."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(held.shop.dana, "Dana Whitlock", frozenset({"*"}))
    view = ClientsView(desk)
    qtbot.addWidget(view)
    view.resize(1280, 660)
    view.show()
    qtbot.waitExposed(view)
    view.show_place(Place("clients", held.shop.brightwater, "event", {"new": True}))
    found: EventPart = view.findChildren(EventPart)[0]
    yield found
    desk.leave()


def _type(form: Form, name: str, words: str) -> None:
    QTest.keyClicks(form.entry(name).field, words)


def _page(store: Store, held: Planned) -> EventPage:
    """The disaster as the books have it."""
    (row,) = store.ask(events, held.shop.brightwater)
    return store.ask(event_page, row.id)


def _declared(part: EventPart) -> EventScreen:
    form = part.declare.form
    _type(form, "what", "Water in the closet")
    form.entry("kind").set_value("water")
    assert form.submit()
    return part.page


def test_a_half_typed_declaration_stays_whatever_else_changes(
    part: EventPart, sqlite_store: Store, held: Planned
) -> None:
    screen = _declared(part)
    event = _page(sqlite_store, held)
    with sqlite_store.step("Close at once") as session:
        session.get_one(Event, event.id).state = State.REVIEWED.value
    desk = part._desk
    desk.refresh()
    part.begin()
    assert part._pages.currentWidget() is part.declare
    _type(part.declare.form, "what", "A second one")
    kessel = {"kind": "client", "name": "Tom Kessel", "phone": "507-555-0143"}
    desk.do(calls.add_call, held.shop.brightwater, kessel)
    assert part._pages.currentWidget() is part.declare
    assert part.declare.form.entry("what").text() == "A second one"
    part.show_id(held.shop.kestrel)
    assert part.declare.form.entry("what").text() == ""
    part.show_id(held.shop.brightwater)
    assert part._pages.currentWidget() is part.declare
    assert part.declare.form.entry("what").text() == "A second one"
    part.declare.form.cancel_button.click()
    assert part._pages.currentWidget() is screen


def test_whoever_declares_nothing_is_led_back_to_the_plan(
    part: EventPart, sqlite_store: Store, held: Planned
) -> None:
    went: list[Place] = []
    part._desk.asked_to_go.connect(went.append)
    _type(part.declare.form, "what", "Water in the closet")
    part.declare.form.cancel_button.click()
    assert went == [Place("clients", held.shop.brightwater, do="plan")]
    assert part.declare.form.entry("what").text() == ""
    assert not sqlite_store.ask(events, held.shop.brightwater)


def test_the_page_leads_from_the_declaration_to_the_plan(
    part: EventPart, sqlite_store: Store, held: Planned
) -> None:
    page = _declared(part)
    assert page.lead.text().startswith("Go slow.")
    page.go_button.click()
    look = page.assessment.form
    assert look.entry("people_safe").field.hasFocus()
    QTest.keyClick(look.entry("people_safe").field, Qt.Key.Key_Space)
    page.go_button.click()
    assert _page(sqlite_store, held).state is State.ASSESSING
    for name, words in (
        ("damage", "Server wet"),
        ("good_backup", "Image of Mar 10"),
        ("resources", "Two of us"),
    ):
        page.go_button.click()
        assert look.entry(name).field.hasFocus(), name
        _type(look, name, words)
    page.go_button.click()
    line = page.steps.line
    assert line.entry("action").field.hasFocus()
    _type(line, "action", "Bring the spare server")
    QTest.keyClick(line.entry("action").field, Qt.Key.Key_Return)
    page.go_button.click()
    page.go_button.click()
    assert _page(sqlite_store, held).state is State.RECOVERING
    page.steps.table.setFocus()
    page.steps.table.select_first()
    QTest.keyClick(page.steps.table, Qt.Key.Key_Space)
    page.go_button.click()
    assert _page(sqlite_store, held).state is State.RESTORED
    for name, words in (("improve", "A spare switch"), ("prevention", "Raise the server")):
        page.go_button.click()
        assert page.review.form.entry(name).field.hasFocus(), name
        _type(page.review.form, name, words)
    page.go_button.click()
    assert _page(sqlite_store, held).state is State.REVIEWED
    assert [row.what for row in sqlite_store.ask(plan_changes)] == [
        "A spare switch",
        "Raise the server",
    ]
    assert not page.go_button.isVisible()


def test_a_try_is_logged_by_one_key_and_a_line(
    part: EventPart, sqlite_store: Store, held: Planned
) -> None:
    page = _declared(part)
    page.go_button.setFocus()
    QTest.keyClick(page.go_button, Qt.Key.Key_L)
    field = page.log.line.entry("tried").field
    assert field.hasFocus()
    QTest.keyClicks(field, "Power off at the wall")
    QTest.keyClick(field, Qt.Key.Key_Return)
    found = _page(sqlite_store, held)
    assert found.tsr_log_id is not None
    rows = sqlite_store.ask(log_page, found.tsr_log_id).rows
    assert [row.tried for row in rows] == ["Power off at the wall"]
    assert field.hasFocus()


def test_steps_come_from_the_plan_and_move_by_keys(
    part: EventPart, sqlite_store: Store, held: Planned
) -> None:
    page = _declared(part)
    page.steps.take_from_plan()
    before = page.steps.table.column("action")
    assert len(before) > 1
    page.steps.table.setFocus()
    page.steps.table.select_first()
    QTest.keyClick(page.steps.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    after = page.steps.table.column("action")
    assert (after[0], after[1]) == (before[1], before[0])
    page.steps.take_from_plan()
    assert page.steps.table.column("action") == after


def test_what_is_typed_stays_while_the_page_is_shown_anew(part: EventPart) -> None:
    page = _declared(part)
    _type(page.assessment.form, "damage", "Server wet")
    QTest.keyClicks(page.log.line.entry("tried").field, "Looked")
    QTest.keyClick(page.log.line.entry("tried").field, Qt.Key.Key_Return)
    assert page.assessment.form.entry("damage").text() == "Server wet"


def test_what_was_learned_waits_on_the_plans_page_until_it_is_in(
    part: EventPart, sqlite_store: Store, held: Planned, qtbot: QtBot
) -> None:
    page = _declared(part)
    look = page.assessment.form
    look.entry("people_safe").set_value(True)
    for name in ("damage", "good_backup", "resources"):
        look.entry(name).set_value("Known")
    page.go_button.click()
    page.go_button.click()
    _type(page.steps.line, "action", "Go slow")
    assert page.steps.line.submit()
    for _ in range(2):
        page.go_button.click()
    page.steps.table.select_first()
    step = page.steps.table.selected()
    assert step is not None
    page.steps.finish(step, done=True)
    page.go_button.click()
    page.review.form.entry("improve").set_value("A spare switch")
    page.review.form.entry("prevention").set_value("Raise the server")
    page.go_button.click()
    card = LearnedCard(part._desk)
    qtbot.addWidget(card)
    assert card.show_id(held.shop.brightwater)
    for link in card.findChildren(LinkButton):
        if link.accessibleName() == "In the plan now: A spare switch":
            link.click()
    assert [row.what for row in sqlite_store.ask(plan_changes)] == ["Raise the server"]
    assert card.show_id(held.shop.brightwater)
    names = {link.accessibleName(): link for link in card.findChildren(LinkButton)}
    names["Open again: A spare switch"].click()
    assert len(sqlite_store.ask(plan_changes)) == 2
