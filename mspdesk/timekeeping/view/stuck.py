"""The quiet line that offers a TSR log after a while without progress (S061)."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.boxes import STRETCH
from ...widgets.buttons import LinkButton
from ...widgets.layout import column, row, stack
from ...widgets.safe import Label
from ..queries.stuck import stuck_minutes

_AGAIN = 30_000
"""Milliseconds between two looks while the ticket is in sight."""


class LogOffer(QWidget):
    """Says how long a ticket has not moved, and asks once whether to keep a log."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ticket_id = 0
        self._words = Label("", "body", "ink2", wrap=True)
        self.begin = LinkButton("Keep a TSR log", self._begin)
        self.moves = LinkButton("It moves", self._moves)
        self.never = LinkButton("Not for this ticket", self._never)
        answers = row(self.begin, self.moves, self.never, STRETCH, gap=12)
        self._line = column(self._words, answers, gap=2)
        self._line.hide()
        stack(self, self._line)
        self._clock = QTimer(self)
        self._clock.setInterval(_AGAIN)
        self._clock.timeout.connect(self._look)
        desk.keep_fresh(self, {"timer", "ticket", "tsr_log"}, self._look)

    def show_id(self, ticket_id: int) -> None:
        """Turn to a ticket."""
        self._ticket_id = ticket_id
        self._look()

    def _look(self) -> None:
        if not self._ticket_id:
            return
        minutes = self._desk.ask(stuck_minutes, self._ticket_id, self._desk.person_id)
        self._line.setVisible(minutes is not None and self._desk.may("tickets"))
        if minutes is not None:
            self._words.set_text(f"{minutes} minutes without a word of progress.")

    def showEvent(self, event: QShowEvent) -> None:
        """Look now and then while in sight."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._clock.stop()

    def _begin(self) -> None:
        self._desk.go(Place("tickets", self._ticket_id, "mode", {"mode": "log"}))

    def _moves(self) -> None:
        # Logs bring tables along that no list of tickets needs.
        from ...logs import actions

        self._desk.attempt(actions.note_progress, self._ticket_id)

    def _never(self) -> None:
        from ...logs import actions

        self._desk.attempt(actions.decline_log, self._ticket_id)
