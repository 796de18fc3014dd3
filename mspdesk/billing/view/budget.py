"""The budget: planned by month and category, beside what became of it; to and from a workbook."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ... import paths
from ...dates import add_months, month_start, today
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...shop.rules import ACCOUNTING_BASES
from ...widgets import dialogs
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import ChoiceEntry, MoneyEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Footer, Panel, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table
from .. import actions
from ..queries import budget as queries
from ..queries.budget import BudgetRow
from ..queries.income import COST, INCOME, SIDE_WORDS
from .parts import Sums, attempt

TABLES = {"budget_line", "bill", "invoice", "payment", "allocation", "shop"}
SIDES = ((INCOME, "Income"), (COST, "A cost"))
MONTHS_BACK, MONTHS_AHEAD = 12, 18


def _last(month: date) -> date:
    return add_months(month, 1) - timedelta(days=1)


class BudgetSection:
    """One month's categories against what became of them, and the form that plans."""

    key = "budget"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._currency = desk.ask(shop).money
        self.table = Table[BudgetRow](
            (
                Column("category", "Category", "title", lambda r: r.category, stretch=5),
                Column("budget", "Budget", "num", lambda r: self._shown(r.budget), role="body"),
                Column("actual", "Actual", "money", lambda r: self._shown(r.actual)),
                Column(
                    "variance",
                    "Better or worse",
                    "num",
                    self._variance,
                    role="body",
                    color=lambda r: "red" if r.variance < 0 and r.budget else None,
                ),
            ),
            "Budget and actual",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="No budget and nothing that came or went in this month.",
        )
        self.detail = BudgetPane(desk, self.reload)
        more = MenuButton(
            "Workbook",
            "download",
            "Budget as a workbook",
            [("Save the year as a file", self.save_file), ("Bring a file in", self.bring_file)],
        )
        self.new_button = Button("New", "primary", icon="plus", on_click=self.new)
        self.actions: QWidget = row(STRETCH, more, self.new_button)
        self.listing = column(self.table)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def shown_month(self) -> date:
        """The month that is looked at."""
        return self.detail.shown_month()

    def _shown(self, amount: int) -> str:
        return shown(amount, self._currency) if amount else ""

    def _variance(self, one: BudgetRow) -> str:
        return self._signed(one.variance)

    def _signed(self, amount: int) -> str:
        return ("+" if amount > 0 else "") + shown(amount, self._currency)

    def reload(self) -> None:
        """Ask for the month again."""
        shop_row = self._desk.ask(shop)
        self._currency = shop_row.money
        month = self.shown_month()
        rows = self._desk.ask(queries.budget_rows, month, _last(month))
        groups = []
        for side in (INCOME, COST):
            part = [one for one in rows if one.side == side]
            sums = {
                "budget": self._shown(sum(one.budget for one in part)),
                "actual": self._shown(sum(one.actual for one in part)),
                "variance": self._signed(sum(one.variance for one in part)),
            }
            if part:
                groups.append(Group(SIDE_WORDS[side], part, sums=sums))
        self.table.show_groups(groups)
        if self.table.selected() is None:
            self.table.select_first()
        self.detail.show_sums(rows, ACCOUNTING_BASES.get(shop_row.accounting_basis, ""))
        self._choose(self.table.selected())

    def _choose(self, one: BudgetRow | None) -> None:
        self.detail.show_row(one)

    def select(self, _key: object) -> None:
        """Nothing to go to by a number."""

    def new(self) -> None:
        """Begin another category."""
        self.detail.show_row(None, again=True)
        self.detail.focus_first()

    # --- workbook --------------------------------------------------------------------------------

    def _folder(self) -> Path:
        return Path(self._desk.settings.last_folder.get("export", str(paths.documents_folder())))

    def save_file(self) -> None:
        """Save the fiscal year's budget as a workbook."""
        from ..runs import budget as runs

        month = self.shown_month()
        name = f"Budget {month.year}.xlsx"
        file = dialogs.save_file(
            self.table, "Save the budget", "Workbook (*.xlsx);;CSV (*.csv)", self._folder() / name
        )
        if file is None:
            return
        file = file if file.suffix else file.with_suffix(".xlsx")
        self._desk.settings.last_folder["export"] = str(file.parent)
        job = self._desk.fetch("Saving the budget", runs.save_budget, file, month)
        job.then(lambda _count: self._desk.say(f"Budget saved as {file.name}"))

    def bring_file(self) -> None:
        """Bring a budget in from a workbook that was filled in."""
        from ..runs import budget as runs

        file = dialogs.choose_file(
            self.table, "Bring a budget in", "Budget (*.xlsx *.csv)", self._folder()
        )
        if file is not None:
            self._desk.run("Bringing the budget in", runs.read_budget, file)

    def facts(self) -> list[str]:
        """What the status bar says."""
        return ["Budget", f"{self.shown_month():%B %Y}"]

    def print_shown(self) -> None:
        """The list prints as a report."""
        self._desk.say("The budget prints from Reports, Month, Budget and actual.")


def _months() -> list[tuple[date, str]]:
    here = month_start(today())
    every = (add_months(here, n) for n in range(MONTHS_AHEAD, -MONTHS_BACK - 1, -1))
    return [(month, f"{month:%B %Y}") for month in every]


class BudgetPane(Panel):
    """What the month sums to, and the form of one category."""

    def __init__(self, desk: Desk, on_month: Callable[[], None]) -> None:
        super().__init__("paper", "left")
        self._desk = desk
        self._row: BudgetRow | None = None
        self.month = ChoiceEntry(_months(), name="Month of the budget", width=180)
        self.month.set_value(month_start(today()))
        self.month.changed.connect(on_month)
        self._note = Label("", "meta", "ink2", wrap=True)
        self.sums = Sums()
        self.form = Form(
            [
                Field("side", "It is", ChoiceEntry(list(SIDES)), required=True),
                Field("category", "Category", TextEntry(), "Like Rent, or Plan.", required=True),
                Field("amount", "Each month", MoneyEntry(desk.ask(shop).money), required=True),
                Field("months", "For", NumberEntry(1, 60, "months"), "From the month shown on."),
            ],
            columns=2,
            on_save=self._save,
        )
        self.remove_button = Button("Take this month's away", "quiet", on_click=self._remove)
        self._footer = Footer(self.remove_button, STRETCH)
        body = column(
            row(self.month, STRETCH),
            8,
            self.sums,
            6,
            self._note,
            14,
            self.form,
            STRETCH,
            gap=4,
            margin=(20, 16, 20, 16),
        )
        stack(self, Scroll(body), self._footer)

    def shown_month(self) -> date:
        """The month that is looked at."""
        month: date = self.month.value()
        return month

    def show_sums(self, rows: list[BudgetRow], basis: str) -> None:
        """What was planned and what became of it."""
        money = self._desk.ask(shop).money
        planned = sum(one.signed_budget for one in rows)
        actual = sum(one.signed_actual for one in rows)
        lines = [("Planned result", shown(planned, money)), ("Actual so far", shown(actual, money))]
        change = actual - planned
        words = "Better than planned" if change >= 0 else "Worse than planned"
        self.sums.show_sums(lines, (words, shown(abs(change), money)))
        self._note.set_text(
            f"{basis}. Set under Preferences, Books and pay dates." if basis else ""
        )

    def show_row(self, one: BudgetRow | None, *, again: bool = False) -> None:
        """Show a category, or the empty form; what is being typed stays."""
        if self.form.dirty() and not again:
            return
        self._row = one
        self._footer.setVisible(one is not None and bool(one.budget))
        self.form.set_values(
            {
                "side": one.side if one else COST,
                "category": one.category if one else "",
                "amount": one.budget or None if one else None,
                "months": 1 if one else 12,
            }
        )

    def _save(self, values: dict[str, Any]) -> None:
        self._desk.do(
            actions.set_budget,
            values["side"],
            values["category"],
            values["amount"],
            self.shown_month(),
            values["months"] or 1,
        )
        self.form.mark_clean()

    def _remove(self) -> None:
        one = self._row
        if one is not None:
            attempt(
                self._desk,
                lambda: self._desk.do(
                    actions.set_budget, one.side, one.category, None, self.shown_month()
                ),
            )

    def focus_first(self) -> None:
        """Go to the form."""
        self.form.focus_first()
