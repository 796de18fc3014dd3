"""Agreements on a client's page: the tab with the list and form, and the card at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ..dates import full_date, hours, short_date, today
from ..desk.area import Place
from ..desk.desk import Desk
from ..exchange.columns import DATE, HOURS, QUANTITY, TEXT, OutColumn, money_in
from ..money import Currency, quantity, shown
from ..shop.queries import shop
from ..widgets.buttons import Button
from ..widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    MinutesEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    QuantityEntry,
    TextEntry,
)
from ..widgets.form import Field, Form
from ..widgets.layout import Card, Pairs, lead_focus, stack
from ..widgets.list_form import ListForm
from ..widgets.table import Column, Table, TagCell
from . import actions, queries, rules
from .queries import AgreementRow


class AgreementCard(QWidget):
    """What a client is promised today, in three lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self._client_id = 0
        self.card = Card("Agreement", action="Open", on_action=self._open)
        self.pairs = Pairs()
        self.card.add(self.pairs)
        stack(self, self.card)

    def show_id(self, client_id: int) -> None:
        """Show another client's agreement."""
        self._client_id = client_id
        row = self._desk.ask(queries.in_force, client_id)
        if row is None:
            self.pairs.show_pairs([("In force", "None, work is hourly")])
            return
        lines = [("Plan", row.title), ("Kind", rules.KINDS.get(row.kind, row.kind))]
        if row.monthly_fee:
            lines.append(("Monthly", shown(row.monthly_fee, self._money)))
        if row.included_minutes:
            lines.append(("Included", f"{hours(row.included_minutes)} h a month"))
        lines.append(("Ends", short_date(row.end_on) if row.end_on else "Open end"))
        self.pairs.show_pairs(lines)

    def _open(self) -> None:
        self._desk.go(Place("clients", self._client_id, do="agreement"))


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


class AgreementPart(QWidget):
    """Every agreement with a client; Enter opens its form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self._client_id = 0
        self.table = Table[AgreementRow](
            (
                Column("number", "No.", "id", lambda r: r.number, width=70),
                Column("title", "Agreement", "title", lambda r: r.title, stretch=2),
                Column(
                    "kind", "Kind", "text", lambda r: rules.KINDS.get(r.kind, r.kind), width=130
                ),
                Column("state", "", "tag", _state, width=90),
                Column("start", "From", "date", lambda r: full_date(r.start_on), width=100),
                Column(
                    "end",
                    "To",
                    "date",
                    lambda r: full_date(r.end_on) if r.end_on else "open",
                    width=100,
                ),
                Column(
                    "fee",
                    "Monthly",
                    "money",
                    lambda r: shown(r.monthly_fee, self._money) if r.monthly_fee else "",
                ),
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
                ),
            ),
            name="Agreements of this client",
            empty="No agreement yet. Work is hourly.",
        )
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        self.list = ListForm(self.table, "New agreement", self._form, export)
        stack(self, self.list)
        lead_focus(self, self.list)

    def show_id(self, client_id: int) -> None:
        """Show another client's agreements; a form for another client is put away."""
        self._client_id = client_id
        self.list.turn_to(client_id)
        self.table.show_rows(self._desk.ask(queries.agreements_of, client_id))

    def _export(self) -> None:
        """Write this client's agreements into a file (S143)."""
        self._desk.export("Agreements", out_columns(self._money), self.table.rows())

    def _form(self, row: AgreementRow | None) -> QWidget:
        form = Form(
            [
                Field("kind", "Kind", ChoiceEntry(list(rules.KINDS.items())), required=True),
                Field("plan", "Plan or name", TextEntry()),
                Field("state", "State", ChoiceEntry(list(rules.STATES.items()))),
                Field("start_on", "From", DateEntry(), required=True),
                Field("end_on", "To", DateEntry(), help="Empty for an open end."),
                Field("signed_on", "Signed", DateEntry()),
                Field("monthly_fee", "Monthly fee", MoneyEntry(self._money)),
                Field("included_minutes", "Included a month", MinutesEntry(), help="Such as 5.0 h"),
                Field("rate", "Hourly rate", MoneyEntry(self._money), help="Empty: the client's."),
                Field("factor", "After hours, times", QuantityEntry()),
                Field("increment_minutes", "Bill in steps of", NumberEntry(1, 60, "minutes")),
                Field("minimum_minutes", "Bill at least", NumberEntry(0, 480, "minutes")),
                Field(
                    "after_hours_bills", "After hours", CheckEntry("Covered work bills after hours")
                ),
                Field("notes", "Notes", NoteEntry(lines=2), span=2),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save agreement",
            on_cancel=self.list.back,
        )
        form.set_values({"kind": "managed", "state": "active", "start_on": today()})
        if row is not None:
            form.set_values({n: getattr(row, n) for n in AgreementRow.__dataclass_fields__})
        return form

    def _save(self, row: AgreementRow | None, values: dict[str, Any]) -> None:
        kept = {**values, "monthly_fee": values["monthly_fee"] or 0}
        kept["included_minutes"] = values["included_minutes"] or 0
        if row is None:
            kind, start = str(kept.pop("kind")), kept.pop("start_on")
            self._desk.do(actions.add_agreement, self._client_id, kind, start, kept)
        else:
            self._desk.do(actions.edit_agreement, row.id, row.version, kept)
        self.list.back()
        self.show_id(self._client_id)


def _state(row: AgreementRow) -> TagCell:
    ended = row.end_on is not None and row.end_on < today()
    if row.state == "active" and not ended:
        return TagCell("Active", "green")
    return TagCell("Ended" if ended else rules.STATES.get(row.state, row.state))
