"""The Prospects room by keys: a prospect entered, moved along, won, declined, and its stages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.clients import queries as clients
from mspdesk.clients.actions import edit_client
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.people.actions import edit_person
from mspdesk.people.queries import person
from mspdesk.sales.actions import opportunities, proposals
from mspdesk.sales.queries.opportunity import OpportunityPage, opportunity_page
from mspdesk.sales.view.cards import BoardCard
from mspdesk.sales.view.room import ProspectsRoom
from mspdesk.widgets import theme
from mspdesk.widgets.safe import Label
from tests.bookcase import NOON

from .conftest import Room

ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class Floor:
    """The room with one opportunity in it, and the places it asked the window to go to."""

    room: ProspectsRoom
    desk: Desk
    made: int
    client: int
    gone: list[Place]

    def page(self) -> OpportunityPage:
        """The opportunity as it stands in the books."""
        found = self.desk.ask(opportunity_page, self.made)
        assert found is not None
        return found

    def card(self) -> BoardCard:
        """Its card."""
        cards = self.room.findChildren(BoardCard)
        return next(one for one in cards if one.row.id == self.made)


@pytest.fixture
def floor(
    sqlite_store: Store, desk_room: Room, qapp: QApplication, qtbot: QtBot
) -> Iterator[Floor]:
    """The room over the small shop."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    gone: list[Place] = []
    desk = Desk(sqlite_store, AREAS)
    desk.asked_to_go.connect(gone.append)
    desk.work_as(desk_room.shop.dana, "Dana Whitlock", frozenset({"*"}))
    made = desk.do(
        opportunities.open_opportunity, desk_room.harborview, "A plan", {"monthly": 85_000}
    )
    room = ProspectsRoom(desk)
    qtbot.addWidget(room)
    room.resize(1440, 800)
    room.show()
    qtbot.waitExposed(room)
    yield Floor(room, desk, made, desk_room.harborview, gone)
    desk.leave()


def type_in(widget: QWidget, words: str) -> None:
    """Type into a field."""
    QTest.keyClicks(widget, words)


def test_a_card_moves_by_key_and_by_drag_and_the_end_asks_first(floor: Floor) -> None:
    QTest.keyClick(floor.card(), Qt.Key.Key_Right, ALT)
    assert floor.page().row.stage == "contacted"
    assert floor.room.board.current() == floor.made
    lane = next(one for one in floor.room.board.lanes if one.stage.key == "talking")
    card = floor.card()
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    there = card.mapFromGlobal(lane.mapToGlobal(QPoint(40, 200)))
    QTest.mouseMove(card, QPoint(40, 30))
    card.dropped.emit(card.mapToGlobal(there))
    assert floor.page().row.stage == "talking"
    floor.room.board.moved.emit(floor.made, "won")
    assert floor.page().row.stage == "talking"
    assert floor.room.opportunity.laid.in_front()


def test_a_prospect_is_entered_with_a_name_alone(floor: Floor) -> None:
    assert floor.room.new_here()
    form = floor.room.laid.form
    assert form is not None
    type_in(form.entry("name").field, "Old Mill Press")
    type_in(form.entry("monthly").field, "640")
    form.submit()
    page = floor.room.opportunity.page
    assert page is not None
    assert (page.row.client, page.row.monthly) == ("Old Mill Press", 64_000)
    assert floor.room.note == "2 open, $1,490 a month"


def test_next_step_answers_and_stage_are_kept_on_the_page(floor: Floor) -> None:
    assert floor.room.client_in_front() is None
    floor.room.show_place(Place("clients", floor.made, "prospects"))
    front = floor.room.client_in_front()
    assert front is not None
    assert (front.client_id, front.client) == (floor.client, "Harborview Dental")
    view = floor.room.opportunity
    type_in(view.step.entry("next_step").field, "Bring the worksheet")
    type_in(view.step.entry("next_on").field, "3/20/2026")
    view.step.submit()
    line = view.qualify.lines["decides"]
    type_in(line.words.field, "Ruth, alone")
    QTest.keyClick(line.words.field, Qt.Key.Key_Return)
    line.answer.choose("yes")
    view.on.click()
    held = floor.page()
    assert (held.row.next_step, held.row.stage) == ("Bring the worksheet", "contacted")
    assert next(one for one in held.answers if one.code == "decides").words == "Ruth, alone"
    assert held.qualified.yes == 1
    assert view.way.spoken().startswith("Stage 2 of 8, Contacted: Target, Contacted")
    # Somebody else writes while this one types: nothing is written over theirs unseen.
    step = view.step.entry("next_step").field
    QTest.keyClick(step, Qt.Key.Key_End)
    type_in(step, ", signed")
    QTest.keyClick(line.words.field, Qt.Key.Key_End)
    type_in(line.words.field, " and Ben")
    theirs = {"next_step": "Call Ruth"}
    floor.desk.do(opportunities.edit_opportunity, floor.made, held.version, theirs)
    floor.desk.do(opportunities.answer_question, floor.made, "decides", "yes", "Ben")
    assert not view.step.submit()
    assert floor.page().row.next_step == "Call Ruth"
    QTest.keyClick(line.words.field, Qt.Key.Key_Return)
    assert next(one for one in floor.page().answers if one.code == "decides").words == "Ben"
    # Told of it, they may.
    assert view.step.submit()
    assert floor.page().row.next_step == "Bring the worksheet, signed"
    QTest.keyClick(line.words.field, Qt.Key.Key_Return)
    said = next(one for one in floor.page().answers if one.code == "decides").words
    assert said == "Ruth, alone and Ben"
    QTest.keyClick(floor.room, Qt.Key.Key_Escape)
    assert floor.room.board.current() == floor.made


def test_declining_asks_why_and_offers_a_letter_that_nobody_sent(floor: Floor) -> None:
    floor.room.open(floor.made)
    view = floor.room.opportunity
    view.decline()
    form = view.laid.form
    assert form is not None
    form.submit()
    assert form.error("reason") == "Fill in the why."
    type_in(form.entry("reason").field, "Pays late elsewhere")
    form.submit()
    assert floor.page().row.kind == "declined"
    view.beside.letter.click()
    assert floor.gone[-1].do == "letters"
    assert floor.gone[-1].about["form"] == "letters/prospect-decline"
    floor.room.back()
    floor.room.lists.choose("declined")
    assert floor.room.table.column("who") == ["Harborview Dental\nA plan"]
    floor.room.lists.choose("open")
    assert floor.room.table.rows() == []


def test_won_is_one_press_with_what_is_known(floor: Floor, desk_room: Room) -> None:
    sent = floor.desk.do(proposals.draft_proposal, floor.made)
    floor.desk.do(proposals.send_proposal, sent, 1)
    floor.room.open(floor.made)
    view = floor.room.opportunity
    view.win()
    # The lines of a proposal that waits are not lost unseen.
    said = " ".join(one.text() for one in view.laid.findChildren(Label))
    assert "Proposal PR0001 was sent and has no answer yet." in said
    form = view.laid.form
    assert form is not None
    assert form.entry("make").value() == "fee"
    form.submit()
    held = floor.page()
    assert held.row.kind == "won"
    assert held.agreement_id is not None
    view.made.facts.press("agreement")
    assert floor.gone[-1] == Place("agreements", held.agreement_id)
    # Whoever made the sale and left keeps it when somebody changes a note.
    owner = desk_room.shop.marcus
    floor.desk.do(
        opportunities.edit_opportunity, floor.made, floor.page().version, {"owner_id": owner}
    )
    with dates.frozen(NOON + timedelta(days=3)):
        marcus = floor.desk.ask(person, owner)
        assert marcus is not None
        floor.desk.do(edit_person, owner, marcus.version, {"left_on": date(2026, 3, 12)})
        view.edit()
        form = view.laid.form
        assert form is not None
        form.entry("notes").set_value("Lab moves in May")
        assert form.submit()
    assert floor.page().row.owner_id == owner
    assert floor.page().notes == "Lab moves in May"


def test_a_size_answers_itself_beside_the_number_asked_for(floor: Floor) -> None:
    client = floor.desk.ask(clients.client, floor.client)
    assert client is not None
    floor.desk.do(edit_client, floor.client, client.version, {"people_count": 9})
    floor.room.show_stages()
    form = floor.room.stages.smallest
    type_in(form.entry("smallest").field, "10")
    assert form.submit()
    floor.room.open(floor.made)
    line = floor.room.opportunity.qualify.lines["size"]
    assert line.answer.current() == "no"
    asked = "Are they at least 10 people? Counted: 9 people on the company's page."
    assert line.ask.text() == f"{asked} Answered by that."
    line.answer.choose("yes")
    assert line.ask.text() == f"{asked} Answered by hand."
    for _twice in range(2):
        line.answer.choose("")
        assert line.answer.current() == "no"


def test_a_stage_is_renamed_and_retired_into_another(floor: Floor) -> None:
    floor.room.show_stages()
    pages = floor.room.stages
    pages.table.select("target")
    pages.retire()
    form = pages.laid.form
    assert form is not None
    form.entry("into").set_value("contacted")
    form.submit()
    assert floor.page().row.stage == "contacted"
    pages.table.select("contacted")
    pages.edit(pages.table.selected())
    form = pages.laid.form
    assert form is not None
    form.entry("name").set_value("Called")
    form.submit()
    floor.room.back()
    assert floor.room.board.lanes[0].stage.name == "Called"
