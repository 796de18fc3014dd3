"""Agreements on a client's page: the tab with all of them, and the card at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import DATE, HOURS, QUANTITY, TEXT, OutColumn, money_in
from ...money import Currency, quantity, shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Card, Pairs, column, lead_focus, row, stack
from ...widgets.table import Column, Table
from .. import queries, rules
from ..queries import AgreementRow, Listed
from .words import state_tag


class AgreementCard(QWidget):
    """What a client is promised today, in a few lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self._client_id = 0
        self._agreement_id: int | None = None
        self.card = Card("Agreement", action="Open", on_action=self._open)
        self.pairs = Pairs()
        self.card.add(self.pairs)
        stack(self, self.card)

    def show_id(self, client_id: int) -> None:
        """Show another client's agreement."""
        self._client_id = client_id
        held = self._desk.ask(queries.in_force, client_id)
        self._agreement_id = held.id if held else None
        if held is None:
            self.pairs.show_pairs([("In force", "None, work is hourly")])
            return
        lines = [("Plan", held.title), ("Kind", rules.KINDS.get(held.kind, held.kind))]
        fee = self._desk.ask(queries.monthly_on, held.id)
        if fee:
            lines.append(("Monthly", shown(fee, self._money)))
        if held.included_minutes:
            lines.append(("Included", f"{hours(held.included_minutes)} h a month"))
        if held.notice_on and held.end_on:
            lines.append(("Notice given", f"ends {short_date(held.end_on)}"))
        else:
            term = held.term_on(today())
            last = "Open end" if term is None else short_date(term.last)
            if term is not None and held.goes_on:
                lines.append(("Renews", short_date(term.renews_on)))
            else:
                lines.append(("Ends", last))
        self.pairs.show_pairs(lines)

    def _open(self) -> None:
        if self._agreement_id is None:
            self._desk.go(Place("clients", self._client_id, do="agreement"))
        else:
            self._desk.go(Place("agreements", self._agreement_id))


def out_columns(money: Currency) -> tuple[OutColumn[AgreementRow], ...]:
    """The columns of agreements in files, money in the shop's currency."""
    return (
        OutColumn("Number", TEXT, lambda row: row.number),
        OutColumn("Agreement", TEXT, lambda row: row.title),
        OutColumn("Kind", TEXT, lambda row: rules.KINDS.get(row.kind, row.kind)),
        OutColumn("State", TEXT, lambda row: rules.STATES.get(row.state, row.state)),
        OutColumn("Signed", DATE, lambda row: row.signed_on),
        OutColumn("From", DATE, lambda row: row.start_on),
        OutColumn("To", DATE, lambda row: row.end_on),
        OutColumn("Monthly", money_in(money), lambda row: row.monthly_fee),
        OutColumn("Included", HOURS, lambda row: row.included_minutes),
        OutColumn("Rate", money_in(money), lambda row: row.rate),
        OutColumn("After hours", QUANTITY, lambda row: row.factor),
    )


def listed_columns(money: Currency) -> tuple[OutColumn[Listed], ...]:
    """The columns of every client's agreements in files; what is paid as it is this month."""
    return (
        OutColumn("Client", TEXT, lambda row: row.client),
        OutColumn("Number", TEXT, lambda row: row.held.number),
        OutColumn("Agreement", TEXT, lambda row: row.held.title),
        OutColumn("Kind", TEXT, lambda row: rules.KINDS.get(row.held.kind, row.held.kind)),
        OutColumn("State", TEXT, lambda row: rules.STATES[row.held.state_on(today())]),
        OutColumn("Signed", DATE, lambda row: row.held.signed_on),
        OutColumn("From", DATE, lambda row: row.held.start_on),
        OutColumn("Term ends", DATE, lambda row: row.last),
        OutColumn("Goes on", TEXT, lambda row: "by itself" if row.held.goes_on else "no"),
        OutColumn("Monthly", money_in(money), lambda row: row.monthly),
        OutColumn("Billed from", DATE, lambda row: row.held.bill_from),
    )


class AgreementPart(QWidget):
    """Every agreement there is and was with a client; Enter opens it on its own tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self._client_id = 0
        self._fees: dict[int, int] = {}
        self.table = Table[AgreementRow](
            (
                Column("number", "No.", "id", lambda r: r.number, width=70),
                Column("title", "Agreement", "title", lambda r: r.title, stretch=2),
                Column(
                    "kind", "Kind", "text", lambda r: rules.KINDS.get(r.kind, r.kind), width=130
                ),
                Column("state", "", "tag", lambda r: state_tag(r, today()), width=110),
                Column("start", "From", "date", lambda r: full_date(r.start_on), width=100),
                Column(
                    "end",
                    "To",
                    "date",
                    lambda r: full_date(r.end_on) if r.end_on else "open",
                    width=100,
                ),
                Column("fee", "Monthly", "money", self._fee),
                Column(
                    "rate",
                    "Rate",
                    "money",
                    lambda r: shown(r.rate, self._money) if r.rate is not None else "shop's",
                ),
                Column(
                    "factor",
                    "After hours",
                    "num",
                    lambda r: f"{quantity(r.factor)}×" if r.factor else "",
                    hide_under=1010,
                ),
            ),
            name="Agreements of this client",
            on_activate=lambda r: desk.go(Place("agreements", r.id)),
            empty="No agreement yet. Work is hourly.",
        )
        add = Button("New agreement", icon="plus", on_click=self._new)
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        bar = row(add, export, STRETCH)
        stack(self, column(bar, self.table, gap=8, margin=(22, 12, 22, 16)))
        lead_focus(self, self.table)

    def show_id(self, client_id: int) -> None:
        """Show another client's agreements."""
        self._client_id = client_id
        rows = self._desk.ask(queries.agreements_of, client_id)
        self._fees = self._desk.ask(queries.monthly_of_all, rows)
        self.table.show_rows(rows)

    def _fee(self, held: AgreementRow) -> str:
        fee = self._fees.get(held.id) or held.monthly_fee
        return shown(fee, self._money) if fee else ""

    def _new(self) -> None:
        self._desk.go(Place("agreements", do="new", about={"client_id": self._client_id}))

    def _export(self) -> None:
        """Write this client's agreements into a file (S143)."""
        self._desk.export("Agreements", out_columns(self._money), self.table.rows())
