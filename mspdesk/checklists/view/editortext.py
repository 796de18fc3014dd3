"""The checklist as text: typed as it likes, with the line of whatever cannot be read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...errors import UserError
from ...widgets.buttons import LinkButton
from ...widgets.entry import NoteEntry
from ...widgets.layout import row, stack
from ...widgets.safe import Label
from ..rules.master_text import read
from .lineform import IDLE_MS

_KEYS = "Each section begins with [[section]], each step with [[section.line]]."


class TextSheet(QWidget):
    """A sheet to type a checklist on; `on_text` gets the text when it is to be kept."""

    def __init__(self, on_text: Callable[[str], object]) -> None:
        super().__init__()
        self._on_text = on_text
        self._typed, self._line = False, 0
        self.entry = NoteEntry("", "The checklist as text", lines=20)
        self.entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(IDLE_MS)
        self._rest.timeout.connect(self.keep)
        self.entry.changed.connect(self._changed)
        self.entry.left.connect(self.keep)
        self.entry.committed.connect(self.keep)
        self.link = LinkButton("", self.to_fault, color="red", name="Go to the line")
        self._words = Label("", "meta", "red", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fault = row(self.link, self._words)
        self._fault.hide()
        note = Label(_KEYS, "meta", "ink2", wrap=True)
        stack(self, note, self.entry, self._fault, gap=6, margin=(22, 0, 16, 10))

    def show_text(self, text: str) -> None:
        """Put a text on the sheet; nobody typed it there."""
        if self.entry.text() != text:
            self.entry.sheet.blockSignals(True)
            self.entry.set_value(text)
            self.entry.sheet.blockSignals(False)
        self._typed = False
        self._show_fault()

    def typed(self) -> bool:
        """Whether something was typed that was not kept."""
        return self._typed

    def keep(self) -> None:
        """Keep at once whatever was typed."""
        self._rest.stop()
        if self._typed:
            self._typed = False
            self._on_text(self.entry.text())

    def _changed(self) -> None:
        self._typed = True
        self._rest.start()
        self._show_fault()

    def _show_fault(self) -> None:
        """Say what is wrong with the text, with a way to its line."""
        try:
            read(self.entry.text(), draft=True)
        except UserError as error:
            place, _, words = error.text.partition(": ")
            self._line = int(place[5:]) if place.startswith("Line ") else 0
            self.link.set_text(place if self._line else "Text")
            self._words.set_text(words or error.text)
            self._fault.show()
        else:
            self._fault.hide()

    def to_fault(self) -> None:
        """Put the cursor at the end of the line that cannot be read."""
        sheet = self.entry.sheet
        cursor = QTextCursor(sheet.document().findBlockByNumber(max(0, self._line - 1)))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        sheet.setTextCursor(cursor)
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)
