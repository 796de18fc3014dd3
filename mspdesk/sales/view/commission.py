"""Pay for sales: a month's sales and what each earns, how they are paid, the sheet to print (S133).

Everybody sees their own; who leads people sees all of it, sale by sale, nobody beside another.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import add_months, full_date, month_start, short_date, today
from ...desk.desk import Desk
from ...money import shown
from ...people.queries import people
from ...shop.queries import shop
from ...widgets.buttons import Button, IconButton, MenuButton
from ...widgets.chips import FilterChip
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, NumberEntry, PercentEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    Card,
    PageHead,
    Scroll,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import commission as actions
from ..printables.commission import COMMISSION
from ..queries import commission as queries
from ..queries.commission import CommissionRow, PlanRow, total
from ..rules.commission import RULES, USUAL

_TABLES = {"commission", "compensation_plan", "opportunity", "pipeline_stage"}


class CommissionPage(QWidget):
    """The sales of a month by day, and below them how sales are paid."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self.month = month_start(today())
        self._leads = False
        self.before = IconButton("chevron-left", "Month before", lambda: self._turn(-1))
        self.after = IconButton("chevron-right", "Month after", lambda: self._turn(1))
        self.called = Label("", "strong")
        self.who = FilterChip("Whose sales", "Everybody", on_change=lambda *_: self._reload())
        self.settle = Button("Settle month", "primary", on_click=self._settle)
        self.pay = Button("Paid", on_click=self._pay, name="Commission was paid")
        self.print_button = Button("Print sheet", icon="printer", on_click=self.print_shown)
        self.more = MenuButton("", "ellipsis", "More about commission", self._more)
        self.head = PageHead(
            "Commission",
            actions=(self.print_button, self.pay, self.settle, self.more),
            role="record",
        )
        self.table = Table[CommissionRow](
            (
                Column("won", "Won", "date", lambda r: short_date(r.sold_on), width=84),
                Column("sale", "Sale", "two_line", _sale, stretch=3),
                Column("who", "Made by", "text", lambda r: r.person, width=150, hide_under=860),
                Column("gross", "Sold", "money", lambda r: self._shown(r.gross), width=104),
                Column("profit", "Profit", "money", lambda r: self._shown(r.profit), width=104),
                Column("amount", "Commission", "money", lambda r: self._shown(r.amount), width=104),
                Column("state", "", "tag", _state, width=104),
            ),
            name="Sales of the month",
            row="two_line",
            fit=True,
            empty="Nothing was won in this month.",
        )
        self.sum = Label("", "strong")
        self.sales = Card("Sales of the month", flush=True)
        chosen = row(
            self.before, self.called, self.after, 8, self.who, STRETCH, margin=(14, 0, 14, 4)
        )
        self.sales.add(chosen, self.table, row(STRETCH, self.sum, margin=(14, 4, 16, 6)))
        self.plans = Table[PlanRow](
            (
                Column("whose", "Whose", "title", lambda r: r.whose, stretch=2),
                Column("from", "From", "date", lambda r: full_date(r.from_on), width=110),
                Column("pays", "Pays", "text", lambda r: r.terms.words, stretch=2),
                Column("months", "Months", "num", lambda r: str(r.terms.months), width=70),
                Column("words", "Agreed", "muted", lambda r: r.words, stretch=2),
            ),
            name="How sales are paid",
            row="card",
            side=14,
            fit=True,
            on_activate=self._change,
            empty="Nothing was agreed: no sale earns a commission.",
        )
        self.agreed = Card(
            "How sales are paid",
            "the newest row counts; one of a person's own goes before that of everybody",
            "Agree on pay",
            self.agree,
            flush=True,
        )
        self.agreed.add(self.plans)
        body = column(self.sales, self.agreed, STRETCH, gap=12, margin=(22, 6, 20, 22))
        body.setMaximumWidth(1000)
        page = QWidget()
        stack(page, row(self.head, margin=(22, 12, 16, 6)), Scroll(body))
        lead_focus(page, self.table)
        self.laid = Laid(page, self.table)
        stack(self, self.laid)
        lead_focus(self, self.laid)
        self._come()
        desk.keep_fresh(self, _TABLES, self._reload)
        desk.person_changed.connect(self._come)

    def _come(self, *_: object) -> None:
        """Show what is for whoever works here now: their own, or all for who leads people."""
        self._leads = self._desk.may("people")
        for part in (self.pay, self.settle, self.more, self.who, self.agreed.action):
            part.setVisible(self._leads)
        if self._leads:
            self.who.set_options([(one.id, one.name) for one in self._desk.ask(people)])
        self._reload()

    def _shown(self, minor: int) -> str:
        return shown(minor, self._money)

    def _reload(self) -> None:
        self.called.set_text(f"{self.month:%B %Y}")
        rows = self._desk.ask(queries.commissions, self.month, self._person())
        self.table.show_rows(rows)
        self.sum.set_text(f"Together {self._shown(total(rows))}" if rows else "")
        open_ = [one for one in rows if not one.settled]
        self.settle.setEnabled(bool(open_) and self.month <= today())
        self.pay.setEnabled(bool(self._unpaid(rows)))
        self.print_button.setEnabled(self._sheet() is not None)
        self.plans.show_rows(self._desk.ask(queries.plans))

    def _person(self) -> int | None:
        """Whose sales are shown; None for everybody's."""
        chosen = self.who.value() if self._leads else self._desk.person_id
        return chosen if isinstance(chosen, int) else None

    def _unpaid(self, rows: list[CommissionRow]) -> set[int]:
        return {one.person_id for one in rows if one.settled and one.paid_on is None}

    def _sheet(self) -> int | None:
        """Whose sheet Print prints: the one who was chosen, or the only one there is."""
        chosen = self._person()
        if chosen is not None:
            return chosen
        people_ = {one.person_id for one in self.table.rows()}
        return people_.pop() if len(people_) == 1 else None

    def _turn(self, by: int) -> None:
        self.month = add_months(self.month, by)
        self._reload()

    # --- deeds ---------------------------------------------------------------------------------

    def _settle(self, *_: object) -> None:
        self._desk.attempt(actions.settle_month, self.month, self._person())

    def _pay(self, *_: object) -> None:
        for person_id in sorted(self._unpaid(self.table.rows())):
            self._desk.attempt(actions.mark_paid, self.month, person_id)

    def _more(self) -> list[Any]:
        return [
            ("Take the settlement of the chosen sale back", self.unsettle),
            ("Take the chosen row of pay away", self.remove),
        ]

    def unsettle(self) -> None:
        """Take back what was settled for the chosen sale, until it is paid."""
        one = self.table.selected()
        if one is None or not one.settled:
            self._desk.say("Choose a sale that is settled first.")
        else:
            self._desk.attempt(actions.unsettle, one.id)

    def remove(self) -> None:
        """Take away the chosen row of how sales are paid."""
        one = self.plans.selected()
        if one is None:
            self._desk.say("Choose a row of how sales are paid first.")
        else:
            self._desk.attempt(actions.remove_compensation, one.id, one.version)

    def print_shown(self, *_: object) -> None:
        """Print the sheet of one person for the month that is shown."""
        person_id = self._sheet()
        if person_id is None:
            self._desk.say("Choose whose sheet to print.")
            return
        title = f"Commission, {self.month:%B %Y}"
        self._desk.print_document(COMMISSION, (person_id, self.month), title)

    def agree(self, *_: object) -> None:
        """Lay the form of how sales are paid over the page."""
        self._lay(None)

    def _change(self, one: PlanRow) -> None:
        if self._leads:
            self._lay(one)

    def _lay(self, held: PlanRow | None) -> None:
        if self.laid.busy():
            self.laid.resume()
            return
        who: list[tuple[Hashable, str]] = [(None, "Everybody else")]
        who += [(one.id, one.name) for one in self._desk.ask(people)]

        def save(typed: dict[str, Any]) -> None:
            facts = (typed["rule"], typed["share"], typed["months"], typed["words"])
            self._desk.do(actions.set_compensation, typed["person_id"], typed["from_on"], *facts)
            self.laid.back()

        rule = ChoiceEntry(list(RULES.items()))
        form = Form(
            [
                Field("person_id", "Whose", ChoiceEntry(who)),
                Field("from_on", "From", DateEntry(), required=True),
                Field("rule", "Rule", rule),
                Field("share", "Share", PercentEntry(), "Usual: 10 % of the sale, 30 % of profit."),
                Field("months", "Months that count", NumberEntry(1, 60), "Of a monthly price."),
                Field("words", "What was agreed", NoteEntry(lines=2), span=3),
            ],
            columns=3,
            on_save=save,
            save="Save pay",
            on_cancel=self.laid.back,
        )
        first: date = month_start(today())
        usual: dict[str, Any] = {"person_id": None, "from_on": first, "rule": "gross", "words": ""}
        usual |= {"share": USUAL["gross"], "months": 12}
        if held is not None:
            usual = {"person_id": held.person_id, "from_on": held.from_on, "words": held.words}
            usual |= {"rule": held.terms.rule, "share": held.terms.share}
            usual |= {"months": held.terms.months}
        form.set_values(usual)
        rule.changed.connect(lambda *_: form.entry("share").set_value(USUAL[rule.value()]))
        words = "Kept for who leads people. History says that it changed, not to what."
        self.laid.lay("How sales are paid", words, form)


def _sale(one: CommissionRow) -> tuple[str, str]:
    return one.title, f"{one.client}, {one.number}: {one.terms.words}"


def _state(one: CommissionRow) -> TagCell:
    if not one.won:
        return TagCell("Taken back", "amber")
    if one.paid_on is not None:
        return TagCell("Paid", "green")
    return TagCell("Settled", "blue") if one.settled else TagCell("Open", "grey")
