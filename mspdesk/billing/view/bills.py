"""Bills we owe: what is due when, what was paid, and what comes again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import short_date, today
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...vendors.queries import vendor_names
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, MoneyEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Footer, Panel, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table
from .. import actions
from ..queries import cash as queries
from ..queries.cash import BillRow
from ..reports.books import bill_columns
from ..rules.cash import last_day
from .parts import attempt, date_entry

TABLES = {"bill", "vendor", "shop"}


class BillsSection:
    """The bills by when they are due, and the form of the chosen one."""

    key = "bills"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[BillRow] = []
        self._currency = desk.ask(shop).money
        self.table = Table[BillRow](
            (
                Column("due", "Due", "num", lambda r: short_date(r.due_on), width=92, align="left"),
                Column("who", "To", "title", lambda r: r.who, stretch=5),
                Column("what", "What for", "text", _what, stretch=4, role="meta"),
                Column("category", "Category", "text", lambda r: r.category, stretch=3),
                Column("often", "Again", "text", _often, stretch=2, role="meta", hide_under=1400),
                Column("amount", "Amount", "money", lambda r: shown(r.amount, self._currency)),
            ),
            "Bills we owe",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="No bill is written down. New adds one.",
        )
        self.detail = BillPane(desk, self._saved)
        self.export_button = Button("Export", icon="download", on_click=self._export)
        self.new_button = Button("New bill", "primary", icon="plus", on_click=self.new)
        self.actions: QWidget = row(STRETCH, self.export_button, self.new_button)
        self.listing = column(self.table)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def reload(self) -> None:
        """Ask for the bills again."""
        self._currency = self._desk.ask(shop).money
        self._rows = self._desk.ask(queries.bills)
        opened = [one for one in self._rows if one.paid_on is None]
        day, last = today(), last_day(today())
        parts = (
            ("Overdue", [one for one in opened if one.due_on < day]),
            ("Next four weeks", [one for one in opened if day <= one.due_on <= last]),
            ("Later", [one for one in opened if one.due_on > last]),
            ("Paid lately", [one for one in self._rows if one.paid_on is not None]),
        )
        self.table.show_groups(
            [Group(title, rows, sums={"amount": self._sum(rows)}) for title, rows in parts if rows]
        )
        if self.table.selected() is None and self.detail.is_empty():
            self.table.select_first()
        self._choose(self.table.selected())

    def _sum(self, rows: list[BillRow]) -> str:
        return shown(sum(one.amount for one in rows), self._currency)

    def _choose(self, one: BillRow | None) -> None:
        if one is not None:
            self.detail.show_row(one)
        elif not self._rows:
            self.detail.show_row(None)

    def select(self, bill_id: int) -> None:
        """Choose one of the list."""
        self.table.select(bill_id)

    def new(self) -> None:
        """Begin a new one."""
        self.detail.show_row(None, again=True)
        self.detail.focus_first()

    def _saved(self, bill_id: int) -> None:
        self.reload()
        self.table.select(bill_id)
        self._choose(self.table.selected())

    def _export(self) -> None:
        self._desk.export("Bills", bill_columns(self._currency), self._rows)

    def facts(self) -> list[str]:
        """What the status bar says."""
        opened = [one for one in self._rows if one.paid_on is None]
        late = [one for one in opened if one.due_on < today()]
        soon = [one for one in opened if today() <= one.due_on <= today() + timedelta(days=27)]
        return ["Bills", f"*{self._sum(late)} overdue", f"{self._sum(soon)} in four weeks"]

    def print_shown(self) -> None:
        """The list prints as a report."""
        self._desk.say("The list prints from Reports, Week, Bills due.")


def _what(bill: BillRow) -> str:
    said = [bill.what if bill.what != bill.who else "", bill.reference]
    if bill.paid_on is not None:
        said.append(f"paid {short_date(bill.paid_on)}")
    return ", ".join(filter(None, said))


def _often(bill: BillRow) -> str:
    if not bill.every_months:
        return ""
    return "monthly" if bill.every_months == 1 else f"in {bill.every_months} months"


class BillPane(Panel):
    """The form of one bill."""

    def __init__(self, desk: Desk, on_saved: Callable[[int], None]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_saved = desk, on_saved
        self._row: BillRow | None = None
        self._title = Label("", "record", wrap=True)
        self._state = Label("", "meta", "ink2", wrap=True)
        self._vendor = ChoiceEntry([])
        self.form = Form(
            [
                Field("vendor_id", "Vendor", self._vendor),
                Field("payee", "Or whom", TextEntry(), "If it is no vendor of the list."),
                Field("what", "What for", TextEntry()),
                Field("category", "Category", TextEntry(), "As in the budget, like Rent."),
                Field("amount", "Amount", MoneyEntry(desk.ask(shop).money), required=True),
                Field("due_on", "Due", date_entry(desk), required=True),
                Field("billed_on", "Dated", date_entry(desk)),
                Field("reference", "Their number", TextEntry()),
                Field(
                    "every_months", "Comes again after", NumberEntry(0, 120, "months"), "0: once"
                ),
                Field("notes", "Notes", NoteEntry(lines=2), span=2),
            ],
            columns=2,
            on_save=self._save,
        )
        self.paid_button = Button("It is paid", "primary", icon="check", on_click=self._pay)
        self.unpaid_button = Button("Not paid after all", on_click=self._unpay)
        self.remove_button = Button("Remove", "quiet", on_click=self._remove)
        self._footer = Footer(self.remove_button, STRETCH, self.unpaid_button, self.paid_button)
        body = column(
            self._title, self._state, 8, self.form, STRETCH, gap=4, margin=(20, 16, 20, 16)
        )
        stack(self, Scroll(body), self._footer)

    def is_empty(self) -> bool:
        """Whether no bill is shown and nothing is being typed."""
        return self._row is None and not self.form.dirty()

    def show_row(self, one: BillRow | None, *, again: bool = False) -> None:
        """Show one, or the empty form; what is being typed about the same one stays."""
        same = one is not None and self._row is not None and self._row.id == one.id
        if self.form.dirty() and not again and (same or one is None):
            return
        self._row = one
        self._vendor.set_options([(None, "None"), *self._desk.ask(vendor_names).items()])
        self._title.set_text(one.who if one else "New bill")
        paid = one.paid_on if one else None
        self._state.set_text(f"Paid {short_date(paid)}" if paid else "")
        self._state.setVisible(paid is not None)
        self._footer.setVisible(one is not None)
        self.paid_button.setVisible(one is not None and paid is None)
        self.unpaid_button.setVisible(paid is not None)
        self.form.set_values(
            {
                "vendor_id": one.vendor_id if one else None,
                "payee": one.payee if one else "",
                "what": one.what if one else "",
                "category": one.category if one else "",
                "amount": one.amount if one else None,
                "due_on": one.due_on if one else None,
                "billed_on": one.billed_on if one else None,
                "reference": one.reference if one else "",
                "every_months": one.every_months if one else 0,
                "notes": one.notes if one else "",
            }
        )

    def _save(self, values: dict[str, Any]) -> None:
        row_id = self._row.id if self._row else None
        version = self._row.version if self._row else None
        saved = self._desk.do(actions.save_bill, values, row_id, version)
        self.form.mark_clean()
        self._on_saved(saved)

    def _pay(self) -> None:
        one = self._row
        if one is not None:
            attempt(self._desk, lambda: self._desk.do(actions.pay_bill, one.id))

    def _unpay(self) -> None:
        one = self._row
        if one is not None:
            attempt(self._desk, lambda: self._desk.do(actions.unpay_bill, one.id))

    def _remove(self) -> None:
        one = self._row
        if one is not None and attempt(
            self._desk, lambda: self._desk.do(actions.remove_bill, one.id)
        ):
            self._row = None

    def focus_first(self) -> None:
        """Go to the form."""
        self.form.focus_first()
