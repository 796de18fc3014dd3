"""Money on a client's page: the card with the balance, and the tab with the invoices."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours_h
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Card, Fact, Metric, Pairs, column, lead_focus, row, stack
from ...widgets.table import Column, Table
from .. import queries
from ..printables import STATEMENT
from ..queries import EarlierRow

LATEST = 200


class MoneyCard(QWidget):
    """What a client owes, how it pays, what it brought this year."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.card = Card("Money", action="Statement", on_action=self._statement)
        self.pairs = Pairs()
        self.card.add(self.pairs)
        stack(self, self.card)

    def show_id(self, client_id: int) -> None:
        """Show another client's money."""
        self._client_id = client_id
        money = self._desk.ask(queries.client_money, client_id)
        late = "overdue" if money.overdue else "not yet due" if money.owes else ""
        balance = f"{shown(money.owes, money.currency)} {late}".strip()
        lines = [
            Fact("balance", "Balance", balance, color="red" if money.overdue else "ink"),
            Fact("pays", "Pays in", _days(money.pays_in_days)),
            Fact("year", "This year", shown(money.year_revenue, money.currency)),
        ]
        if money.unapplied:
            over = shown(money.unapplied, money.currency)
            lines.append(Fact("over", "Not applied", over))
        left = self._desk.ask(queries.hours_left, client_id)
        if left is not None:
            lines.append(Fact("hours", "Prepaid hours", f"{hours_h(left)} left"))
        self.pairs.show_pairs(lines)

    def _statement(self) -> None:
        self._desk.print_document(STATEMENT, self._client_id, "Statement")


def _days(days: int | None) -> str:
    return "Nothing paid yet" if days is None else f"{days} days on average"


class MoneyPart(QWidget):
    """A client's invoices with what became of each; Enter opens one in Billing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._owes = Metric("Owes", "", "")
        self._late = Metric("Overdue", "", "")
        self._year = Metric("This year", "", "without tax")
        self._currency = desk.ask(queries.client_money, 0).currency
        self.table = Table[EarlierRow](
            (
                Column("number", "Invoice", "id", lambda r: r.number, width=110),
                Column(
                    "on",
                    "Issued",
                    "text",
                    lambda r: full_date(r.issued_on) if r.issued_on else "",
                    width=130,
                ),
                Column("words", "What became of it", "text", lambda r: r.words, stretch=1),
                Column("total", "Total", "money", lambda r: shown(r.total, self._currency)),
            ),
            name="Invoices of this client",
            on_activate=lambda r: desk.go(Place("billing", r.id, do="invoice")),
            empty="No invoices yet.",
        )
        pay = Button("Record payment", on_click=self._pay)
        draft = Button("New draft", icon="plus", on_click=self._draft)
        paper = Button("Statement", kind="quiet", icon="printer", on_click=self._statement)
        figures = row(self._owes, self._late, self._year, STRETCH, gap=36)
        bar = row(pay, draft, paper, STRETCH)
        stack(self, column(figures, bar, self.table, gap=12, margin=(22, 14, 22, 16)))
        lead_focus(self, self.table)

    def show_id(self, client_id: int) -> None:
        """Show another client's invoices."""
        self._client_id = client_id
        money = self._desk.ask(queries.client_money, client_id)
        self._currency = money.currency
        for metric, minor in (
            (self._owes, money.owes),
            (self._late, money.overdue),
            (self._year, money.year_revenue),
        ):
            metric.set_metric(shown(minor, money.currency))
        self.table.show_rows(self._desk.ask(queries.earlier_invoices, client_id, LATEST))

    def _pay(self) -> None:
        self._desk.go(Place("billing", do="pay", about={"client_id": self._client_id}))

    def _draft(self) -> None:
        self._desk.go(Place("billing", do="new", about={"client_id": self._client_id}))

    def _statement(self) -> None:
        self._desk.print_document(STATEMENT, self._client_id, "Statement")
