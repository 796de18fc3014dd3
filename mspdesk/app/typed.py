"""What was typed and is not saved yet, kept so that neither a mistake nor a kill takes it away.

It is held in memory, and every two seconds in a file beside the books (`typed_file`) that goes with
the save. Forms in which a secret is typed are left out of both.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ..rows import dataclass
from .typed_file import Kept, Left, TypedFile

if TYPE_CHECKING:
    from ..desk.desk import Desk
    from ..widgets.editgrid import EditGrid, GridTyped
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
    form: Form | None = None
    name: str = ""

    @property
    def place(self) -> int:
        """Which field it is, among all that are there."""
        return id(self.entry)

    def by_hand(self) -> bool:
        """Whether somebody typed them; a note outside of a form may show what is saved."""
        from ..widgets.fields import NoteEntry

        entry = self.entry
        return self.form is not None or (isinstance(entry, NoteEntry) and entry.typed())

    def stands(self) -> bool:
        """Whether the words are still there and not saved, seen or not."""
        if not isValid(self.entry) or self.entry.text() != self.words:
            return False
        return self.form is None or (isValid(self.form) and self.name in self.form.unsaved())

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


@dataclass(frozen=True, slots=True)
class CellTyping:
    """A cell of a grid with words in it that are not in the books."""

    grid: EditGrid
    cell: GridTyped

    @property
    def label(self) -> str:
        """The cell in words."""
        return self.cell.label

    @property
    def words(self) -> str:
        """What stands there."""
        return self.cell.words

    @property
    def place(self) -> object:
        """Which cell it is, among all that are there."""
        return id(self.grid), self.cell.key, self.cell.nth, self.cell.field

    def by_hand(self) -> bool:
        """Whether somebody typed them."""
        return True

    def stands(self) -> bool:
        """Whether the words are still there and not kept, seen or not."""
        return isValid(self.grid) and self.cell in self.grid.unsaved()

    def put_back(self) -> bool:
        """Put the words into their cell again, to be looked at; False where it is gone."""
        return isValid(self.grid) and self.grid.put_typed(self.cell)


Typed = Typing | CellTyping


def typed_in(page: QWidget) -> list[Typed]:
    """The fields and cells in sight with words that are not saved, in the order of the page."""
    # Loaded with the first page that has a form; the window paints its tabs without them.
    from ..widgets.editgrid import EditGrid
    from ..widgets.fields import NoteEntry
    from ..widgets.form import Form

    forms = [form for form in page.findChildren(Form) if form.isVisible()]
    found: list[Typed] = []
    inside: set[Entry] = set()
    for form in forms:
        entries = [form.entry(name) for name in form.names()]
        inside.update(entries)
        if form.dirty() and not _has_secret(form):
            unsaved = form.unsaved()
            found += [_typing(form.entry(n), form, n) for n in form.shown() if n in unsaved]
    grids = [grid for grid in page.findChildren(EditGrid) if grid.isVisible()]
    for grid in grids:
        inside.update(grid.findChildren(NoteEntry))
        found += [CellTyping(grid, cell) for cell in grid.unsaved()]
    loose = [note for note in page.findChildren(NoteEntry) if note not in inside]
    found += [_typing(note) for note in loose if note.isVisible() and not note.is_empty()]
    return [one for one in found if one.words.strip()]


def _fitting(page: QWidget, words: Mapping[str, str]) -> list[Typing]:
    """The fields in sight nobody has typed into, with the words that were kept for their labels."""
    from ..widgets.fields import LineEntry, NoteEntry
    from ..widgets.form import Form

    found: list[Typing] = []
    for form in page.findChildren(Form):
        if not form.isVisible() or _has_secret(form):
            continue
        unsaved = form.unsaved()
        for name in form.shown():
            entry = form.entry(name)
            kept = words.get(entry.accessibleName(), "")
            plain = isinstance(entry, LineEntry | NoteEntry) and name not in unsaved
            if kept and plain and kept != entry.text():
                found.append(Typing(entry, entry.accessibleName(), kept, form, name))
    return found


def _has_secret(form: Form) -> bool:
    """Whether something of the vault is typed into a form."""
    from ..widgets.fields import SecretEntry

    return any(
        name.startswith("sealed_") or isinstance(form.entry(name), SecretEntry)
        for name in form.names()
    )


def _typing(entry: Entry, form: Form | None = None, name: str = "") -> Typing:
    return Typing(entry, entry.accessibleName(), entry.text(), form, name)


class TypedKeeper(QObject):
    """Keeps what is typed into a window, every two seconds, and knows when something was saved."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk | None = None
        self._file: TypedFile | None = None
        self._saved_at = 0.0
        self._offered: int | None = None
        self._kept: list[Typed] = []
        self._everywhere: list[tuple[str, Typed]] = []
        self._left: list[Left] = []
        self._front: tuple[int, ...] = ()
        self._beat = QTimer(self)
        self._beat.timeout.connect(self.keep)
        self._beat.start(KEEP_MS)
        window.closed.connect(self.keep)

    def keep(self) -> None:
        """Remember what stands in the fields now, here and in the file beside the books."""
        desk = self._window.desk
        if desk is not self._desk:
            self._seat(desk)
        page = self._window.view()
        self._kept = typed_in(page)
        if desk is None or self._file is None:
            return
        self._offer_here(page)
        here = {one.place for one in self._kept}
        # What was typed on another page or tab stands there still, though nobody sees it.
        away = [(on, one) for on, one in self._everywhere if one.place not in here]
        title = page.accessibleName()
        self._everywhere = [(on, one) for on, one in away if one.stands()]
        self._everywhere += [(title, one) for one in self._kept if one.by_hand()]
        kept = [Kept(on, one.label, one.words) for on, one in self._everywhere]
        self._file.write(kept, desk.store.person_id)

    def _seat(self, desk: Desk | None) -> None:
        """Other books, or none: what was typed into those before was let go with their pages."""
        if self._file is not None:
            self._file.write((), None)
        self._desk, self._file, self._everywhere, self._offered = desk, None, [], None
        self._left = []
        if desk is None:
            return
        desk.changed.connect(self._saved)
        # Books that are only read take nothing in, so nothing typed there could be lost.
        if not desk.store.read_only:
            self._file = TypedFile(desk.store.place)
            desk.person_changed.connect(self._offer)
            self._offer()

    def _offer(self) -> None:
        """Say that words are there which a killed program left, and show them when asked."""
        desk, file = self._desk, self._file
        if desk is None or file is None:
            return
        left = file.left(desk.store.person_id)
        if not left or desk.store.person_id == self._offered:
            return
        self._offered, self._left = desk.store.person_id, left
        count = sum(len(one.kept) for one in left)
        fields = "1 field" if count == 1 else f"{count} fields"
        words = f"MSPDesk ended before all was saved. What was typed into {fields} is kept."
        self._window.status.note(words, "See what was typed", lambda: self._show(left))

    def _offer_here(self, page: QWidget) -> None:
        """Offer to put words of a killed program in where their form is in front again."""
        title = page.accessibleName()
        words = {
            kept.label: kept.words
            for left in self._left
            if left.file.exists()
            for kept in left.kept
            if kept.page == title
        }
        empty = _fitting(page, words) if words else []
        front = tuple(one.place for one in empty)
        # Said once while the page is in front, and again when somebody comes back to it.
        if front and front != self._front:
            self._window.status.say(
                "What was typed here before MSPDesk ended is kept.",
                lambda: [one.put_back() for one in empty],
                undo_text="Put it in",
            )
        self._front = front

    def _show(self, left: list[Left]) -> None:
        from .typed_page import TypedPage

        window = self._window
        back = window.close_pages_to(window.view())
        window.lay_over(TypedPage(window, left, back))

    def _saved(self, _tables: object = None) -> None:
        self._saved_at = time.monotonic()
        # Once the page has counted it as saved, the file forgets it too.
        QTimer.singleShot(0, self, self.keep)

    def saved_just_now(self) -> bool:
        """Whether a step was saved right before this moment."""
        return bool(self._saved_at) and time.monotonic() - self._saved_at < JUST_BEFORE

    def found(self) -> list[Typed]:
        """What was typed: what stands there now, and what stood there at the last beat."""
        now = typed_in(self._window.view())
        there = {one.place for one in now}
        # After something was saved, words that are gone from their field were saved with it.
        lost = [] if self.saved_just_now() else self._kept
        return now + [one for one in lost if one.place not in there]
