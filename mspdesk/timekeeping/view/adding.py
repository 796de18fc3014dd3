"""The bar to add time: what it goes on, what was done, where, how long."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...dates import clock_span, today
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, Entry, LineEntry, TextEntry
from ...widgets.form import EntryBar
from ...widgets.keycap import KeyCap
from ...widgets.layout import stack
from .. import actions, rules
from .choosing import TargetEntry

ROOMY = 740
"""Px at 100 % from which the bar shows all of itself."""


class AddBar(QWidget):
    """Ticket or hat, words for the client, where, time as people type it, Add; Enter adds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day, self._person = today(), 0
        self.target = TargetEntry(desk, "Ticket number or hat", width=140)
        self.words = TextEntry("What was done", "What was done")
        self.place = ChoiceEntry(list(rules.WHERE_WORDS.items()), name="Where", width=88)
        self.place.set_value(rules.Where.REMOTE)
        self.span = TextEntry("0.25 h", "How long, or from-to", width=92)
        self.add_button = Button("Add", "primary", on_click=self.add)
        self._cap = KeyCap("T")
        self._bar = EntryBar(
            "Add time",
            self.target,
            self.words,
            self.span,
            self.place,
            self.add_button,
            self._cap,
            stretch=1,
        )
        entries: tuple[LineEntry, ...] = (self.target, self.words, self.span)
        for entry in entries:
            entry.committed.connect(self.add)
            entry.changed.connect(self._tidy)
        stack(self, self._bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words their room: in a narrow bar the key cap goes and the ends get shorter."""
        super().resizeEvent(event)
        px = theme.current().px
        roomy = self.width() >= px(ROOMY)
        self._cap.setVisible(roomy)
        for entry, wide, narrow in ((self.target, 150, 112), (self.span, 92, 74)):
            entry.setFixedWidth(px(wide if roomy else narrow))

    def show_day(self, person_id: int, day: date, *, open_week: bool) -> None:
        """Add to this person's day from now on; a week handed in takes no more."""
        self._person, self._day = person_id, day
        self.setVisible(open_week and self._desk.may("time"))

    def begin(self, start: int | None = None, end: int | None = None) -> None:
        """Go to the first empty field, with a gap's from-to filled in."""
        if start is not None and end is not None:
            self.span.set_value(f"{clock_span(start)}-{clock_span(end)}")
        first = next((one for one in (self.target, self.words) if one.is_empty()), self.span)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Log what was typed; what is wrong is said below, and nothing typed is lost."""
        self._tidy()
        try:
            ticket_id, role_id = self.target.target()
            self._desk.do(
                actions.log_time,
                ticket_id,
                self._day,
                self.span.text() or "",
                self.words.value(),
                place=str(self.place.value()),
                role_id=role_id,
                person_id=self._person or None,
            )
        except UserError as error:
            self._show(error)
            return
        self.target.set_value(None)
        self.words.set_value("")
        self.place.set_value(rules.Where.REMOTE)
        self.span.set_value("")
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._bar.wrong()

    def _show(self, error: UserError) -> None:
        fields: dict[str | None, Entry] = {
            "ticket": self.target,
            "client_note": self.words,
            "place": self.place,
            "span": self.span,
        }
        entry = fields.get(error.field, self.target if self.target.is_empty() else self.span)
        entry.set_error(True)
        entry.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bar.say(error.text)

    def _tidy(self) -> None:
        for entry in (self.target, self.words, self.place, self.span):
            entry.set_error(False)
        self._bar.say("")
