"""A list whose rows open their form in the same place: nothing pops up, Esc goes back."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from .buttons import Button
from .form import Form
from .laid import FORM_WIDTH
from .layout import STRETCH, Scroll, column, lead_focus, row, stack
from .table import Table


class ListForm(QWidget):
    """A table under a button that adds; Enter on a row opens `make_form(row)` over the list.

    `make_form` gets None for a new row. The form it builds calls `back` when it is done.
    """

    def __init__(
        self,
        table: Table[Any],
        add: str,
        make_form: Callable[[Any], QWidget],
        *more: QWidget,
    ) -> None:
        super().__init__()
        self.table = table
        self._make_form = make_form
        self._add = Button(add, icon="plus", on_click=lambda: self.edit(None))
        self._pages = QStackedWidget()
        bar = row(self._add, *more, STRETCH)
        self._pages.addWidget(column(bar, table, gap=8, margin=(22, 12, 22, 16)))
        self._form: QWidget | None = None
        self._whose: Hashable = None
        self._aside: dict[Hashable, QWidget] = {}
        table.activated_row.connect(self.edit)
        stack(self, self._pages)
        lead_focus(self, table)

    def edit(self, row: Any) -> None:
        """Open the form of a row, or of a new one with None."""
        self.back()
        form = self._make_form(row)
        body = column(form, STRETCH, margin=(22, 14, 22, 16))
        body.setMaximumWidth(FORM_WIDTH)
        self._form = Scroll(body)
        self._pages.addWidget(self._form)
        self._pages.setCurrentWidget(self._form)
        inner = self._inner()
        if inner is not None:
            inner.focus_first()

    def back(self, *_: object) -> None:
        """Put the form away and show the list."""
        if self._form is not None:
            self._pages.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None
            self._pages.setCurrentIndex(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_to(self, whose: Hashable) -> None:
        """Show the list of another owner; a form with something typed waits for its own again."""
        if whose == self._whose:
            return
        form, inner = self._form, self._inner()
        if form is not None and inner is not None and inner.dirty():
            self._pages.removeWidget(form)
            self._form, self._aside[self._whose] = None, form
        self.back()
        self._whose = whose
        waiting = self._aside.pop(whose, None)
        if waiting is not None:
            self._form = waiting
            self._pages.addWidget(waiting)
            self._pages.setCurrentWidget(waiting)

    def _inner(self) -> Form | None:
        return self._form.findChild(Form) if self._form is not None else None

    def is_editing(self) -> bool:
        """Whether a form is open."""
        return self._form is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the form away."""
        if event.key() == Qt.Key.Key_Escape and self._form is not None:
            self.back()
            return
        super().keyPressEvent(event)
