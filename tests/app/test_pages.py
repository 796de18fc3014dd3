"""History, reports, the palette, Today and the preview of paper, in the real window."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app import reporting
from mspdesk.app.history import HistoryPage
from mspdesk.app.papers import PaperPage
from mspdesk.app.program import Program
from mspdesk.app.reports import ReportsView
from mspdesk.app.today import TodayView
from mspdesk.app.window import Window
from mspdesk.billing import actions as billing
from mspdesk.clients import actions as clients
from mspdesk.clients import queries as client_queries
from mspdesk.clients.view import ClientsView
from mspdesk.desk.area import Period, Place, TodayList, TodayRow
from mspdesk.desk.desk import Desk
from mspdesk.desk.periods import preset_period
from mspdesk.money import Currency
from mspdesk.people import actions as people
from mspdesk.people import queries as people_queries
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as time
from mspdesk.widgets import dialogs, theme
from mspdesk.widgets.buttons import Button, LinkButton
from mspdesk.widgets.palette import CommandPalette
from tests.printing.pdftext import text_of
from tests.sample import Sample, open_ticket

Key = Qt.Key


def _words(widget: QWidget) -> str:
    """All words of the labels that can be seen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _press(page: QWidget, words: str) -> None:
    next(b for b in page.findChildren(Button) if b.words() == words and b.isVisible()).click()


# The palette.


@pytest.fixture
def palette(window: Window) -> Callable[[str], CommandPalette]:
    """Opens the palette by its key and types."""

    def opened(words: str) -> CommandPalette:
        QTest.keyClick(window, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        found = window.findChildren(CommandPalette)[-1]
        QTest.keyClicks(found.line, words)
        found._ask()
        return found

    return opened


def test_three_letters_of_a_client_and_what_can_be_done_for_it(
    window: Window, palette: Callable[[str], CommandPalette], shop: Sample
) -> None:
    found = palette("bri")
    assert found.groups()[0] == "Clients"
    assert found.groups()[-1] == "Do"
    assert found.items()[0] == "Brightwater Veterinary"
    assert "Note a talk with Brightwater Veterinary" in found.items()
    assert found.picked() == "Brightwater Veterinary"
    QTest.keyClick(found.line, Key.Key_Return)
    page = window.view()
    assert isinstance(page, ClientsView)
    assert page.picker.selected_key() == shop.brightwater


def test_whom_and_what_for_are_typed_one_after_the_other(
    palette: Callable[[str], CommandPalette],
) -> None:
    assert palette("bri pay").items() == ["Record a payment from Brightwater Veterinary"]
    every = palette("bri").items()
    first = every.index("New ticket for Brightwater Veterinary")
    assert first < every.index("Record a payment from Brightwater Veterinary")
    assert first < every.index("New agreement with Brightwater Veterinary")
    assert "Write down notice of Brightwater Veterinary" in every
    assert palette("new client").picked() == "New client"


def test_a_contact_and_a_device_are_found(palette: Callable[[str], CommandPalette]) -> None:
    assert palette("varga").groups()[0] == "Contacts"
    assert "BWV-SRV1" in palette("srv1").items()


def test_a_phone_number_is_found_whatever_the_spacing(
    palette: Callable[[str], CommandPalette],
) -> None:
    assert palette("5550142").items()[0] == "Ines Varga"
    assert palette("(815) 555-0120").items()[0] == "Kestrel Machine & Tool"


def test_a_number_sign_asks_for_tickets_only(
    desk: Desk, shop: Sample, palette: Callable[[str], CommandPalette]
) -> None:
    open_ticket(desk.store, shop.kestrel, "Replace UPS battery")
    found = palette("#1")
    assert found.items()[0] == "#1 Replace UPS battery"
    assert "Clients" not in found.groups()


def test_a_greater_sign_asks_for_commands_only(palette: Callable[[str], CommandPalette]) -> None:
    every = palette(">")
    assert every.groups() == ["Do"]
    assert {"Preferences", "History of changes", "Back up now", "New client"} <= set(every.items())
    assert palette(">hist").items() == ["History of changes"]


def test_commands_follow_the_permits(
    program: Program, shop: Sample, palette: Callable[[str], CommandPalette]
) -> None:
    program._work_as(shop.marcus, "Marcus Oduya")
    assert "New client" not in palette(">").items()


@pytest.mark.parametrize(("role", "may"), [("office_manager", True), ("admin", False)])
def test_whole_files_are_for_the_owner_and_the_office_manager(
    window: Window,
    program: Program,
    desk: Desk,
    shop: Sample,
    palette: Callable[[str], CommandPalette],
    role: str,
    may: bool,
) -> None:
    words = "Import from files"
    in_menu = [entry[0] for entry in window.menu() if entry]
    assert words in in_menu
    assert words in palette(">").items()
    asked = next(entry[1] for entry in window.menu() if entry and entry[0] == words)
    desk.do(people.give_access, shop.marcus, (role,))
    program._work_as(shop.marcus, "Marcus Oduya")
    theirs = {words, "Copies of your data", "Move these books"}
    assert [entry[0] for entry in window.menu() if entry] == [
        entry for entry in in_menu if may or entry not in theirs
    ]
    assert (words in palette(">").items()) is may
    asked()
    assert (window.view().accessibleName() == words) is may


def test_esc_gives_the_keyboard_back(
    window: Window, palette: Callable[[str], CommandPalette]
) -> None:
    before = QApplication.focusWidget()
    found = palette("zzzz")
    assert found.items() == []
    QTest.keyClick(found.line, Key.Key_Escape)
    assert QApplication.focusWidget() is before


# History.


def test_history_takes_back_one_old_step(
    program: Program, desk: Desk, window: Window, qtbot: QtBot
) -> None:
    desk.do(clients.add_client, "Northfold Printing")
    desk.do(clients.add_client, "Granite Bay Surveyors")
    program.history()
    page = window.view()
    assert isinstance(page, HistoryPage)
    assert page._table.column("words")[:2] == [
        "Granite Bay Surveyors added",
        "Northfold Printing added",
    ]
    assert page._table.column("who")[0] == "Dana Whitlock"
    page._table.select(page._rows[1].id)
    assert page._undo.isEnabled()
    page._undo.click()
    qtbot.waitUntil(lambda: window.status.message() == "Undone: Add client")
    names = desk.ask(client_queries.client_names).values()
    assert "Northfold Printing" not in names
    assert "Granite Bay Surveyors" in names
    assert not page._undo.isEnabled()
    assert page._table.column("state")[2] == "undone"


def test_a_step_others_stand_on_says_why_it_stays(
    program: Program, desk: Desk, window: Window, qtbot: QtBot
) -> None:
    made = desk.do(clients.add_client, "Northfold Printing")
    desk.do(clients.add_contact, made, {"first_name": "Ada"})
    program.history()
    page = window.view()
    assert isinstance(page, HistoryPage)
    page._table.select(page._rows[1].id)
    page._undo.click()
    qtbot.waitUntil(lambda: bool(window.status.message()))
    assert "Northfold Printing" in desk.ask(client_queries.client_names).values()


# Today.


def test_today_without_work_says_what_this_is_for(window: Window) -> None:
    page = window.view()
    assert isinstance(page, TodayView)
    assert "Wednesday, March 11" in _words(page)
    assert "0 tickets to work on" in _words(page)
    assert page.nothing.isVisible()
    assert not page.table.isVisible()


def test_today_shows_tickets_in_priority_order_and_opens_one(
    window: Window, desk: Desk, shop: Sample
) -> None:
    low = open_ticket(desk.store, shop.kestrel, "Tidy cabling", priority=4)
    high = open_ticket(desk.store, shop.brightwater, "VPN drops", priority=2)
    QApplication.processEvents()
    page = window.view()
    assert isinstance(page, TodayView)
    assert page.table.column("title") == ["VPN drops", "Tidy cabling"]
    assert "2 tickets to work on, 2.00 hours" in _words(page)
    page.table.setFocus()
    page.table.select(low)
    QTest.keyClick(page.table, Key.Key_Return)
    assert window.header.tabs.current_key() == "tickets"
    assert high != low


def test_due_leaves_out_what_the_middle_of_today_shows(
    window: Window, desk: Desk, shop: Sample
) -> None:
    seen = open_ticket(desk.store, shop.kestrel, "Backup failed", priority=2)
    waits = open_ticket(desk.store, shop.oldmill, "Press will not print", priority=2)
    desk.do(tickets.assign, seen, None, shop.dana)
    desk.do(tickets.hold, waits, None, "Part is ordered", date(2026, 3, 20))
    QApplication.processEvents()
    page = window.view()
    assert isinstance(page, TodayView)
    assert page.table.column("title") == ["Backup failed"]
    due = _words(page.due)
    assert "Critical and high" in due
    assert "Press will not print" in due
    assert "Backup failed" not in due


def test_due_says_how_many_rows_it_leaves_out_and_quiet_lists_in_one_line(
    window: Window, desk: Desk
) -> None:
    page = window.view()
    assert isinstance(page, TodayView)
    went: list[Place] = []
    desk.asked_to_go.connect(went.append)

    def rows(count: int) -> list[TodayRow]:
        return [TodayRow(f"Row {n}", "", "Do", Place("nowhere", n)) for n in range(count)]

    whole = Place("nowhere", do="all")
    page.due.show_lists(
        [
            (TodayList("Turn", rows, 0, quiet=True), rows(1)),
            (TodayList("Few", rows, 1), rows(3)),
            (TodayList("Many", rows, 2), [*rows(9)][3:]),
            (TodayList("Led", rows, 3, whole=whole), [*rows(13)][9:]),
            (TodayList("Quiet", rows, 4, whole=whole, quiet=True), [*rows(15)][13:]),
            (TodayList("Alone", rows, 5, whole=whole, quiet=True), [*rows(16)][15:]),
            (TodayList("Rare", rows, 6, quiet=True), [*rows(18)][16:]),
        ],
        (),
    )
    QApplication.processEvents()
    said = [label.text() for label in page.due.findChildren(QLabel)]
    listed = [
        *("Row 1", "Row 2"),
        *("Row 3", "Row 4", "Row 5", "and 3 more"),
        *("Row 9", "Row 10", "Row 11"),
    ]
    shown = [words for words in said if words.startswith(("Row", "and"))]
    assert shown == ["Row 0", *listed]
    links = {link.accessibleName(): link for link in page.due.findChildren(LinkButton)}
    for name in ("Do: Turn, Row 0", "Led: and 1 more", "Look: Quiet", "Do: Alone"):
        links[name].click()
    assert went == [Place("nowhere", 0), whole, whole, Place("nowhere", 15)]
    for seen in (True, False):
        links["Show: Rare"].click()
        rest = [one for one in page.due.findChildren(QLabel) if one.text() == "Row 17"]
        assert [one.isVisibleTo(page.due) for one in rest] == [seen]


def test_today_lists_a_talk_that_is_due_and_the_hats(
    window: Window, desk: Desk, shop: Sample
) -> None:
    desk.do(clients.add_talk, shop.kestrel, date(2026, 3, 1), "Budget", date(2026, 3, 12))
    QApplication.processEvents()
    said = _words(window.view())
    assert "Talks to come" in said
    desk.do(clients.add_talk, shop.kestrel, date(2026, 3, 2), "Budget", date(2026, 3, 11))
    QApplication.processEvents()
    said = _words(window.view())
    assert "Clients to talk to" in said
    assert "Talk on Mar 11" in said
    assert "7, of which 6 unfilled" in said


def test_the_note_beside_the_date_is_never_cut(
    window: Window, desk: Desk, shop: Sample, qapp: QApplication
) -> None:
    page = window.view()
    assert isinstance(page, TodayView)
    open_ticket(desk.store, shop.kestrel, "Tidy cabling", priority=4)
    for scale, words in ((100, "1 ticket to work on, 1.00 hours"), (130, "")):
        theme.apply(qapp, "light", scale)
        QApplication.processEvents()
        window.resize(1439 + scale // 130, 900)
        QApplication.processEvents()
        assert page._note.text() == words
        assert page._note.shown() == words
    assert page.tickets.subtitle() == "1 ticket, 1.00 h"
    theme.apply(qapp, "light", 100)


def test_today_says_who_is_on_leave(window: Window, desk: Desk, shop: Sample) -> None:
    page = window.view()
    assert isinstance(page, TodayView)
    assert page.where.subtitle() == "logged and planned"
    desk.do(people.enter_leave, shop.marcus, date(2026, 3, 11), 240, "Dentist")
    QApplication.processEvents()
    assert page.where.subtitle() == "logged and planned, on leave: Marcus"


def test_mine_shows_only_what_is_mine_or_free(window: Window, desk: Desk, shop: Sample) -> None:
    open_ticket(desk.store, shop.kestrel, "Marcus's own", assigned_id=shop.marcus)
    open_ticket(desk.store, shop.kestrel, "Dana's own", assigned_id=shop.dana)
    QApplication.processEvents()
    page = window.view()
    assert isinstance(page, TodayView)
    page.whose.choose("mine")
    assert page.table.column("title") == ["Dana's own"]


# Reports.


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("this_month", date(2026, 3, 1), date(2026, 3, 31)),
        ("last_month", date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", date(2025, 12, 12), date(2026, 3, 11)),
        ("this_year", date(2026, 1, 1), date(2026, 12, 31)),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
        ("twelve", date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_named_periods(key: str, first: date, last: date) -> None:
    assert preset_period(key, date(2026, 3, 11)) == Period(first, last)


@pytest.fixture
def reports(window: Window, desk: Desk, shop: Sample) -> ReportsView:
    """The Reports tab over a shop where some time was worked."""
    ticket = open_ticket(desk.store, shop.kestrel, "Replace UPS battery")
    note = "Replaced the battery and tested it"
    desk.do(time.log_time, ticket, date(2026, 3, 10), "9:00-10:30", note)
    desk.do(time.log_time, ticket, date(2026, 2, 10), "9:00-9:45", note)
    window.show_tab("reports")
    page = window.view()
    assert isinstance(page, ReportsView)
    return page


def _show(reports: ReportsView, key: str) -> None:
    reports.show_place(Place("reports", about={"report": key}))


def test_the_headings_stand_in_their_order(reports: ReportsView) -> None:
    assert reports.picker.headings()[:4] == ["Day", "Week", "Month", "Renewal"]


def test_every_report_opens_exports_and_prints_or_says_nothing_to_show(
    reports: ReportsView,
) -> None:
    for key in reports.picker.keys():  # noqa: SIM118 - a method of the picker
        reports.picker.select(key)
        QApplication.processEvents()
        page = reports.shown()
        assert page._report is not None
        assert page._report.key == key
        # A report with a page of its own shows more than a list.
        assert page is not reports.page or page._document is not None


def test_a_report_is_narrowed_by_period_and_client(reports: ReportsView, shop: Sample) -> None:
    _show(reports, "time-by-client")
    page = reports.page
    page._first.set_value(date(2026, 2, 1))
    page._last.set_value(date(2026, 2, 28))
    page.reload()
    assert page._document is not None
    assert page._document.words == "Feb 1, 2026 to Feb 28, 2026"
    table = page._table
    assert table is not None
    assert "0.75" in "\t".join(table.column(c.key)[0] for c in table.grid.columns)


def test_ten_years_are_asked_behind_the_window_and_can_be_stopped(
    reports: ReportsView, desk: Desk, qtbot: QtBot
) -> None:
    _show(reports, "time-by-client")
    page = reports.page
    gate = threading.Event()
    desk.look(gate.wait)
    page._first.set_value(date(2016, 3, 1))
    page.reload()
    assert [job.title for job in desk.jobs] == ["Putting together Time by client"]
    assert "putting it together" in _words(reports)
    gate.set()
    qtbot.waitUntil(lambda: "1 row, Mar 1, 2016 to" in _words(reports))
    first = page._document

    # Asked once more because something changed, the answer before stays until the new one comes.
    gate.clear()
    desk.look(gate.wait)
    page.reload()
    assert page._document is first
    page._first.set_value(date(2017, 3, 1))
    page.reload()
    desk.jobs[-1].stop()
    gate.set()
    qtbot.waitUntil(lambda: "stopped" in _words(reports))
    assert desk.jobs == ()
    page._first.set_value(date(2026, 3, 1))
    page.reload()
    assert "1 row, Mar 1, 2026 to" in _words(reports)


def test_a_period_that_ends_before_it_begins_is_said(reports: ReportsView) -> None:
    _show(reports, "revenue")
    page = reports.page
    page._first.set_value(date(2026, 3, 1))
    page._last.set_value(date(2026, 2, 1))
    page.reload()
    assert "The last day must not be before the first" in _words(reports)


def test_a_report_becomes_a_workbook_with_real_numbers(
    reports: ReportsView, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    _show(reports, "missing-time")
    file = tmp_path / "missing.xlsx"
    with dialogs.answer_files(lambda _title, _path: file):
        _press(reports, "Export")
    qtbot.waitUntil(lambda: "Exported to missing.xlsx" in window.status.message(), timeout=20_000)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    kinds = {type(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row}
    assert float in kinds or int in kinds


def test_a_report_is_printed_as_it_is_shown(
    reports: ReportsView, window: Window, qtbot: QtBot
) -> None:
    _show(reports, "missing-time")
    QTest.keyClick(window.view(), Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.view(), PaperPage), timeout=20_000)
    page = window.view()
    assert isinstance(page, PaperPage)
    words = text_of(page._pdf)
    assert "Missing time yesterday" in words
    assert "Mar 10, 2026" in words
    assert "Marcus Oduya" in words


# Paper.


def test_a_fact_sheet_is_shown_saved_and_left(
    window: Window, shop: Sample, tmp_path: Path, qtbot: QtBot
) -> None:
    window.go(Place("clients", shop.brightwater))
    QTest.keyClick(window.view(), Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.view(), PaperPage), timeout=20_000)
    page = window.view()
    assert isinstance(page, PaperPage)
    assert page.preview.page_count() == 1
    words = text_of(page._pdf)
    for fact in ("Brightwater Veterinary", "Ines Varga", "507 555-0142", "$165.00 an hour"):
        assert fact in words
    file = tmp_path / "facts.pdf"
    with dialogs.answer_files(lambda _title, _path: file):
        page._save(page._pdf)
    assert file.read_bytes().startswith(b"%PDF")
    assert "Saved facts.pdf" in window.status.message()
    QTest.keyClick(page, Key.Key_Escape)
    assert isinstance(window.view(), ClientsView)


def test_hats_of_somebody_else_are_not_mine(window: Window, desk: Desk, shop: Sample) -> None:
    role = next(r for r in desk.ask(people_queries.roles) if r.code == "technician")
    desk.do(people.wear, role.id, shop.marcus)
    QApplication.processEvents()
    assert "6, of which 5 unfilled" in _words(window.view())


def test_a_clients_money_is_shown_after_an_invoice(
    window: Window, desk: Desk, shop: Sample
) -> None:
    draft = desk.do(billing.new_draft, shop.kestrel)
    desk.do(billing.add_line, draft, "time", "Work", 10_000, 33_000)
    window.go(Place("clients", shop.kestrel, do="money"))
    page = window.view()
    assert isinstance(page, ClientsView)
    assert page.page.tabs.current_key() == "money"


def test_a_report_says_its_figures_and_draws_its_weeks(
    reports: ReportsView, desk: Desk, shop: Sample
) -> None:
    page = reports.page
    _show(reports, "backlog")
    assert page.figures.figures()["Backlog"] == "1.00 h"
    assert page.figures.figures()["Left to do"] == "0.00 h"
    assert page.figures.figures()["At this pace"] == "5.3 weeks"
    assert page.above.cards[0].drawing.story().endswith("opened 1, closed 0")
    assert page.beside.cards == []
    _show(reports, "time-by-month")
    assert page.figures.figures()["All hours"] == "2.25 h"
    drawn = page.beside.cards[0].drawing.story()
    assert drawn == "Feb 2026: all 0.75 h, billable 0.75 h. Mar 2026: all 1.50 h, billable 1.50 h"
    assert page.above.cards == []
    _show(reports, "running-timers")
    assert page.figures.figures() == {}
    assert not page.figures.isVisible()


def test_figures_step_back_in_a_narrow_window(reports: ReportsView, window: Window) -> None:
    _show(reports, "time-by-month")
    window.resize(1440, 900)
    QApplication.processEvents()
    assert reports.page.figures.isVisible()
    window.resize(1280, 720)
    QApplication.processEvents()
    assert not reports.page.figures.isVisible()
    assert reports.page.beside.isVisible()


def test_reports_of_money_are_in_the_shop_s_currency(
    reports: ReportsView, desk: Desk, shop: Sample
) -> None:
    made = desk.do(billing.new_draft, shop.kestrel)
    desk.do(billing.add_line, made, "plan", "Gold plan", 10_000, 148_500)
    desk.do(billing.mark_ready, made)
    desk.do(billing.issue, [made])
    _show(reports, "revenue")
    table = reports.page._table
    assert table is not None
    assert table.column("2") == ["$1,485.00"]
    euros = reporting.reports(desk.areas, Currency("EUR"))
    column = next(one for one in euros if one.key == "revenue").columns[2]
    assert reporting.read(column.kind, 148_500) == "€1,485.00"


def test_an_empty_report_says_so_without_a_sum(reports: ReportsView) -> None:
    _show(reports, "deposits")
    table = reports.page._table
    assert table is not None
    assert table.groups() == []
    assert table.rows() == []


def test_a_list_of_few_short_columns_is_not_torn_apart(
    reports: ReportsView, window: Window
) -> None:
    window.resize(1440, 900)
    _show(reports, "missing-time")
    QApplication.processEvents()
    assert reports.page._card.width() == 760
    _show(reports, "invoices")
    QApplication.processEvents()
    assert reports.page._card.width() > 1000
