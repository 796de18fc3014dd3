"""The calls to a client while it was on a call list, on its page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...people.rules import first_name
from ...widgets.layout import Card, column, stack
from ...widgets.table import Column, Table
from ..queries.calling import CallRow, calls_with


class ClientCalls(QWidget):
    """Every call that was made to a client from a list, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id: int | None = None
        self.table = Table[CallRow](
            (
                Column("when", "When", "date", lambda r: r.when, width=148),
                Column("came", "Came to", "title", lambda r: r.title, stretch=2),
                Column("words", "What was said", "text", lambda r: r.words, stretch=3),
                Column("who", "Who called", "muted", _who, width=96),
                Column("minutes", "Min.", "num", lambda r: str(r.minutes), width=52),
            ),
            name="Calls to this client",
            row="card",
            side=14,
            fit=True,
            empty="Nobody called from a list.",
        )
        card = Card("Calls from a list", flush=True)
        card.add(self.table)
        stack(self, column(card, margin=(22, 12, 22, 22)))
        desk.keep_fresh(self, {"call_record", "call_target"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the calls to another client."""
        self._client_id = client_id
        self._reload()

    def _reload(self) -> None:
        if self._client_id is not None:
            self.table.show_rows(self._desk.ask(calls_with, self._client_id))


def _who(one: CallRow) -> str:
    return first_name(one.person) if one.person else ""
