"""Two windows on one server: what one does the other shows at its next beat, ten seconds later."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app import crash
from mspdesk.app.program import Program
from mspdesk.app.today import TodayView
from mspdesk.database import books
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import FOREIGN_STEPS_MS, Desk
from mspdesk.errors import Trouble
from mspdesk.tickets import actions, queries
from mspdesk.tickets.view.screen import TicketsView
from tests.bookcase import Bookcase, Furnish
from tests.pgserver import Server
from tests.sample import Sample, furnish

_COMPLETE = {"no_device": True, "coverage": "billable", "estimate_minutes": 60}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop."""
    return furnish


@pytest.fixture
def elsewhere(server_books: str) -> Iterator[Store]:
    """The same books on another computer, where Marcus works."""
    store = books.open_books(server_books, durable=False)
    yield store
    store.close()


@pytest.fixture
def here(empty_program: Program, server_books: str, elsewhere: Store, qtbot: QtBot) -> Program:
    """The window on this computer, where Dana works."""
    empty_program.begin(server_books)
    qtbot.waitUntil(lambda: empty_program.window.desk is not None, timeout=20_000)
    return empty_program


def desk_of(program: Program) -> Desk:
    """The desk of an open window."""
    assert program.window.desk is not None
    return program.window.desk


def beat(program: Program) -> None:
    """Ten seconds go by."""
    assert program._beat.isActive()
    assert program._beat.interval() == FOREIGN_STEPS_MS == 10_000
    program._beat.timeout.emit()


def test_lists_today_and_an_open_form_hear_of_the_other_window(
    here: Program, elsewhere: Store, bookcase: Bookcase, furniture: Furnish
) -> None:
    shop: Sample = bookcase.on_server(furniture).answer
    elsewhere.person_id = shop.marcus
    # Today.
    today = here.window.view()
    assert isinstance(today, TodayView)
    mine = {**_COMPLETE, "assigned_id": shop.dana}
    ticket_id = elsewhere.do(actions.open_ticket, shop.brightwater, "Scanner jams", mine)
    assert today.table.column("title") == []
    beat(here)
    assert today.table.column("title") == ["Scanner jams"]
    # A list, and a form in which something is typed.
    here.window.go(Place("tickets", ticket_id))
    tickets = here.window.view()
    assert isinstance(tickets, TicketsView)
    tickets.pane.edit("estimate")
    form = tickets.pane.editor.form
    assert form is not None
    field = form.entry("estimate").field
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "30")
    found = elsewhere.ask(queries.ticket_page, ticket_id)
    assert found is not None
    changes = {"title": "Scanner jams again", "estimate_minutes": 90}
    elsewhere.do(actions.edit_ticket, ticket_id, found.version, changes)
    beat(here)
    assert tickets.board.table.column("title") == ["Scanner jams again"]
    assert form.entry("estimate").text() == "30"
    assert here.window.status.message().startswith("Marcus Oduya changed ticket")
    assert "What you typed is kept" in here.window.status.message()
    # Saving says what the other wrote in this field, and writes over it once that was seen.
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "Marcus Oduya wrote 1.50" in form.error()
    page = elsewhere.ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert page.estimate_minutes == 90
    assert form.submit()
    page = desk_of(here).ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert (page.estimate_minutes, page.title) == (30, "Scanner jams again")
    # And back again: the other window hears of it, too.
    assert elsewhere.poll_foreign() is not None


def save(field: QWidget) -> None:
    """Press Return; what is raised reaches the window as it does where Qt itself gave the key."""
    try:
        QTest.keyClick(field, Qt.Key.Key_Return)
    except Trouble as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_a_line_that_broke_is_said_and_the_window_finds_its_way_back(
    here: Program,
    server: Server,
    server_books: str,
    bookcase: Bookcase,
    furniture: Furnish,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop: Sample = bookcase.on_server(furniture).answer
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.watch(here.window)
    mine = {**_COMPLETE, "assigned_id": shop.dana}
    ticket_id = desk_of(here).do(actions.open_ticket, shop.brightwater, "Scanner jams", mine)
    here.window.go(Place("tickets", ticket_id))
    tickets = here.window.view()
    assert isinstance(tickets, TicketsView)
    tickets.pane.edit("estimate")
    form = tickets.pane.editor.form
    assert form is not None
    field = form.entry("estimate").field
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "30")
    # The server is gone with every line to it; somebody saves, and the beat of the window goes on.
    server.shut(server_books)
    try:
        assert server.end_lines(server_books) > 0
        save(field)
        said = here.window.status.message()
        assert said == "The server of the books does not answer; nothing is lost. Try again."
        here.window.status.clear()
        beat(here)
        assert here.window.status.message() == said
    finally:
        server.shut(server_books, shut=False)
    assert (form.dirty(), form.entry("estimate").text()) == (True, "30")
    # It is back: the beat is quiet, and the same press saves.
    here.window.status.clear()
    beat(here)
    assert here.window.status.message() == ""
    QTest.keyClick(field, Qt.Key.Key_Return)
    page = desk_of(here).ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert page.estimate_minutes == 30
