"""What the parts of a plan's screen do alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.form import Form
from ...widgets.layout import stack
from ...widgets.list_form import ListForm
from ...widgets.reorder import Reorder
from ...widgets.table import Table
from ..queries.plan import PlanPage

Entries = list[tuple[str, Callable[[], object]] | None]


def facts_of(row: Any) -> dict[str, Any]:
    """A row's facts by name, as forms take them; the rows inside it stay rows."""
    return {one.name: getattr(row, one.name) for one in fields(row)}


class ListPart(QWidget):
    """A list of the plan with its form; parts say which rows, which form, which verbs."""

    listing: ListForm

    def __init__(self, desk: Desk, table: Table[Any]) -> None:
        super().__init__()
        self.desk, self.table = desk, table
        self.client_id = 0
        self.page: PlanPage | None = None

    def seat(self, add: str, *more: QWidget) -> None:
        """Put the list under its buttons."""
        self.listing = ListForm(self.table, add, self.make, *more)
        stack(self, self.listing)

    def show_page(self, client_id: int, page: PlanPage) -> None:
        """Show the list of a plan; a form for another client waits."""
        self.client_id, self.page = client_id, page
        self.listing.turn_to(client_id)
        self.table.show_rows(self.rows(page))
        if self.table.selected() is None:
            self.table.select_first()

    def rows(self, page: PlanPage) -> list[Any]:
        """The rows of this list."""
        raise NotImplementedError

    def make(self, row: Any) -> QWidget:
        """The form of a row, or of a new one."""
        raise NotImplementedError

    def open_row(self, id_: int | None, field: str = "") -> None:
        """Choose a row and open its form, with the keyboard in a field."""
        if id_ is None or not self.table.select(id_):
            return
        self.listing.edit(self.table.selected())
        form = self.listing.findChild(Form)
        if field and form is not None:
            form.entry(field).field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ordered_by(self, verb: Any) -> Reorder:
        """Let the rows be moved by Alt with arrows and by dragging."""
        return Reorder(self.table, lambda ids: self.desk.attempt(verb, self.client_id, ids))

    def on_selected(self, noun: str, verb: Any, *args: Any) -> None:
        """Do something to the row that is picked."""
        row = self.table.selected()
        if row is None or row.id is None:
            self.desk.say(f"Choose {noun} first.")
            return
        made = self.desk.attempt(verb, row.id, *args)
        self.table.select(made if isinstance(made, int) else row.id)

    def done(self, id_: int | None) -> None:
        """Put the form away and choose what was saved."""
        self.listing.back()
        if id_ is not None:
            self.table.select(id_)
