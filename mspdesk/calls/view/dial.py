"""The page to use while dialing: a big number, the words of the script, one key for what came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import now, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import TextEntry
from ...widgets.form import Form
from ...widgets.laid import tell_laid
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    Notice,
    Panel,
    Toolbar,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.picker import CanvasInspector
from ...widgets.safe import Label
from ..actions.calling import record_call
from ..queries.calling import CallPage, call_page, call_there, step_of_call
from ..queries.counts import funnel_of_day
from ..queries.lists import call_list
from ..queries.scripts import closed_days
from ..rules.calling import BY_KEY, Outcome, minutes_of
from .dial_hold import DialHold
from .dial_script import DialScript
from .dial_side import DialSide
from .forms import day_form
from .outcome_buttons import OutcomeButtons

_TABLES = {"call_target", "call_record", "call_list", "script_version", "client", "do_not_call"}
_ANSWERS = {"not_now": "not_now", "no": "no", "mail": "follow_up", "appointment": "confirm"}
"""The point whose words are said while an outcome is being written down."""


class DialPage(QWidget):
    """One company after the other; `on_stop` leads back to the list."""

    def __init__(self, desk: Desk, on_stop: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("Calling")
        self._desk, self._on_stop = desk, on_stop
        self._list_id = 0
        self._page: CallPage | None = None
        self._skipped: tuple[int, ...] = ()
        self._last: tuple[int, int] | None = None
        self._hold = DialHold(desk)
        self._since = now()
        self._busy = False
        self._asking: Outcome | None = None
        self.form: Form | None = None
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._show_time)
        desk.keep_fresh(self, _TABLES, self._refresh)

    # --- what is where -------------------------------------------------------------------------

    def _build(self) -> None:
        self.undo_button = Button("Undo last call", "quiet", "undo-2", self.take_back)
        self.skip_button = Button("Skip", on_click=self.skip, name="Skip this company for now")
        self.stop_button = Button("Stop calling", on_click=self.stop)
        self.bar = Toolbar("", "", STRETCH, self.undo_button, self.skip_button, self.stop_button)
        self.company = Label("", "title", elide=True)
        self.who = Label("", "body", "ink2", elide=True)
        self.number = Label("", "number", selectable=True)
        self.copy_button = IconButton("copy", "Copy the number", self.copy_number)
        self.clock = Label("0:00", "metric", "ink2", align="right")
        self.client_link = LinkButton("Open the prospect", self._open_client, pad=0)
        self.script = DialScript(self._hold.keep)
        self.points, self.words = self.script.points, self.script.words
        self.then = self.script.then
        self.taken = Notice("", "")
        self.note = TextEntry("Note about this call", "Note about this call")
        self.note.committed.connect(self._to_points)
        self.outcomes = OutcomeButtons(self.come_to)
        self.side = DialSide()
        caption = Label("This call", "caption", "ink3", align="right")
        clock = column(caption, self.clock, STRETCH, gap=0)
        head = row(
            column(
                row(self.company, self.client_link, STRETCH),
                self.who,
                4,
                row(self.number, self.copy_button, STRETCH, gap=10),
                gap=2,
            ),
            clock,
            margin=(16, 2, 16, 12),
            shares=(1, 0),
        )
        deed = column(self.note, self.outcomes, gap=10)
        self._asked = QWidget()
        self._asked_box = stack(self._asked)
        self._foot = QStackedWidget()
        self._foot.addWidget(deed)
        self._foot.addWidget(self._asked)
        foot = Panel("sheet", rule="top")
        stack(foot, self._foot, margin=(16, 12, 16, 14))
        whole = QWidget()
        above = row(self.taken, margin=(16, 0, 16, 6))
        # The words of the script take what is left over.
        stack(whole, head, above, self.script, foot).setStretchFactor(self.script, 1)
        self.taken.hide()
        self.done = EmptyState(
            "circle-check",
            "Nobody is left to call today",
            "",
            Button("Back to the list", "primary", on_click=self.stop),
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(whole)
        self._faces.addWidget(self.done)
        left = QWidget()
        stack(left, self.bar, self._faces)
        stack(self, CanvasInspector("calls-dial", left, self.side))
        lead_focus(self, self._keys)

    def _keys(self) -> QWidget:
        if self._page is None:
            return self.stop_button
        if self.form is not None:
            return self.form
        return self.points.rows

    # --- showing -------------------------------------------------------------------------------

    def begin(self, list_id: int, target_id: int | None = None) -> None:
        """Start calling a list, perhaps with one of its companies."""
        if list_id != self._list_id:
            self._skipped, self._last = (), None
        self._list_id = list_id
        self._next(target_id)

    @property
    def page(self) -> CallPage | None:
        """Whom to call now."""
        return self._page

    def _next(self, target_id: int | None = None) -> None:
        """Put the next company in front, the clock at nothing."""
        self._drop_form()
        self._since = now()
        self.note.set_value("")
        self._show(self._open(target_id), anew=True)
        self._keys().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, target_id: int | None) -> CallPage | None:
        """The page of the next company, or of one that was chosen: ours from now on, if it can."""
        try:
            found = self._hold.open(self._list_id, self._skipped, target_id)
        except UserError as error:
            # Nobody is kept from reading while something long is written.
            self._desk.refuse(error)
            return self._ask(target_id)
        return self._ask(found) if found is not None else None

    def _ask(self, target_id: int | None) -> CallPage | None:
        who = self._desk.person_name
        about = (self._list_id, today(), who, self._skipped, target_id, self._hold.holder)
        return self._desk.ask(call_page, *about)

    def _refresh(self) -> None:
        """Something changed: if the last call was taken back, its company comes back."""
        if self._busy or not self._list_id:
            return
        if self._last is not None and not self._desk.ask(call_there, self._last[0]):
            target_id, self._last = self._last[1], None
            self._next(target_id)
            return
        if self._page is None:
            self._show(self._open(None), anew=True)
        else:
            self._show(self._ask(self._page.target.id), anew=False)

    def _show(self, page: CallPage | None, *, anew: bool) -> None:
        self._page = page
        found = self._desk.ask(call_list, self._list_id, today())
        name = found.name if found is not None else ""
        self.undo_button.setVisible(self._last is not None)
        self.skip_button.setVisible(page is not None and bool(page.after))
        self._faces.setCurrentIndex(0 if page is not None else 1)
        self.side.setVisible(page is not None)
        self.outcomes.show_caps(shown=self._desk.settings.single_keys)
        if page is None:
            self.bar.set_title(name, "")
            self.done.set_empty("Nobody is left to call today", self._summary())
            return
        left = "the last one today" if page.left <= 1 else f"{page.left} to call"
        self.bar.set_title(name, f"{left}; today {page.today}" if page.today else left)
        target = page.target
        self.company.set_text(target.company)
        self.who.set_text(target.who or "Nobody is named: ask who decides")
        self.number.set_text(target.phone)
        self.client_link.setVisible(target.client_id is not None)
        self.side.show_call(page)
        self.taken.set_notice(page.taken, "Call somebody else, or ask them first.")
        self.taken.setVisible(bool(page.taken))
        self.script.show_script(page, anew=anew)
        self._show_time()

    def _summary(self) -> str:
        found = self._desk.ask(funnel_of_day, today(), self._list_id)
        return f"Today: {found.said}." if found.calls else "Come back when a promised day is due."

    def _show_time(self) -> None:
        seconds = self._seconds()
        self.clock.set_text(f"{seconds // 60}:{seconds % 60:02d}")

    def _seconds(self) -> int:
        return max(0, int((now() - self._since).total_seconds()))

    # --- what came of it -----------------------------------------------------------------------

    def come_to(self, outcome: Outcome) -> None:
        """Write down what came of the call, after asking for a day where one belongs to it."""
        if self._page is None:
            return
        self._hold.keep()
        if outcome.asks:
            self._lay(outcome)
            return
        try:
            self._record(outcome)
        except UserError as error:
            self._desk.refuse(error)

    def _lay(self, outcome: Outcome) -> None:
        """Ask for the day, in place of the buttons; Enter takes what is offered."""
        self._drop_form()
        self._asking = outcome
        closed = self._desk.ask(closed_days, today())
        noted = self.note.text()
        form = self.form = day_form(outcome, closed, noted, self._answered, self._cancel)
        self._asked_box.addWidget(form)
        self._foot.setCurrentWidget(self._asked)
        self.script.point(_ANSWERS.get(outcome.code, outcome.slot))
        form.focus_first()

    def _answered(self, values: dict[str, Any]) -> None:
        outcome = self._asking
        if outcome is None:
            return
        on: date = values["on"]
        self.note.set_value(values["words"] or "")
        meeting = None
        if outcome.code == "appointment":
            meeting = datetime.combine(on, time()) + timedelta(minutes=values["at"])
        try:
            self._record(outcome, None if meeting else on, meeting)
        except UserError as error:
            raise UserError(error.text, "on") from error

    def _cancel(self, *_: object) -> None:
        self._drop_form()
        self._to_points()

    def _drop_form(self) -> None:
        self._asking = None
        if self.form is None:
            return
        self._foot.setCurrentIndex(0)
        self._asked_box.removeWidget(self.form)
        self.form.deleteLater()
        self.form = None

    def _record(
        self, outcome: Outcome, next_on: date | None = None, meeting: datetime | None = None
    ) -> None:
        """Write it down in one step, and put the next company in front."""
        page = self._page
        if page is None:
            return
        path = self.script.reached() if outcome.talked else ""
        slot = path if path not in ("", "gatekeeper", "voicemail") else outcome.slot
        minutes = minutes_of(self._seconds())
        self._busy = True
        try:
            done = self._desk.do(
                record_call,
                page.target.id,
                outcome.code,
                slot,
                minutes,
                next_on,
                self.note.text(),
                meeting,
            )
        finally:
            self._busy = False
        self._last = (done.call_id, page.target.id)
        self._next()

    def take_back(self) -> None:
        """Take the last call back, with all that followed from it; its company comes back."""
        if self._last is None:
            return
        step = self._desk.ask(step_of_call, self._last[0])
        if step is not None:
            self._desk.undo_step(step)

    def skip(self) -> None:
        """Leave this company for later today."""
        if self._page is not None and self._page.after:
            self._skipped = (*self._skipped, self._page.target.id)
            self._next()

    def copy_number(self) -> None:
        """Put the number on the clipboard, for a phone on this computer."""
        if self._page is not None:
            QGuiApplication.clipboard().setText(self._page.target.phone)
            self._desk.say(f"{self._page.target.phone} copied")

    def stop(self) -> None:
        """Stop calling; what was written down stays."""
        self._drop_form()
        self._hold.leave()
        self._list_id = 0
        self._page = None
        self._last = None
        self._on_stop()

    def write_note(self) -> None:
        """Go to the note about this call."""
        if self.form is None:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_points(self) -> None:
        self.points.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_client(self) -> None:
        if self._page is not None and self._page.target.client_id is not None:
            self._desk.go(Place("clients", self._page.target.client_id))

    # --- Qt ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits say what came of the call; letters and Esc do the rest."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
            return
        if plain and self._desk.settings.single_keys and self.form is None:
            letters: dict[str, Callable[[], object]] = {
                "c": self.copy_number,
                "s": self.skip,
                "u": self.take_back,
                " ": lambda: self.points.rows.step(1),
            }
            outcome = BY_KEY.get(event.text())
            deed = letters.get(event.text().lower())
            if outcome is not None and not self.note.field.hasFocus():
                self.come_to(outcome)
                return
            if deed is not None:
                deed()
                return
        super().keyPressEvent(event)

    def _escape(self) -> None:
        if self.form is not None:
            self._cancel()
        elif self.note.field.hasFocus():
            self._to_points()
        else:
            self.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock go, and the head of the tab be without its buttons."""
        super().showEvent(event)
        self._tick.start()
        tell_laid(self, there=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        super().hideEvent(event)
        self._tick.stop()
        tell_laid(self, there=False)
