"""Receivables: who owes what, how late, and the next step to take; the program takes none."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ...dates import short_date, today
from ...desk.desk import Desk
from ...money import Currency, shown
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import TextEntry
from ...widgets.form import EntryBar
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
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import actions, queries
from ..printables import STATEMENT, STATEMENTS
from ..queries import OwesRow, Receivables
from ..reports import owes_columns
from .parts import attempt, put_in

TABLES = {"invoice", "invoice_event", "payment", "allocation", "client"}


class ReceivablesSection:
    """The list of clients that owe, the one that is chosen, and its part of the toolbar."""

    key = "receivables"

    def __init__(self, desk: Desk, pane: "OwesPane") -> None:
        self._desk = desk
        self.found: Receivables | None = None
        self._bucket = ""
        self.table = Table[OwesRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=6, sort=_name),
                Column("current", "Current", "num", partial(self._part, "current"), role="body"),
                Column("1-30", "1 to 30", "num", partial(self._part, "1-30"), role="body"),
                Column("31-60", "31 to 60", "num", partial(self._part, "31-60"), role="body"),
                Column("61-90", "61 to 90", "num", partial(self._part, "61-90"), role="body"),
                Column("over-90", "Over 90", "num", partial(self._part, "over-90"), color=_red),
                Column("open", "Open", "money", self._open, sort=lambda r: r.open_total),
                Column(
                    "over",
                    "Not applied",
                    "num",
                    lambda r: self._shown(r.unapplied),
                    hide_under=1400,
                ),
                Column("next", "Next step", "text", _step, stretch=4, role="meta"),
                Column("since", "From", "num", _since, align="left", hide_under=1400),
            ),
            "Who owes what",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="Nobody owes anything.",
        )
        self.detail = pane
        self.print_button = Button(
            "Print statements", icon="printer", on_click=self.print_statements
        )
        self.export_button = Button("Export", icon="download", on_click=self._export)
        self.actions = row(STRETCH, self.export_button, self.print_button)
        self.listing = column(self.table)

    def show_found(self, found: Receivables) -> None:
        """Show who owes what."""
        self.found = found
        rows = [row for row in found.clients if not self._bucket or row.amounts[self._bucket]]
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        self._choose(self.table.selected())

    def show_bucket(self, bucket: str) -> None:
        """Show only clients with something of this age; the same again shows all."""
        self._bucket = "" if self._bucket == bucket else bucket
        if self.found is not None:
            self.show_found(self.found)

    def _currency(self) -> Currency:
        return self.found.currency if self.found else Currency()

    def _shown(self, amount: int) -> str:
        return shown(amount, self._currency()) if amount else ""

    def _part(self, bucket: str, owes: OwesRow) -> str:
        return self._shown(owes.amounts[bucket])

    def _open(self, owes: OwesRow) -> str:
        return shown(owes.open_total, self._currency())

    def _choose(self, owes: OwesRow | None) -> None:
        self.detail.show_client(owes, self._currency())

    def facts(self) -> list[str]:
        """What the status bar says."""
        if self.found is None:
            return ["Receivables"]
        total = shown(self.found.ageing.open_total, self._currency())
        net = shown(self.found.ageing.net, self._currency())
        return ["Receivables", f"*{total} open", f"{net} after what is not applied"]

    def print_statements(self) -> None:
        """Set out the statements of everybody who owes."""
        ids = [owes.id for owes in self.found.clients if owes.open_total > 0] if self.found else []
        if not ids:
            self._desk.say("Nobody owes anything.")
            return
        self._desk.print_document(STATEMENTS, tuple(ids), f"{len(ids)} statements")

    def print_shown(self) -> None:
        """Print the chosen client's statement."""
        self.detail.print_shown()

    def _export(self) -> None:
        if self.found is not None:
            self._desk.export(
                "Receivables", owes_columns(self._currency()), list(self.found.clients)
            )


def _red(owes: OwesRow) -> str | None:
    return "red" if owes.amounts["over-90"] else None


def _name(owes: OwesRow) -> str:
    return owes.client.lower()


def _step(owes: OwesRow) -> str:
    return owes.next.words if owes.next else ""


def _since(owes: OwesRow) -> str:
    return short_date(owes.next.on) if owes.next else ""


def _next(owes: OwesRow) -> str:
    if owes.next is None:
        return ""
    if owes.next.on > today():
        return f"{owes.next.words} from {short_date(owes.next.on)}"
    return f"{owes.next.words}, since {short_date(owes.next.on)}"


class OwesPane(Panel):
    """One client that owes: the open invoices, how they pay, and the step to log."""

    def __init__(
        self, desk: Desk, on_invoice: Callable[[int], None], on_pay: Callable[[int], None]
    ) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_invoice, self._on_pay = desk, on_invoice, on_pay
        self.owes: OwesRow | None = None
        self._client = Label("", "record", wrap=True)
        self._facts = Facts(columns=3)
        self._open = QWidget()
        self._open_box = stack(self._open, gap=4)
        self.words = TextEntry("What was said", "What was said")
        self.log_button = Button("Log it", on_click=self._log)
        self.words.committed.connect(self._log)
        self._step = Label("", "strong", "ink", wrap=True)
        self._bar = EntryBar("", self.words, self.log_button, stretch=0)
        self._steps = column(Section("Next step"), self._step, self._bar, gap=6)
        self.print_button = Button("Statement", icon="printer", on_click=self.print_shown)
        self.pay_button = Button("Record payment", "primary", on_click=self._pay)
        body = column(
            column(self._client, 4, self._facts, gap=4, margin=(20, 16, 16, 12)),
            Rule(),
            column(self._open, margin=(20, 12, 20, 12)),
            Rule(),
            column(self._steps, margin=(20, 12, 20, 12)),
            STRETCH,
        )
        self._scroll = Scroll(body)
        self._footer = Footer(STRETCH, self.print_button, self.pay_button)
        self._nothing = Label("Nobody owes anything.", "body", "ink3", align="center")
        stack(self, self._nothing, self._scroll, self._footer)

    def show_client(self, owes: OwesRow | None, currency: Currency) -> None:
        """Show a client that owes, or nothing."""
        self.owes = owes
        self._nothing.setVisible(owes is None)
        self._scroll.setVisible(owes is not None)
        self._footer.setVisible(owes is not None)
        if owes is None:
            return
        self._client.set_text(owes.client)
        money = self._desk.ask(queries.client_money, owes.id)
        pays = "no paid invoice yet" if money.pays_in_days is None else f"{money.pays_in_days} days"
        last = short_date(money.last_payment_on) if money.last_payment_on else "never"
        self._facts.show_facts(
            [
                Fact("open", "Open", shown(owes.open_total, currency)),
                Fact("overdue", "Overdue", shown(money.overdue, currency)),
                Fact("over", "Not applied", shown(owes.unapplied, currency)),
                Fact("pays", "Pays in", pays),
                Fact("last", "Last payment", last),
                Fact("year", "This year, before tax", shown(money.year_revenue, currency)),
            ]
        )
        self._show_open(owes, currency)
        self._steps.setVisible(owes.next is not None)
        if owes.next is not None:
            self._step.set_text(_next(owes))

    def _show_open(self, owes: OwesRow, currency: Currency) -> None:
        clear(self._open_box)
        put_in(self._open_box, Section("Open invoices"))
        for one in self._desk.ask(queries.open_rows, owes.id):
            late = f", {one.late} days late" if one.late else ""
            due = f"due {short_date(one.due_on)}{late}" if one.due_on else ""
            link = LinkButton(one.number, partial(self._invoice, one.id), name=one.number)
            color = "red" if one.late > 60 else "amber" if one.late else "ink2"
            put_in(
                self._open_box,
                row(
                    link,
                    Label(due, "meta", color),
                    STRETCH,
                    Label(shown(one.open, currency), "row"),
                ),
            )

    def _invoice(self, invoice_id: int) -> None:
        self._on_invoice(invoice_id)

    def _pay(self) -> None:
        if self.owes is not None:
            self._on_pay(self.owes.id)

    def _log(self) -> None:
        """Log that the next step was taken about the oldest invoice."""
        owes = self.owes
        if owes is None or owes.next is None:
            return
        step, words = owes.next.key, self.words.text()
        if attempt(self._desk, lambda: self._desk.do(actions.take_step, owes.id, step, words)):
            self.words.set_value("")

    def print_shown(self) -> None:
        """Show the client's statement."""
        if self.owes is not None:
            title = f"Statement {self.owes.client}"
            self._desk.print_document(STATEMENT, self.owes.id, title)

    def focus_first(self) -> None:
        """Go to the pane's first deed."""
        self.pay_button.setFocus()
