"""The papers of a letter: what is enclosed, the signed copy, and keeping one that came back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...errors import Trouble, UserError
from ...shop.queries import shop
from ...widgets import dialogs
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import DateEntry, FileEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, clear, column, row, stack
from ...widgets.safe import Label
from .. import actions, queries
from ..queries import LetterFileRow, LetterPage

SCANS = "Papers (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)"


class PapersCard(QWidget):
    """What lies with a letter, each with where it is and what can be done with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: LetterPage | None = None
        self._lines = column(gap=2)
        self.enclose_button = Button(
            "Enclose a PDF", "quiet", icon="plus", on_click=self.choose_enclosure
        )
        stack(self, self._lines, row(self.enclose_button, STRETCH), gap=2)

    def show_letter(self, page: LetterPage) -> None:
        """Show the papers of a letter; nothing can be enclosed once it went out."""
        self._page = page
        layout = self._lines.layout()
        if layout is None:
            return
        clear(layout)
        for file in page.files:
            line = self._line(file, page.state == "draft")
            layout.addWidget(line)
            line.show()
        self.enclose_button.setVisible(page.state == "draft")

    def _line(self, file: LetterFileRow, draft: bool) -> QWidget:
        words = Label(_words(file), "body", "ink", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        parts: list[QWidget] = []
        if file.scanned:
            parts.append(LinkButton("Save", partial(self.save, file), name=f"Save {file.name}"))
        if draft or file.kind == "signed":
            take = partial(self._desk.attempt, actions.remove_file, file.id)
            parts.append(LinkButton("Take off", take, name=f"Take off {_words(file)}"))
        return row(words, *parts, gap=10)

    def words(self) -> list[str]:
        """What is said of each paper."""
        return [_words(one) for one in self._page.files] if self._page else []

    def save(self, file: LetterFileRow) -> None:
        """Write a paper's bytes where somebody chooses."""
        chosen = dialogs.save_file(self, "Save the paper", "", Path.home() / file.name)
        if chosen is None:
            return
        try:
            chosen.write_bytes(self._desk.ask(queries.file_bytes, file.id))
        except OSError as error:
            self._desk.refuse(Trouble(f"It could not be saved: {error.strerror}."))
            return
        self._desk.say(f"Saved as {chosen.name}")

    def choose_enclosure(self) -> None:
        """Choose a PDF that goes out with the letter."""
        chosen = dialogs.choose_file(self, "Enclose a PDF", "PDF (*.pdf)")
        if chosen is not None:
            self.enclose(chosen)

    def enclose(self, path: Path) -> None:
        """Keep a PDF of this computer with the letter."""
        page = self._page
        if page is None:
            return
        try:
            content = read_file(path)
        except UserError as error:
            self._desk.refuse(error)
            return
        if not content.startswith(b"%PDF"):
            self._desk.say(f"{path.name} is not a PDF. Print it to a PDF first.")
            return
        self._desk.attempt(actions.enclose, page.id, path.name, content)


def read_file(path: Path) -> bytes:
    """What a file of this computer holds; raises UserError naming `file` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"This file cannot be read: {error.strerror}.", "file") from error


def _words(file: LetterFileRow) -> str:
    if file.kind == "enclosed":
        return f"Enclosed: {file.name}"
    day = full_date(file.signed_on) if file.signed_on else ""
    where = f"; on paper: {file.place}" if file.place else ""
    return f"Signed {day} by {file.signed_by}{where}"


class SigningCard(QWidget):
    """The form for a copy that came back signed; hidden until it is asked for."""

    def __init__(self, desk: Desk, on_kept: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_kept = desk, on_kept
        self._page: LetterPage | None = None
        self.form = Form(
            [
                Field(
                    "signed_on",
                    "Signed on",
                    DateEntry(day_first=desk.ask(shop).day_first),
                    required=True,
                ),
                Field("signed_by", "Signed by", TextEntry(), required=True),
                Field("file", "Scan", FileEntry(self._choose), "Drop it here, too."),
                Field("place", "Where the paper lies", TextEntry("folder Kestrel, office")),
            ],
            columns=2,
            on_save=self._save,
            save="Keep signed copy",
            on_cancel=self.put_away,
        )
        self.card = Card("Signed copy")
        self.card.add(self.form)
        stack(self, self.card)
        self.hide()

    def show_letter(self, page: LetterPage, *, same: bool) -> None:
        """Turn to a letter; what is typed for the same one stays."""
        self._page = page
        if not same:
            self.hide()

    def begin(self, file: Path | None = None) -> None:
        """Ask for the copy, with a scan where one was dropped."""
        page = self._page
        if page is None:
            return
        if self.isHidden():
            self.form.set_values(
                {"signed_on": today(), "signed_by": page.contact, "file": None, "place": ""}
            )
        if file is not None:
            self.form.entry("file").set_value(file)
        self.show()
        self.form.focus_first()

    def put_away(self) -> None:
        """Close the form without keeping anything."""
        self.hide()

    def _choose(self) -> Path | None:
        return dialogs.choose_file(self, "The signed copy", SCANS)

    def _save(self, values: dict[str, Any]) -> None:
        page, path = self._page, values["file"]
        if page is None:
            return
        content = read_file(path) if path is not None else b""
        if path is not None and not content:
            raise UserError("This file is empty. Choose another one.", "file")
        self._desk.do(
            actions.sign_letter,
            page.id,
            values["signed_on"],
            values["signed_by"],
            values["place"],
            path.name if path is not None else "",
            content,
        )
        self.hide()
        self._on_kept()
