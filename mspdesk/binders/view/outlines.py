"""The page of preferences on the order of binders: a text with tabs and pages, checked by line."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...documentation.queries.editions import KINDS
from ...errors import UserError
from ...widgets.buttons import Button
from ...widgets.entry import NoteEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..actions.outlines import save_outline, ship_outline
from ..queries.outlines import outline_text

_WORDS = (
    "Move a page, leave one out, or add pages of your own; the text says how. Copies that are out "
    "there follow with their next replacement pages."
)
LINES, WIDTH = 20, 900


class OutlinesPage(QWidget):
    """The order of a binder as text; a line that cannot be read is named and nothing is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._edition = 0
        self.kinds = SegmentControl(
            "Order of which binder", list(KINDS.items()), on_change=lambda _key: self._load()
        )
        self.ship = Button("Back to the order that ships", on_click=self._ship)
        self.form = Form(
            [Field("text", "Tabs and their pages", NoteEntry(lines=LINES), required=True)],
            on_save=self._save,
            save="Save order",
        )
        head = row(self.kinds, STRETCH, self.ship)
        body = column(
            Label("Binders", "title"),
            Label(_WORDS, "body", "ink2", wrap=True),
            head,
            self.form,
            STRETCH,
            gap=10,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(WIDTH)
        stack(self, Scroll(body))
        lead_focus(self, self.kinds)
        desk.keep_fresh(self, {"form_text"}, self._load)

    def _load(self) -> None:
        """Show the order as it stands, unless somebody is typing."""
        if self.form.dirty():
            return
        text, self._edition = self._desk.ask(outline_text, self.kinds.current())
        self.form.clear_errors()
        self.form.set_values({"text": text})
        self.form.mark_clean()
        self.ship.setEnabled(self._edition > 0)

    def _save(self, values: dict[str, Any]) -> None:
        kind = self.kinds.current()
        self._edition = self._desk.do(save_outline, kind, values["text"], self._edition)
        self.form.mark_clean()
        self._load()

    def _ship(self) -> None:
        try:
            self._desk.do(ship_outline, self.kinds.current(), self._edition)
        except UserError as error:
            self.form.show_error(error)
            return
        self.form.mark_clean()
        self._load()
