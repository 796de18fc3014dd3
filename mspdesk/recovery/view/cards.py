"""Cards on other pages: how a client's plan stands, beside its agreement."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import Card, Pairs, stack
from ..queries.states import PlanState, state_of_agreement


class RenewalCard(QWidget):
    """What the client's plan and backups look like when an agreement is renewed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.card = Card("DR plan", action="Open", on_action=self._open)
        self.pairs = Pairs()
        self.card.add(self.pairs)
        stack(self, self.card)

    def show_id(self, agreement_id: int) -> None:
        """Show how the plan of another agreement's client stands."""
        found = self._desk.ask(state_of_agreement, agreement_id)
        self.setVisible(found is not None)
        if found is not None:
            self._client_id = found.client_id
            self.pairs.show_pairs(pairs_of(found))

    def _open(self) -> None:
        self._desk.go(Place("clients", self._client_id, do="plan"))


def pairs_of(found: PlanState) -> list[tuple[str, str]]:
    """A plan's state in a few lines."""
    said = [("Plan", found.words)]
    if found.review_on is not None:
        said.append(("Look over", full_date(found.review_on)))
    if found.jobs:
        tested = full_date(found.tested_on) if found.tested_on else f"{found.untested} untested"
        said.append(("Restored", tested))
    said.append(("Offline copy", found.offline or "Kept"))
    return said
