"""Payments: what came in and went back, one of them in full, and the form to record one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...clients.queries import choose_client, client_names
from ...dates import full_date, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...money import Currency, shown
from ...shop.queries import shop
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import ChoiceEntry, Found, LookupEntry, MoneyEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import (
    STRETCH,
    Fact,
    Facts,
    Footer,
    Panel,
    Rule,
    Scroll,
    Section,
    clear,
    column,
    row,
    stack,
)
from ...widgets.paged import Order, PagedTable, Source
from ...widgets.safe import Label
from ...widgets.table import Column, TagCell
from .. import actions, queries
from ..printables import RECEIPT
from ..queries import OpenRow, PaymentPage, PaymentRow
from ..reports import payment_columns
from ..rules.totals import oldest_first
from ..rules.words import METHOD_WORDS, PAYMENT_WORDS, PaymentKind, method_words
from .parts import attempt, chain, date_entry, put_in, wide

TABLES = {"payment", "allocation", "invoice", "client", "deposit_payment"}


class PaymentsSection:
    """The list of money, its pane, and its part of the toolbar."""

    key = "payments"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._currency: Currency = desk.ask(shop).money
        self.table = PagedTable[PaymentRow](
            (
                Column("number", "Number", "id", lambda r: r.number, width=80, hide_under=1000),
                Column("received", "Date", "num", _on, width=96, align="left", sort=_self),
                Column("client", "Client", "title", lambda r: r.client, stretch=5),
                Column("how", "How", "text", _how, stretch=5, role="meta", hide_under=1000),
                Column("deposit", "Deposit", "id", lambda r: r.deposit, width=80, hide_under=1400),
                Column("amount", "Amount", "money", self._amount, width=104),
                Column("over", "", "tag", self._over, width=118),
            ),
            "Payments",
            on_select=self._choose,
            on_activate=lambda _row: self.pane.focus_first(),
            empty="No money was recorded yet.",
        )
        self.pane = PaymentPane(desk, self.to_deposit)
        self.form = PaymentForm(desk, self._recorded, self._cancelled)
        self.detail = QStackedWidget()
        self.detail.addWidget(self.pane)
        self.detail.addWidget(self.form)
        self.new_button = Button("New payment", "primary", on_click=self.new)
        self.export_button = IconButton("download", "Export payments", self._export)
        self.deposit_button = Button("Deposit", icon="landmark", on_click=self.to_deposit)
        self.actions = row(STRETCH, self.export_button, self.deposit_button, self.new_button)
        self._waits = 0
        self.listing = column(self.table)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def _amount(self, payment: PaymentRow) -> str:
        return shown(payment.amount, self._currency)

    def _over(self, payment: PaymentRow) -> TagCell | None:
        if payment.reversed:
            return TagCell("Taken back", "red")
        if payment.kind != PaymentKind.PAYMENT:
            return TagCell(PAYMENT_WORDS[PaymentKind(payment.kind)], "grey")
        if payment.over > 0:
            return TagCell(f"{shown(payment.over, self._currency)} over", "amber")
        return None

    def reload(self) -> None:
        """Ask for the list again."""
        self._currency = self._desk.ask(shop).money
        order = self.table.order()
        self.table.show_source(
            Source(
                rows=lambda order, skip, limit: self._desk.ask(
                    queries.payments, order.key, order.descending, limit, skip=skip
                ),
                count=lambda: self._desk.ask(queries.payment_count),
            ),
            order if order.key else Order("received", True),
        )
        self._waits = sum(one.carried for one in self._desk.ask(queries.waiting))
        if self.pane.page is not None:
            attempt(self._desk, self.pane.reload)

    def to_deposit(self, payment_id: int | None = None) -> None:
        """Go to what waits for the bank, and to one payment among it."""
        self._desk.go(Place("billing", payment_id, "deposits"))

    def show_first(self) -> None:
        """Show the newest payment when none was chosen yet and none is being written."""
        if self.pane.page is None and self.detail.currentWidget() is self.pane:
            self.table.select_first()

    def _choose(self, payment: PaymentRow | None) -> None:
        if payment is not None:
            self.pane.show_payment(payment.id)
            self.detail.setCurrentWidget(self.pane)

    def new(self, client_id: int | None = None) -> None:
        """Open the form for money that came in."""
        self.detail.setCurrentWidget(self.form)
        self.form.begin(client_id)

    def _recorded(self, payment_id: int) -> None:
        self.table.select(payment_id)
        self.pane.show_payment(payment_id)
        self.detail.setCurrentWidget(self.pane)
        waits = not self.pane.deposit_button.isHidden()
        (self.pane.deposit_button if waits else self.new_button).setFocus()

    def _cancelled(self) -> None:
        self.detail.setCurrentWidget(self.pane)
        self.table.setFocus()

    def facts(self) -> list[str]:
        """What the status bar says."""
        recorded = f"*{self._desk.ask(queries.payment_count):,} recorded"
        return ["Payments", recorded, f"{self._waits} to take to the bank"]

    def print_shown(self) -> None:
        """Print the receipt of the payment that is shown."""
        self.pane.print_shown()

    def _export(self) -> None:
        self._desk.export(
            "Payments",
            payment_columns(self._currency),
            lambda session: queries.payments(session, "received", False, 10**9),
        )


def _self(payment: PaymentRow) -> object:
    """The list is put in order by the books, not here."""
    return payment.id


def _on(payment: PaymentRow) -> str:
    return full_date(payment.received_on)


def _how(payment: PaymentRow) -> str:
    return ", ".join(one for one in (method_words(payment.method), payment.reference) if one)


class PaymentPane(Panel):
    """One payment: which invoices it pays, what is over, and what can be done with it."""

    def __init__(self, desk: Desk, to_deposit: Callable[[int], None]) -> None:
        super().__init__("paper", "left")
        self._desk, self._to_deposit = desk, to_deposit
        self.page: PaymentPage | None = None
        self._number = Label("", "body", "ink2")
        self._client = Label("", "record", wrap=True)
        self._facts = Facts(columns=3)
        self._pays = QWidget()
        self._pays_box = stack(self._pays, gap=4)
        self._form_box = column(margin=(20, 8, 20, 12))
        self._form_box.hide()
        self.apply_button = Button("Apply to open invoices", on_click=self._apply)
        self.refund_button = Button("Give back", on_click=self.open_refund)
        self.reverse_button = Button("It bounced", on_click=self.open_reverse)
        self.deposit_button = Button(
            "Take to the bank", on_click=self._deposit, name="Take this payment to the bank"
        )
        self.print_button = Button("Receipt", icon="printer", on_click=self.print_shown)
        body = column(
            column(self._number, self._client, 4, self._facts, gap=4, margin=(20, 14, 16, 12)),
            self._form_box,
            Rule(),
            column(self._pays, margin=(20, 12, 20, 12)),
            STRETCH,
        )
        self._scroll = Scroll(body)
        self._footer = Footer(
            self.reverse_button,
            STRETCH,
            self.refund_button,
            self.apply_button,
            self.deposit_button,
            self.print_button,
        )
        self._nothing = Label("Choose a payment.", "body", "ink3", align="center")
        stack(self, self._nothing, self._scroll, self._footer)
        self._scroll.hide()
        self._footer.hide()

    def reload(self) -> None:
        """Ask again for what is shown; a payment that was undone is put away."""
        if self.page is None:
            return
        payment_id = self.page.row.id
        if not self._desk.ask(queries.payments_by_id, [payment_id]):
            self.page = None
            self._nothing.show()
            self._scroll.hide()
            self._footer.hide()
            return
        self.show_payment(payment_id)

    def show_payment(self, payment_id: int) -> None:
        """Show a payment."""
        if self.page is None or self.page.row.id != payment_id:
            self.close_form()
        page = self.page = self._desk.ask(queries.payment_page, payment_id)
        payment = page.row
        self._nothing.hide()
        self._scroll.show()
        self._footer.show()
        kind = PAYMENT_WORDS[PaymentKind(payment.kind)]
        self._number.set_text(f"{kind} {payment.number}".strip())
        self._client.set_text(payment.client)
        facts = [
            Fact("received", "Date", full_date(payment.received_on)),
            Fact("how", "How", _how(payment)),
            Fact("amount", "Amount", shown(payment.amount, page.currency)),
        ]
        if page.available:
            facts.append(Fact("over", "Not applied", shown(page.available, page.currency)))
        if payment.deposit:
            facts.append(Fact("deposit", "Taken to the bank", f"Deposit {payment.deposit}"))
        if page.note:
            facts.append(Fact("note", "Note", page.note))
        self._facts.show_facts(facts)
        self._show_pays(page)
        came_in = payment.kind == PaymentKind.PAYMENT and not payment.reversed
        self.apply_button.setVisible(came_in and page.available > 0)
        self.refund_button.setVisible(came_in and page.available > 0)
        self.reverse_button.setVisible(came_in and not page.counter)
        waits = {one.id for one in self._desk.ask(queries.waiting) if one.carried}
        self.deposit_button.setVisible(payment.id in waits)

    def _show_pays(self, page: PaymentPage) -> None:
        clear(self._pays_box)
        put_in(self._pays_box, Section("What it pays"))
        for one in page.pays:
            on = f", {full_date(one.issued_on)}" if one.issued_on else ""
            words = f"Invoice {one.number}{on}"
            parts: list[QWidget] = [Label(shown(one.amount, page.currency), "meta", "ink")]
            if not page.counter and page.row.kind == PaymentKind.PAYMENT:
                take = partial(self._take_off, one.invoice_id)
                parts.append(LinkButton("Take off", take, name=f"Take off {words}"))
            put_in(self._pays_box, row(wide(words), *parts, gap=10))
        if not page.pays:
            put_in(self._pays_box, Label("No invoice.", "meta", "ink3"))
        for counter in page.counter:
            kind = PAYMENT_WORDS[PaymentKind(counter.kind)]
            words = f"{kind} {short_date(counter.received_on)}, {_how(counter)}"
            put_in(
                self._pays_box,
                row(wide(words), Label(shown(counter.amount, page.currency), "meta", "ink")),
            )

    def _deposit(self) -> None:
        if self.page is not None:
            self._to_deposit(self.page.row.id)

    def _take_off(self, invoice_id: int) -> None:
        page = self.page
        if page is not None:
            attempt(self._desk, lambda: self._desk.do(actions.unapply, page.row.id, invoice_id))

    def _apply(self) -> None:
        page = self.page
        if page is not None:
            attempt(self._desk, lambda: self._desk.do(actions.apply_credit, page.row.id))

    def open_refund(self) -> None:
        """Open the form that gives money back."""
        page = self.page
        if page is None:
            return
        self._open(
            [
                Field("amount", "Give back", MoneyEntry(page.currency), required=True),
                Field("method", "How", ChoiceEntry(list(METHOD_WORDS.items()))),
                Field("reference", "Reference", TextEntry()),
            ],
            "Give back",
            self._refund,
            {"amount": page.available, "method": page.row.method, "reference": ""},
        )

    def open_reverse(self) -> None:
        """Open the form for a check that bounced."""
        self._open(
            [
                Field("on", "When", date_entry(self._desk), required=True),
                Field("reason", "Why", TextEntry()),
            ],
            "Take the payment back",
            self._reverse,
            {"on": today(), "reason": "Returned by the bank"},
        )

    def _open(
        self,
        fields: list[Field],
        save: str,
        deed: Callable[[dict[str, Any]], None],
        values: dict[str, object],
    ) -> None:
        layout = self._form_box.layout()
        if layout is None:
            return
        clear(layout)
        form = Form(fields, columns=2, on_save=deed, save=save, on_cancel=self.close_form)
        form.set_values(values)
        layout.addWidget(form)
        self._form_box.show()
        form.focus_first()

    def close_form(self) -> None:
        """Put the form away."""
        self._form_box.hide()

    def _refund(self, values: dict[str, Any]) -> None:
        if self.page is not None:
            self._desk.do(
                actions.refund,
                self.page.row.id,
                values["amount"],
                values["method"] or "check",
                None,
                values["reference"],
            )
            self.close_form()

    def _reverse(self, values: dict[str, Any]) -> None:
        if self.page is not None:
            self._desk.do(actions.reverse_payment, self.page.row.id, values["on"], values["reason"])
            self.close_form()

    def print_shown(self) -> None:
        """Show the receipt."""
        if self.page is not None:
            title = f"Receipt {self.page.row.number}"
            self._desk.print_document(RECEIPT, self.page.row.id, title)

    def focus_first(self) -> None:
        """Go to the pane's first deed."""
        self.print_button.setFocus()


class PaymentForm(Panel):
    """The form for money that came in, with the open invoices it may pay."""

    def __init__(
        self, desk: Desk, on_saved: Callable[[int], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_saved = desk, on_saved
        self._client = LookupEntry(self._find, "Type a few letters", "Client who paid")
        self._amount = MoneyEntry(desk.ask(shop).money)
        self.form = Form(
            [
                Field("client", "Client", self._client, required=True, span=2),
                Field("amount", "Amount", self._amount, required=True),
                Field("on", "Date", date_entry(desk), required=True),
                Field("method", "How", ChoiceEntry(list(METHOD_WORDS.items())), required=True),
                Field("reference", "Check number or reference", TextEntry()),
                Field("note", "Note", TextEntry(), span=2),
            ],
            columns=2,
            on_save=self._save,
            save="Record payment",
            on_cancel=on_cancel,
        )
        self._client.picked.connect(lambda _found: self._show_open())
        self._amount.changed.connect(self._share)
        self._open: list[OpenRow] = []
        self.entries: dict[int, MoneyEntry] = {}
        self._by_hand = self._sharing = False
        self._rest = Label("", "meta", "ink2", wrap=True)
        self._list = QWidget()
        self._list_box = stack(self._list, gap=6)
        self._oldest = LinkButton("Oldest first", self._oldest_first)
        head = row(
            Section("Open invoices", "the one due first is paid first"),
            self._oldest,
        )
        stack(
            self,
            Scroll(
                column(
                    Label("Record payment", "record"),
                    8,
                    self.form,
                    10,
                    head,
                    self._list,
                    self._rest,
                    STRETCH,
                    gap=4,
                    margin=(20, 16, 20, 16),
                )
            ),
        )

    def begin(self, client_id: int | None = None) -> None:
        """Begin a new payment, perhaps of a known client."""
        self.form.set_values(
            {"amount": None, "on": today(), "method": "check", "reference": "", "note": ""}
        )
        self._client.set_value(None)
        if client_id is not None:
            name = self._desk.ask(client_names).get(client_id, "")
            self._client.set_value(Found(client_id, name))
        self._show_open()
        self._amount.setFocus() if client_id is not None else self._client.setFocus()

    def _find(self, text: str) -> list[Found]:
        return [
            Found(one.id, one.name, one.number)
            for one in self._desk.ask(choose_client, text)
            if not one.internal
        ]

    def _client_id(self) -> int | None:
        try:
            found = self._client.value()
        except UserError:
            return None
        return found if isinstance(found, int) else None

    def _show_open(self) -> None:
        """List the client's open invoices, each with the amount it gets."""
        clear(self._list_box)
        self.entries.clear()
        self._by_hand = False
        client_id = self._client_id()
        self._open = self._desk.ask(queries.open_rows, client_id) if client_id else []
        currency = self._desk.ask(shop).money
        for one in self._open:
            late = f", {one.late} days late" if one.late else ""
            due = f"due {short_date(one.due_on)}{late}" if one.due_on else ""
            color = "red" if one.late > 60 else "amber" if one.late else "ink3"
            entry = MoneyEntry(currency, "", f"Pays of {one.number}", width=110)
            entry.changed.connect(self._typed)
            before = list(self.entries.values())[-1].field if self.entries else self._oldest
            self.entries[one.id] = entry
            put_in(
                self._list_box,
                row(
                    column(Label(one.number, "row"), Label(due, "meta", color)),
                    STRETCH,
                    Label(shown(one.open, currency), "row"),
                    entry,
                ),
            )
            chain(before, entry.field)
        if not self._open and client_id:
            words = "Nothing is open. The money will be kept as not applied."
            put_in(self._list_box, Label(words, "meta", "ink3", wrap=True))
        self._share()

    def _typed(self) -> None:
        if not self._sharing:
            self._by_hand = True
            self._say_rest()

    def _oldest_first(self) -> None:
        self._by_hand = False
        self._share()

    def _share(self) -> None:
        """Share the amount over the invoices, unless somebody typed the parts."""
        if not self._by_hand:
            amount = self._typed_amount()
            shares = oldest_first(amount, [(one.id, one.open) for one in self._open])
            self._sharing = True
            for invoice_id, entry in self.entries.items():
                entry.set_value(shares.get(invoice_id) or None)
            self._sharing = False
        self._say_rest()

    def _typed_amount(self) -> int:
        try:
            return self._amount.value() or 0
        except UserError:
            return 0

    def _parts(self) -> dict[int, int]:
        """What was typed for each invoice; raises UserError."""
        parts = {invoice_id: entry.value() or 0 for invoice_id, entry in self.entries.items()}
        return {invoice_id: part for invoice_id, part in parts.items() if part}

    def _say_rest(self) -> None:
        try:
            over = self._typed_amount() - sum(self._parts().values())
        except UserError as error:
            self._rest.set_text(error.text)
            return
        currency = self._desk.ask(shop).money
        if over > 0:
            self._rest.set_text(f"{shown(over, currency)} will be kept as not applied.")
        elif over < 0:
            self._rest.set_text(f"{shown(-over, currency)} more than came in.")
        else:
            self._rest.set_text("")

    def rest(self) -> str:
        """What is said about the rest."""
        return self._rest.text()

    def _save(self, values: dict[str, Any]) -> None:
        payment_id = self._desk.do(
            actions.add_payment,
            values["client"],
            values["amount"],
            values["method"],
            values["on"],
            values["reference"],
            self._parts(),
            values["note"],
        )
        self._on_saved(payment_id)
