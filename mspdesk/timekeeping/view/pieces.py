"""What time adds to a ticket's page: Start and Stop, its time in the notes, hours beside a note."""

from PySide6.QtWidgets import QWidget

from ...dates import today
from ...desk.desk import Desk
from ...errors import UserError
from ...tickets.queries import TimelineRow
from ...widgets.buttons import Button
from ...widgets.entry import TextEntry
from ...widgets.layout import row, stack
from .. import actions, queries, rules
from ..queries import EntryRow
from .timer import TimerSheet


class TimerButton(QWidget):
    """Start timer, or Stop while it runs on this ticket."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ticket_id: int | None = None
        self._running: queries.TimerRow | None = None
        self.button = Button("Start timer", icon="play", on_click=self.toggle)
        stack(self, row(self.button))
        self._sheet: TimerSheet | None = None
        desk.keep_fresh(self, {"timer"}, self._reload)

    @property
    def sheet(self) -> TimerSheet:
        """The sheet, built when it is first wanted."""
        if self._sheet is None:
            self._sheet = TimerSheet(self._desk, self)
        return self._sheet

    def show_id(self, ticket_id: int | None) -> None:
        """Turn to a ticket."""
        if self._sheet is not None and ticket_id != self._ticket_id:
            self._sheet.close_sheet()
        self._ticket_id = ticket_id
        self._reload()

    def _reload(self) -> None:
        person = self._desk.person_id
        self._running = self._desk.ask(queries.running, person) if person else None
        here = self._running is not None and self._running.ticket_id == self._ticket_id
        self.button.set_text("Stop timer" if here else "Start timer")
        self.button.set_kind("default", "square" if here else "play")
        self.button.setEnabled(self._ticket_id is not None and self._desk.may("time"))

    def toggle(self) -> None:
        """Start the timer on this ticket, or ask what was done and stop it."""
        if self._running is not None and self._running.ticket_id == self._ticket_id:
            self.sheet.ask_to_stop(self._running)
        else:
            self.begin()

    def begin(self) -> None:
        """Start the timer on this ticket; says why not when another one is on."""
        if self._ticket_id is None:
            return
        try:
            self._desk.do(actions.start_timer, self._ticket_id)
        except UserError as error:
            self._desk.refuse(error)


class TicketTime:
    """A ticket's time, for its timeline."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self, ticket_id: int) -> list[TimelineRow]:
        """Each entry with its client note; what it is about to bill stands quietly beside it."""
        return [timeline_row(one) for one in self._desk.ask(queries.ticket_entries, ticket_id)]


def timeline_row(one: EntryRow) -> TimelineRow:
    """An entry as the timeline shows it."""
    how = rules.KIND_WORDS[rules.Kind(one.kind)].lower()
    return TimelineRow(
        one.ends_at,
        one.person,
        one.client_note,
        one.minutes,
        client_sees=True,
        how=how,
        person_id=one.person_id,
    )


class HoursField(QWidget):
    """How long it took, beside Save note: with hours the note is a time entry."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.span = TextEntry("0.25 h", "Time this took, or from-to", width=84)
        self._kept: dict[int, str] = {}
        self._ticket_id = 0
        stack(self, self.span)

    def show_id(self, ticket_id: int) -> None:
        """Turn to a ticket; hours typed on the last one wait there."""
        if ticket_id == self._ticket_id:
            return
        self._kept[self._ticket_id] = self.span.text()
        self._ticket_id = ticket_id
        self.span.set_value(self._kept.pop(ticket_id, ""))
        self.span.set_error(False)

    def save(self, ticket_id: int, text: str, client_sees: bool) -> bool:
        """Save the note as time when hours were typed; False when none were.

        Raises UserError: the words of time are read by the client, so they must be meant for them.
        """
        self.span.set_error(False)
        if self.span.is_empty():
            return False
        if not client_sees:
            raise UserError("The client reads the words of time. Choose “Client can see”.")
        try:
            self._desk.do(actions.log_time, ticket_id, today(), self.span.text(), text)
        except UserError as error:
            self.span.set_error(error.field == "span")
            raise
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self.span.set_value("")
        self.span.set_error(False)
