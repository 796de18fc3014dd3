"""What the parts of a plan's screen do alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.form import Form
from ...widgets.layout import STRETCH, Scroll, column, stack
from ...widgets.list_form import ListForm
from ...widgets.reorder import Reorder
from ...widgets.safe import Label
from ...widgets.table import Table
from ..queries.plan import PlanPage

FORM_WIDTH = 900
Entries = list[tuple[str, Callable[[], object]] | None]


def attempt(desk: Desk, verb: Any, *args: Any, **more: Any) -> Any:
    """Do something at a press; what is wrong is said in the status bar and answers None."""
    try:
        return desk.do(verb, *args, **more)
    except UserError as error:
        desk.say(error.text)
        return None


def facts_of(row: Any) -> dict[str, Any]:
    """A row's facts by name, as forms take them; the rows inside it stay rows."""
    return {one.name: getattr(row, one.name) for one in fields(row)}


class Laid(QStackedWidget):
    """A page over which a form is laid; Esc or the form itself puts it away again."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._holder: QWidget | None = None
        self.form: Form | None = None
        self.addWidget(page)

    def lay(self, title: str, words: str, form: Form) -> None:
        """Show a form in place of the page."""
        self.back()
        body = column(
            Label(title, "record"),
            Label(words, "body", "ink2", wrap=True) if words else None,
            6,
            form,
            STRETCH,
            margin=(22, 14, 22, 22),
        )
        body.setMaximumWidth(FORM_WIDTH)
        self.form, self._holder = form, Scroll(body)
        self.addWidget(self._holder)
        self.setCurrentWidget(self._holder)
        form.focus_first()

    def back(self, *_: object) -> None:
        """Put the form away."""
        if self._holder is None:
            return
        self.removeWidget(self._holder)
        self._holder.deleteLater()
        self._holder, self.form = None, None
        self.setCurrentWidget(self._page)
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the form away."""
        if event.key() == Qt.Key.Key_Escape and self._holder is not None:
            self.back()
            return
        super().keyPressEvent(event)


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
        return Reorder(self.table, lambda ids: attempt(self.desk, verb, self.client_id, ids))

    def on_selected(self, noun: str, verb: Any, *args: Any) -> None:
        """Do something to the row that is picked."""
        row = self.table.selected()
        if row is None or row.id is None:
            self.desk.say(f"Choose {noun} first.")
            return
        made = attempt(self.desk, verb, row.id, *args)
        self.table.select(made if isinstance(made, int) else row.id)

    def done(self, id_: int | None) -> None:
        """Put the form away and choose what was saved."""
        self.listing.back()
        if id_ is not None:
            self.table.select(id_)
