"""What one works through on a ticket: its checklist, its TSR log, its calls, beside the ticket."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Panel, Place
from ...desk.desk import Desk
from ...widgets.layout import column, stack
from ...widgets.safe import Label
from ...widgets.tabs import UnderlineTabs

TICKET = "ticket"
"""The key of the ticket itself among its parts."""


class Modes(QWidget):
    """The ticket and what upper areas put beside it, one in sight, with tabs where there is more.

    `turned` says which part came into sight. A part is built when it is first opened. A tab stands
    only while its part has something to show, or was opened.
    """

    turned = Signal(str)

    def __init__(self, desk: Desk, ticket: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._panels: dict[str, Panel] = {one.key: one for one in desk.panels("ticket.mode")}
        self._made: dict[str, Any] = {}
        self._opened: set[str] = set()
        self._ticket_id = 0
        self.tabs = UnderlineTabs("Parts of the ticket")
        self.tabs.add(TICKET, "Ticket")
        for one in self._panels.values():
            self.tabs.add(one.key, one.title)
        self.tabs.chosen.connect(self._turn)
        self.title = Label("", "card", elide=True)
        self._head = column(self.tabs, self.title, gap=8, margin=(16, 6, 20, 4))
        self._head.hide()
        self.pages = QStackedWidget()
        self.pages.addWidget(ticket)
        self._ticket = ticket
        stack(self, self._head, self.pages)

    def show_ticket(self, ticket_id: int, words: str) -> None:
        """Turn to a ticket, or look again at the one that is shown; `words` name it."""
        if ticket_id != self._ticket_id:
            self._ticket_id = ticket_id
            self._opened.clear()
            self.leave()
        self.title.set_text(words)
        shown = [one.key for one in self._panels.values() if self._shown(one)]
        for key, one in self._panels.items():
            self.tabs.set_shown(key, shown=key in shown)
            if one.count is not None and key in shown:
                count = self._desk.ask(one.count, ticket_id)
                self.tabs.set_count(key, "" if count is None else count)
        self._head.setVisible(bool(shown))
        self.title.setVisible(self.current() != TICKET)
        made = self._made.get(self.current())
        if made is not None:
            made.show_id(ticket_id)

    def _shown(self, one: Panel) -> bool:
        if one.key in self._opened or one.key == self.current():
            return True
        return one.shown is not None and bool(self._desk.ask(one.shown, self._ticket_id))

    def current(self) -> str:
        """The key of the part in sight."""
        return self.tabs.current_key()

    def offers(self, key: str) -> bool:
        """Whether somebody put a part with this key beside tickets."""
        return key in self._panels

    def open(self, key: str, place: Place | None = None) -> None:
        """Show a part and give it the keyboard."""
        if key not in self._panels or not self._ticket_id:
            return
        self._opened.add(key)
        self._head.show()
        self.tabs.choose(key)
        part = self._part(key)
        if place is not None and hasattr(part, "arrive"):
            part.arrive(place)
        elif hasattr(part, "focus_first"):
            part.focus_first()

    def leave(self) -> bool:
        """Go back to the ticket itself; False when it is in sight already."""
        if self.current() == TICKET:
            return False
        self.tabs.choose(TICKET)
        return True

    def _turn(self, key: str) -> None:
        self.title.setVisible(key != TICKET)
        self.pages.setCurrentWidget(self._ticket if key == TICKET else self._part(key))
        self.turned.emit(key)

    def _part(self, key: str) -> Any:
        part = self._made.get(key)
        if part is None:
            part = self._made[key] = self._panels[key].make(self._desk)
            self.pages.addWidget(part)
            self.pages.setCurrentWidget(part)
        part.show_id(self._ticket_id)
        return part
