"""Options side by side, and the form of one (S013, S025, S012)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...money import QUANTITY, Currency, half_up, shown_whole
from ...widgets.buttons import Button
from ...widgets.comparison import Compared, Comparison, Offer
from ...widgets.entry import ChoiceEntry, MoneyEntry, PercentEntry, QuantityEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, row
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..queries.cases import CasePage
from ..rules.maths import KINDS, NO_BURDEN, Option, cost, step_of
from ..rules.worksheet import Sheet, letter, paid

Press = Callable[[Option], object]

_HEADED = ("Kind", "A year with everything")
"""Figures that stand in the heads of the columns."""


class OptionsCard(Card):
    """The options as a list to work on, and below it all their figures, one column each."""

    def __init__(
        self,
        on_add: Callable[[], object],
        on_examples: Callable[[], object],
        on_edit: Press,
        on_choose: Press,
        on_remove: Press,
    ) -> None:
        super().__init__("Options side by side", "")
        self._page: CasePage | None = None
        self.add_button = Button("Add option", icon="plus", on_click=on_add)
        self.examples_button = Button("Begin with three examples", "quiet", on_click=on_examples)
        self.add_right(self.examples_button, self.add_button)
        self.table = Table[Option](
            (
                Column("letter", "", "id", self._letter, width=34),
                Column("title", "Option", "title", lambda one: one.title, stretch=1),
                Column("kind", "Kind", "text", lambda one: KINDS[one.kind], width=104),
                Column("year", "A year", "money", self._year, width=92),
                Column("chosen", "", "text", self._mark, width=116, color=lambda _one: "accent"),
            ),
            name="Options of this question",
            on_activate=on_edit,
            on_select=lambda _one: self._settle(),
            row="card",
            side=4,
            fit=True,
        )
        self.change_button = Button("Change", on_click=self._with(on_edit), name="Change option")
        self.choose_button = Button("Let the sums be about it", on_click=self._with(on_choose))
        self.remove_button = Button("Remove", on_click=self._with(on_remove), name="Remove option")
        self._deeds = row(self.change_button, self.choose_button, self.remove_button, STRETCH)
        self.comparison = Comparison("Figures of the options")
        self._none = Label(
            "No option yet. Put down who it could be, at what wage, for how many hours a week.",
            "body",
            "ink2",
            wrap=True,
        )
        self._sold = Label("", "body", "ink2", wrap=True)
        self._notes = Label("", "meta", "ink3", wrap=True)
        self.add(self._none, self.table, self._deeds, self.comparison, self._sold, self._notes)

    def show_options(self, page: CasePage, sheet: Sheet) -> None:
        """Show the options of a question with their figures."""
        self._page = page
        options, open_ = page.options, page.row.open
        some = bool(options)
        self.table.show_rows(list(options))
        if some and self.table.selected() is None:
            self.table.select_first()
        rows = [
            Compared(side.label, side.values) for side in sheet.sides if side.label not in _HEADED
        ]
        offers = [self._offer(one) for one in paid(options)]
        self.comparison.show_offers("", "", offers, rows)
        self.table.setVisible(some)
        self.comparison.setVisible(bool(offers))
        self._sold.set_text(" ".join(sheet.selling))
        self._sold.setVisible(bool(sheet.selling))
        self._deeds.setVisible(some and open_)
        self._none.setVisible(not some)
        self._notes.set_text(" ".join(sheet.notes))
        self._notes.setVisible(bool(sheet.notes))
        self.add_button.setVisible(open_)
        self.examples_button.setVisible(open_ and not some)
        self._settle()

    def _settle(self) -> None:
        """Offer what can be done with the picked option."""
        picked = self.table.selected()
        for button in (self.change_button, self.remove_button):
            button.setEnabled(picked is not None)
        sums = picked is not None and not picked.chosen and picked.kind != "salesperson"
        self.choose_button.setEnabled(sums)

    def _with(self, press: Press) -> Callable[[], object]:
        """A press about the picked option."""

        def pressed() -> None:
            picked = self.table.selected()
            if picked is not None:
                press(picked)

        return pressed

    def _letter(self, option: Option) -> str:
        options = self._page.options if self._page else ()
        ids = [one.id for one in options]
        return letter(ids.index(option.id)) if option.id in ids else ""

    def _year(self, option: Option) -> str:
        if self._page is None:
            return ""
        money = self._page.facts.money
        if option.kind == "salesperson":
            return shown_whole(option.income, money)
        found = cost(option, self._page.facts.tenths, step_of(money))
        return shown_whole(found.loaded_year, money)

    def _mark(self, option: Option) -> str:
        if not option.chosen or self._page is None:
            return ""
        return "approved" if self._page.row.state == "approved" else "sums are of it"

    def _offer(self, option: Option) -> Offer:
        title = f"{self._letter(option)}  {option.title}"
        tag = self._mark(option).capitalize() if option.chosen else ""
        return Offer(title, self._year(option), "a year", tag)


# --- the form -----------------------------------------------------------------------------------

_PAID = {"title", "kind", "wage", "minutes_week", "weeks_tenths", "burden"}
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
            Field("minutes_week", "Hours a week", QuantityEntry("40")),
            Field("weeks_tenths", "Weeks in a month", QuantityEntry("4.3"), help="4.3 is usual."),
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
            "minutes_week": half_up(option.minutes_week * QUANTITY, 60) or None,
            "weeks_tenths": option.weeks_tenths * QUANTITY // 10,
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
    found = dict(values)
    if "minutes_week" in values:
        found["minutes_week"] = half_up((values["minutes_week"] or 0) * 60, QUANTITY)
        found["weeks_tenths"] = half_up((values["weeks_tenths"] or 0) * 10, QUANTITY)
    return found
