"""Entering what is bought: a vendor's list pasted at once, or one purchase in a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ...catalog.queries import items
from ...clients.queries import choose_client
from ...dates import month_start
from ...desk.desk import Desk
from ...errors import UserError
from ...money import QUANTITY, quantity, shown
from ...shop.queries import shop
from ...vendors.queries import vendor_names
from ...widgets.buttons import Button
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    Found,
    LookupEntry,
    MoneyEntry,
    NoteEntry,
    QuantityEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, HelpLine
from ...widgets.layout import STRETCH, Card, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import actions, queries
from ..queries import Bought, GridRow, Matched, PurchaseRow

WIDE = 900


class PastePage(QWidget):
    """Paste a table, see what each line means, keep it; what is wrong is said on its line."""

    def __init__(self, desk: Desk, month: date, on_done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._month, self._on_done = desk, month, on_done
        self._money = desk.ask(shop).money
        self._matched: list[Matched] = []
        self.pasted = NoteEntry("Client, service, count, cost, vendor", "Pasted list", lines=9)
        self.pasted.changed.connect(self._read)
        self._help = HelpLine(
            "Copy the cells of a spreadsheet and paste them here. A heading may name the columns;"
            " without one they are client, service, count, cost, vendor."
        )
        self.whole = CheckEntry(
            "This is everything from these vendors; the rest ends", "Whole list"
        )
        self.table = self._lines()
        self.save_button = Button("Keep purchases", "primary", on_click=self.save)
        card = Card(f"What we buy in {month:%B %Y}", "It goes on each month until it changes")
        card.add_right(
            Button("Begin with last month", "quiet", icon="download", on_click=self.last_month)
        )
        card.add(
            self.pasted,
            self._help,
            self.table,
            row(self.whole, STRETCH),
            row(
                self.save_button,
                Button("Cancel", "quiet", on_click=on_done, name="Cancel: purchases"),
                STRETCH,
            ),
        )
        page = column(card, STRETCH, margin=(22, 14, 22, 20))
        page.setMaximumWidth(WIDE + 200)
        stack(self, page)

    def _lines(self) -> Table[Matched]:
        return Table[Matched](
            (
                Column("line", "Line", "num", lambda r: str(r.typed.line), width=54),
                Column("client", "Client", "text", lambda r: r.typed.client or "Ours", stretch=2),
                Column("service", "Service", "title", lambda r: r.typed.service, stretch=2),
                Column("count", "Count", "num", lambda r: r.typed.count, width=70),
                Column("cost", "Each", "money", self._each, width=90),
                Column("wrong", "", "text", _said, stretch=3, color=_color),
            ),
            "Lines of the pasted list",
            key=lambda r: r.typed.line,
            row="card",
            side=0,
            fit=True,
            empty="Nothing was pasted yet.",
        )

    def _each(self, one: Matched) -> str:
        return shown(one.bought.unit_cost, self._money) if one.bought else one.typed.cost

    def last_month(self) -> None:
        """Put what is bought now into the field, to be changed where it changed."""
        rows = self._desk.ask(queries.purchases, self._month)
        lines = [
            "\t".join(
                (
                    one.client,
                    one.item,
                    quantity(one.quantity),
                    shown(one.unit_cost, self._money),
                    one.vendor,
                )
            )
            for one in rows
        ]
        self.pasted.set_value("\n".join(["Client\tService\tCount\tCost\tVendor", *lines]))

    def _read(self) -> None:
        self._matched = []
        try:
            if self.pasted.text().strip():
                self._matched = self._desk.ask(queries.match_pasted, self.pasted.text())
            self._help.say("")
            self.pasted.set_error(False)
        except UserError as error:
            self._help.say(error.text)
        self.table.show_rows(self._matched)
        many = sum(1 for one in self._matched if one.bought)
        self.save_button.set_text(f"Keep {many} purchases" if many != 1 else "Keep 1 purchase")

    def save(self) -> None:
        """Keep every line, once none is wrong."""
        wrong = [one for one in self._matched if one.wrong]
        found = [one.bought for one in self._matched if one.bought is not None]
        if wrong or not found:
            first = f"Line {wrong[0].typed.line}: {wrong[0].wrong}" if wrong else ""
            self._help.say(first or "Paste a table: client, service, count, cost each.")
            self.pasted.set_error(True)
            self.pasted.field.setFocus()
            return
        try:
            whole = bool(self.whole.value())
            self._desk.do(actions.enter_purchases, found, self._month, whole=whole)
        except UserError as error:
            self._help.say(error.text)
            return
        self._on_done()


def _said(one: Matched) -> str:
    return one.wrong or "understood"


def _color(one: Matched) -> str:
    return "red" if one.wrong else "green"


class PurchasePage(QWidget):
    """What is bought of one service for one client, from a month on."""

    def __init__(
        self,
        desk: Desk,
        month: date,
        one: GridRow | None,
        on_done: Callable[[], object],
        on_paste: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._month, self._on_done = desk, month, on_done
        self._money = desk.ask(shop).money
        self._row = one
        self._held = self._bought_for(one)
        self.client = LookupEntry(self._find, "Nobody: for ourselves")
        self.form = Form(
            [
                Field("client_id", "For which client", self.client, span=2),
                Field("item_id", "Service", ChoiceEntry(self._services()), required=True),
                Field("quantity", "How many", QuantityEntry(), required=True),
                Field("unit_cost", "Each costs us, a month", MoneyEntry(self._money)),
                Field("vendor_id", "Bought from", ChoiceEntry(self._vendors())),
                Field(
                    "month",
                    "From the month of",
                    DateEntry(day_first=desk.ask(shop).day_first),
                    "A new count or cost holds from here on.",
                    required=True,
                ),
                Field("note", "Note", TextEntry(), span=2),
            ],
            columns=3,
            on_save=self._save,
            save="Save purchase",
            on_cancel=on_done,
        )
        self._fill(one)
        card = Card(f"{one.item} for {one.client}" if one else "One purchase")
        card.add_right(Button("Paste a list instead", "quiet", on_click=on_paste))
        card.add(self.form)
        if one is not None:
            card.add(Label(self._words(one), "meta", "ink2", wrap=True))
        if self._held is not None:
            card.add(row(Button("Not bought any more", "danger", on_click=self._end), STRETCH))
        page = column(card, STRETCH, margin=(22, 14, 22, 20))
        page.setMaximumWidth(WIDE)
        stack(self, page)

    def _bought_for(self, one: GridRow | None) -> PurchaseRow | None:
        if one is None:
            return None
        rows = self._desk.ask(queries.purchases, self._month)
        mine = [
            row_
            for row_ in rows
            if (row_.client_id or 0, row_.item_id) == (one.client_id, one.item_id)
        ]
        return mine[0] if mine else None

    def _words(self, one: GridRow) -> str:
        words = f"Sold {quantity(one.sold)}, bundled {quantity(one.bundled)}"
        if one.in_use is not None:
            words += f", documented as in use {quantity(one.in_use)}"
        return f"{words}."

    def _find(self, text: str) -> Sequence[Found]:
        rows = self._desk.ask(choose_client, text, 20)
        return [Found(client.id, client.name, client.city) for client in rows]

    def _services(self) -> list[tuple[int, str]]:
        return [(thing.id, thing.name) for thing in self._desk.ask(items, retired=True)]

    def _vendors(self) -> list[tuple[int | None, str]]:
        return [(None, "Nobody named"), *self._desk.ask(vendor_names).items()]

    def _fill(self, one: GridRow | None) -> None:
        held = self._held
        values: dict[str, Any] = {"month": month_start(self._month), "vendor_id": None}
        if one is not None:
            if one.client_id:
                values["client_id"] = Found(one.client_id, one.client)
            count = held.quantity if held else (one.in_use or one.sold + one.bundled or QUANTITY)
            values |= {"item_id": one.item_id, "quantity": count}
            values["unit_cost"] = held.unit_cost if held else one.unit_cost or None
        if held is not None:
            values |= {"vendor_id": held.vendor_id, "note": held.note}
        self.form.set_values(values)

    def _save(self, typed: dict[str, Any]) -> None:
        bought = Bought(
            typed["client_id"],
            typed["item_id"],
            typed["quantity"],
            typed["unit_cost"] or 0,
            typed["vendor_id"],
        )
        self._desk.do(actions.enter_purchase, bought, typed["month"], typed["note"])
        self._on_done()

    def _end(self) -> None:
        if self._held is not None:
            self._desk.do(actions.end_purchase, self._held.id, self._held.version, self._month)
        self._on_done()
