"""What disasters and exercises taught, until it stands in the plan (S088)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...widgets.buttons import LinkButton
from ...widgets.layout import Card, beside, stack
from ...widgets.safe import Label
from ..actions import event as actions
from ..queries.event import ChangeRow, plan_changes

_KINDS = {"improve": "Improve", "avoid": "Avoid next time"}


_SETTLED = 5


class LearnedCard(QWidget):
    """A line for each change that waits, with what can be said of it; hidden without any.

    The newest that were settled stand below, to be opened again.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.card = Card("Learned, not in the plan yet")
        stack(self, self.card)

    def show_id(self, client_id: int) -> bool:
        """Show what a client's plan waits for; answers whether there is anything."""
        rows = self._desk.ask(plan_changes, client_id, done=True)
        waiting = [one for one in rows if one.done_on is None]
        settled = [one for one in rows if one.done_on is not None][-_SETTLED:]
        self.card.clear()
        self.card.set_subtitle(str(len(waiting)) if waiting else "nothing waits")
        for one in waiting:
            self.card.add(self._line(one))
        for one in reversed(settled):
            self.card.add(self._settled(one))
        return bool(rows)

    def _settled(self, one: ChangeRow) -> QWidget:
        on = full_date(one.done_on) if one.done_on else ""
        said = f"{one.dropped_why}, {on}" if one.dropped_why else f"In the plan since {on}"
        again = LinkButton(
            "Open again",
            partial(self._desk.attempt, actions.open_change, one.id),
            name=f"Open again: {one.what}",
        )
        line = QWidget()
        words = Label(one.what, "body", "ink3", wrap=True)
        beside(line, words, Label(said, "meta", "ink3"), again, gap=12).setStretch(0, 1)
        return line

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
