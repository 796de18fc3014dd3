"""The Tickets tab as one piece: board, ticket, new ticket, and the keys between them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Found, Place, found_client
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets import dialogs
from ...widgets.drop import FileDrop
from ...widgets.layout import EmptyState, stack
from ...widgets.splitter import ListDetail
from .. import queries, rules
from . import mails
from .board import BoardPane
from .files import FilePage
from .modes import TICKET
from .new_ticket import NewTicket
from .page import TicketPane

if TYPE_CHECKING:
    from ..runs.mails import MailCame

BOARD_TABLES = {"ticket", "client", "person", "time_entry"}
PAGE_TABLES = {
    "ticket",
    "ticket_text",
    "ticket_note",
    "status_change",
    "ticket_link",
    "watcher",
    "escalation",
    "ticket_file",
    "client",
    "contact",
    "site",
    "device",
    "agreement",
    "person",
    "time_entry",
    "timer",
}

PARTS = {"c": "checklist", "l": "log", "v": "calls", "g": "guideline"}
"""The letters that open what one works through on a ticket (S061 to S063)."""


BESIDE = (TICKET, "guideline")
"""What is read beside the list of tickets; everything else has the width to itself."""


class TicketsView(QWidget):
    """The service board beside one ticket (S044 to S046)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Tickets")
        self._desk = desk
        tiers = len(desk.ask(people)) > 1
        self.board = BoardPane(
            desk,
            tiers=tiers,
            on_select=self._selected,
            on_open=self._open,
            on_new=self.new_here,
            on_print=self.print_board,
        )
        self.pane = TicketPane(
            desk, tiers=tiers, on_print=self._print_ticket, on_leave=self._to_list
        )
        self.pane.modes.turned.connect(self._turned)
        self.pane.looked_at.connect(self._look_at)
        self.file: FilePage | None = None
        self._tiers = tiers
        self._form: NewTicket | None = None
        self._nothing = EmptyState(
            "sticky-note", "No ticket chosen", "Choose one from the list to see and change it."
        )
        self.pages = QStackedWidget()
        for page in (self._nothing, self.pane):
            self.pages.addWidget(page)
        self.split = ListDetail("tickets", self.board, self.pages)
        stack(self, self.split)
        self.drop = FileDrop(self.board, self._mail_words, lambda paths: self.read_mail(paths[0]))
        # No stop of Tab: it hands the keyboard to the list, and the bar before it would be skipped.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        desk.keep_fresh(self, BOARD_TABLES | PAGE_TABLES, self._reload)
        if self.pages.currentWidget() is self._nothing:
            self.board.table.select_first()

    @property
    def new(self) -> NewTicket:
        """The form of a new ticket, built when it is first wanted."""
        if self._form is None:
            self._form = NewTicket(
                self._desk,
                tiers=self._tiers,
                on_opened=self._opened,
                on_cancel=self._cancelled,
            )
            self.pages.addWidget(self._form)
        return self._form

    # Showing.

    def _reload(self) -> None:
        self.board.reload()
        if self.pages.currentWidget() is self.pane and not self.pane.reload():
            self._show_nothing()

    def _turned(self, mode: str) -> None:
        """Give the whole width to what is worked through on a ticket."""
        self.board.setVisible(mode in BESIDE)
        if mode == TICKET:
            self.board.focus_list()

    def _selected(self, ticket_id: int) -> None:
        """Follow the list, unless somebody is writing beside it and the list moved by itself."""
        if not self._in_ticket():
            self._show(ticket_id)

    def _in_ticket(self) -> bool:
        """Whether the keyboard is in the ticket or in the form of a new one."""
        return self.pages.isAncestorOf(self.focusWidget())

    def _show(self, ticket_id: int) -> None:
        """Show a ticket beside the board; a new one that was begun waits in its form."""
        if self.pane.show_ticket(ticket_id):
            self.pages.setCurrentWidget(self.pane)
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self.pages.setCurrentWidget(self._nothing)

    def _open(self, ticket_id: int) -> None:
        """Enter in the list goes into the ticket."""
        self._show(ticket_id)
        self.pane.composer.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, ticket_id: int) -> None:
        """A new ticket was saved: pick it in the list, so that T starts its timer."""
        self.board.show_all_open()
        self.board.reload()
        self.board.select(ticket_id)
        self._show(ticket_id)
        self.board.focus_list()

    def _cancelled(self) -> None:
        chosen = self.board.selected()
        if chosen is not None:
            self._show(chosen.id)
        else:
            self._show_nothing()
        self.board.focus_list()

    def _look_at(self, file_id: int, name: str) -> None:
        """Show a file of the ticket in its place, until Back."""
        if self.file is None:
            self.file = FilePage(self._desk, self._from_file)
            self.pages.addWidget(self.file)
        self.pages.setCurrentWidget(self.file)
        self.file.show_file(file_id, name)

    def _mail_words(self, paths: Sequence[Path]) -> str:
        """What letting go over the list does: only a mail means something there."""
        may = self._desk.may("tickets") and mails.is_mail(paths)
        return "New ticket from this mail" if may else ""

    def choose_mail(self) -> None:
        """Ask for a mail and make a ticket of it."""
        if self._desk.may("tickets"):
            path = dialogs.choose_file(self, "New ticket from a mail", mails.PATTERN)
            if path is not None:
                self.read_mail(path)

    def read_mail(self, path: Path) -> None:
        """Read a mail and show it in the form; nothing is kept before somebody saves."""
        if self._form is not None and self._form.dirty():
            self._begin({})
            self._desk.say("Open or cancel the ticket you began first.")
            return
        mails.read(self._desk, path, self._mail_came)

    def _mail_came(self, came: "MailCame") -> None:
        if came.ticket_id is not None:
            self._go_to(came.ticket_id)
            shown = self.pane.page()
            number = rules.number_words(shown.number) if shown is not None else "a ticket"
            self._desk.say(f"This mail is on {number} already.")
            return
        self._begin(dict(mails.about(came)))

    def _from_file(self) -> None:
        if not self.pane.reload():
            self._show_nothing()
            return
        self.pages.setCurrentWidget(self.pane)
        self.pane.files.focus_first()

    def _to_list(self) -> None:
        """Back to the list; a ticket that has left it makes room for the one picked there."""
        chosen, page = self.board.selected(), self.pane.page()
        self.board.focus_list()
        if chosen is not None and page is not None and chosen.id != page.id:
            self._show(chosen.id)

    # What the window asks for.

    def show_place(self, place: Place) -> None:
        """Go to a ticket, or to the form of a new one."""
        if place.do == "new":
            self._begin(dict(place.about))
        elif place.id is not None:
            self._go_to(place.id)
            if place.do == "mode":
                self.pane.modes.open(str(place.about.get("mode", "")), place)
        elif place.do == "mail":
            self.choose_mail()
        elif place.do == "next":
            self._go_to_next()
        elif place.do == "waiting":
            self.board.segments.choose("waiting")

    def _go_to_next(self) -> None:
        """Show what the person at work should take up now (S044)."""
        me = self._desk.person_id
        found = None if me is None else self._desk.ask(queries.my_next_ticket, me)
        if found is None:
            self._desk.say("Nothing waits for you that you could do now.")
        else:
            self._go_to(found.id)

    def _go_to(self, ticket_id: int) -> None:
        """Show a ticket wherever it is, picked in the list where the list has it.

        One that was merged leads to where it went.
        """
        asked, ticket_id = ticket_id, self._desk.ask(queries.merged_into, ticket_id)
        if not self.board.select(ticket_id):
            rows = self._desk.ask(queries.tickets_by_id, [ticket_id])
            if rows and rows[0].status in rules.OPEN:
                self.board.show_all_open()
                self.board.select(ticket_id)
            else:
                self.board.table.clear_selection()
        self._show(ticket_id)
        self.board.focus_list()
        shown = self.pane.page()
        if asked != ticket_id and shown is not None:
            self._desk.say(f"It was merged into {rules.number_words(shown.number)}.")

    def new_here(self) -> None:
        """Turn to the form of a new ticket."""
        self._begin({})

    def _begin(self, about: dict[str, object]) -> None:
        if not self._desk.may("tickets"):
            return
        self.new.offer_staff()
        self.pages.setCurrentWidget(self.new)
        self.new.begin(about)

    def selected_ticket(self) -> int | None:
        """The ticket that is looked at, for the timer."""
        page = self.pane.page()
        return page.id if page is not None and self.pages.currentWidget() is self.pane else None

    def client_in_front(self) -> Found | None:
        """The client of the ticket that is looked at, for the palette."""
        page = self.pane.page()
        if page is None or self.selected_ticket() is None:
            return None
        return found_client(page.client_id, page.client)

    def focus_filter(self) -> None:
        """Put the keyboard into the words that narrow the list."""
        self.board.filters.focus_text()

    def next_pane(self) -> None:
        """Go from the list into the ticket and back."""
        if self._in_ticket():
            self._to_list()
        elif self._form is not None and self.pages.currentWidget() is self._form:
            self._form.title.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pane.composer.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_shown(self) -> None:
        """Print the ticket when the keyboard is in it, else the board."""
        if self._in_ticket():
            self._print_ticket()
        else:
            self.print_board()

    def print_board(self) -> None:
        """Print every open ticket, grouped by priority."""
        from ..printables import BOARD

        self._desk.print_document(BOARD, (), "Board")

    def _print_ticket(self) -> None:
        from ..printables import WORK_ORDER

        page = self.pane.page()
        if page is not None:
            self._desk.print_document(WORK_ORDER, page.id, f"Work order {page.number}")

    # Keys that work while no field has the keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 priority, S status, A assign, E estimate, U up, F file, M merge, letters of parts.

        Esc lifts the filter by words.
        """
        letters: dict[str, Callable[[], object]] = {
            "s": self.pane.edit_status,
            "a": lambda: self.pane.edit("assigned"),
            "e": lambda: self.pane.edit("estimate"),
            "f": self.pane.attach,
            "m": lambda: self.pane.edit("merge"),
            "u": lambda: self.pane.edit("escalate"),
            **{str(n): partial(self.pane.set_priority, n) for n in (1, 2, 3, 4)},
            **{letter: partial(self.pane.modes.open, key) for letter, key in PARTS.items()},
        }
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        deed = letters.get(event.text().lower()) if plain else None
        if event.key() == Qt.Key.Key_Escape and self.board.filters.words():
            self.board.filters.drop_text()
            self.board.focus_list()
        elif deed is not None and self._desk.settings.single_keys and self.selected_ticket():
            deed()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """The tab's keyboard is the list's."""
        self.board.focus_list()
