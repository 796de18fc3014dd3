"""The Calls room by its keys: a script published, a list pasted, an hour of calls."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.calls.actions.dialing import open_number
from mspdesk.calls.queries import lists as listed
from mspdesk.calls.queries.calling import calls_of, stopped_numbers, was_called
from mspdesk.calls.queries.scripts import scripts
from mspdesk.calls.view.client import ClientCalls
from mspdesk.calls.view.dial import DialPage
from mspdesk.calls.view.room import CallsRoom
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.widgets import theme
from mspdesk.widgets.form import Form

from .caller import Caller


@pytest.fixture
def room(desk: Desk, qtbot: QtBot, qapp: QApplication) -> CallsRoom:
    """The room in a window of its own."""
    theme.apply(qapp, "light", 100)
    made = CallsRoom(desk)
    qtbot.addWidget(made)
    made.resize(1240, 720)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def press(where: QWidget, *keys: Qt.Key | str) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        front = QApplication.focusWidget() or where
        if isinstance(key, str):
            QTest.keyClicks(front, key)
        else:
            QTest.keyClick(front, key)


def company(dial: DialPage) -> str:
    """Whom to call now."""
    return dial.page.target.company if dial.page is not None else ""


@pytest.fixture
def dial(room: CallsRoom, desk_caller: Caller) -> Iterator[DialPage]:
    """The page for dialing, its first company in front."""
    room.show_place(Place("clients", desk_caller.list_id, "calls", {"dial": True}))
    yield room.dial
    room.dial.hide()


def test_one_key_writes_a_call_down_and_the_next_number_is_there(
    dial: DialPage, desk: Desk, desk_caller: Caller
) -> None:
    assert (company(dial), dial.number.text()) == ("Lakeside Insurance", "(218) 555-0171")
    assert dial.words.text().startswith("Good morning, this is Dana from Quillfeather IT")
    assert "Ruth Halvorsen" in dial.words.text()
    dial.write_note()
    press(dial, "call 2 of 5")  # digits stay digits where something is typed
    assert (dial.note.text(), company(dial)) == ("call 2 of 5", "Lakeside Insurance")
    press(dial, Qt.Key.Key_Escape, "2")
    assert (company(dial), dial.number.text()) == ("Iron Range Freight", "218-555-0172")
    desk.settings.single_keys = False
    press(dial, "1")
    assert company(dial) == "Iron Range Freight"
    dial.outcomes.button("no_answer").click()
    desk.settings.single_keys = True
    assert company(dial) == "Hawk Ridge Optical"
    # The words go along, and how far they came is kept with the minutes.
    press(dial, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert dial.points.selected_key() == "opening"
    assert dial.then.text().startswith("Then interest: If your server")
    press(dial, " ")
    assert dial.words.text().endswith("everybody can work again?")
    with dates.frozen(dates.now() + timedelta(seconds=130)):
        press(dial, "5")
    call = desk.ask(calls_of, desk_caller.optical)[0]
    assert (call.slot, call.minutes, call.title) == ("interest", 3, "No, thank you, interest")
    assert dial.page is None
    assert dial.done.words()[1] == "Today: 3 calls, 1 talk, 0 appointments, 0.0 %."
    rows = desk.ask(listed.targets, desk_caller.list_id)
    assert [row.last_outcome for row in rows] == ["voicemail", "no_answer", "no"]
    assert desk.ask(calls_of, desk_caller.lakeside)[0].words == "call 2 of 5"


def test_an_appointment_is_two_keys_and_what_was_done_is_taken_back(
    dial: DialPage, desk: Desk, desk_caller: Caller, qtbot: QtBot
) -> None:
    press(dial, "8")
    assert form_of(dial).values() == {"on": date(2026, 3, 13), "at": 600, "words": ""}
    press(dial, Qt.Key.Key_Return)
    assert (dial.form, company(dial)) == (None, "Iron Range Freight")
    made = target_of(desk, desk_caller.lakeside)
    assert made.client_id is not None
    assert made.state == "appointment"
    assert desk.ask(was_called, made.client_id)
    page = ClientCalls(desk)
    qtbot.addWidget(page)
    page.show_id(made.client_id)
    assert page.table.column("came") == ["Appointment"]
    press(dial, "u")
    assert company(dial) == "Lakeside Insurance"
    again = target_of(desk, desk_caller.lakeside)
    assert (again.client_id, again.state, again.tries) == (None, "waiting", 0)
    # A day is offered, and another can be typed.
    press(dial, "4")
    assert form_of(dial).values()["on"] == date(2026, 6, 11)
    assert dial.points.selected_key() == "not_now"
    form_of(dial).entry("on").set_value(date(2026, 3, 1))
    press(dial, Qt.Key.Key_Return)
    assert "from today on" in form_of(dial).error("on")
    press(dial, Qt.Key.Key_Escape)
    assert (dial.form, company(dial)) == (None, "Lakeside Insurance")
    press(dial, "4")
    form_of(dial).entry("on").set_value(date(2026, 9, 1))
    press(dial, Qt.Key.Key_Return)
    assert target_of(desk, desk_caller.lakeside).next_on == date(2026, 9, 1)
    # One is left for later, one asks never to be called, and Undo of the window brings it back.
    press(dial, "s", "0")
    assert [row.phone for row in desk.ask(stopped_numbers)] == ["218.555.0173 x4"]
    assert company(dial) == "Iron Range Freight"
    desk.undo()
    assert company(dial) == "Hawk Ridge Optical"
    assert desk.ask(stopped_numbers) == []
    press(dial, "1", Qt.Key.Key_Escape)
    assert not dial.isVisible()


def form_of(dial: DialPage) -> Form:
    """The form that asks for a day."""
    assert dial.form is not None
    return dial.form


def target_of(desk: Desk, target_id: int) -> listed.TargetRow:
    """A company of the list as it is now."""
    found = desk.ask(listed.target, target_id)
    assert found is not None
    return found


def test_a_list_is_pasted_looked_at_and_taken(
    room: CallsRoom, desk: Desk, desk_caller: Caller, qtbot: QtBot, tmp_path: Path
) -> None:
    room.open_list(desk_caller.list_id)
    room.lists.paste()
    assert room.laid.form is not None
    room.laid.form.set_values({"text": "  "})
    room.laid.form.submit()
    assert room.laid.form is not None
    text = "Company\tPhone\nBoat Works\t218-555-0190\nLakeside\t2185550171\nNobody\tnone\n"
    room.laid.form.set_values({"text": text})
    assert room.laid.form.submit()
    assert [row.wrong for row in room.bring.table.rows()] == [
        "",
        "On this list already.",
        "No phone number that can be dialed.",
    ]
    assert room.bring.take_button.words() == "Take 1 company"
    room.bring.take_button.click()
    qtbot.waitUntil(room.list_page.table.isVisible)
    assert room.list_page.table.column("company")[-1] == "Boat Works"
    # The same from a file.
    path = tmp_path / "list.csv"
    path.write_text("Business name,Telephone,First name,Last name\nA,218 555 0195,Al,Berg\n")
    room.bring.look_at(desk_caller.list_id, path)
    qtbot.waitUntil(room.bring.table.isVisible)
    assert [row.contact for row in room.bring.table.rows()] == ["Al Berg"]
    press(room, Qt.Key.Key_Escape)
    assert len(desk.ask(listed.targets, desk_caller.list_id)) == 4
    # One is typed and changed, papers are asked for, and the list is closed.
    assert room.new_here()
    form = room.laid.form
    assert form is not None
    form.set_values({"company": "Pier B", "phone": "218-555-0155"})
    assert form.submit()
    assert room.list_page.table.column("company")[-1] == "Pier B"
    chosen = room.list_page.table.selected()
    assert chosen is not None
    room.lists.edit_company(chosen)
    assert room.laid.form is not None
    room.laid.form.entry("contact").set_value("Mia Pier")
    room.laid.form.submit()
    assert room.list_page.table.column("who")[-1] == "Mia Pier"
    told: list[tuple[object, object]] = []
    desk.asked_to_print.connect(lambda paper, key, _title: told.append((paper.key, key)))
    room.print_shown()
    room.open_script(desk_caller.script)
    room.print_shown()
    assert told == [("call-sheet", desk_caller.list_id), ("script-card", desk_caller.version)]
    room.lists.edit_list()
    room.open_list(desk_caller.list_id)
    entries = dict(entry for entry in room.lists.more() if entry is not None)
    entries["Close this list"]()
    assert room.picker.headings()[-1].startswith("Closed lists")
    assert room.list_page.start_button.isHidden()


def test_a_draft_is_published_once_it_has_words_for_voicemail(
    room: CallsRoom, desk: Desk, desk_caller: Caller
) -> None:
    room.show_place(Place("clients", do="calls", about={"new_script": True}))
    assert room.laid.form is not None
    room.laid.form.set_values({"name": "At the fair"})
    assert room.laid.form.submit()
    form = room.laid.form
    assert form is not None
    assert form.box("slot_opening").help.words() == "The decision maker answers. Empty"
    form.entry("slot_opening").set_value("One. Two. Three.")
    assert form.box("slot_opening").help.words().endswith("3 sentences: cut it to one or two")
    form.submit()
    assert not room.laid.in_front()
    assert room.script_page.notice.words()[0] == "Not ready to be published"
    room.script_page.publish_button.click()
    form = room.laid.form
    assert form is not None
    assert "voicemail first" in form.error("slot_voicemail")
    form.entry("slot_voicemail").set_value("Call {fone}.")
    assert not form.submit()
    assert "Did you mean {phone}?" in form.error("slot_voicemail")
    form.entry("slot_voicemail").set_value("Call {phone}.")
    assert form.submit()
    room.script_page.publish_button.click()
    found = next(one for one in desk.ask(scripts) if one.name == "At the fair")
    assert found.published == 1
    assert room.script_page.publish_button.isHidden()
    room.script_page.version_button.click()
    assert room.script_page.page is not None
    assert room.script_page.page.number == 2
    # One that is put away can be taken up again.
    entries = dict(entry for entry in room.scripts.more() if entry is not None)
    entries["Put the script away"]()
    assert room.picker.headings()[-1].startswith("Scripts put away")
    assert "At the fair" not in [one.name for one in desk.ask(scripts)]
    room.open_script(found.id)
    assert room.script_page.version_button.isHidden()
    entries = dict(entry for entry in room.scripts.more() if entry is not None)
    entries["Take it up again"]()
    assert "At the fair" in [one.name for one in desk.ask(scripts)]
    # The one that ships is a press away, too, under a name of its own.
    room.scripts.usual()
    assert room.script_page.script is not None
    assert room.script_page.script.name == "First call: an assessment 2"


def test_what_somebody_else_dials_is_passed_by_and_said_when_opened_by_hand(
    dial: DialPage, desk: Desk, desk_caller: Caller
) -> None:
    assert not desk.do(open_number, desk_caller.lakeside, "9@elsewhere")
    assert desk.do(open_number, desk_caller.freight, "9@elsewhere")
    press(dial, "2")
    assert company(dial) == "Hawk Ridge Optical"
    dial.begin(desk_caller.list_id, desk_caller.freight)
    assert dial.taken.isVisible()
    assert dial.page is not None
    assert dial.page.taken == "Dana is dialing this one, until 3:10 pm at the latest."
    dial.begin(desk_caller.list_id)
    assert (company(dial), dial.taken.isVisible()) == ("Hawk Ridge Optical", False)
    # Whoever stops calling leaves it to the others at once.
    press(dial, Qt.Key.Key_Escape)
    assert desk.do(open_number, desk_caller.optical, "9@elsewhere")
