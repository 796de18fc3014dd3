"""A quiet line on the ticket of a training day: who was there, and what they learned (S068)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import LinkButton
from ...widgets.layout import STRETCH, row, stack
from ...widgets.safe import Label
from ..queries import training_day as queries


class TrainingOffer(QWidget):
    """Shows itself on a training day's ticket until somebody has written it down."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ticket_id = 0
        words = Label("Who was there?", "body", "ink2")
        record = LinkButton("Record training", self._record, name="Record who was there")
        self.line = row(words, record, STRETCH, gap=12)
        self.line.hide()
        stack(self, self.line)
        desk.keep_fresh(self, {"training", "checklist_run"}, self._reload)

    def show_id(self, ticket_id: int) -> None:
        """Look whether another ticket is a training day."""
        self._ticket_id = ticket_id
        self._reload()

    def _reload(self) -> None:
        if self._ticket_id:
            asks = self._desk.ask(queries.asks_who_was_there, self._ticket_id)
            self.line.setVisible(asks)

    def _record(self) -> None:
        about = {"part": "training", "new": True, "ticket_id": self._ticket_id}
        self._desk.go(Place("checklists", do="library", about=about))
