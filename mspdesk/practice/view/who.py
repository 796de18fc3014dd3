"""Whose tickets a client's are: always one technician's, or in turns (S055)."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...clients.actions import edit_client
from ...dates import hours_h
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Pairs, Toolbar, beside, column, lead_focus, stack
from ...widgets.table import Column, Table, TagCell
from ..queries.who import WhoRow, open_hours, who_rows

_TABLES = {"client", "person", "ticket", "leave"}


ROOMY = 880
"""Px at 100 % below which only the list stands there."""


class WhoPart(QWidget):
    """Clients with their usual technician, or who is next in turn."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.edit_button = Button("Change", on_click=self._edit_chosen, name="Change who")
        self.bar = Toolbar("Usual technician", "", STRETCH, self.edit_button)
        self.table = Table[WhoRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=2),
                Column("usual", "Usual technician", "text", _usual, stretch=1),
                Column("next", "Next ticket goes to", "text", lambda r: r.following, stretch=1),
                Column("how", "", "tag", _how, width=110),
                Column("open", "Open", "num", lambda r: str(r.open_tickets or ""), width=60),
            ),
            name="Who works for whom",
            on_activate=self.edit,
            empty="No active client yet.",
        )
        self.load = Card("Open hours", "what is left on each desk; turns go to the fewest")
        self.pairs = Pairs(label_width=130)
        self.load.add(self.pairs)
        body = QWidget()
        layout = beside(
            body,
            column(self.table, margin=(6, 0, 6, 8)),
            column(self.load, STRETCH, margin=(0, 0, 16, 0)),
            gap=8,
        )
        layout.setStretch(0, 1)
        self.pages = Laid(body, self.table)
        stack(self, self.bar, self.pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _reload(self) -> None:
        rows = self._desk.ask(who_rows)
        self.table.show_rows(rows)
        turns = sum(one.person_id is None for one in rows)
        self.bar.set_title("Usual technician", f"{turns} of {len(rows)} clients take turns")
        found = self._desk.ask(open_hours)
        self.pairs.show_pairs([(one.person, one.words(hours_h(one.minutes))) for one in found])

    def edit(self, chosen: WhoRow) -> None:
        """Show the choice between a technician and turns."""
        staff = [(one.id, one.name) for one in self._desk.ask(people) if one.takes_tickets]
        form = Form(
            [Field("person", "Usual technician", ChoiceEntry([(None, "Take turns"), *staff]))],
            on_save=lambda values: self._save(chosen, values),
            save="Save",
            on_cancel=self.pages.back,
        )
        form.set_values({"person": chosen.person_id})
        words = "In turns a ticket goes to who has the fewest open hours and is in today."
        self.pages.lay(chosen.client, words, form)

    def _save(self, chosen: WhoRow, values: dict[str, Any]) -> None:
        changes = {"primary_person_id": values["person"]}
        self._desk.do(edit_client, chosen.id, chosen.version, changes)
        self.pages.back()

    def _edit_chosen(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self.edit(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the card beside the list out where the list needs the room."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.current().px(ROOMY)
        self.load.setVisible(roomy and self._desk.may("board"))

    def arrive(self, place: Place) -> None:
        """Show a client's line."""
        wanted = place.about.get("client_id")
        if wanted is not None:
            self.table.select(wanted)
        self.table.setFocus()


def _usual(row_: WhoRow) -> str:
    return row_.person or "Takes turns"


def _how(row_: WhoRow) -> TagCell:
    return TagCell("Usual", "blue") if row_.person_id is not None else TagCell("In turn", "grey")
