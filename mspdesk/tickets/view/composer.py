"""The note at the foot of a ticket: for us or for the client, with the time it took."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets import painting, theme
from ...widgets.buttons import Button
from ...widgets.entry import NoteEntry
from ...widgets.form import HelpLine
from ...widgets.keycap import KeyCap
from ...widgets.layout import STRETCH, row, stack
from ...widgets.segments import SegmentControl
from .. import actions


class Composer(QWidget):
    """Words, who may read them, hours from timekeeping, and one button.

    What is typed is kept for each ticket until it is saved.
    """

    def __init__(self, desk: Desk, on_saved: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_saved = desk, on_saved
        self._ticket_id = 0
        self._kept: dict[int, tuple[str, str]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.note = NoteEntry(
            "Write what you did and what happens next", "Note", lines=2, bare=True
        )
        self.note.setFixedHeight(theme.current().px(NOTE_HEIGHT))
        self.note.committed.connect(self.save)
        self.readers = SegmentControl(
            "Who reads it", [("us", "Internal"), ("client", "Client can see")]
        )
        self.readers.choose("us")
        # Files that are dropped on the note belong to the ticket; as words they would be paths.
        for edit in self.note.findChildren(QPlainTextEdit):
            edit.setAcceptDrops(False)
        self._wrong = HelpLine("")
        self._wrong.hide()
        self.save_button = Button("Save note", "primary", on_click=self.save)
        self._key = KeyCap("Ctrl+Enter")
        self.parts: list[Any] = [panel.make(desk) for panel in desk.panels("ticket.composer")]
        stack(
            self,
            self.note,
            self._wrong,
            row(self.readers, STRETCH, *self.parts, self.save_button, self._key, gap=8),
            gap=4,
            margin=(12, 6, 8, 8),
        )

    def show_id(self, ticket_id: int) -> None:
        """Turn to a ticket; what was begun on the last one waits there."""
        if ticket_id == self._ticket_id:
            return
        if self._ticket_id:
            self._kept[self._ticket_id] = (self.note.text(), self.readers.current())
        self._ticket_id = ticket_id
        words, readers = self._kept.pop(ticket_id, ("", "us"))
        self.note.set_value(words)
        self.readers.choose(readers)
        self._say("")
        for part in self.parts:
            part.show_id(ticket_id)

    def save(self) -> None:
        """Save the note, as time where hours were typed; what is wrong is said above the button."""
        words, client_sees = self.note.value(), self.readers.current() == "client"
        try:
            if not any(part.save(self._ticket_id, words, client_sees) for part in self.parts):
                self._desk.do(actions.add_note, self._ticket_id, words, client_sees)
        except UserError as error:
            self._say(error.text)
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say("")
        self.note.set_value("")
        self.readers.choose("us")
        for part in self.parts:
            part.clear()
        self._on_saved()

    def wrong(self) -> str:
        """What is said to be wrong."""
        return self._wrong.wrong()

    def _say(self, wrong: str) -> None:
        self._wrong.say(wrong)
        self._wrong.setVisible(bool(wrong))

    def resizeEvent(self, event: object) -> None:
        """The key cap steps back in a narrow pane."""
        self._key.setVisible(self.width() >= KEY_CAP_FROM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet to write on."""
        painting.box(painting.begin(self), QRectF(self.rect()), 8, "paper", "edge")


NOTE_HEIGHT = 46
KEY_CAP_FROM = 450
"""Width in px of the pane below which the key cap has no room."""
