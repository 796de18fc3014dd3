"""What we may sell to one client, on its page: what is open, and what became of the rest."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...shop.queries import shop
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button
from ...widgets.layout import Card, Scroll, Toolbar, column, stack
from ..queries import pipeline as queries
from ..queries.pipeline import OpportunityRow
from .listing import listing


class SalesPart(QWidget):
    """The opportunities of one client, open ones first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        money = desk.ask(shop).money
        self.add_button = Button("New opportunity", "primary", "plus", self.add)
        self.bar = Toolbar("Sales", "", self.add_button)
        self.table = listing(money, self._open, "Opportunities of the client", fit=True)
        self.ended = listing(money, self._open, "Opportunities that ended", fit=True)
        self.now = Card("Open", "", flush=True)
        self.now.add(self.table)
        self.past = Card("Ended", "", flush=True)
        self.past.add(self.ended)
        body = column(self.now, self.past, STRETCH, gap=12, margin=(22, 12, 22, 20))
        stack(self, self.bar, Scroll(body))
        desk.keep_fresh(self, {"opportunity", "pipeline_stage"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show another client's."""
        self._client_id = client_id
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        rows = self._desk.ask(queries.opportunities, "", client_id=self._client_id)
        open_ = [one for one in rows if one.closed_on is None]
        over = [one for one in rows if one.closed_on is not None]
        self.table.show_rows(open_)
        self.ended.show_rows(over)
        self.now.setVisible(bool(open_) or not over)
        self.past.setVisible(bool(over))
        self.bar.set_note(f"{len(open_)} open, {len(over)} ended")

    def _open(self, row: OpportunityRow) -> None:
        self._desk.go(Place("clients", row.id, "prospects"))

    def add(self) -> None:
        """Open another one."""
        about = {"new": True, "client": self._client_id}
        self._desk.go(Place("clients", do="prospects", about=about))
