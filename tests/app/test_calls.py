"""An hour of calls in the real window: by keys alone, from the palette's verb to a prospect."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk.app.window import Window
from mspdesk.calls.queries.counts import funnel
from mspdesk.calls.queries.lists import targets
from mspdesk.calls.view.room import CallsRoom
from mspdesk.clients.queries import client_names
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from tests.calls.caller import COMPANIES, with_calls
from tests.sample import Sample


def press(window: QWidget, *keys: Qt.Key | str) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        front = QApplication.focusWidget() or window
        if isinstance(key, str):
            QTest.keyClicks(front, key)
        else:
            QTest.keyClick(front, key)


def test_calls_go_by_keys_and_a_talk_makes_a_prospect(
    window: Window, desk: Desk, shop: Sample
) -> None:
    desk.store.person_id = shop.dana
    _script, _version, called, *_ids = with_calls(desk.store)
    window.go(Place("clients", do="calls", about={"dial": True}))
    room: CallsRoom = window.view().room("calls")  # type: ignore[attr-defined]  # the tab's view
    dial = room.dial
    assert dial.number.text() == COMPANIES[0]["phone"]
    press(window, "2")
    assert dial.number.text() == COMPANIES[1]["phone"]
    press(window, "n")  # the window's own key for what is new here: a note while calling
    press(window, "Ask for Ole", Qt.Key.Key_Return)
    press(window, "3")
    assert dial.number.text() == COMPANIES[2]["phone"]
    press(window, "8", Qt.Key.Key_Return)
    assert dial.page is None
    assert "Hawk Ridge Optical" in desk.ask(client_names).values()
    assert desk.ask(funnel).said == "3 calls, 1 talk, 1 appointment, 33.3 %"
    press(window, "u")
    assert dial.number.text() == COMPANIES[2]["phone"]
    assert "Hawk Ridge Optical" not in desk.ask(client_names).values()
    press(window, Qt.Key.Key_Escape)
    assert not room.dialing()
    assert [row.tries for row in desk.ask(targets, called)] == [1, 1, 0]
