"""The kinds of alert in the order in which they are tried."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...checklists.queries.shipped import shipped
from ...dates import hours_h
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, column, lead_focus, row, stack
from ...widgets.reorder import Reorder
from ...widgets.table import Column, Table
from ..actions import alerts as actions
from ..queries import alerts as queries
from ..queries.alerts import KindRow
from .alert_forms import kind_form


class KindsPage(QWidget):
    """A list of kinds; the first whose words stand in an alert is taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = Table[KindRow](
            (
                Column("prio", "", "prio", lambda r: r.priority, width=44),
                Column("title", "Kind", "title", lambda r: r.title, stretch=2),
                Column("words", "Known by", "text", _words, stretch=3),
                Column("makes", "Makes", "text", _makes, stretch=2),
                Column("estimate", "Estimate", "num", _estimate, width=76),
                Column("alerts", "So far", "num", lambda r: str(r.alerts or ""), width=60),
            ),
            name="Kinds of alert",
            on_activate=self.edit,
            empty="No kind of alert yet. Begin with the usual ones and change them.",
        )
        self.order = Reorder(self.table, self._order)
        self.add_button = Button("Add kind", icon="plus", on_click=self.new)
        self.usual_button = Button("Add the usual kinds", on_click=self._usual)
        self.remove_button = Button("Remove", on_click=self._remove, name="Remove the chosen kind")
        bar = row(
            self.add_button, self.usual_button, self.remove_button, STRETCH, margin=(16, 0, 16, 0)
        )
        self.pages = Laid(column(bar, self.table, gap=8, margin=(6, 0, 6, 8)), self.table)
        stack(self, self.pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, {"alert_type", "alert"}, self._reload)

    def _reload(self) -> None:
        rows = self._desk.ask(queries.kinds)
        self.table.show_rows(rows)
        self.remove_button.setEnabled(bool(rows))

    def new(self) -> None:
        """Show the form of a new kind."""
        self.edit(None)

    def edit(self, kind: KindRow | None) -> None:
        """Show the form of a kind, or of a new one with None."""
        every = sorted(shipped().values(), key=lambda one: one.master.title)
        lists = [(one.code, one.master.title) for one in every]
        form = kind_form(kind, lists, lambda values: self._save(kind, values), self.pages.back)
        words = "Alt+Up and Alt+Down move a kind in the list: the first that fits is taken."
        self.pages.lay(kind.title if kind else "Add a kind of alert", words, form)

    def _save(self, kind: KindRow | None, values: dict[str, Any]) -> None:
        given = {name: "" if value is None else value for name, value in values.items()}
        given["estimate_minutes"] = values["estimate_minutes"]
        if kind is None:
            done = self._desk.do(actions.add_kind, given)
        else:
            done = kind.id
            self._desk.do(actions.edit_kind, kind.id, kind.version, given)
        self.pages.back()
        self.table.select(done)

    def _order(self, ids: list[Any]) -> None:
        self._desk.do(actions.order_kinds, ids)

    def _usual(self) -> None:
        self._desk.attempt(actions.usual_kinds)

    def _remove(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._desk.attempt(actions.remove_kind, chosen.id)


def _words(row_: KindRow) -> str:
    return ", ".join(row_.matches.splitlines())


def _makes(row_: KindRow) -> str:
    if not row_.makes_ticket:
        return "No ticket, is kept only"
    list_ = shipped().get(row_.checklist) if row_.checklist else None
    with_list = f", with {list_.master.title}" if list_ else ""
    return f"{row_.ticket_title or row_.title}{with_list}"


def _estimate(row_: KindRow) -> str:
    return hours_h(row_.estimate_minutes) if row_.estimate_minutes else ""
