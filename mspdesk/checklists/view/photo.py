"""A picture or file beside a step, looked at where the steps are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...errors import Trouble, UserError
from ...paths import safe_name
from ...widgets import dialogs
from ...widgets.boxes import STRETCH, Scroll, column, row, stack
from ...widgets.buttons import Button
from ...widgets.pictures import PictureView
from ...widgets.safe import Label
from ..actions.photos import remove_photo
from ..queries.photos import PhotoBytes, photo_bytes

NOT_SHOWN = "This is no picture. Save a copy to open it with a program of yours."


class PhotoPage(QWidget):
    """Shows one picture; Esc or Back goes to the steps again."""

    def __init__(self, desk: Desk, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_back = desk, on_back
        self._shown: PhotoBytes | None = None
        self.title = Label("", "record", elide=True)
        self.back = Button("Back", on_click=on_back, name="Back to the steps")
        self.save = Button("Save a copy", on_click=self.save_copy)
        self.remove = Button("Remove", "quiet", on_click=self.take_away, name="Remove picture")
        self.picture = PictureView("Picture")
        self._words = Label("", "body", "ink2", wrap=True)
        head = row(self.title, STRETCH, self.remove, self.save, self.back)
        body = column(self._words, self.picture, STRETCH, margin=(20, 12, 20, 20))
        stack(self, column(head, margin=(20, 12, 20, 0)), Scroll(body))

    def show_photo(self, photo_id: int) -> bool:
        """Show a picture; False where it cannot be had any more, which is said."""
        try:
            found = self._desk.ask(photo_bytes, photo_id)
        except Trouble as error:
            self._desk.refuse(error)
            return False
        if found is None:
            self._desk.say("This picture is no longer there.")
            return False
        self._shown = found
        self.title.set_text(found.name)
        self.picture.setVisible(found.is_picture)
        self._words.set_text("" if found.is_picture else NOT_SHOWN)
        self._words.setVisible(not found.is_picture)
        if found.is_picture:
            self.picture.show_from(self._desk, found.content)
        self.remove.setVisible(found.open)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def save_copy(self) -> None:
        """Write the file somewhere on this computer."""
        if self._shown is None:
            return
        name = safe_name(self._shown.name)
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
        """Take the picture away from its step; Undo brings it back."""
        if self._shown is None:
            return
        try:
            self._desk.do(remove_photo, self._shown.id)
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
