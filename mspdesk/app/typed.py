"""What was typed and is not saved yet, held in memory so that a mistake cannot take it away.

Nothing of it is ever written to a disk, and forms in which a secret is typed are left out.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ..rows import dataclass

if TYPE_CHECKING:
    from ..desk.desk import Desk
    from ..widgets.fields import Entry
    from ..widgets.form import Form
    from .window import Window

KEEP_MS = 2_000
"""How often what stands in the fields is kept (ecosystem: two seconds after the last key)."""

JUST_BEFORE = 2.0
"""Seconds within which a step counts as the one a mistake followed."""


@dataclass(frozen=True, slots=True)
class Typing:
    """A field with words in it that are not saved: where they stood, its label, the words."""

    entry: Entry
    label: str
    words: str

    def put_back(self) -> bool:
        """Put the words into their field again; False where it is gone."""
        from ..widgets.fields import LineEntry, NoteEntry

        if not isValid(self.entry):
            return False
        if self.entry.text() != self.words:
            if isinstance(self.entry, NoteEntry):
                self.entry.set_value(self.words)
            elif isinstance(self.entry, LineEntry):
                self.entry.set_text(self.words)
        return True


def typed_in(page: QWidget) -> list[Typing]:
    """The fields in sight with words that are not saved, in the order of the page."""
    # Loaded with the first page that has a form; the window paints its tabs without them.
    from ..widgets.fields import NoteEntry
    from ..widgets.form import Form

    forms = [form for form in page.findChildren(Form) if form.isVisible()]
    found = []
    inside: set[Entry] = set()
    for form in forms:
        entries = [form.entry(name) for name in form.names()]
        inside.update(entries)
        if form.dirty() and not _has_secret(form):
            unsaved = form.unsaved()
            found += [_typing(form.entry(name)) for name in form.shown() if name in unsaved]
    loose = [note for note in page.findChildren(NoteEntry) if note not in inside]
    found += [_typing(note) for note in loose if note.isVisible() and not note.is_empty()]
    return [one for one in found if one.words.strip()]


def _has_secret(form: Form) -> bool:
    """Whether something of the vault is typed into a form."""
    from ..widgets.fields import SecretEntry

    return any(
        name.startswith("sealed_") or isinstance(form.entry(name), SecretEntry)
        for name in form.names()
    )


def _typing(entry: Entry) -> Typing:
    return Typing(entry, entry.accessibleName(), entry.text())


class TypedKeeper(QObject):
    """Keeps what is typed into a window, every two seconds, and knows when something was saved."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk | None = None
        self._saved_at = 0.0
        self._kept: list[Typing] = []
        self._beat = QTimer(self)
        self._beat.timeout.connect(self.keep)
        self._beat.start(KEEP_MS)

    def keep(self) -> None:
        """Remember what stands in the fields now."""
        desk = self._window.desk
        if desk is not self._desk:
            self._desk = desk
            if desk is not None:
                desk.changed.connect(self._saved)
        self._kept = typed_in(self._window.view())

    def _saved(self, _tables: object = None) -> None:
        self._saved_at = time.monotonic()

    def saved_just_now(self) -> bool:
        """Whether a step was saved right before this moment."""
        return bool(self._saved_at) and time.monotonic() - self._saved_at < JUST_BEFORE

    def found(self) -> list[Typing]:
        """What was typed: what stands there now, and what stood there at the last beat."""
        now = typed_in(self._window.view())
        there = {id(one.entry) for one in now}
        # After something was saved, words that are gone from their field were saved with it.
        lost = [] if self.saved_just_now() else self._kept
        return now + [one for one in lost if id(one.entry) not in there]
