"""A person's leave: the days away, and the form that enters more of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours_h, today
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.entry import DateEntry, MinutesEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, row, stack
from ...widgets.table import Column, Table
from .. import actions, queries
from ..queries import LeaveRow

SHOWN_BACK = 90
"""Days back from today whose leave is still listed."""


class LeaveCard(QWidget):
    """Days on which a person is away; they are taken off the paid time (S050)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person: int | None = None
        self.table = Table[LeaveRow](
            (
                Column("on", "Day", "date", lambda r: f"{r.on:%a}, {full_date(r.on)}", width=170),
                Column("minutes", "Away", "num", lambda r: hours_h(r.minutes), width=90),
                Column("reason", "Reason", "text", lambda r: r.reason, stretch=1),
            ),
            name="Leave",
            row="compact",
            key=lambda r: r.on,
            fit=True,
            on_select=lambda _row: self._offer(),
            empty="No leave in the last three months or ahead.",
        )
        self.remove = Button("Remove the chosen day", on_click=self._remove)
        self.form = Form(
            [
                Field("first", "First day away", DateEntry(), required=True),
                Field("last", "Last day away", DateEntry(), help="Empty: the same day."),
                Field("minutes", "Away each day", MinutesEntry(), help="Empty: all paid hours."),
                Field("reason", "Reason of the leave", TextEntry(), span=3),
            ],
            columns=3,
            on_save=self._save,
            save="Enter leave",
        )
        card = Card("Leave", "taken off the paid hours; nobody is asked for time on these days")
        card.add(self.table, row(self.remove, STRETCH), self.form)
        stack(self, card)

    def show_person(self, person_id: int) -> None:
        """Show another person's leave, with an empty form."""
        self._person = person_id
        self.reload()
        self.form.set_values({"first": today(), "last": None, "minutes": None, "reason": ""})

    def reload(self) -> None:
        """Ask for the days again."""
        if self._person is not None:
            rows = self._desk.ask(queries.leave_of, self._person, SHOWN_BACK)
            self.table.show_rows(rows)
        self._offer()

    def _offer(self) -> None:
        self.remove.setEnabled(self.table.selected() is not None)

    def _save(self, values: dict[str, Any]) -> None:
        if self._person is None:
            return
        self._desk.do(
            actions.enter_leave_days,
            self._person,
            values["first"],
            values["last"] or values["first"],
            values["minutes"],
            str(values["reason"] or ""),
        )
        self.show_person(self._person)

    def _remove(self) -> None:
        chosen = self.table.selected()
        if chosen is not None and self._person is not None:
            self._desk.do(actions.enter_leave, self._person, chosen.on, 0)
            self.reload()
