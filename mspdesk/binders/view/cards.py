"""What other pages show of binders: the card and the button of a client, the card of a renewal."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...clients.queries import client
from ...clients.rules import WORKED_FOR
from ...dates import short_date
from ...desk.area import Note, Place
from ...desk.desk import Desk
from ...documentation.queries.editions import KINDS, EditionRow, copies, newest
from ...widgets.buttons import Button, LinkButton
from ...widgets.glyphs import Glyph, GlyphBox
from ...widgets.layout import Card, Pairs, column, stack
from ...widgets.safe import Label
from ..queries.paper import PaperRow, due_notes, lacks_paper, paper_of_agreement
from .doing import is_large, known_behind

_WAIT_MS = 300


class BinderCard(QWidget):
    """DR binder on site: its edition, and how much changed since (picture 06)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._edition: EditionRow | None = None
        self.card = Card()
        self.title = Label("DR binder on site", "row")
        self.words = Label("", "meta", "ink2", wrap=True)
        self.link = LinkButton("Print", self._open, name="Print the DR binder")
        line, words = QWidget(), column(self.title, self.words, gap=1)
        laid = QHBoxLayout(line)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(12)
        laid.addWidget(GlyphBox(Glyph.drawn("book-open", "ink2", 18)))
        laid.addWidget(words, 1)
        laid.addWidget(self.link)
        self.card.add(line)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._compare)
        stack(self, self.card)

    def show_id(self, client_id: int) -> None:
        """Show another client's binder; what changed since is told a moment later."""
        self._client_id = client_id
        self._edition = self._desk.ask(newest, client_id, "dr")
        held = self._desk.ask(copies, client_id, "dr")
        self.title.set_text("DR binder on site" if held else "DR binder")
        lacks = not held and self._desk.ask(lacks_paper, client_id)
        self.words.set_color("red" if lacks else "ink2")
        self.words.set_text("No paper copy" if lacks else self._said(""))
        if held:
            self._timer.start()

    def _said(self, more: str) -> str:
        row_ = self._edition
        if row_ is None:
            return "Never printed"
        said = f"Edition {row_.number}, printed {short_date(row_.printed_on)}"
        return f"{said}. {more}" if more else said

    def _compare(self) -> None:
        """Count the changes, unless the client is so large that it would be felt."""
        if not self.isVisible() or is_large(self._desk, self._client_id):
            return
        found = known_behind(self._desk, self._client_id, "dr")
        if found is None or found.edition is None:
            return
        count = len(found.changes)
        said = f"{count} change{'s' * (count != 1)} since" if count else "Up to date"
        if found.left:
            said = f"{said}, {found.left_words}"
        if found.old:
            said = f"{said}, reprint due" if count or found.left else "Reprint due"
        self.words.set_text(self._said(said))

    def _open(self) -> None:
        about = {"print": "dr", "changed": self._edition is not None}
        self._desk.go(Place("clients", self._client_id, do="documents", about=about))


class PrintButton(QWidget):
    """Print DR plan, in the head of a client's page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.button = Button("Print DR plan", icon="printer", on_click=self._open)
        stack(self, self.button)

    def show_id(self, client_id: int) -> None:
        """Print another client's plan from now on; nobody prints one for a prospect."""
        self._client_id = client_id
        found = self._desk.ask(client, client_id)
        self.button.setVisible(found is not None and found.status in WORKED_FOR)

    def _open(self) -> None:
        if self._client_id:
            about = {"print": "dr"}
            self._desk.go(Place("clients", self._client_id, do="documents", about=about))


class RenewalCard(QWidget):
    """Where the client's DR plan lies on paper when an agreement is renewed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.card = Card("Paper", action="Open", on_action=self._open)
        self.pairs = Pairs()
        self.card.add(self.pairs)
        stack(self, self.card)

    def show_id(self, agreement_id: int) -> None:
        """Show where the paper of another agreement's client stands."""
        found = self._desk.ask(paper_of_agreement, agreement_id)
        self.setVisible(bool(found))
        if found:
            self._client_id = found[0][1].client_id
            self.pairs.show_pairs([(KINDS[kind], _line(paper)) for kind, paper in found])

    def _open(self) -> None:
        self._desk.go(Place("clients", self._client_id, do="documents"))


def _line(paper: PaperRow) -> str:
    return f"{paper.words}, reprint due" if paper.due else paper.words


def notes(desk: Desk) -> dict[int, Note]:
    """What the list of clients says of their paper, by client: a word in a list, no alarm."""
    return desk.ask(due_notes)
