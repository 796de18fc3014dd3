"""A quiet line on a ticket that is worked on after hours: did the client say yes? (S049)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import hours_h, today
from ...desk.desk import Desk
from ...errors import UserError
from ...timekeeping.actions import record_yes
from ...timekeeping.queries.approvals import AfterHours, after_hours_of
from ...widgets.buttons import Button
from ...widgets.entry import TextEntry
from ...widgets.layout import Notice, stack


class AfterHoursOffer(QWidget):
    """Asks who of the client approved work at double time; gone once it is recorded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ticket_id = 0
        self.who = TextEntry("Who at the client said yes", "Who said yes", width=210)
        self.record_button = Button("Record yes", on_click=self.record, name="Record the yes")
        self.who.committed.connect(self.record)
        self.notice = Notice("", "", [self.who, self.record_button], icon="clock", below=True)
        stack(self, self.notice, margin=(0, 0, 0, 6))
        desk.keep_fresh(self, {"ticket", "time_entry", "after_hours_yes"}, self._reload)

    def show_id(self, ticket_id: int) -> None:
        """Show how another ticket stands to work after hours."""
        if ticket_id != self._ticket_id:
            self._ticket_id = ticket_id
            self.who.set_value("")
            self.who.set_error(False)
        self._reload()

    def _reload(self) -> None:
        found = self._desk.ask(after_hours_of, self._ticket_id) if self._ticket_id else None
        self.setVisible(found is not None and found.asks)
        if found is not None and found.asks:
            self.notice.set_notice(*_words(found))

    def record(self) -> None:
        """Record who said yes, today."""
        try:
            self._desk.do(record_yes, self._ticket_id, self.who.value() or "", today())
        except UserError as error:
            self.who.set_error(True)
            self._desk.refuse(error)


def _words(found: AfterHours) -> tuple[str, str]:
    if found.waiting:
        title = f"{hours_h(found.waiting)} at double time wait for a yes"
    else:
        title = "It is after hours: work on this ticket bills at double time"
    if found.contacts:
        names = " or ".join(found.contacts)
        return title, f"At {found.client} {names} may approve it."
    return title, f"Nobody at {found.client} is marked as who may approve it. Ask who decides."
