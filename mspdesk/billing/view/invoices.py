"""Issued invoices and credits: the list by the page, and one of them with what happened to it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import clock_time, full_date, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import Currency, shown
from ...shop.queries import shop
from ...widgets.buttons import Button, IconButton, LinkButton, MenuButton
from ...widgets.chips import ChipBar, FilterChip
from ...widgets.entry import CheckEntry, MoneyEntry, TextEntry
from ...widgets.form import Field, Form, Heading
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
from ...widgets.table import Column, Table, TagCell
from ...widgets.tags import Tag
from .. import actions, queries
from ..printables import CREDIT, INVOICE, tax_words, told_words
from ..queries import InvoicePage, InvoiceRow, LineRow, mailing
from ..reports import invoice_columns
from ..rules.ageing import status_tone
from ..rules.words import KIND_WORDS, PAYMENT_WORDS, InvoiceKind, PaymentKind, method_words
from .parts import Sums, put_in
from .sending import SendUnsent, compose_invoice, composer_of, mail_words
from .voided import VoidedNotice

TABLES = {"invoice", "invoice_event", "payment", "allocation", "client", "outbox_mail"}
WHICH = [("open", "Open"), ("overdue", "Overdue"), ("credits", "Credits and write-offs")]


class InvoicesSection:
    """The list of everything issued, its pane, and its part of the toolbar."""

    key = "invoices"

    def __init__(self, desk: Desk, on_pay: Callable[[int], None]) -> None:
        self._desk = desk
        self._currency: Currency = desk.ask(shop).money
        self.which = FilterChip("Which invoices", "All invoices", WHICH, self._narrow)
        self.table = PagedTable[InvoiceRow](
            (
                Column("number", "Number", "id", lambda r: r.number, width=112, sort=_self),
                Column("client", "Client", "title", lambda r: r.client, stretch=6),
                Column(
                    "issued",
                    "Date",
                    "num",
                    _issued,
                    width=96,
                    align="left",
                    sort=_self,
                    hide_under=1000,
                ),
                Column(
                    "due",
                    "Due",
                    "num",
                    _due,
                    width=96,
                    align="left",
                    sort=_self,
                    hide_under=1000,
                ),
                Column("sent", "Sent", "num", _sent, width=84, align="left", hide_under=1000),
                Column("total", "Total", "money", self._total, width=104),
                Column("status", "Status", "tag", _status, width=128),
            ),
            "Invoices",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="Nothing was issued yet.",
        )
        self.detail = InvoicePane(desk, on_pay)
        self.unsent = SendUnsent(desk, self._send_queued)
        self.unsent_button = Button("Send unsent", icon="mail", on_click=self.unsent.open)
        self.export_button = Button("Export", icon="download", on_click=self._export)
        self.actions = row(STRETCH, self.unsent_button, self.export_button)
        self.listing = column(ChipBar(self.which), self.unsent, self.table)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def _send_queued(self) -> None:
        """Many mails were queued: send them, and watch them in the outbox."""
        self._desk.go(Place("billing", do="send"))

    def _total(self, invoice: InvoiceRow) -> str:
        return shown(invoice.total, self._currency)

    def _which(self) -> str:
        value = self.which.value()
        return "all" if value is None else str(value)

    def _narrow(self, _value: object = None) -> None:
        self.reload()

    def reload(self) -> None:
        """Ask for the list again."""
        self._currency = self._desk.ask(shop).money
        which, order = self._which(), self.table.order()
        self.table.show_source(
            Source(
                rows=lambda order, skip, limit: self._desk.ask(
                    queries.invoices, order.key, order.descending, limit, which, skip=skip
                ),
                count=lambda: self._desk.ask(queries.invoice_count, which),
            ),
            order if order.key else Order("issued", True),
        )
        shown_id = self.detail.shown_id()
        if shown_id is not None and not self.table.select(shown_id):
            self.detail.show_invoice(shown_id)

    def show_first(self) -> None:
        """Show the newest invoice when none was chosen yet."""
        if self.detail.shown_id() is None:
            self.table.select_first()

    def _choose(self, invoice: InvoiceRow | None) -> None:
        if invoice is not None:
            self.detail.show_invoice(invoice.id)

    def show_invoice(self, invoice_id: int) -> None:
        """Show one invoice."""
        self.table.select(invoice_id)
        self.detail.show_invoice(invoice_id)

    def facts(self) -> list[str]:
        """What the status bar says."""
        count = self._desk.ask(queries.invoice_count, self._which())
        return ["Invoices", f"*{count:,} {self._which() if self._which() != 'all' else 'issued'}"]

    def print_shown(self) -> None:
        """Print the invoice that is shown."""
        self.detail.print_shown()

    def _export(self) -> None:
        which = self._which()
        self._desk.export(
            "Invoices",
            invoice_columns(self._currency),
            lambda session: queries.invoices(session, "issued", False, 10**9, which),
        )


def _self(invoice: InvoiceRow) -> object:
    """The list is put in order by the books, not here."""
    return invoice.id


def _issued(invoice: InvoiceRow) -> str:
    return full_date(invoice.issued_on) if invoice.issued_on else ""


def _due(invoice: InvoiceRow) -> str:
    return full_date(invoice.due_on) if invoice.due_on and invoice.kind == "invoice" else ""


def _sent(invoice: InvoiceRow) -> str:
    return short_date(invoice.sent_on) if invoice.sent_on else ""


def _status(invoice: InvoiceRow) -> TagCell:
    return TagCell(invoice.status, status_tone(invoice.status))


class InvoicePane(Panel):
    """One issued invoice: facts, lines, money on it, what happened, and how to take it back."""

    def __init__(self, desk: Desk, on_pay: Callable[[int], None]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_pay = desk, on_pay
        self.page: InvoicePage | None = None
        self._number = Label("", "body", "ink2")
        self._tag = Tag("", "grey")
        self._client = Label("", "record", wrap=True)
        self._facts = Facts(columns=3)
        self._lines = Table[LineRow](
            (
                Column("text", "What", "two_line", self._told, stretch=1),
                Column("amount", "Amount", "money", self._amount, width=92),
            ),
            "Lines of the invoice",
            row="two_line",
            fit=True,
            side=20,
        )
        self._lines.horizontalHeader().hide()
        self._sums = Sums()
        self._money = QWidget()
        self._money_box = stack(self._money, gap=4)
        self._events = QWidget()
        self._events_box = stack(self._events, gap=4)
        self._form_box = column(margin=(20, 8, 20, 12))
        self._form_box.hide()
        self.voided = VoidedNotice(desk)
        self.form: Form | None = None
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        self.sent_button = Button("Mark sent", "quiet", on_click=self._mark_sent)
        self.send_button = Button("Send", icon="mail", on_click=self.send)
        self.composer = composer_of(desk)
        self.pay_button = Button("Record payment", "primary", on_click=self._pay)
        printer = IconButton("printer", "Print this invoice", self.print_shown)
        self.menu = MenuButton("", "ellipsis", "Take this invoice back", self._entries)
        body = column(
            column(
                row(self._number, self._tag, STRETCH, printer, self.menu),
                self._client,
                4,
                self._facts,
                gap=4,
                margin=(20, 14, 16, 12),
            ),
            self.voided,
            self._form_box,
            column(self.composer, margin=(16, 0, 16, 12)) if self.composer else None,
            Rule(),
            self._lines,
            column(self._sums, margin=(20, 10, 20, 12)),
            Rule(),
            column(self._money, 6, self._events, margin=(20, 10, 20, 16)),
            STRETCH,
            gap=0,
        )
        self._scroll = Scroll(body)
        if self.composer is None:
            self.send_button.hide()
        self._footer = Footer(
            self.sent_button, STRETCH, self.send_button, self.print_button, self.pay_button
        )
        self._nothing = Label("Choose an invoice.", "body", "ink3", align="center")
        stack(self, self._nothing, self._scroll, self._footer)
        self._scroll.hide()
        self._footer.hide()

    def shown_id(self) -> int | None:
        """The invoice that is shown."""
        return self.page.row.id if self.page else None

    def show_invoice(self, invoice_id: int) -> None:
        """Show an issued invoice."""
        if self.shown_id() != invoice_id:
            self.close_form()
            if self.composer:
                self.composer.close_card()
        page = self.page = self._desk.ask(queries.invoice_page, invoice_id)
        invoice = page.row
        self._nothing.hide()
        self._scroll.show()
        self._footer.show()
        kind = KIND_WORDS[InvoiceKind(invoice.kind)]
        self._number.set_text(f"{kind} {invoice.number}".strip())
        self._tag.set_tag(invoice.status, status_tone(invoice.status))
        self._client.set_text(invoice.client)
        self._show_facts(page)
        self.voided.show_invoice(invoice.id)
        self._lines.show_rows(page.lines)
        lines = [("Subtotal", shown(page.subtotal, page.currency))]
        lines += [
            (tax_words(tax, page.currency, ""), shown(tax.amount, page.currency))
            for tax in page.taxes
        ]
        self._sums.show_sums(lines, ("Total", shown(invoice.total, page.currency)))
        self._show_money(page)
        self._show_events(page)
        self.pay_button.setVisible(invoice.open > 0)
        self.sent_button.setVisible(invoice.sent_on is None)
        self.menu.setVisible(page.can_be_taken_back)

    def _show_facts(self, page: InvoicePage) -> None:
        invoice = page.row
        facts = [
            Fact("dated", "Dated", full_date(invoice.issued_on) if invoice.issued_on else ""),
            Fact("due", "Due", full_date(invoice.due_on) if invoice.due_on else ""),
            Fact("open", "Open", shown(invoice.open, page.currency)),
        ]
        if page.applies_to:
            facts[2] = Fact("applies", "Takes off", page.applies_to[1])
        sent = "not sent yet" if invoice.sent_on is None else full_date(invoice.sent_on)
        if not page.imported or invoice.sent_on:
            facts.append(Fact("sent", "Sent", sent))
        if page.order_number:
            facts.append(Fact("order", "Purchase order", page.order_number))
        if page.reason:
            facts.append(Fact("reason", "Reason", page.reason))
        if page.imported:
            facts.append(Fact("source", "Comes from", "imported history"))
        self._facts.show_facts(facts)

    def _show_money(self, page: InvoicePage) -> None:
        clear(self._money_box)
        if page.paid or page.credits:
            put_in(self._money_box, Section("Money on it"))
        for paid in page.paid:
            kind = PAYMENT_WORDS[PaymentKind(paid.kind)] if paid.amount > 0 else "Taken off again"
            words = f"{short_date(paid.on)}, {kind.lower()}, {method_words(paid.method)}"
            words += f" {paid.reference}" if paid.reference else ""
            put_in(self._money_box, _line(words, shown(-paid.amount, page.currency)))
        for credit in page.credits:
            kind = KIND_WORDS[InvoiceKind(credit.kind)]
            on = short_date(credit.issued_on) if credit.issued_on else ""
            words = f"{on}, {kind.lower()} {credit.number}"
            line = _line(words, shown(credit.total, page.currency))
            put_in(
                self._money_box,
                row(line, LinkButton("Print", partial(self._print_credit, credit), name=words)),
            )
        if page.paid or page.credits:
            put_in(self._money_box, _line("Open", shown(page.row.open, page.currency)))

    def _print_credit(self, credit: InvoiceRow) -> None:
        self._desk.print_document(CREDIT, credit.id, f"Credit note {credit.number}")

    def _show_events(self, page: InvoicePage) -> None:
        clear(self._events_box)
        put_in(self._events_box, Section("What happened"))
        if page.row.issued_on:
            words = f"{short_date(page.row.issued_on)}, issued"
            put_in(self._events_box, Label(words, "meta", "ink2"))
        for event in page.events:
            when = f"{short_date(event.at.date())} {clock_time(event.at)}"
            who = f", {event.person}" if event.person else ""
            words = f"{when}, {event.sentence[:1].lower()}{event.sentence[1:]}{who}"
            put_in(self._events_box, Label(words, "meta", "ink2", wrap=True))
        for mail in self._desk.ask(mailing.invoice_mails, page.row.id):
            place = Place("billing", mail.id, "mail")
            link = LinkButton("Mail", partial(self._desk.go, place), name=f"Mail {mail.id}")
            said = Label(mail_words(mail), "meta", "ink2", wrap=True)
            put_in(self._events_box, row(said, link))

    def _told(self, line: LineRow) -> tuple[str, str]:
        return line.text, told_words(line, self.page.currency) if self.page else line.detail

    def _amount(self, line: LineRow) -> str:
        return shown(line.amount, self.page.currency) if self.page else ""

    def print_shown(self) -> None:
        """Show the invoice's pages and note that it was printed."""
        page = self.page
        if page is None:
            return
        if page.row.kind != "invoice":
            self._print_credit(page.row)
            return
        self._desk.print_document(INVOICE, page.row.id, f"Invoice {page.row.number}")
        self._desk.do(actions.note_event, [page.row.id], "printed")

    def send(self) -> None:
        """Write a mail with the invoice, at this place."""
        if self.page is not None and self.composer:
            self.close_form()
            compose_invoice(self._desk, self.composer, self.page.row.id)
            self._scroll.verticalScrollBar().setValue(0)

    def _mark_sent(self) -> None:
        page = self.page
        if page is not None:
            self._desk.do(actions.note_event, [page.row.id], "sent")

    def _pay(self) -> None:
        if self.page is not None:
            self._on_pay(self.page.row.client_id)

    # --- taking back -------------------------------------------------------------------------

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        return [
            ("Credit all or part of it", self.open_credit),
            ("Void it", self.open_void),
            ("Write off what is open", self.open_write_off),
        ]

    def open_credit(self) -> None:
        """Open the form of a credit note."""
        self._open(
            [
                Heading("Credit note", "A document of its own; the invoice stays as it is."),
                Field("amount", "Amount with tax", MoneyEntry(self._the_currency()), required=True),
                Field("reason", "Why", TextEntry(), required=True),
            ],
            "Issue credit note",
            self._credit,
            {"amount": self.page.row.open or self.page.row.total if self.page else None},
        )

    def open_void(self) -> None:
        """Open the form that voids."""
        self._open(
            [
                Heading("Void", "It keeps its number; a full credit note takes it back."),
                Field("reason", "Why", TextEntry(), required=True),
                Field("again", "", CheckEntry("Its time and trips may bill again")),
            ],
            "Void invoice",
            self._void,
            {"again": True},
        )

    def open_write_off(self) -> None:
        """Open the form that gives money up."""
        self._open(
            [
                Heading("Write off", "For money that will not come."),
                Field("amount", "Amount", MoneyEntry(self._the_currency()), required=True),
                Field("reason", "Why", TextEntry(), required=True),
            ],
            "Write off",
            self._write_off,
            {"amount": self.page.row.open if self.page else None},
        )

    def _the_currency(self) -> Currency:
        return self.page.currency if self.page else Currency()

    def _open(
        self,
        fields: list[Field | Heading],
        save: str,
        deed: Callable[[dict[str, Any]], None],
        values: Mapping[str, object],
    ) -> None:
        layout = self._form_box.layout()
        if layout is None:
            return
        clear(layout)
        self.form = Form(fields, on_save=deed, save=save, on_cancel=self.close_form)
        self.form.set_values(dict(values))
        layout.addWidget(self.form)
        self._form_box.show()
        self.form.focus_first()

    def close_form(self) -> None:
        """Put the form away."""
        self.form = None
        self._form_box.hide()

    def _credit(self, values: dict[str, Any]) -> None:
        if self.page is not None:
            invoice_id, amount = self.page.row.id, values["amount"]
            self._desk.do(actions.credit_invoice, invoice_id, values["reason"], amount)
            self.close_form()

    def _void(self, values: dict[str, Any]) -> None:
        page = self.page
        if page is not None:
            again = bool(values["again"])
            self._desk.do(actions.void_invoice, page.row.id, values["reason"], bill_again=again)
            self.close_form()

    def _write_off(self, values: dict[str, Any]) -> None:
        if self.page is not None:
            invoice_id, amount = self.page.row.id, values["amount"]
            self._desk.do(actions.write_off_invoice, invoice_id, values["reason"], amount)
            self.close_form()

    def focus_first(self) -> None:
        """Go to the pane's first deed."""
        (self.pay_button if self.pay_button.isVisible() else self.print_button).setFocus()


def _line(words: str, amount: str) -> QWidget:
    return row(Label(words, "meta", "ink2", wrap=True), Label(amount, "meta", "ink"))
