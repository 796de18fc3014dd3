"""The worksheet on a prospect's page, by keys: answered, printed, read back, decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.sales.printables.worksheet import FIELDS, filled_document
from mspdesk.sales.queries import worksheet as queries
from mspdesk.sales.rules.worksheet import Answer, State
from mspdesk.sales.view.answers import AnswerEntry
from mspdesk.sales.view.worksheet import WorksheetPart
from mspdesk.widgets import dialogs, theme
from mspdesk.widgets.form import Form

from .conftest import Room
from .viewer import fill


@pytest.fixture
def desk(sqlite_store: Store, desk_room: Room, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_room.shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def part(desk: Desk, desk_room: Room, qtbot: QtBot) -> Iterator[WorksheetPart]:
    """The worksheet of the prospect inside the Clients tab, which stays as long as it."""
    view = ClientsView(desk)
    qtbot.addWidget(view)
    view.resize(1440, 820)
    view.show()
    qtbot.waitExposed(view)
    view.show_place(Place("clients", desk_room.harborview, "worksheet"))
    found: WorksheetPart = view.findChildren(WorksheetPart)[0]
    yield found
    view.hide()


def answer(form: Form, name: str) -> AnswerEntry:
    """The field of one question."""
    found = form.entry(name)
    assert isinstance(found, AnswerEntry)
    return found


def _press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def test_answers_typed_are_kept_and_counted(part: WorksheetPart, desk: Desk, room_id: int) -> None:
    part.begin()
    sheet = part.sheet
    first = sheet.first.entry("q1")
    QTest.keyClicks(first.field, "Prairie Fiber")
    QTest.keyClick(answer(sheet.first, "q2").unknown.box, Qt.Key.Key_Space)
    QTest.keyClick(first.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    held = desk.ask(queries.worksheet_of, room_id)
    assert held is not None
    assert held.answers == {1: Answer(State.KNOWN, "Prairie Fiber"), 2: Answer(State.UNKNOWN)}
    assert sheet.bar.note() == "1 of 15 known"
    assert not sheet.first.dirty()


def test_words_beside_a_tick_are_said_beside_the_question(part: WorksheetPart) -> None:
    part.begin()
    entry = answer(part.sheet.second, "q14")
    QTest.keyClicks(entry.field, "On all")
    _press(entry.none.box, Qt.Key.Key_Space)
    assert not part.sheet.save()
    assert part.sheet.second.error("q14") == "Take away the words, or the tick beside them."
    assert entry.note.text() == "On all"


def test_only_one_of_the_two_boxes_can_be_ticked(part: WorksheetPart) -> None:
    part.begin()
    entry = answer(part.sheet.first, "q3")
    _press(entry.unknown.box, Qt.Key.Key_Space)
    _press(entry.none.box, Qt.Key.Key_Space)
    assert entry.value() == Answer(State.NONE)


def test_a_filled_pdf_is_looked_over_before_it_is_kept(
    part: WorksheetPart, desk: Desk, room_id: int, tmp_path: Path, qtbot: QtBot
) -> None:
    part.begin()
    QTest.keyClicks(part.sheet.first.entry("q1").field, "Somebody")
    assert part.sheet.save()
    sent = render(FIELDS, desk.ask(filled_document, room_id), Paper.LETTER)
    file = tmp_path / "Harborview.pdf"
    file.write_bytes(fill(sent, {"q1": "Prairie Fiber", "notes": "Moves in June"}, ("q8_1",)))
    with dialogs.answer_files(lambda _title, _start: file):
        part.sheet.read_filled()
    qtbot.waitUntil(part.sheet.found.isVisible)
    name, words = part.sheet.found.words()
    assert name == "Harborview.pdf"
    assert words.splitlines() == [
        "2 of 15 questions are answered, 1 of them with “we do not know”.",
        "1 Internet provider: “Somebody” becomes “Prairie Fiber”.",
    ]
    held = desk.ask(queries.worksheet_of, room_id)
    assert held is not None
    assert held.answers == {1: Answer(State.KNOWN, "Somebody")}
    _press(part.sheet.found.accept, Qt.Key.Key_Space)
    assert part.sheet.save()
    held = desk.ask(queries.worksheet_of, room_id)
    assert held is not None
    assert held.answers == {1: Answer(State.KNOWN, "Prairie Fiber"), 8: Answer(State.UNKNOWN)}
    assert held.notes == "Moves in June"


def test_a_decision_is_shown_with_who_and_why(
    part: WorksheetPart, desk: Desk, room_id: int
) -> None:
    part.begin()
    rail = part.sheet.rail
    rail.form.entry("decision").set_value("educate")
    assert not rail.form.submit()
    assert rail.form.error("reason") == "Fill in the why."
    QTest.keyClicks(rail.form.entry("reason").field, "Willing, but knows little.")
    assert rail.form.submit()
    assert not rail.form.isVisible()
    held = desk.ask(queries.worksheet_of, room_id)
    assert held is not None
    assert (held.decision, held.reason) == ("educate", "Willing, but knows little.")


@pytest.fixture
def room_id(desk_room: Room) -> int:
    """The prospect."""
    return desk_room.harborview
