"""What an hour of somebody costs from which day on: seen by who leads people, on no list."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...money import multiplied, plain, shown
from ...people import actions, queries
from ...people.queries import WageRow
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import DateEntry, MoneyEntry, QuantityEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Scroll, column, row, stack
from ...widgets.table import Column, Table, TagCell
from ..queries.staff import StaffPage
from ..rules import wages as rules
from .laying import lay_form, typed_day

BURDEN = 12_500
"""The 1.25 of S013, in ten-thousandths, offered with a new wage."""


class WagePart(QWidget):
    """Wages with the day from which each counts; a day ahead is a wage to come."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._money = desk.ask(shop).money
        self._page: StaffPage | None = None
        self._states: dict[date, str] = {}
        self.table = Table[WageRow](
            (
                Column("from_on", "From", "date", lambda r: full_date(r.from_on), width=130),
                Column("state", "", "tag", self._tag, width=90),
                Column(
                    "per_hour",
                    "An hour",
                    "money",
                    lambda r: shown(r.per_hour, self._money),
                    width=120,
                ),
                Column(
                    "burden",
                    "With taxes, times",
                    "num",
                    lambda r: plain(r.burden // 100),
                    width=140,
                ),
                Column(
                    "cost",
                    "An hour costs",
                    "money",
                    lambda r: shown(_cost(r), self._money),
                    stretch=1,
                ),
            ),
            name="Wages",
            row="compact",
            key=lambda r: r.from_on,
            fit=True,
            empty="No wage yet.",
        )
        card = Card("Wage", "never on any list, file or paper of others")
        card.add(
            self.table, row(Button("Set a wage", icon="plus", on_click=self.set_wage), STRETCH)
        )
        body = column(card, STRETCH, gap=12, margin=(0, 14, 0, 22))
        body.setMaximumWidth(900)
        stack(self, Scroll(body))

    def show_page(self, page: StaffPage) -> None:
        """Show another person."""
        self._page = page
        found = self._desk.ask(queries.wages, page.person.id)
        self._states = rules.states([one.from_on for one in found], today())
        self.table.show_rows(found)

    def _tag(self, wage: WageRow) -> TagCell | None:
        state = self._states.get(wage.from_on, "was")
        words = rules.WORDS[state]
        return TagCell(words, "hi" if state == "to_come" else "grey") if words else None

    def set_wage(self) -> None:
        """Show the form of a wage."""
        if self._page is None:
            return
        who = self._page.person
        form = lay_form(
            self._laid,
            f"Wage of {who.name}",
            [
                Field("from_on", "From", DateEntry(), required=True),
                Field("per_hour", "An hour", MoneyEntry(self._money), required=True),
                Field("burden", "With taxes, times", QuantityEntry(), required=True),
            ],
            {"from_on": today(), "per_hour": None, "burden": BURDEN},
            lambda values: self._desk.do(
                actions.set_wage,
                who.id,
                values["from_on"],
                int(values["per_hour"]),
                int(values["burden"]),
            ),
            save="Save wage",
            words="History says that it changed, not to what; this cannot be undone.",
        )
        day = form.entry("from_on")

        def tell() -> None:
            form.box("from_on").help.set_help(rules.said(typed_day(day), today()))

        day.changed.connect(tell)


def _cost(wage: WageRow) -> int:
    """What an hour costs with its burden, minor units half up."""
    return multiplied(wage.per_hour, wage.burden)
