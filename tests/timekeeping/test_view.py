"""The Time tab and the timer in a real window, driven by keys sent to what has the keyboard."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.window import Window
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.people.queries import roles
from mspdesk.settings import MachineSettings
from mspdesk.tickets.area import AREA as TICKETS
from mspdesk.tickets.models import Ticket
from mspdesk.tickets.view import TicketsView
from mspdesk.timekeeping import actions, queries
from mspdesk.timekeeping.area import AREA
from mspdesk.timekeeping.view.screen import TimeView
from mspdesk.timekeeping.view.timer import HeaderTimer
from mspdesk.widgets import theme
from tests.timekeeping.shopfloor import DAY, Floor, at

Key = Qt.Key
NOTE = "Looked into it with the client"


class Hands:
    """Somebody at the keyboard: keys go to whatever has the focus, never to a method of a view."""

    def __init__(self, window: Window, desk: Desk, floor: Floor) -> None:
        self.window, self.desk, self.floor = window, desk, floor

    @property
    def view(self) -> TimeView:
        """The tab that is shown."""
        found = self.window.view()
        assert isinstance(found, TimeView)
        return found

    @property
    def timer(self) -> HeaderTimer:
        """The timer in the header."""
        found = self.window.header.timer
        assert isinstance(found, HeaderTimer)
        return found

    def focus(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    def press(self, *keys: Key) -> None:
        """Press keys one after the other."""
        for key in keys:
            QTest.keyClick(self.focus(), key)

    def type(self, words: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus(), words)

    def fill(self, *fields: str) -> None:
        """Type into fields, going on with Tab."""
        for at_field, words in enumerate(fields):
            if at_field:
                self.press(Key.Key_Tab)
            self.type(words)

    def said(self) -> str:
        """What the status bar says."""
        return self.window.status.message()

    def entries(self) -> list[queries.EntryRow]:
        """What is logged this week."""
        return list(self.desk.ask(queries.week, self.floor.owner, DAY).entries)


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, desk_floor: Floor) -> Iterator[Hands]:
    if not qapp.styleSheet():
        theme.apply(qapp, "light")
    settings = MachineSettings(last_tab="timekeeping")
    desk = Desk(desk_floor.store, [TICKETS, AREA], settings)
    window = Window([TICKETS, AREA], settings)
    window.resize(1440, 900)
    desk.work_as(desk_floor.owner, "Dana Whitlock", frozenset({"*"}))
    window.seat(desk)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield Hands(window, desk, desk_floor)
    window.unseat()
    window.close()
    window.deleteLater()
    # Without a running loop nobody else takes deleted widgets away, and they would pile up.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def log(hands: Hands, span: str, ticket: int = 0, day: date = DAY) -> int:
    return hands.desk.do(actions.log_time, ticket or hands.floor.ticket, day, span, NOTE)


def standing(hands: Hands, code: str = "service_manager") -> int:
    role = next(one for one in hands.desk.ask(roles) if one.code == code)
    return hands.desk.do(actions.standing_ticket, role.id)


def test_the_day_of_the_picture_is_on_the_screen(hands: Hands) -> None:
    log(hands, "7:30-8:15", standing(hands))
    log(hands, "8:15-9:45", hands.floor.covered)
    log(hands, "10:30-12:00")
    log(hands, "12:45-13:45", hands.floor.covered)
    with dates.frozen(at(14, 15)):
        hands.desk.do(actions.start_timer, hands.floor.covered)
    hands.desk.refresh()
    view = hands.view
    assert view.day_pane.title.text() == "Wed, March 11"
    assert view.day_pane.span.text() == "7:30 to 3:00"
    assert view.day_pane.gap_words() == "1.25 h in gaps"
    assert view.day_pane.canvas.gaps() == [(585, 630), (825, 855)]
    assert "Lunch" in view.day_pane.canvas.titles()
    assert view.table.groups() == [
        "On tickets, billed, or included in an agreement",
        "Overhead, by hat",
    ]
    assert view.table.column("start") == ["8:15", "10:30", "12:45", "2:15", "7:30"]
    assert view.table.column("hours") == ["1.50", "1.50", "1.00", "0:45", "0.75"]
    assert view.table.column("billing") == [
        "Included",
        "Billable",
        "Included",
        "Included",
        "Overhead",
    ]
    assert view.table.column("whose")[-1] == "Service manager"
    assert view.week_card.tickets.value() == "4.75 h"
    assert view.week_card.share.value() == "86%"
    assert view.facts() == [
        "Today",
        "*5.50 h logged",
        "4.75 h on tickets",
        "1.25 h not on any ticket",
    ]


def test_time_is_added_by_typing_number_words_and_minutes(hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.fill("1", "Opened the vendor case, sent the log", "9:10-9:55")
    hands.press(Key.Key_Return)
    (row,) = hands.entries()
    assert (row.ticket_id, row.minutes, row.started_at) == (hands.floor.ticket, 45, at(9, 10))
    assert row.client_note == "Opened the vendor case, sent the log"
    assert hands.said() == "0.75 h logged on #1"
    assert hands.view.table.column("number") == ["1"]
    assert hands.view.add_bar.words.text() == ""


def test_time_on_site_is_said_in_the_bar_and_the_next_is_remote_again(hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.fill("1", "Changed the fuse, tested the rack", "9:10-9:55")
    hands.press(Key.Key_Tab)
    assert hands.focus() is hands.view.add_bar.place.field
    hands.press(Key.Key_Down)
    hands.view.add_bar.add_button.click()
    (row,) = hands.entries()
    assert row.place == "on_site"
    assert hands.view.add_bar.place.value() == "remote"


def test_time_is_added_to_a_hat_by_its_name(hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.fill("service man", "Planned the day with the team", ".75")
    hands.press(Key.Key_Return)
    (row,) = hands.entries()
    assert (row.role, row.kind, row.minutes) == ("Service manager", "internal", 45)


@pytest.mark.system(51)
def test_a_missing_note_is_said_below_and_nothing_typed_is_lost(hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.fill("1", "", "45")
    hands.press(Key.Key_Return)
    bar = hands.view.add_bar
    assert bar.wrong() == "Say what was done; the client reads it on the invoice."
    assert bar.words.has_error()
    assert hands.focus() is bar.words.line
    assert bar.span.text() == "45"
    assert hands.entries() == []
    hands.type("Now there is a note")
    hands.press(Key.Key_Return)
    assert bar.wrong() == ""
    assert len(hands.entries()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("quarter", "Type time as 45, 0:45, .75, 1.5h, or from-to as 9:10-9:55."),
        ("14:00-16:00", "It is only 3:00 pm. Log time after it is worked."),
    ],
)
def test_wrong_time_is_named_beside_its_field(hands: Hands, typed: str, said: str) -> None:
    hands.press(Key.Key_N)
    hands.fill("1", NOTE, typed)
    hands.press(Key.Key_Return)
    assert hands.view.add_bar.wrong() == said
    assert hands.view.add_bar.span.has_error()
    assert hands.view.add_bar.words.text() == NOTE


def test_a_gap_fills_in_its_from_to(hands: Hands) -> None:
    log(hands, "8:00-9:00")
    log(hands, "9:45-15:00")
    canvas = hands.view.day_pane.canvas
    QTest.qWait(30)
    spot = next(one for one in canvas.spots if "No time here" in one.words)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot.rect.center().toPoint())
    assert hands.view.add_bar.span.text() == "9:00-9:45"
    assert hands.focus() is hands.view.add_bar.target.line
    hands.fill("2", NOTE)
    hands.press(Key.Key_Return)
    assert [one.minutes for one in hands.entries()] == [60, 45, 315]
    assert canvas.gaps() == []


def test_a_gap_can_be_reached_with_the_keyboard(hands: Hands) -> None:
    log(hands, "8:00-9:00")
    canvas = hands.view.day_pane.canvas
    QTest.qWait(30)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Key.Key_Down, Key.Key_Return)
    assert hands.view.add_bar.span.text() == "9:00-12:00"


def test_an_entry_is_changed_in_place(hands: Hands) -> None:
    entry = log(hands, "9:00-9:30")
    hands.view.table.setFocus()
    hands.press(Key.Key_Home, Key.Key_Return)
    editor = hands.view.editor
    assert editor.isVisible()
    form = editor.form
    assert form is not None
    assert form.entry("ticket").text() == "#1 Vendor call about print driver"
    assert isinstance(hands.focus(), QLineEdit)
    hands.type("Called the vendor, got a new driver")
    QTest.keyClick(hands.focus(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hands.desk.ask(queries.entry, entry).client_note == "Called the vendor, got a new driver"
    assert not editor.isVisible()
    assert hands.said() == "0.50 h on #1 changed"
    hands.desk.undo()
    assert hands.desk.ask(queries.entry, entry).client_note == NOTE


def test_a_refused_change_keeps_what_was_typed(hands: Hands) -> None:
    log(hands, "9:00-9:30")
    log(hands, "10:00-10:30", hands.floor.covered)
    hands.view.table.setFocus()
    hands.press(Key.Key_Home, Key.Key_Return)
    form = hands.view.editor.form
    assert form is not None
    form.entry("span").setFocus()
    hands.press(Key.Key_Home)
    QTest.keySequence(hands.focus(), "Ctrl+A")
    hands.type("10:15-10:45")
    QTest.keyClick(hands.focus(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "is taken: #2" in form.error("span")
    assert form.entry("span").text() == "10:15-10:45"


def click(hands: Hands, name: str) -> None:
    """Press the one button of the window with this name."""
    found = [
        one
        for one in hands.window.findChildren(QAbstractButton)
        if one.accessibleName() == name and one.isVisible()
    ]
    assert len(found) == 1, name
    found[0].setFocus()
    hands.press(Key.Key_Space)


@pytest.mark.system(49)
def test_double_time_is_approved_where_the_entry_is(hands: Hands) -> None:
    entry = log(hands, "16:50-17:12", day=date(2026, 3, 10))
    hands.press(Key.Key_BracketLeft)
    assert hands.view.shown_day() == date(2026, 3, 10)
    assert hands.view.table.groups() == ["After hours, waits for the client's approval"]
    assert hands.view.table.column("billing") == ["Ask 2×"]
    hands.view.table.setFocus()
    hands.press(Key.Key_Home, Key.Key_Return)
    who = next(
        one
        for one in hands.view.editor.findChildren(QLineEdit)
        if one.accessibleName() == "Who approved"
    )
    who.setFocus()
    hands.type("Ruth Abara")
    click(hands, "Record approval")
    row = hands.desk.ask(queries.entry, entry)
    assert (row.after_hours_approved_by, row.after_hours_approved_on) == (
        "Ruth Abara",
        date(2026, 3, 10),
    )
    assert hands.view.table.column("billing") == ["2×"]


def test_an_entry_is_deleted_and_undo_brings_it_back(hands: Hands) -> None:
    log(hands, "9:00-9:30")
    hands.view.table.setFocus()
    hands.press(Key.Key_Home, Key.Key_Return)
    click(hands, "Delete")
    assert hands.entries() == []
    assert not hands.view.editor.isVisible()
    hands.desk.undo()
    assert len(hands.entries()) == 1


# --- the timer -----------------------------------------------------------------------------------


def test_t_starts_and_stops_the_timer_on_the_chosen_row(hands: Hands) -> None:
    log(hands, "9:00-9:30")
    hands.view.table.setFocus()
    hands.press(Key.Key_Home, Key.Key_T)
    assert hands.timer.pill.words() == "0:00:00 #1"
    assert hands.said().startswith("Timer started on #1")
    with dates.frozen(at(15, 42)):
        hands.press(Key.Key_T)
        assert hands.timer.sheet.is_open()
        hands.press(Key.Key_Return)
        assert "Say what was done" in hands.timer.sheet.wrong()
        assert hands.timer.pill.state() == "on"
        hands.type("Found the cause, fixed the driver")
        hands.press(Key.Key_Return)
    assert hands.timer.pill.words() == "No timer"
    assert not hands.timer.sheet.is_open()
    assert [one.minutes for one in hands.entries()] == [30, 42]
    assert hands.said() == "0.70 h logged on #1"


def test_escape_puts_the_question_away_and_keeps_the_words(hands: Hands) -> None:
    hands.desk.do(actions.start_timer, hands.floor.ticket)
    hands.view.table.setFocus()
    hands.press(Key.Key_T)
    hands.type("Half a sentence")
    hands.press(Key.Key_Escape)
    assert not hands.timer.sheet.is_open()
    assert hands.timer.pill.state() == "on"
    hands.view.table.setFocus()
    hands.press(Key.Key_T)
    assert hands.timer.sheet.note.text() == "Half a sentence"


def test_t_without_a_ticket_asks_for_one(hands: Hands) -> None:
    hands.press(Key.Key_T)
    assert hands.timer.sheet.is_open()
    hands.type("2")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return) if hands.timer.sheet.is_open() else None
    assert hands.timer.pill.words() == "0:00:00 #2"


def test_pause_and_go_on_in_the_header(hands: Hands) -> None:
    hands.desk.do(actions.start_timer, hands.floor.ticket)
    click(hands, "Pause the timer")
    assert hands.timer.pill.state() == "paused"
    click(hands, "Go on with the timer")
    assert hands.timer.pill.state() == "on"


def test_the_timer_of_yesterday_says_so_and_takes_a_from_to(hands: Hands) -> None:
    with dates.frozen(at(16, 30, day=10)):
        hands.desk.do(actions.start_timer, hands.floor.ticket)
    hands.view.table.setFocus()
    hands.press(Key.Key_T)
    hands.type("Restored the folder they lost")
    hands.press(Key.Key_Return)
    assert "on since Mar 10, 4:30 pm" in hands.timer.sheet.wrong()
    assert hands.focus() is hands.timer.sheet.span.line
    hands.type("16:30-18:00")
    hands.press(Key.Key_Return)
    (row,) = hands.entries()
    assert (row.work_on, row.minutes) == (date(2026, 3, 10), 90)


# --- weeks and people ----------------------------------------------------------------------------


@pytest.mark.system(50)
def test_a_short_day_says_what_is_missing_and_takes_a_reason(hands: Hands) -> None:
    log(hands, "8:00-15:35", day=date(2026, 3, 10))
    hands.press(Key.Key_BracketLeft)
    strip = hands.view.day_strip
    assert strip.isVisible()
    assert strip.words() == "7.58 h of 8.00 h logged"
    strip.reason.setFocus()
    hands.type("Doctor in the morning")
    hands.press(Key.Key_Return)
    assert hands.said() == "Reason for Mar 10 saved"
    assert hands.desk.ask(queries.day, hands.floor.owner, date(2026, 3, 10)).reason


def test_the_week_is_handed_in_approved_and_reopened(hands: Hands) -> None:
    for n in range(2, 7):
        log(hands, "8:00-16:00", day=date(2026, 3, n))
    with dates.frozen(at(15) - timedelta(days=4)):
        hands.window.go(Place("timekeeping", do="week", about={"day": "2026-03-06"}))
    strip = hands.view.week_strip
    assert strip.isVisible()
    assert hands.view.table.column("hours") == ["8.00"] * 5
    assert hands.view.table.groups()[0] == "Monday, Mar 2, complete"
    click(hands, "Submit week")
    assert hands.said() == "Week of Mar 2 submitted, 40.00 h"
    assert not hands.view.add_bar.isVisible()
    click(hands, "Approve week")
    assert strip.words() == "40.00 h of 40.00 h logged, approved by Dana Whitlock"
    click(hands, "Reopen")
    assert hands.view.add_bar.isVisible()


def test_a_week_that_is_not_complete_says_which_day(hands: Hands) -> None:
    log(hands, "8:00-16:00", day=date(2026, 3, 2))
    hands.window.go(Place("timekeeping", do="week", about={"day": "2026-03-02"}))
    click(hands, "Submit week")
    assert hands.view.week_strip.words() == (
        "8.00 h is missing on Mar 3. Log it, or say why it is not there."
    )


def test_others_time_is_for_those_who_are_trusted_with_it(hands: Hands) -> None:
    hands.desk.do(
        actions.log_time, hands.floor.ticket, DAY, "9:00-9:30", NOTE, person_id=hands.floor.tech
    )
    late = {"day": DAY.isoformat(), "person_id": hands.floor.tech}
    hands.window.go(Place("timekeeping", do="day", about=late))
    assert hands.view.table.column("hours") == ["0.50"]
    hands.desk.work_as(hands.floor.owner, "Dana Whitlock", frozenset({"time"}))
    assert hands.view.table.column("hours") == []
    assert not hands.view.day_pane.people.isVisible()
    hands.window.go(Place("timekeeping", do="day", about=late))
    assert hands.view.table.column("hours") == []


@pytest.mark.system(30)
def test_that_an_entry_was_late_is_for_oneself_only(hands: Hands) -> None:
    monday = date(2026, 3, 9)
    for who in (hands.floor.owner, hands.floor.tech):
        hands.desk.do(
            actions.log_time, hands.floor.ticket, monday, "9:00-9:30", NOTE, person_id=who
        )
    hands.window.go(Place("timekeeping", about={"day": "2026-03-09"}))
    assert [line.late for line in hands.view.table.rows()] == [True]
    others = {"day": "2026-03-09", "person_id": hands.floor.tech}
    hands.window.go(Place("timekeeping", about=others))
    assert [line.late for line in hands.view.table.rows()] == [False]


def test_arrows_go_from_day_to_day_and_never_into_the_future(hands: Hands) -> None:
    hands.press(Key.Key_BracketLeft, Key.Key_BracketLeft)
    assert hands.view.day_pane.title.text() == "Mon, March 9"
    hands.press(Key.Key_BracketRight, Key.Key_BracketRight, Key.Key_BracketRight)
    assert hands.view.day_pane.title.text() == "Wed, March 11"


def test_work_planned_for_the_evening_stands_after_hours(hands: Hands) -> None:
    with hands.floor.store.step("Prepare") as session:
        ticket = session.get_one(Ticket, hands.floor.ticket)
        ticket.assigned_id, ticket.status = hands.floor.owner, "scheduled"
        ticket.scheduled_at, ticket.scheduled_minutes = at(18), 45
    hands.desk.refresh()
    assert hands.view.table.groups() == ["After hours, scheduled tonight, billed as 1.50 h"]
    assert hands.view.table.column("billing") == ["2×"]


# --- on the ticket -------------------------------------------------------------------------------


def on_ticket(hands: Hands) -> TicketsView:
    hands.window.go(Place("tickets", hands.floor.ticket))
    found = hands.window.view()
    assert isinstance(found, TicketsView)
    return found


def test_a_note_with_hours_is_a_time_entry_on_the_timeline(hands: Hands) -> None:
    view = on_ticket(hands)
    composer = view.pane.composer
    composer.note.setFocus()
    hands.type("Called the vendor about the driver")
    (hours,) = composer.parts
    hours.span.setFocus()
    hands.type("20")
    composer.save_button.setFocus()
    hands.press(Key.Key_Space)
    assert "Client can see" in composer.wrong()
    assert hands.entries() == []
    composer.readers.setFocus()
    hands.press(Key.Key_Right)
    composer.save_button.setFocus()
    hands.press(Key.Key_Space)
    assert [one.minutes for one in hands.entries()] == [20]
    assert "Called the vendor about the driver" in view.pane.timeline.texts()
    assert hours.span.text() == ""


def test_the_button_on_the_ticket_starts_and_stops(hands: Hands) -> None:
    view = on_ticket(hands)
    (button,) = view.pane.parts
    assert button.button.words() == "Start timer"
    button.button.setFocus()
    hands.press(Key.Key_Space)
    assert button.button.words() == "Stop timer"
    assert hands.timer.pill.words() == "0:00:00 #1"
    with dates.frozen(at(15, 30)):
        button.button.setFocus()
        hands.press(Key.Key_Space)
        assert button.sheet.is_open()
        hands.type("Fixed it with the vendor")
        hands.press(Key.Key_Return)
    assert [one.minutes for one in hands.entries()] == [30]
    assert button.button.words() == "Start timer"


# --- looks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_no_title_sum_or_time_is_cut(hands: Hands, size: tuple[int, int]) -> None:
    log(hands, "7:30-8:15", standing(hands))
    log(hands, "10:30-12:00")
    hands.window.resize(*size)
    QTest.qWait(50)
    view = hands.view
    for label in (view.day_pane.title, view.day_pane.span, view.week_card.tickets):
        assert label.width() >= label.sizeHint().width()
    for key in ("start", "number", "hours"):
        assert "…" not in "".join(view.table.column(key))


def test_every_stop_has_a_name(hands: Hands) -> None:
    log(hands, "10:30-12:00")
    hands.view.table.setFocus()
    hands.press(Key.Key_Home, Key.Key_Return)
    for widget in hands.view.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName(), f"{type(widget).__name__} at {widget.pos()}"


def test_nobody_at_work_is_told_what_to_do(hands: Hands) -> None:
    hands.desk.work_as(None, "", frozenset({"*"}))
    assert hands.view.nobody.isVisible()
    assert not hands.view.table.isVisible()
    assert hands.view.childAt(QPoint(10, 10)) is not None
