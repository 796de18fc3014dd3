"""The hours of the day a role covers (S008)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, ClockEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, column, lead_focus, row, stack
from ...widgets.table import Column, Table
from ..actions.cards import set_shifts
from ..queries.cards import ShiftRow, shifts
from ..rules.coverage import DAYS, WORKDAYS, days_words, spans_words
from .shelf import FormShelf

USUAL = (480, 1_020)
"""Minutes of the day a new line begins with: 8 to 17 o'clock."""


class ShiftsPart(QWidget):
    """A line for each span of hours, and the form that adds or changes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.role_id = 0
        self._rows: list[ShiftRow] = []
        self.table = Table[ShiftRow](
            (
                Column("hours", "Covers", "title", _hours, width=180, fit=280),
                Column("days", "On", "text", lambda r: days_words(r.span.weekdays), stretch=1),
            ),
            name="Hours the role covers",
            on_select=lambda _row: self._offer(),
            on_activate=self.edit,
            empty="No hours yet. Write them where the time of day matters, as for shifts.",
        )
        self.new_button = Button("Add hours", icon="plus", on_click=lambda: self.edit(None))
        self.remove = Button("Remove hours", "quiet", on_click=self._remove)
        page = column(row(self.new_button, self.remove, STRETCH), 4, self.table)
        self.shelf = FormShelf(page)
        stack(self, self.shelf)
        lead_focus(page, self.table)
        lead_focus(self, self.shelf)

    def show_role(self, role_id: int) -> None:
        """Show the hours of another role."""
        self.role_id = role_id
        self._rows = [one for one in self._desk.ask(shifts) if one.role_id == role_id]
        self.table.show_rows(self._rows)
        self.shelf.turn(role_id)
        self._offer()

    def _offer(self) -> None:
        self.remove.setEnabled(self.table.selected() is not None)

    def edit(self, chosen: ShiftRow | None) -> None:
        """Show the form of a span of hours, or of a new one."""
        words = "Hours that end before they begin go on into the next morning."
        self.shelf.lay("Hours of the role", words, partial(self._form, chosen))

    def _form(self, chosen: ShiftRow | None) -> Form:
        days = [Field(f"day{n}", "Days", CheckEntry(day)) for n, day in enumerate(DAYS)]
        form = Form(
            [
                Field("from_minute", "From", ClockEntry(), required=True),
                Field("to_minute", "To", ClockEntry(), required=True),
                *days,
            ],
            columns=2,
            on_save=partial(self._save, self.role_id, chosen),
            save="Save hours",
            on_cancel=self.shelf.back,
        )
        first, last = USUAL
        weekdays = WORKDAYS
        if chosen is not None:
            first, last = chosen.span.from_minute, chosen.span.to_minute
            weekdays = chosen.span.weekdays
        values: dict[str, Any] = {"from_minute": first, "to_minute": last}
        form.set_values(values | {f"day{n}": one == "1" for n, one in enumerate(weekdays)})
        return form

    def _save(self, role_id: int, chosen: ShiftRow | None, values: dict[str, Any]) -> None:
        weekdays = "".join("1" if values[f"day{n}"] else "0" for n in range(7))
        kept = [one for one in self._desk.ask(shifts) if one.role_id == role_id]
        spans = [_said(one) for one in kept if chosen is None or one.id != chosen.id]
        spans.append((values["from_minute"], values["to_minute"], weekdays))
        self._desk.do(set_shifts, role_id, spans)
        self.shelf.drop(role_id)
        self.shelf.turn(self.role_id)

    def _remove(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            left = [_said(one) for one in self._rows if one.id != chosen.id]
            self._desk.attempt(set_shifts, self.role_id, left)


def _said(one: ShiftRow) -> tuple[int, int, str]:
    return one.span.from_minute, one.span.to_minute, one.span.weekdays


def _hours(one: ShiftRow) -> str:
    return spans_words([(one.span.from_minute, one.span.to_minute)])
