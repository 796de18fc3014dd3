"""Options side by side, and the form of one (S013, S025, S012)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from ...money import QUANTITY, Currency, half_up, shown_whole
from ...widgets.buttons import Button, Entries, MenuButton
from ...widgets.comparison import Compared, Comparison, Offer
from ...widgets.entry import ChoiceEntry, MoneyEntry, PercentEntry, QuantityEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Card, clear, row
from ...widgets.safe import Label
from ..queries.cases import CasePage
from ..rules.maths import KINDS, NO_BURDEN, Option, cost, selling, step_of
from ..rules.worksheet import Sheet

Press = Callable[[Option], object]

_HEADED = ("Kind", "A year with everything")
"""Figures that stand in the heads of the columns."""


class OptionsCard(Card):
    """The options, one column each; above them what can be done with each."""

    def __init__(
        self,
        on_add: Callable[[], object],
        on_examples: Callable[[], object],
        on_edit: Press,
        on_choose: Press,
        on_remove: Press,
    ) -> None:
        super().__init__("Options side by side", "")
        self._on_edit, self._on_choose, self._on_remove = on_edit, on_choose, on_remove
        self.add_button = Button("Add option", icon="plus", on_click=on_add)
        self.examples_button = Button("Begin with three examples", "quiet", on_click=on_examples)
        self.add_right(self.examples_button, self.add_button)
        line = row(gap=8)
        self._menus = line.layout()
        self._line = line
        self.comparison = Comparison("Options side by side")
        self._none = Label(
            "No option yet. Put down who it could be, at what wage, for how many hours a week.",
            "body",
            "ink2",
            wrap=True,
        )
        self._notes = Label("", "meta", "ink3", wrap=True)
        self.add(self._none, line, self.comparison, self._notes)
        self.buttons: dict[int, MenuButton] = {}

    def show_options(self, page: CasePage, sheet: Sheet) -> None:
        """Show the options of a question with their figures."""
        options, open_ = page.options, page.row.open
        self._fill_menus(options if open_ else ())
        heads = [_offer(one, page) for one in options]
        rows = [
            Compared(side.label, side.values) for side in sheet.sides if side.label not in _HEADED
        ]
        self.comparison.show_offers("", "", heads, rows)
        some = bool(options)
        self.comparison.setVisible(some)
        self._line.setVisible(some and open_)
        self._none.setVisible(not some)
        self._notes.set_text(" ".join(sheet.notes))
        self._notes.setVisible(bool(sheet.notes))
        self.add_button.setVisible(open_)
        self.examples_button.setVisible(open_ and not some)

    def _fill_menus(self, options: tuple[Option, ...]) -> None:
        if self._menus is None or not isinstance(self._menus, QHBoxLayout):
            return
        clear(self._menus)
        self.buttons = {}
        for one in options:
            button = MenuButton(
                one.title,
                "ellipsis",
                f"{one.title}: change, choose or remove",
                self._entries(one),
            )
            self.buttons[one.id] = button
            self._menus.addWidget(button)
        self._menus.addStretch(1)

    def _entries(self, option: Option) -> Entries:
        """What can be done with an option."""
        return [
            ("Change", partial(self._on_edit, option)),
            ("Let the sums be about it", partial(self._on_choose, option)),
            None,
            ("Remove", partial(self._on_remove, option)),
        ]


def _offer(option: Option, page: CasePage) -> Offer:
    money = page.facts.money
    if option.kind == "salesperson":
        sales = selling(option.income, option.sales_share, option.profit_share).sales
        price, unit = shown_whole(sales, money), "new business a year"
    else:
        year = cost(option, page.facts.tenths, step_of(money)).loaded_year
        price, unit = shown_whole(year, money), "a year"
    tag = ""
    if option.chosen:
        tag = "Approved" if page.row.state == "approved" else "Chosen"
    return Offer(option.title, price, unit, tag)


# --- the form -----------------------------------------------------------------------------------

_PAID = {"title", "kind", "wage", "hours", "weeks", "burden"}
_SELLS = {"title", "kind", "income", "sales_share", "profit_share"}


def option_form(
    money: Currency,
    option: Option,
    on_save: Callable[[dict[str, Any]], object],
    on_cancel: Callable[[], object],
) -> Form:
    """The form of an option; what does not belong to its kind is not shown."""
    kind = ChoiceEntry(list(KINDS.items()))
    form = Form(
        [
            Field("title", "What it is", TextEntry("Technician, full time"), required=True, span=2),
            Field("kind", "Kind", kind, required=True),
            Field("wage", "An hour", MoneyEntry(money), help="Wage, or a contractor's price."),
            Field("hours", "Hours a week", QuantityEntry("40")),
            Field("weeks", "Weeks in a month", QuantityEntry("4.3"), help="4.3 is usual."),
            Field("burden", "With everything", QuantityEntry("1.25"), help="Times the wage."),
            Field("income", "Takes home a year", MoneyEntry(money)),
            Field("sales_share", "Share of sales", PercentEntry(), help="About 10%."),
            Field("profit_share", "Or share of profit", PercentEntry(), help="About 30%."),
        ],
        columns=2,
        on_save=lambda values: on_save(_details(values)),
        save="Save option",
        on_cancel=on_cancel,
    )
    form.set_values(
        {
            "title": option.title,
            "kind": option.kind,
            "wage": option.wage or None,
            "hours": half_up(option.minutes_week * QUANTITY, 60) or None,
            "weeks": option.weeks_tenths * QUANTITY // 10,
            "burden": option.burden,
            "income": option.income or None,
            "sales_share": option.sales_share,
            "profit_share": option.profit_share,
        }
    )

    def follow() -> None:
        """Show what belongs to the kind; a contractor costs what was agreed and no more."""
        chosen = kind.value()
        form.show_only(_SELLS if chosen == "salesperson" else _PAID)
        burden = form.entry("burden")
        if chosen == "contractor" and burden.text() == "1.25":
            burden.set_value(NO_BURDEN)

    kind.changed.connect(follow)
    follow()
    form.mark_clean()
    return form


def _details(values: dict[str, Any]) -> dict[str, Any]:
    """What the form holds, in the units of an option."""
    found = {name: value for name, value in values.items() if name not in {"hours", "weeks"}}
    if "hours" in values:
        found["minutes_week"] = half_up((values["hours"] or 0) * 60, QUANTITY)
        found["weeks_tenths"] = half_up((values["weeks"] or 0) * 10, QUANTITY)
    return found
