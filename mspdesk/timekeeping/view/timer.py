"""The timer: the pill in the header, and the small sheet that stops or starts it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ...dates import clock_time, now
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets import theme
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import ChoiceEntry, TextEntry
from ...widgets.form import HelpLine
from ...widgets.layout import STRETCH, row, stack
from ...widgets.overlay import Overlay
from ...widgets.safe import Label
from ...widgets.timerpill import TimerPill
from .. import actions, queries, rules
from ..queries import TimerRow
from .choosing import TargetEntry

SECOND_MS = 1000
WIDE, STOP_HIGH, START_HIGH = 470, 148, 92


class TimerSheet(QWidget):
    """A sheet below the timer: what was done, when it is stopped; a ticket, when it is started.

    It is no window: it lies over the page, keeps what was typed, and Esc puts it away.
    """

    def __init__(self, desk: Desk, anchor: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self.title = Label("", "strong", elide=True)
        self.note = TextEntry("What was done, for the client", "What was done, for the client")
        self.span = TextEntry("as timed", "Time, if the timer is wrong", width=104)
        self.place = ChoiceEntry(list(rules.WHERE_WORDS.items()), name="Where", width=108)
        self.place.set_value(rules.Where.REMOTE)
        self.save_button = Button("Save time", "primary", on_click=self.save)
        self.drop_button = Button("Drop", "quiet", on_click=self.drop, name="Drop the timer")
        self.target = TargetEntry(desk, "Ticket for the timer", "Ticket no., title or client")
        self.start_button = Button("Start", "primary", on_click=self.start, name="Start timer")
        self.close_button = IconButton("x", "Close the timer sheet", self.close_sheet, size=14)
        self._wrong = HelpLine("")
        self._stop_row = row(self.note, gap=8)
        self._how_row = row(
            self.span, self.place, STRETCH, self.drop_button, self.save_button, gap=8
        )
        self._start_row = row(self.target, self.start_button, gap=8)
        stack(
            self,
            row(self.title, STRETCH, self.close_button),
            self._start_row,
            self._stop_row,
            self._wrong,
            self._how_row,
            gap=4,
            margin=(12, 6, 10, 8),
        )
        self.note.committed.connect(self.save)
        self.span.committed.connect(self.save)
        self.target.committed.connect(self.start)
        self._overlay = Overlay(anchor, self)
        self._before: QWidget | None = None

    def is_open(self) -> bool:
        """Whether the sheet lies open."""
        return self._overlay.isVisible()

    def ask_to_stop(self, timer: TimerRow) -> None:
        """Open to take the client note; what was typed before is still there (S051)."""
        began = clock_time(timer.began_at)
        self.title.set_text(f"Stop #{timer.number_int}, began {began}: {timer.title}")
        self._show(stopping=True)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_to_start(self) -> None:
        """Open to take a ticket."""
        self.title.set_text("Start the timer on a ticket")
        self._show(stopping=False)
        self.target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, *, stopping: bool) -> None:
        self._say(None)
        if not self.is_open():
            self._before = QApplication.focusWidget()
        for part in (self._stop_row, self._how_row):
            part.setVisible(stopping)
        self._start_row.setVisible(not stopping)
        px = theme.current().px
        self._overlay.open_at(px(WIDE), px(STOP_HIGH if stopping else START_HIGH))

    def close_sheet(self) -> None:
        """Put the sheet away and give the keyboard back; the timer goes on as it was."""
        had = QApplication.focusWidget()
        inside = had is not None and self._overlay.isAncestorOf(had)
        before, self._before = self._before, None
        if inside and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._overlay.hide()

    def save(self) -> None:
        """Stop the timer and log its time; what is wrong is said and nothing is lost."""
        try:
            self._desk.do(
                actions.stop_timer,
                self.note.value(),
                self.span.value(),
                "",
                str(self.place.value() or rules.Where.REMOTE),
            )
        except UserError as error:
            self._say(error)
            return
        self.note.set_value("")
        self.span.set_value("")
        self.place.set_value(rules.Where.REMOTE)
        self.close_sheet()

    def start(self) -> None:
        """Start the timer on the chosen ticket, or on the standing one of a hat."""
        try:
            ticket_id, role_id = self.target.target()
            if ticket_id is None and role_id is not None:
                ticket_id = self._desk.do(actions.standing_ticket, role_id)
            self._desk.do(actions.start_timer, ticket_id)
        except UserError as error:
            self._say(error)
            return
        self.target.set_value(None)
        self.close_sheet()

    def drop(self) -> None:
        """Throw the timer away; the status bar offers it back."""
        self._desk.do(actions.drop_timer)
        self.close_sheet()

    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._wrong.wrong()

    def _say(self, error: UserError | None) -> None:
        entries = {"client_note": self.note, "span": self.span, "ticket": self.target}
        for entry in entries.values():
            entry.set_error(False)
        self._wrong.say(error.text if error else "")
        if error is not None:
            entry = entries.get(error.field or "", self.note)
            entry.set_error(True)
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the sheet away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)


class HeaderTimer(QWidget):
    """The pill in the header for the timer of the person at work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._timer: TimerRow | None = None
        self.pill = TimerPill(self.pause, self.ask_to_stop, self.go_on, self._open_ticket)
        stack(self, self.pill)
        self._sheet: TimerSheet | None = None
        self._second = QTimer(self)
        self._second.setInterval(SECOND_MS)
        self._second.timeout.connect(self._tick)
        desk.keep_fresh(self, {"timer", "ticket"}, self.reload)

    @property
    def sheet(self) -> TimerSheet:
        """The sheet, built when it is first wanted."""
        if self._sheet is None:
            self._sheet = TimerSheet(self._desk, self)
        return self._sheet

    def reload(self) -> None:
        """Ask for the timer again; it may have been started by another part, or before a crash."""
        person = self._desk.person_id
        self._timer = self._desk.ask(queries.running, person) if person else None
        timer = self._timer
        if timer is None:
            self.pill.show_off()
            self._second.stop()
            return
        show = self.pill.show_paused if timer.paused else self.pill.show_running
        show(f"#{timer.number_int}", timer.seconds_at(now()))
        if timer.paused:
            self._second.stop()
        else:
            self._second.start()

    def _tick(self) -> None:
        if self._timer is not None:
            self.pill.set_seconds(self._timer.seconds_at(now()))

    def toggle(self, ticket_id: int | None = None) -> None:
        """T: stop the timer that is on, else start it on this ticket, else ask for one."""
        if self._timer is not None:
            self.ask_to_stop()
        elif ticket_id is not None:
            self._try(lambda: self._desk.do(actions.start_timer, ticket_id))
        else:
            self.sheet.ask_to_start()

    def ask_to_stop(self) -> None:
        """Ask what was done; the timer runs on until it is said."""
        if self._timer is not None:
            self.sheet.ask_to_stop(self._timer)

    def pause(self) -> None:
        """Let the timer stand still."""
        self._try(lambda: self._desk.do(actions.pause_timer))

    def go_on(self) -> None:
        """Go on with a paused timer; without one, ask for a ticket."""
        if self._timer is not None:
            self._try(lambda: self._desk.do(actions.resume_timer))
        else:
            self.sheet.ask_to_start()

    def _open_ticket(self) -> None:
        if self._timer is not None:
            self._desk.go(Place("tickets", self._timer.ticket_id))

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except UserError as error:
            self._desk.refuse(error)
