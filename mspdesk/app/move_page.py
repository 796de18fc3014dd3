"""Moving the books: where to, and what becomes of the old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ..database import books, places
from ..errors import UserError
from ..widgets import dialogs
from ..widgets.buttons import Button
from ..widgets.entry import TextEntry
from ..widgets.form import Field, Form
from ..widgets.layout import STRETCH, Scroll, column, lead_focus, row, stack
from ..widgets.safe import Label

if TYPE_CHECKING:
    from .program import Program

_WORDS = (
    "Everything goes along: each record, the history, attachments, the vault as it is sealed. All"
    " of it is read again there and compared before the books there count; when anything differs,"
    " or when you stop, nothing has moved."
)
_AFTER = (
    "The old books stay as they are, to be read but not written in, so that nobody goes on working"
    " there by mistake. The password of a server comes from this computer's keyring or from"
    " PostgreSQL's password file, never from the address."
)


class MovePage(QWidget):
    """Asks for a place without books; the window then moves them and opens them there."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.setAccessibleName("Move these books")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._program = program
        place = TextEntry("A new folder, or postgresql://host/name")
        self.form = Form(
            [Field("to", "Move them to", place, required=True)],
            on_save=self._move,
            save="Move the books",
        )
        place.committed.connect(self.form.submit)
        desk = program.window.desk
        here = places.said(desk.store.place) if desk is not None else ""
        choose = Button("Choose a folder", on_click=self._choose)
        body = column(
            Label("Move these books", "title"),
            Label(f"They are in {here}.", color="ink2", wrap=True),
            Label(_WORDS, color="ink2", wrap=True),
            Label(_AFTER, color="ink2", wrap=True),
            6,
            self.form,
            row(choose, STRETCH),
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(640)
        stack(self, Scroll(body))
        lead_focus(self, self.form)

    def _choose(self) -> None:
        folder = dialogs.choose_folder(self, "Move the books into")
        if folder is not None:
            self.form.entry("to").set_value(str(folder))

    def _move(self, values: dict[str, object]) -> None:
        """Begin, unless that place can be told to be the wrong one."""
        try:
            to = places.normalise(str(values["to"]))
        except UserError as error:
            raise UserError(error.text, "to") from error
        desk = self._program.window.desk
        if desk is not None and to == desk.store.place:
            raise UserError("The books are there already. Name another place.", "to")
        if not places.is_server(to) and books.exists(to):
            raise UserError(f"There are books already: {places.said(to)}.", "to")
        self._program.move_to(to)
