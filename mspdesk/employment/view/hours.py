"""Paid hours by weekday, and the days on which somebody is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours, hours_h, today
from ...desk.desk import Desk
from ...people import actions, queries
from ...people.queries import LeaveRow, PaidRow
from ...people.rules import ALWAYS
from ...widgets.buttons import Button
from ...widgets.entry import DateEntry, HoursEntry, TextEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Fact, Facts, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..queries.benefits import average
from ..queries.staff import StaffPage
from ..rules import wages
from .laying import lay_form, typed_day

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SHOWN_BACK = 90
"""Days back from today whose leave is still listed."""


def _from(row: PaidRow) -> str:
    return "At first" if row.from_on == ALWAYS else full_date(row.from_on)


def week_words(week: Sequence[int]) -> str:
    """The hours of the seven weekdays, an off day as a dash: 8, 8, 8, 8, 6, -, -."""
    return ", ".join(hours(minutes) if minutes else "-" for minutes in week)


class HoursPart(QWidget):
    """What somebody is paid for each weekday, and their leave; taken off the paid time (S050)."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self._states: dict[date, str] = {}
        self.paid = Facts(4)
        self.mean = Label("", "meta", "ink2", wrap=True)
        hours = Card("Paid hours", "by weekday", "Change", self._change_paid)
        self.change_paid = hours.action
        self.changes = Table[PaidRow](
            (
                Column("from_on", "From", "date", _from, width=130),
                Column("state", "", "tag", self._tag, width=90),
                Column("minutes", "A week", "num", lambda r: hours_h(r.minutes), width=90),
                Column("week", "Monday to Sunday", "text", lambda r: week_words(r.week), stretch=1),
            ),
            name="Changes of paid hours",
            row="compact",
            key=lambda r: r.from_on,
            fit=True,
            on_select=lambda _row: self._offer(),
        )
        self.forget = Button("Take the chosen change back", on_click=self._forget)
        hours.add(self.paid, self.mean, self.changes, self.forget)
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
        history = self._desk.ask(queries.paid_history, page.person.id)
        self._states = wages.states([one.from_on for one in history], today())
        self.changes.setVisible(len(history) > 1)
        self.changes.show_rows(history)
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
        chosen = self.changes.selected()
        lead = self._page is not None and self._page.lead
        self.forget.setVisible(lead and not self.changes.isHidden())
        self.forget.setEnabled(chosen is not None and chosen.from_on > ALWAYS)

    def _tag(self, change: PaidRow) -> TagCell | None:
        state = self._states.get(change.from_on, "was")
        words = wages.WORDS[state]
        return TagCell(words, "hi" if state == "to_come" else "grey") if words else None

    def _forget(self) -> None:
        chosen = self.changes.selected()
        if chosen is not None and self._page is not None:
            self._desk.attempt(actions.drop_paid_hours, self._page.person.id, chosen.from_on)

    def _change_paid(self) -> None:
        if self._page is None:
            return
        who = self._page.person
        week = self._desk.ask(queries.paid_week, who.id)

        def save(values: dict[str, Any]) -> None:
            minutes = {n: int(values[f"day{n}"] or 0) for n in range(7)}
            self._desk.do(actions.set_paid_hours, who.id, minutes, values["from_on"])

        form = lay_form(
            self._laid,
            f"Paid hours of {who.name}",
            [
                *(Field(f"day{n}", day, HoursEntry()) for n, day in enumerate(DAYS)),
                Field("from_on", "From", DateEntry(), required=True),
            ],
            {f"day{n}": week.get(n, 0) for n in range(7)} | {"from_on": today()},
            save,
            save="Save paid hours",
            columns=4,
            words="Weeks before that day keep the hours that were paid then.",
        )
        day = form.entry("from_on")

        def tell() -> None:
            said = wages.said(typed_day(day), today(), "Paid hours")
            form.box("from_on").help.set_help(said)

        day.changed.connect(tell)

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
