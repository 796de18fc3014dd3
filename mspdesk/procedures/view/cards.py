"""A card on a client's page: the policies that say how we work with each other (S079)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import LinkButton
from ...widgets.layout import STRETCH, Card, row, stack
from ...widgets.safe import Label
from ..queries import sops as queries
from ..queries.sops import ClientPolicy


class EtiquetteCard(QWidget):
    """The four policies, each a press away; beside one, when this client agreed to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.card = Card("How we work with you")
        stack(self, self.card)
        self.card.hide()
        desk.keep_fresh(self, {"sop", "rollout", "rollout_reach"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show what another client agreed to."""
        self._client_id = client_id
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        found = self._desk.ask(queries.etiquette, self._client_id)
        self.card.clear()
        self.card.setVisible(bool(found))
        for one in found:
            line = row(self._link(one), STRETCH, Label(one.words, "meta", "ink3"))
            self.card.add(line)
            line.show()

    def _link(self, one: ClientPolicy) -> LinkButton:
        go = Place("checklists", do="procedures", about={"code": one.code})
        name = f"Policy {one.title}, {one.words.lower()}"
        return LinkButton(one.title, partial(self._desk.go, go), name=name, pad=0)
