"""Automatic payments: cards and accounts that pay by themselves, and which run out (S116)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.queries import choose_client
from ...dates import short_date
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...vendors.queries import vendor_names
from ...widgets.buttons import Button
from ...widgets.entry import (
    ChoiceEntry,
    DateEntry,
    Found,
    LookupEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Footer, Panel, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table, TagCell
from .. import actions, queries
from ..queries import AutoRow
from ..rules.autopay import next_on
from .parts import attempt, date_entry

TABLES = {"auto_payment", "client", "vendor", "shop"}
DIRECTIONS = (("out", "We pay it"), ("in", "A client pays us"))
METHODS = (("card", "Card"), ("ach", "Bank debit (ACH)"))


class AutopaySection:
    """The list of what pays by itself, and the form of the chosen one."""

    key = "autopay"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[AutoRow] = []
        self._currency = desk.ask(shop).money
        self.table = Table[AutoRow](
            (
                Column("who", "Who", "title", lambda r: r.who, stretch=5),
                Column("what", "What for", "text", _what, stretch=4, role="meta", hide_under=1400),
                Column(
                    "card",
                    "Paid with",
                    "num",
                    lambda r: r.card,
                    align="left",
                    hide_under=1000,
                ),
                Column("expiry", "Runs out", "tag", _expiry, width=160),
                Column(
                    "day",
                    "When",
                    "text",
                    lambda r: r.often,
                    stretch=3,
                    role="meta",
                    hide_under=1000,
                ),
                Column("next", "Next", "num", _next, width=70, align="left"),
                Column("amount", "Amount", "money", self._amount),
            ),
            "Automatic payments",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="Nothing pays by itself yet. New adds a card or a bank debit.",
        )
        self.detail = AutoPane(desk, self._saved)
        self.new_button = Button("New", "primary", icon="plus", on_click=self.new)
        self.actions: QWidget = row(STRETCH, self.new_button)
        self.listing = column(self.table)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def _amount(self, one: AutoRow) -> str:
        return shown(one.amount, self._currency) if one.amount else "varies"

    def reload(self) -> None:
        """Ask for the list again."""
        self._currency = self._desk.ask(shop).money
        self._rows = self._desk.ask(queries.auto_payments)
        ours = [one for one in self._rows if one.direction == "out"]
        theirs = [one for one in self._rows if one.direction == "in"]
        groups = [
            Group(title, rows, sums={"amount": shown(_monthly(rows), self._currency)}, note=note)
            for title, note, rows in (
                ("We pay", "the sum is a month's", ours),
                ("Clients pay us", "the sum is a month's", theirs),
            )
            if rows
        ]
        self.table.show_groups(groups)
        if self.table.selected() is None and self.detail.is_empty():
            self.table.select_first()
        self._choose(self.table.selected())

    def _choose(self, one: AutoRow | None) -> None:
        if one is not None:
            self.detail.show_row(one)
        elif not self._rows:
            self.detail.show_row(None)

    def select(self, auto_payment_id: int) -> None:
        """Choose one of the list."""
        self.table.select(auto_payment_id)

    def new(self) -> None:
        """Begin a new one."""
        self.detail.show_row(None, again=True)
        self.detail.focus_first()

    def _saved(self, auto_payment_id: int) -> None:
        self.reload()
        self.table.select(auto_payment_id)
        self._choose(self.table.selected())

    def facts(self) -> list[str]:
        """What the status bar says."""
        soon = sum(one.expiring for one in self._rows)
        words = f"*{soon} run out within 60 days" if soon != 1 else "*1 runs out within 60 days"
        return ["Automatic payments", str(len(self._rows)), words if soon else "no card runs out"]

    def print_shown(self) -> None:
        """The list prints as a report."""
        self._desk.say("The list prints from Reports, Month, Automatic payments.")


def _monthly(rows: list[AutoRow]) -> int:
    """What these are in a month, each shared over its months."""
    return sum(one.amount // one.every_months for one in rows)


def _what(one: AutoRow) -> str:
    return one.what if one.what != one.who else ""


def _next(one: AutoRow) -> str:
    return short_date(next_on(one.day, one.as_of)) if one.every_months == 1 else ""


def _expiry(one: AutoRow) -> TagCell | None:
    if not one.expiry:
        return None
    gone = (one.days_left or 0) < 0
    return TagCell(one.expiry, "red" if gone else "amber" if one.expiring else "grey")


class AutoPane(Panel):
    """The form of one automatic payment."""

    def __init__(self, desk: Desk, on_saved: Callable[[int], None]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_saved = desk, on_saved
        self._row: AutoRow | None = None
        self._title = Label("", "record", wrap=True)
        self._vendor = ChoiceEntry([])
        self._client = LookupEntry(self._find, "Type a few letters", "Client that pays")
        self._direction = ChoiceEntry(list(DIRECTIONS))
        self._method = ChoiceEntry(list(METHODS))
        self._expires: DateEntry = date_entry(desk)
        self.form = Form(
            [
                Field("direction", "Direction", self._direction, required=True, span=2),
                Field("vendor_id", "Vendor", self._vendor),
                Field("client_id", "Client", self._client),
                Field("what", "What for", TextEntry()),
                Field("method", "Paid with", self._method, required=True),
                Field("last_four", "Last four digits", TextEntry(), "Never more than these."),
                Field("expires_on", "Card runs out", self._expires, "Any day of that month."),
                Field("amount", "Amount", MoneyEntry(desk.ask(shop).money), "Empty if it varies."),
                Field("day", "Day of the month", NumberEntry(1, 31), required=True),
                Field("every_months", "Every", NumberEntry(1, 120, "months"), required=True),
                Field("notes", "Notes", NoteEntry(lines=2), span=2),
            ],
            columns=2,
            on_save=self._save,
        )
        self._direction.changed.connect(self._sides)
        self._method.changed.connect(self._sides)
        self.end_button = Button("It ended", on_click=self._end)
        self._footer = Footer(self.end_button, STRETCH)
        body = column(self._title, 8, self.form, STRETCH, gap=4, margin=(20, 16, 20, 16))
        stack(self, Scroll(body), self._footer)

    def is_empty(self) -> bool:
        """Whether no payment is shown and nothing is being typed."""
        return self._row is None and not self.form.dirty()

    def _find(self, text: str) -> list[Found]:
        return [Found(one.id, one.name) for one in self._desk.ask(choose_client, text, 8)]

    def _sides(self) -> None:
        """Ask only for what belongs to this direction and way of paying."""
        inward = self._direction.value() == "in"
        self.form.box("client_id").setVisible(inward)
        self.form.box("vendor_id").setVisible(not inward)
        self.form.box("expires_on").setVisible(self._method.value() == "card")

    def show_row(self, one: AutoRow | None, *, again: bool = False) -> None:
        """Show one, or the empty form; what is being typed about the same one stays."""
        same = one is not None and self._row is not None and self._row.id == one.id
        if self.form.dirty() and not again and (same or one is None):
            return
        self._row = one
        self._vendor.set_options([(None, "None"), *self._desk.ask(vendor_names).items()])
        self._title.set_text(one.who if one else "New automatic payment")
        self._footer.setVisible(one is not None)
        client = Found(one.client_id, one.client) if one and one.client_id else None
        self.form.set_values(
            {
                "direction": one.direction if one else "out",
                "vendor_id": one.vendor_id if one else None,
                "client_id": client,
                "what": one.what if one else "",
                "method": one.method if one else "card",
                "last_four": one.last_four if one else "",
                "expires_on": one.expires_on if one else None,
                "amount": one.amount or None if one else None,
                "day": one.day if one else 1,
                "every_months": one.every_months if one else 1,
                "notes": one.notes if one else "",
            }
        )
        self._sides()

    def _save(self, values: dict[str, Any]) -> None:
        details = {"vendor_id": None, "client_id": None, "expires_on": None} | values
        details["amount"] = details["amount"] or 0
        row_id = self._row.id if self._row else None
        version = self._row.version if self._row else None
        saved = self._desk.do(actions.save_auto_payment, details, row_id, version)
        self.form.mark_clean()
        self._on_saved(saved)

    def _end(self) -> None:
        one = self._row
        if one is not None and attempt(
            self._desk, lambda: self._desk.do(actions.end_auto_payment, one.id)
        ):
            self._row = None

    def focus_first(self) -> None:
        """Go to the form."""
        self.form.focus_first()
