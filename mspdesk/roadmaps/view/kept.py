"""Words that are kept when their field is left; what is being typed is never overwritten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ...errors import UserError
from ...widgets import theme
from ...widgets.entry import Entry, NoteEntry
from ...widgets.form import HelpLine
from ...widgets.layout import lead_focus, stack

LOW = 40
"""Px of an empty field for words: most points need a line or two."""


class Kept(QWidget):
    """An entry that writes what was typed by `save(value)`; a refusal is said below it."""

    def __init__(self, entry: Entry, save: Callable[[object], object]) -> None:
        super().__init__()
        self.entry = entry
        self._save = save
        self._shown: object = None
        if isinstance(entry, NoteEntry):
            entry.sheet.setMinimumHeight(theme.current().px(LOW))
        self.said = HelpLine("")
        stack(self, entry, self.said, gap=2)
        self.said.hide()
        entry.left.connect(self.keep)
        entry.committed.connect(self.keep)
        lead_focus(self, entry.field)

    def show_value(self, value: object) -> None:
        """Show what is kept now, unless something else is being typed; that is told of it then."""
        if self._shown is None or self._typed() == self._shown:
            if self._typed() != value:
                self.entry.set_value(value)
        elif value not in (self._shown, self._typed()):
            theirs = f"“{value}”" if value else "It was taken away"
            self._say(f"Meanwhile somebody else wrote: {theirs}. What you typed replaces it.")
        self._shown = value

    def _typed(self) -> object:
        try:
            return self.entry.value()
        except UserError as error:
            self._say(error.text)
            return _UNREADABLE

    def _say(self, words: str) -> None:
        self.said.say(words)
        self.said.setVisible(bool(words))

    def unkept(self) -> bool:
        """Whether something was typed that is not written."""
        return self._typed() != self._shown

    def keep(self) -> None:
        """Write what was typed since; nothing typed is lost where it is refused."""
        self._say("")
        typed = self._typed()
        if typed is _UNREADABLE or typed == self._shown:
            return
        before, self._shown = self._shown, typed
        try:
            self._save(typed)
        except UserError as error:
            self._shown = before
            self._say(error.text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when something else is shown."""
        super().hideEvent(event)
        self.keep()


_UNREADABLE = object()
