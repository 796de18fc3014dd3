"""Why every role exists, the company's words beside those of who was asked last (S029)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Toolbar, column, lead_focus, stack
from ...widgets.table import Column, Table
from ..printables.card import PURPOSES
from ..queries.papers import PurposeRow, purposes


class PurposesPart(QWidget):
    """A line for each role; Enter opens what everybody said about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        button = Button("Print", icon="printer", on_click=self.print_shown, name="Print purposes")
        self.bar = Toolbar("Purposes", "", STRETCH, button)
        self.table = Table[PurposeRow](
            (
                Column("title", "Role", "title", lambda r: r.title, width=110, fit=220),
                Column("purpose", "The company says", "text", lambda r: r.purpose, stretch=3),
                Column("said", "They say", "text", _said, stretch=2),
                Column("who", "Asked", "muted", _who, width=150, fit=280),
            ),
            name="Purposes",
            key=lambda r: r.role_id,
            on_activate=self._open,
            empty="No role stands on the chart yet.",
        )
        stack(self, self.bar, column(self.table, margin=(6, 0, 6, 8))).setStretch(1, 1)
        lead_focus(self, self.table)
        desk.keep_fresh(self, {"role", "own_purpose", "person"}, self._reload)

    def _reload(self) -> None:
        rows = self._desk.ask(purposes)
        self.table.show_rows(rows)
        asked = sum(row.asked is not None for row in rows)
        self.bar.set_title("Purposes", f"{len(rows)} roles, asked about {asked}")

    def _open(self, row: PurposeRow) -> None:
        place = Place("orgchart", id=row.role_id, do="hats", about={"part": "answers"})
        self._desk.go(place)

    def print_shown(self) -> None:
        """Ctrl+P prints the purposes of all roles."""
        self._desk.print_document(PURPOSES, None, "Job purposes")


def _said(row: PurposeRow) -> str:
    return " ".join(row.asked.words.split()) if row.asked else ""


def _who(row: PurposeRow) -> str:
    if row.asked is None:
        return "Nobody yet"
    return f"{row.asked.person}, {full_date(row.asked.on)}"
