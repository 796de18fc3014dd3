"""The window: tabs, keys, pages over the tabs, messages, who works, closing."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from threading import enumerate as threads

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.app.crash_page import CrashPage
from mspdesk.app.help import HelpPage
from mspdesk.app.preferences import PreferencesPage
from mspdesk.app.program import Program
from mspdesk.app.window import Window
from mspdesk.app.working_as import WorkingAsPage
from mspdesk.clients import actions as clients
from mspdesk.clients import queries
from mspdesk.clients.view import ClientsView
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.people import queries as people
from mspdesk.people.actions import edit_person
from mspdesk.progress import Progress
from mspdesk.settings import MachineSettings
from mspdesk.timekeeping.actions import start_timer
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.table import Table
from tests.sample import Sample, open_ticket

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALL_TABS = [
    "Today",
    "Clients",
    "Tickets",
    "Time",
    "Checklists",
    "Agreements",
    "Org chart",
    "Billing",
    "Reports",
]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Send a key to whatever has the focus."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def type_in(words: str) -> None:
    """Type words into whatever has the focus."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, words)


def _work_as(program: Program, name: str) -> None:
    desk = program.window.desk
    assert desk is not None
    who = next(p for p in desk.ask(people.people) if p.name == name)
    program._work_as(who.id, who.name)


# Tabs.


def test_the_owner_sees_every_tab_and_today_first(window: Window) -> None:
    assert window.header.tabs.words() == ALL_TABS
    assert window.header.tabs.current_key() == "today"
    assert window.windowTitle() == "Quillfeather IT, LLC - MSPDesk"
    assert window.status.person() == "Dana Whitlock"


def test_control_and_a_figure_goes_to_a_tab(window: Window) -> None:
    for n, key in enumerate([area.key for area in window._tabs()]):
        press(Key(Key.Key_1.value + n), CONTROL)
        assert window.header.tabs.current_key() == key
        assert window.pages.currentWidget() is window.view()
    press(Key.Key_9, CONTROL)
    assert window.header.tabs.current_key() == "reports"


def test_a_technician_is_not_offered_money(program: Program, window: Window) -> None:
    window.show_tab("billing")
    _work_as(program, "Marcus Oduya")
    assert "Billing" not in window.header.tabs.words()
    # The page of a tab that is gone is gone too.
    assert window.header.tabs.current_key() == "today"
    assert window.view().accessibleName() == "Today"
    window.go(Place("billing"))
    assert window.header.tabs.current_key() == "today"


def test_somebody_else_gets_views_of_their_own(program: Program, window: Window) -> None:
    window.show_tab("clients")
    page = window.view()
    assert isinstance(page, ClientsView)
    assert "money" in page.page.tabs.keys()  # noqa: SIM118 - a method of the tabs
    _work_as(program, "Marcus Oduya")
    window.show_tab("clients")
    again = window.view()
    assert isinstance(again, ClientsView)
    assert "money" not in again.page.tabs.keys()  # noqa: SIM118 - a method of the tabs


def test_a_tab_is_taken_up_where_it_was_left(window: Window) -> None:
    window.show_tab("clients")
    view = window.view()
    window.show_tab("today")
    window.show_tab("clients")
    assert window.view() is view


def test_a_place_leads_to_its_record(window: Window, shop: Sample) -> None:
    window.go(Place("clients", shop.kestrel, do="devices"))
    page = window.view()
    assert isinstance(page, ClientsView)
    assert page.picker.selected_key() == shop.kestrel
    assert page.page.tabs.current_key() == "devices"
    assert page.page.head.title() == "Kestrel Machine & Tool"


# Keys.


def test_n_opens_a_new_ticket_and_esc_leaves(window: Window) -> None:
    press(Key.Key_N)
    assert window.header.tabs.current_key() == "tickets"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.isAncestorOf(focus)


def test_n_on_the_clients_tab_is_a_ticket_for_that_client(window: Window, shop: Sample) -> None:
    window.go(Place("clients", shop.kestrel))
    press(Key.Key_N)
    assert window.header.tabs.current_key() == "tickets"


def test_slash_goes_to_the_filter(window: Window) -> None:
    window.show_tab("reports")
    press(Key.Key_Slash)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.accessibleName() == "Find a report"


def test_slash_filters_clients(window: Window) -> None:
    window.show_tab("clients")
    press(Key.Key_Slash)
    type_in("kes")
    page = window.view()
    assert isinstance(page, ClientsView)
    assert page.picker.titles() == ["Kestrel Machine & Tool"]


def test_question_mark_lists_the_keys_and_esc_goes_back(window: Window) -> None:
    press(Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    page = window.view()
    assert isinstance(page, HelpPage)
    assert page.segments.current() == "keys"
    press(Key.Key_Escape)
    assert window.view().accessibleName() == "Today"


def test_letters_in_a_text_field_are_only_letters(window: Window) -> None:
    window.show_tab("clients")
    press(Key.Key_Slash)
    type_in("nt?/")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.text() == "nt?/"
    assert window.header.tabs.current_key() == "clients"


def test_single_letters_can_be_turned_off(window: Window, program: Program) -> None:
    program.settings.single_keys = False
    press(Key.Key_N)
    press(Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert window.header.tabs.current_key() == "today"
    assert window.view().accessibleName() == "Today"


def test_control_z_takes_back_and_the_message_says_so(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    desk.do(clients.add_client, "Northfold Printing")
    qtbot.waitUntil(lambda: window.status.message() == "Northfold Printing added")
    assert window.status.action() == "Undo"
    press(Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: window.status.message() == "Undone: Add client")
    assert "Northfold Printing" not in desk.ask(queries.client_names).values()
    press(Key.Key_Y, CONTROL)
    assert "Northfold Printing" in desk.ask(queries.client_names).values()


def test_undo_in_the_status_bar_takes_back(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.do(clients.add_client, "Northfold Printing")
    qtbot.waitUntil(lambda: window.status.action() == "Undo")
    window.status.press_action()
    assert "Northfold Printing" not in desk.ask(queries.client_names).values()


def test_control_z_in_a_field_is_the_fields(window: Window, desk: Desk) -> None:
    desk.do(clients.add_client, "Northfold Printing")
    window.show_tab("clients")
    press(Key.Key_Slash)
    type_in("kes")
    press(Key.Key_Z, CONTROL)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.text() == ""
    assert "Northfold Printing" in desk.ask(queries.client_names).values()


def test_f6_goes_to_the_next_pane(window: Window) -> None:
    window.show_tab("clients")
    before = QApplication.focusWidget()
    press(Key.Key_F6)
    assert QApplication.focusWidget() is not before


def test_t_starts_and_stops_the_timer_on_the_chosen_ticket(
    window: Window, desk: Desk, shop: Sample
) -> None:
    from mspdesk.timekeeping import queries as time

    ticket = open_ticket(desk.store, shop.kestrel, "Replace UPS battery", assigned_id=shop.dana)
    QApplication.processEvents()
    window.show_tab("today")
    table = window.view().findChild(Table)
    assert table is not None
    table.setFocus()
    table.select(ticket)
    press(Key.Key_T)
    running = desk.ask(time.running, shop.dana)
    assert running is not None
    assert running.ticket_id == ticket


# Pages over the tabs.


def test_pages_lie_over_each_other_and_close_one_by_one(window: Window, program: Program) -> None:
    program.history()
    window.show_keys()
    assert isinstance(window.view(), HelpPage)
    press(Key.Key_Escape)
    assert window.view().accessibleName() == "History of changes"
    press(Key.Key_Escape)
    assert window.view().accessibleName() == "Today"


def test_another_tab_closes_every_page(window: Window, program: Program) -> None:
    program.history()
    window.show_keys()
    press(Key.Key_2, CONTROL)
    assert isinstance(window.view(), ClientsView)
    press(Key.Key_Escape)
    assert isinstance(window.view(), ClientsView)


def test_the_same_tab_closes_the_page_over_it(window: Window, program: Program) -> None:
    program.history()
    press(Key.Key_1, CONTROL)
    assert window.view().accessibleName() == "Today"


def test_what_was_typed_in_preferences_is_there_again(window: Window, program: Program) -> None:
    program.preferences()
    page = window.view()
    assert isinstance(page, PreferencesPage)
    page.show_page("Letterhead")
    field = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == "Web site")
    field.setFocus()
    type_in("quillfeather.example")
    window.setFocus()
    press(Key.Key_Escape)
    program.preferences()
    assert window.view() is page
    assert field.text() == "quillfeather.example"


# Working as.


def test_working_as_is_chosen_from_the_status_bar(
    window: Window, desk: Desk, program: Program, shop: Sample
) -> None:
    program.choose_person()
    assert isinstance(window.view(), WorkingAsPage)
    press(Key.Key_J)
    press(Key.Key_Return)
    assert window.status.person() == "Marcus Oduya"
    assert desk.person_id == shop.marcus
    assert window.view().accessibleName() == "Today"
    assert program.settings.working_as == {desk.store.place: shop.marcus}


# Messages, jobs, closing.


def test_who_is_at_work_keeps_up_with_the_books(window: Window, desk: Desk, shop: Sample) -> None:
    (dana,) = (one for one in desk.ask(people.people) if one.id == shop.dana)
    desk.do(edit_person, dana.id, dana.version, {"name": "Dana Hale"})
    assert (desk.person_name, window.status.person()) == ("Dana Hale", "Dana Hale")
    desk.undo()
    assert window.status.person() == "Dana Whitlock"


def test_a_job_shows_its_progress_and_goes(window: Window, desk: Desk, qtbot: QtBot) -> None:
    go = Event()

    def slow(_store: Store, progress: Progress) -> None:
        progress.step(42, 100, "row 42")
        go.wait(20)

    desk.run("Importing", slow)
    qtbot.waitUntil(lambda: window.status.running() == ["Importing, row 42"])
    go.set()
    qtbot.waitUntil(lambda: window.status.running() == [])


def test_a_window_with_work_that_writes_stays_open(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    go = Event()

    def slow(_store: Store, _progress: Progress) -> None:
        go.wait(20)

    desk.run("Importing", slow)
    assert not window.close()
    assert window.isVisible()
    assert "Importing is still running" in window.status.message()
    assert window.status.action() == "Stop it"
    go.set()
    qtbot.waitUntil(lambda: desk.jobs == ())
    assert window.close()


def test_closing_lets_go_of_the_books(window: Window, desk: Desk, qtbot: QtBot) -> None:
    from mspdesk.database.books import open_books

    place = desk.store.place
    assert window.close()
    assert window.desk is None
    again = open_books(place, durable=False)
    assert not again.read_only
    again.close()


def test_books_that_are_not_there_are_told(empty_program: Program, qtbot: QtBot) -> None:
    empty_program.begin("/nowhere/shop")
    window = empty_program.window
    qtbot.waitUntil(lambda: bool(window.status.message()), timeout=20_000)
    assert window.view().accessibleName() == "Welcome"
    assert window.desk is None


def _opening_threads() -> list[Thread]:
    return [one for one in threads() if one.name == "open books"]


@pytest.mark.parametrize("gone", [False, True])
def test_a_window_closed_while_books_open_is_told_nothing_and_lets_them_go(
    qapp: QApplication, qtbot: QtBot, clock: datetime, shop: Sample, books_file: Path, gone: bool
) -> None:
    window = Window(AREAS, MachineSettings())
    program = Program(window, window._settings)
    window.show()
    closed = Event()
    opened: list[Store] = []

    def make(progress: Progress) -> Store:
        assert closed.wait(20)
        assert progress.stopping
        opened.append(open_books(str(books_file), durable=False))
        return opened[0]

    program.open(str(books_file), make)
    (thread,) = _opening_threads()
    assert window.close()
    if gone:
        shiboken6.delete(window)
    closed.set()
    # Whoever quits waits for it: a thread that is cut off would leave its mark in the books.
    assert not thread.daemon
    thread.join(20)
    assert not thread.is_alive()
    qapp.processEvents()
    if not gone:
        assert window.desk is None
    assert len(opened) == 1
    again = open_books(str(books_file), durable=False)
    assert not again.read_only
    again.close()


def test_books_that_open_as_the_window_is_closed_are_let_go(
    qtbot: QtBot, empty_program: Program, shop: Sample, books_file: Path
) -> None:
    empty_program.open(str(books_file))
    (thread,) = _opening_threads()
    # They are there, and nobody has looked yet.
    thread.join(20)
    assert empty_program.window.close()
    again = open_books(str(books_file), durable=False)
    assert not again.read_only
    again.close()


def test_facts_follow_the_view(window: Window) -> None:
    assert window.status.facts()[0] == "Today"
    window.show_tab("reports")
    assert window.status.facts()


def test_a_crash_is_said_in_words_without_the_shops_facts(
    window: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import sys

    from mspdesk.app import crash

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.watch(window)
    nothing: dict[str, int] = {}
    try:
        nothing["Brightwater Veterinary"]
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert window.status.message() == "MSPDesk made a mistake. Nothing was saved."
    assert window.status.action() == "See what was saved"
    window.status.press_action()
    page = window.view()
    assert isinstance(page, CrashPage)
    button = next(one for one in page.findChildren(Button) if one.words() == "Copy details")
    button.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("KeyError")
    assert "test_window.py" in copied
    assert "Brightwater" not in copied
    assert "Brightwater" not in caplog.text


def test_every_control_in_every_tab_has_a_name(window: Window) -> None:
    for key in window.header.tabs.keys():  # noqa: SIM118 - a method of the tabs
        window.show_tab(key)
        QApplication.processEvents()
        nameless = [
            f"{key}: {type(part).__name__}"
            for part in window.view().findChildren(QWidget)
            if part.isVisible()
            and part.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not part.accessibleName()
            and part.focusProxy() is None
        ]
        assert nameless == []


def _as_somebody_else(place: str) -> None:
    """Leave the note of another computer that writes these books."""
    facts = {"host": "ANNA-PC", "user": "anna", "pid": 1, "since": "2026-03-11T09:00:00"}
    Path(place).with_name("books.writer").write_text(json.dumps(facts), encoding="utf-8")


def _reads_only(window: Window) -> bool:
    return window.desk is not None and window.desk.store.read_only


def test_who_writes_is_named_and_taking_over_is_asked_twice(
    empty_program: Program, books_file: Path, shop: Sample, qtbot: QtBot
) -> None:
    _as_somebody_else(str(books_file))
    window, status = empty_program.window, empty_program.window.status
    empty_program.begin(str(books_file))
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert _reads_only(window)
    assert status.message() == "anna on ANNA-PC is writing these books; you can read them."
    assert status.action() == "Write here instead"
    status.press_action()
    assert status.message() == "Is MSPDesk closed on ANNA-PC? Two who write at once lose work."
    assert _reads_only(window)
    assert status.action() == "It is closed, write here"
    status.press_action()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert not _reads_only(window)
    assert status.message() == ""


def test_a_notice_about_the_place_of_the_books_is_put_away_for_good(
    empty_program: Program, books_file: Path, shop: Sample, qtbot: QtBot
) -> None:
    synced = books_file.parent / "Dropbox" / "shop"
    synced.mkdir(parents=True)
    shutil.copy(books_file, synced / "books.db")
    window, status = empty_program.window, empty_program.window.status
    empty_program.begin(str(synced))
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert "folder that is kept by Dropbox" in status.message()
    status.press_action()
    assert status.message() == ""
    window.unseat()
    empty_program.begin(str(synced))
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert status.message() == ""


@pytest.mark.parametrize("scale", [100, 130])
@pytest.mark.parametrize("width", [1280, 1440])
def test_no_tab_is_lost_whatever_the_size_of_text(
    program: Program, shop: Sample, qapp: QApplication, scale: int, width: int
) -> None:
    window = program.window
    assert window.desk is not None
    ticket = open_ticket(window.desk.store, shop.kestrel, "Printer will not print")
    window.desk.do(start_timer, ticket)
    theme.apply(qapp, "light", scale)
    try:
        window.resize(width, 720)
        QApplication.processEvents()
        tabs, search = window.header.tabs, window.header.search
        last = tabs.tabRect(tabs.count() - 1)
        assert last.right() <= tabs.width()
        assert tabs.x() + tabs.width() <= search.x()
        assert search.x() + search.width() <= window.header.gear.x()
    finally:
        theme.apply(qapp, "light", 100)
