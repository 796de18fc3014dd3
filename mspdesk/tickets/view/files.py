"""The files of a ticket: a line each on its page, and one of them looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...dates import clock_time, short_date, today
from ...desk.desk import Desk
from ...errors import Trouble, UserError
from ...people.rules import first_name
from ...widgets import dialogs
from ...widgets.boxes import STRETCH, Scroll, Section, clear, column, row, stack
from ...widgets.buttons import Button, LinkButton
from ...widgets.glyphs import Glyph, GlyphBox
from ...widgets.pictures import PictureView
from ...widgets.safe import Label
from .. import actions, rules
from ..queries import FileRow, TicketPage

if TYPE_CHECKING:
    from ..runs.files import Looked


class FilesPart(QWidget):
    """The files on a ticket; not there while it has none."""

    def __init__(self, on_look: Callable[[int], object], on_attach: Callable[[], object]) -> None:
        super().__init__()
        self._on_look, self._rows = on_look, QVBoxLayout()
        self._rows.setSpacing(2)
        self.section = Section("Files")
        self._attach = LinkButton("Attach another", on_attach, role="meta")
        stack(self, 12, row(self.section, self._attach), 2, self._rows)
        self.hide()

    def show_page(self, page: TicketPage, *, may: bool) -> None:
        """Show the files of a ticket."""
        clear(self._rows)
        self._links: list[LinkButton] = []
        for one in page.files:
            self._rows.addWidget(self._line(one))
        size = rules.size_words(sum(one.size for one in page.files))
        self.section.set_note(f"{len(page.files)}, {size}" if len(page.files) > 1 else "")
        self._attach.setVisible(may)
        self.setVisible(bool(page.files))

    def focus_first(self) -> None:
        """Give the keyboard to the first file, as when one comes back from looking at one."""
        if self._links:
            self._links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, one: FileRow) -> QWidget:
        words = ", ".join(filter(None, (rules.size_words(one.size), first_name(one.who))))
        day = one.at.date()
        when = clock_time(one.at) if day == today() else short_date(day)
        icon, color = ("triangle-alert", "amber") if one.can_run else ("file-text", "ink3")
        if one.name.lower().endswith(_PICTURES):
            icon = "image"
        name = LinkButton(
            rules.short_name(one.name), lambda: self._on_look(one.id), name=f"{one.name}, {words}"
        )
        self._links.append(name)
        return row(
            GlyphBox(Glyph.drawn(icon, color)),
            name,
            Label(f"{words}, {when}", "meta", "ink3", elide=True),
            Label("Can run: look twice", "meta", "amber") if one.can_run else None,
            STRETCH,
            gap=7,
        )


_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff")


class FilePage(QWidget):
    """One file looked at: a picture, the beginning of a text, or why it is not shown.

    Nothing is ever opened by another program from here; a copy is saved where somebody says.
    """

    def __init__(self, desk: Desk, on_back: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("File")
        self._desk, self._on_back = desk, on_back
        self._wanted: int | None = None
        self._shown: Looked | None = None
        self.title = Label("", "record", elide=True)
        self._size = Label("", "meta", "ink3")
        self.back = Button("Back", on_click=on_back, name="Back to the ticket")
        self.save = Button("Save a copy", on_click=self.save_copy)
        self.remove = Button("Remove", "quiet", on_click=self.take_away, name="Remove this file")
        self.picture = PictureView("Picture")
        self.text = Label("", "body", "ink", wrap=True, selectable=True)
        self.words = Label("", "body", "ink2", wrap=True)
        bar = row(self._size, STRETCH, self.remove, self.save, self.back)
        body = column(self.words, self.text, self.picture, STRETCH, margin=(20, 12, 20, 20))
        stack(self, column(self.title, bar, margin=(20, 12, 20, 0)), Scroll(body))

    def show_file(self, file_id: int, name: str) -> None:
        """Show a file; it is read behind the window, as a picture may take a moment."""
        # What reads apart from this process is imported when it is first wanted.
        from ..runs.files import look_at

        self._wanted, self._shown = file_id, None
        self.title.set_text(name)
        self._tell("Reading it…")
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        job = self._desk.fetch("Reading a file", look_at, file_id)
        job.then(lambda found: self._came(file_id, found))
        job.otherwise(lambda error: self._failed(file_id, error))

    def _tell(self, words: str) -> None:
        self._size.set_text("")
        self.words.set_text(words)
        self.words.show()
        self.text.hide()
        self.picture.hide()
        self.remove.setVisible(self._desk.may("tickets"))
        self.save.setEnabled(self._shown is not None)
        self.remove.setEnabled(self._shown is not None)

    def _came(self, file_id: int, found: Looked | None) -> None:
        if file_id != self._wanted:
            return
        self._shown = found
        self._tell(found.words if found is not None else "This file is no longer there.")
        if found is None:
            return
        self._size.set_text(rules.size_words(len(found.content)))
        self.words.setVisible(bool(found.words))
        self.text.set_text(found.text)
        self.text.setVisible(bool(found.text))
        self.picture.setVisible(bool(found.png))
        if found.png:
            self.picture.show_png(found.png)

    def _failed(self, file_id: int, error: BaseException) -> None:
        if not isinstance(error, (Trouble, UserError)):
            raise error
        if file_id == self._wanted:
            self._tell(f"{error.text} {getattr(error, 'hint', '')}".strip())

    def save_copy(self) -> None:
        """Write the file somewhere on this computer."""
        if self._shown is None:
            return
        name = self._shown.name
        target = dialogs.save_file(self, "Save a copy", "", Path.home() / name)
        if target is None:
            return
        try:
            target.write_bytes(self._shown.content)
        except OSError as error:
            self._desk.refuse(Trouble(f"{name} could not be saved.", error.strerror or ""))
            return
        self._desk.say(f"Saved as {target.name}.")

    def take_away(self) -> None:
        """Take the file off its ticket; Undo brings it back."""
        if self._shown is None:
            return
        try:
            self._desk.do(actions.remove_file, self._shown.id)
        except UserError as error:
            self._desk.refuse(error)
            return
        self._on_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        else:
            super().keyPressEvent(event)


def choose_and_attach(desk: Desk, parent: QWidget, ticket_id: int) -> None:
    """Ask for a file and keep it with a ticket."""
    path = dialogs.choose_file(parent, "Attach a file")
    if path is not None:
        attach(desk, ticket_id, [path])


def attach(desk: Desk, ticket_id: int, paths: Sequence[Path]) -> None:
    """Keep files with a ticket, behind the window; what is wrong is said in the status bar."""
    from ..runs.files import take_files

    try:
        job = desk.run("Attaching", take_files, ticket_id, paths)
    except UserError as error:
        desk.refuse(error)
        return

    def tell(kept: tuple[int, ...]) -> None:
        if len(kept) > 1:
            desk.say(f"{len(kept)} files attached.", undo=True)

    def refuse(error: BaseException) -> None:
        if not isinstance(error, (Trouble, UserError)):
            raise error
        desk.refuse(error)

    job.then(tell).otherwise(refuse)


def drop_words(number: int, paths: Sequence[Path]) -> str:
    """What letting files go over a ticket does."""
    what = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    return f"Attach {rules.short_name(rules.shown_name(what))} to {rules.number_words(number)}"
