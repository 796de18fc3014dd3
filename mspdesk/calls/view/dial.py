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
from ...widgets import theme
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import ClockEntry, DateEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import tell_laid
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    Panel,
    Rule,
    Scroll,
    Toolbar,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.picker import CanvasInspector, Pick, Picker
from ...widgets.safe import Label
from ..actions.calling import record_call
from ..queries.calling import CallPage, call_page, call_there, step_of_call
from ..queries.counts import funnel_of_day
from ..queries.lists import call_list
from ..queries.scripts import closed_days
from ..rules.calling import BY_KEY, Outcome, minutes_of, next_day, two_days
from ..rules.scripts import BY_CODE, MUST, SLOTS, reached, said
from .dial_side import DialSide
from .outcome_buttons import OutcomeButtons

_TABLES = {"call_target", "call_record", "call_list", "script_version", "client", "do_not_call"}
_ANSWERS = {"not_now": "not_now", "no": "no", "mail": "follow_up", "appointment": "confirm"}
"""The point whose words are said while an outcome is being written down."""
_POINTS = 176
"""Px of the list of points."""
_MEET_AT = 10 * 60
"""Minute of the day that is offered for a meeting."""


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
        self._shown: list[str] = []
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
        self.points = Picker[str]("Points of the script", on_select=self._point, lines=1)
        self.when = Label("", "strong", "ink2")
        self.words = Label("", "palette", "ink", wrap=True, selectable=True)
        self.note = TextEntry("Note about this call", "Note about this call")
        self.note.committed.connect(self._to_points)
        self.outcomes = OutcomeButtons(self.come_to)
        self.side = DialSide()
        self.then = Label("", "body", "ink3", wrap=True)
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
        self.points.setFixedWidth(theme.current().px(_POINTS))
        spoken = Panel("paper", rule="left")
        text = column(self.when, 8, self.words, 22, self.then, STRETCH, margin=(18, 12, 22, 12))
        stack(spoken, Scroll(text))
        script = QWidget()
        stack(script, Rule(), row(self.points, spoken, gap=0, shares=(0, 1)))
        deed = column(self.note, self.outcomes, gap=10)
        self._asked = QWidget()
        self._asked_box = stack(self._asked)
        self._foot = QStackedWidget()
        self._foot.addWidget(deed)
        self._foot.addWidget(self._asked)
        foot = Panel("sheet", rule="top")
        stack(foot, self._foot, margin=(16, 12, 16, 14))
        whole = QWidget()
        script.setMinimumHeight(theme.current().px(120))
        # The words of the script take what is left over.
        stack(whole, head, script, foot).setStretchFactor(script, 1)
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
        self._shown = []
        self.note.set_value("")
        self._show(self._ask(target_id), anew=True)
        self._keys().setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, target_id: int | None = None) -> CallPage | None:
        about = (self._list_id, today(), self._desk.person_name, self._skipped, target_id)
        return self._desk.ask(call_page, *about)

    def _refresh(self) -> None:
        """Something changed: if the last call was taken back, its company comes back."""
        if self._busy or not self._list_id:
            return
        if self._last is not None and not self._desk.ask(call_there, self._last[0]):
            target_id, self._last = self._last[1], None
            self._next(target_id)
            return
        held = self._page.target.id if self._page is not None else None
        self._show(self._ask(held), anew=False)

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
        self._show_points(page, anew=anew)
        self._show_time()

    def _summary(self) -> str:
        found = self._desk.ask(funnel_of_day, today(), self._list_id)
        return f"Today: {found.said}." if found.calls else "Come back when a promised day is due."

    def _show_points(self, page: CallPage, *, anew: bool) -> None:
        self.points.show_picks([Pick(slot.code, slot.title) for slot in SLOTS])
        if anew or self.points.selected_key() is None:
            # Most calls begin with somebody who is not the one to talk to.
            self.points.select("gatekeeper" if page.target.contact else "opening")
            self._shown = []
        self._point(self.points.selected_key())

    def _point(self, code: str | None) -> None:
        page = self._page
        if page is None or code is None:
            return
        self._shown.append(code)
        self.when.set_text(BY_CODE[code].when)
        self.then.set_text(self._after(page, code))
        if page.script is None:
            self.words.set_text("This list has no published script. Choose one for the list.")
            return
        words = page.script.words[code]
        self.words.set_text(said(words, page.values) if words else "Nothing is written for this.")

    def _after(self, page: CallPage, code: str) -> str:
        """What is said next where the call goes on: the point after this one on the path."""
        path = [slot.code for slot in SLOTS if slot.path and slot.code != MUST]
        if page.script is None or code not in path[:-1]:
            return ""
        after = BY_CODE[path[path.index(code) + 1]]
        words = page.script.words[after.code]
        return f"Then {after.title.lower()}: {said(words, page.values)}" if words else ""

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
        if outcome.asks:
            self._lay(outcome)
            return
        try:
            self._record(outcome)
        except UserError as error:
            self._desk.say(error.text)

    def _lay(self, outcome: Outcome) -> None:
        """Ask for the day, in place of the buttons; Enter takes what is offered."""
        self._drop_form()
        self._asking = outcome
        day, closed = today(), self._desk.ask(closed_days, today())
        meets = outcome.code == "appointment"
        offered = two_days(day, closed)[0] if meets else next_day(outcome, day, closed)
        label = "Day you meet" if meets else "Call again on"
        fields = [Field("on", label, DateEntry(), required=True)]
        if meets:
            fields.append(Field("at", "At", ClockEntry(), required=True))
        fields.append(Field("words", "Note", TextEntry(), span=2 if meets else 3))
        form = self.form = Form(
            fields,
            columns=4,
            on_save=self._answered,
            save=outcome.title,
            on_cancel=self._cancel,
        )
        values: dict[str, Any] = {"on": offered, "words": self.note.text()}
        if meets:
            values["at"] = _MEET_AT
        form.set_values(values)
        self._asked_box.addWidget(form)
        self._foot.setCurrentWidget(self._asked)
        self.points.select(_ANSWERS.get(outcome.code, outcome.slot))
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
        path = reached(self._shown) if outcome.talked else ""
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
