"""The log and the calls beside a ticket, by keys alone; the quiet offer, and its answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.logs import actions, queries
from mspdesk.logs.view import CallsOfTicket, LogOfTicket
from mspdesk.tickets.actions import open_ticket
from mspdesk.tickets.view import TicketsView
from mspdesk.timekeeping.actions import start_timer
from mspdesk.timekeeping.view.stuck import LogOffer
from mspdesk.vendors import actions as vendors
from mspdesk.widgets import theme
from mspdesk.widgets.entry import Found
from mspdesk.widgets.form import Form
from tests.sample import Sample

BEGIN = datetime(2026, 3, 11, 9, 0)


@pytest.fixture
def desk(sqlite_store: Store, desk_shop: Sample, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, the owner at work, one ticket open."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    sqlite_store.do(open_ticket, desk_shop.kestrel, "Spindle PC will not boot", {"device_id": None})
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> TicketsView:
    """The Tickets tab, shown, with the keyboard in its list."""
    made = TicketsView(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    qtbot.waitExposed(made)
    made.board.focus_list()
    return made


def _focus() -> QWidget:
    """The widget with the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _press(view: TicketsView, letter: str) -> None:
    QTest.keyClicks(view.board.table, letter)


def test_l_begins_a_log_and_its_first_try_by_keys(view: TicketsView, desk: Desk) -> None:
    ticket = view.selected_ticket()
    assert ticket is not None
    assert not view.pane.modes.tabs.isVisible()
    _press(view, "l")
    part = view.findChildren(LogOfTicket)[0]
    assert part.form.entry("problem").value() == "Spindle PC will not boot"
    QTest.keyClick(_focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    log = desk.ask(queries.open_log, ticket)
    assert log is not None
    QTest.keyClicks(_focus(), "Swapped the power cable")
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    assert [one.tried for one in desk.ask(queries.log_page, log).rows] == [
        "Swapped the power cable"
    ]
    assert view.pane.modes.tabs.isVisible()
    assert "TSR log" in view.pane.modes.tabs.words()
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    assert part.log.table.hasFocus()
    QTest.keyClick(part.log.table, Qt.Key.Key_Escape)
    assert view.pane.modes.current() == "ticket"


def test_v_writes_a_call_down_and_warns_who_is_not_listed(
    view: TicketsView, desk: Desk, desk_shop: Sample
) -> None:
    maker = desk.do(vendors.add_vendor, {"name": "PetChart Support", "kind": "cloud"})
    desk.do(vendors.allow_person, maker, desk_shop.marcus)
    _press(view, "v")
    part = view.findChildren(CallsOfTicket)[0]
    form = part.findChildren(Form)[0]
    form.set_values({"who": Found(("vendor", maker), "PetChart Support")})
    assert form.box("who").help.words() == "Only Marcus Oduya may speak for us there."
    form.submit()
    (row,) = part.table.rows()
    assert (row.vendor, row.ticket_id) == ("PetChart Support", view.selected_ticket())
    assert row.tsr_log_id == desk.ask(queries.open_log, row.ticket_id or 0)


def test_the_offer_comes_quietly_and_goes_for_good(view: TicketsView, desk: Desk) -> None:
    ticket = view.selected_ticket()
    assert ticket is not None
    offer = view.findChildren(LogOffer)[0]
    with dates.frozen(BEGIN):
        desk.do(start_timer, ticket)
    assert not offer.begin.isVisible()
    with dates.frozen(BEGIN + timedelta(minutes=30)):
        view.show_place(Place("tickets", ticket))
        assert offer.begin.isVisible()
        QTest.keyClick(offer.never, Qt.Key.Key_Return)
        assert not offer.begin.isVisible()
        desk.attempt(actions.note_progress, ticket)
    with dates.frozen(BEGIN + timedelta(hours=3)):
        view.show_place(Place("tickets", ticket))
        assert not offer.begin.isVisible()
