"""Letters on a client's page: what was written, and the next one from its text to the mail."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, column, lead_focus, row, stack
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table, TagCell
from .. import queries
from ..queries import LetterRow
from .pane import LetterPane
from .writing import NewLetter

TABLES = {"letter", "letter_file", "form_text", "outbox_mail"}


class LettersPart(QWidget):
    """The letters of a client; the chosen one at the right, to edit, print or send."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Letters of this client")
        self._desk = desk
        self._client_id = 0
        self.table = Table[LetterRow](
            (
                Column("number", "Letter", "id", lambda r: r.number, width=80, hide_under=1010),
                Column("on", "Date", "num", lambda r: full_date(r.on), width=100, align="left"),
                Column("subject", "About", "title", lambda r: r.subject, stretch=5),
                Column("state", "", "tag", _state, width=150),
            ),
            "Letters",
            on_select=self._choose,
            on_activate=lambda _row: self.pane.focus_first(),
            empty="No letter was written yet. New letter begins one from your texts.",
        )
        self.new_button = Button("New letter", icon="plus", on_click=self.write)
        self._beside: list[QWidget] = [one.make(desk) for one in desk.panels("client.letters")]
        self.pane = LetterPane(desk)
        self.writing = NewLetter(desk, self._written, self._cancelled)
        self._panes = QStackedWidget()
        self._panes.addWidget(self.pane)
        self._panes.addWidget(self.writing)
        bar = row(self.new_button, *self._beside, STRETCH, gap=8, margin=(22, 12, 16, 10))
        listing = column(bar, self.table, gap=0)
        stack(self, ListDetail("client-letters", listing, self._panes, 560, 480))
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show another client's letters."""
        if client_id != self._client_id:
            self._client_id = client_id
            self.pane.show_letter(None)
            self._panes.setCurrentWidget(self.pane)
            for one in self._beside:
                show = getattr(one, "show_id", None)
                if show is not None:
                    show(client_id)
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        rows = self._desk.ask(queries.letters, self._client_id)
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        if self.table.selected() is None:
            self.pane.show_letter(None)
        self.pane.reload()

    def arrive(self, place: Place) -> None:
        """Go to the letter a place names, or begin one."""
        letter_id = place.about.get("letter_id")
        if letter_id is not None:
            self._panes.setCurrentWidget(self.pane)
            self.table.select(letter_id)
        elif place.about.get("write"):
            self.write(str(place.about.get("form", "")), str(place.about.get("about", "")))

    def _choose(self, letter: LetterRow | None) -> None:
        if letter is not None:
            self.pane.show_letter(letter.id)
            self._panes.setCurrentWidget(self.pane)

    def write(self, form: str = "", about: str = "") -> None:
        """Begin a new letter, of a text and drawn from something where they are named."""
        self._panes.setCurrentWidget(self.writing)
        self.writing.begin(self._client_id, form, about)

    def _written(self, letter_id: int) -> None:
        self._panes.setCurrentWidget(self.pane)
        self.table.select(letter_id)
        self.pane.show_letter(letter_id)
        self.pane.focus_first()

    def _cancelled(self) -> None:
        self._panes.setCurrentWidget(self.pane)
        self.table.setFocus()


def _state(letter: LetterRow) -> TagCell | None:
    """What became of a letter; one that waits for a signature asks for it."""
    if letter.signed_on is not None:
        return TagCell(letter.words, "green")
    if letter.state == "draft" or letter.awaits:
        return TagCell("To be signed" if letter.awaits else letter.words, "amber")
    return TagCell(letter.words, "green" if letter.sent_at else "grey")
