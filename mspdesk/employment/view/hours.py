"""Paid hours by weekday, and the days on which somebody is away."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours_h, today
from ...desk.desk import Desk
from ...people import actions, queries
from ...people.queries import LeaveRow
from ...widgets.buttons import Button
from ...widgets.entry import DateEntry, HoursEntry, TextEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Fact, Facts, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..queries.benefits import average
from ..queries.staff import StaffPage
from .laying import lay_form

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SHOWN_BACK = 90
"""Days back from today whose leave is still listed."""


class HoursPart(QWidget):
    """What somebody is paid for each weekday, and their leave; taken off the paid time (S050)."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self.paid = Facts(4)
        self.mean = Label("", "meta", "ink2", wrap=True)
        hours = Card("Paid hours", "by weekday", "Change", self._change_paid)
        self.change_paid = hours.action
        hours.add(self.paid, self.mean)
        self.leave = Table[LeaveRow](
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
        self.enter = Button("Enter leave", icon="plus", on_click=self.enter_leave)
        self.remove = Button("Remove the chosen day", on_click=self._remove)
        away = Card("Leave", "taken off the paid hours; nobody is asked for time on these days")
        self.edits = row(self.enter, self.remove, STRETCH)
        away.add(self.leave, self.edits)
        body = column(hours, away, STRETCH, gap=12, margin=(0, 14, 0, 22))
        body.setMaximumWidth(900)
        stack(self, Scroll(body))

    def show_page(self, page: StaffPage) -> None:
        """Show another person."""
        self._page = page
        week = self._desk.ask(queries.paid_week, page.person.id)
        facts = [
            Fact(f"day{n}", day, hours_h(week[n]) if week.get(n) else "Off")
            for n, day in enumerate(DAYS)
        ]
        facts.append(Fact("week", "A week", hours_h(sum(week.values()))))
        self.paid.show_facts(facts)
        mean = self._desk.ask(average, page.person.id, today())
        self.mean.set_text(
            f"{hours_h(mean)} a week on average of the last eight weeks, "
            "paid or worked, whichever was more. Benefits go by it."
        )
        self.leave.show_rows(self._desk.ask(queries.leave_of, page.person.id, SHOWN_BACK))
        self.change_paid.setVisible(page.lead)
        self.edits.setVisible(page.lead)
        self._offer()

    def _offer(self) -> None:
        self.remove.setEnabled(self.leave.selected() is not None)

    def _change_paid(self) -> None:
        if self._page is None:
            return
        who = self._page.person
        week = self._desk.ask(queries.paid_week, who.id)

        def save(values: dict[str, Any]) -> None:
            minutes = {n: int(values[f"day{n}"] or 0) for n in range(7)}
            self._desk.do(actions.set_paid_hours, who.id, minutes)

        lay_form(
            self._laid,
            f"Paid hours of {who.name}",
            [Field(f"day{n}", day, HoursEntry()) for n, day in enumerate(DAYS)],
            {f"day{n}": week.get(n, 0) for n in range(7)},
            save,
            save="Save paid hours",
            columns=4,
        )

    def enter_leave(self) -> None:
        """Show the form of some days away."""
        if self._page is None:
            return
        who = self._page.person

        def save(values: dict[str, Any]) -> None:
            self._desk.do(
                actions.enter_leave_days,
                who.id,
                values["first"],
                values["last"] or values["first"],
                values["minutes"],
                str(values["reason"] or ""),
            )

        lay_form(
            self._laid,
            f"{who.name} is away",
            [
                Field("first", "First day away", DateEntry(), required=True),
                Field("last", "Last day away", DateEntry(), help="Empty: the same day."),
                Field("minutes", "Away each day", HoursEntry(), help="Empty: all paid hours."),
                Field("reason", "Reason of the leave", TextEntry(), span=3),
            ],
            {"first": today(), "last": None, "minutes": None, "reason": ""},
            save,
            save="Enter leave",
        )

    def _remove(self) -> None:
        chosen = self.leave.selected()
        if chosen is not None and self._page is not None:
            self._desk.attempt(actions.enter_leave, self._page.person.id, chosen.on, 0)
