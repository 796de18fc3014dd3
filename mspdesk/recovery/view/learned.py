"""What disasters and exercises taught, until it stands in the plan (S088)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.buttons import LinkButton
from ...widgets.layout import Card, beside, stack
from ...widgets.safe import Label
from ..actions import event as actions
from ..queries.event import ChangeRow, plan_changes

_KINDS = {"improve": "Improve", "avoid": "Avoid next time"}


class LearnedCard(QWidget):
    """A line for each change that waits, with what can be said of it; hidden without any."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.card = Card("Learned, not in the plan yet")
        stack(self, self.card)

    def show_id(self, client_id: int) -> bool:
        """Show what a client's plan waits for; answers whether there is anything."""
        rows = self._desk.ask(plan_changes, client_id)
        self.card.clear()
        for one in rows:
            self.card.add(self._line(one))
        return bool(rows)

    def _line(self, one: ChangeRow) -> QWidget:
        words = Label(one.what, "body", wrap=True)
        kind = Label(", ".join(filter(None, (_KINDS.get(one.kind, ""), one.event))), "meta", "ink2")
        done = LinkButton(
            "It is in the plan",
            partial(self._desk.attempt, actions.settle_change, one.id),
            name=f"In the plan now: {one.what}",
        )
        dropped = LinkButton(
            "Not needed",
            partial(self._desk.attempt, actions.settle_change, one.id, "Not needed"),
            name=f"Not needed: {one.what}",
        )
        line = QWidget()
        beside(line, words, kind, done, dropped, gap=12).setStretch(0, 1)
        return line
