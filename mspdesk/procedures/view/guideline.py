"""The troubleshooting guideline beside a ticket, one key away (S062)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...letters.queries import fields_of
from ...widgets.buttons import LinkButton
from ...widgets.layout import STRETCH, Toolbar, lead_focus, stack
from ..queries import sops as queries
from ..queries.sops import GUIDELINE
from ..rules.words import fill
from .words import WordsView


class GuidelineMode(QWidget):
    """What to do when a problem does not give in, to be read while working on a ticket."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Troubleshooting guideline")
        self._desk = desk
        go = Place("checklists", do="procedures", about={"code": GUIDELINE})
        link = LinkButton("Open as a procedure", partial(desk.go, go))
        self.bar = Toolbar("", "", STRETCH, link)
        self.words = WordsView("The guideline", margin=(16, 4, 16, 20))
        stack(self, self.bar, self.words)
        lead_focus(self, self.words)
        desk.keep_fresh(self, {"sop", "sop_revision"}, self._reload)

    def show_id(self, _ticket_id: int) -> None:
        """The guideline is the same for every ticket; it stays where it was read."""

    def focus_first(self) -> None:
        """Give the keyboard to the words, so that arrows scroll."""
        self.words.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reload(self) -> None:
        try:
            page = self._desk.ask(queries.sop_page, GUIDELINE)
        except UserError:
            self.bar.set_title("Troubleshooting guideline", "")
            self.words.show_words("", "Its text is missing. Install MSPDesk again.")
            return
        fields = self._desk.ask(fields_of, None)
        shown = page.words
        edition = f"revision {page.row.revision}" if page.row.revision else "as it ships"
        self.bar.set_title(shown.title, edition)
        self.words.show_words(fill(shown.purpose, fields).strip(), fill(shown.body, fields))
