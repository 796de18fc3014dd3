"""Deposits: what waits to go to the bank, ticked and taken there together."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, short_date, today
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets.buttons import LinkButton
from ...widgets.entry import TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Panel, Scroll, Section, clear, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table
from .. import actions, queries
from ..printables.slips import DEPOSIT
from ..queries import DepositRow, WaitingRow
from ..rules.words import method_words
from .parts import attempt, date_entry, put_in, wide

TABLES = {"payment", "deposit", "deposit_payment", "client", "shop"}
DEPOSITS_SHOWN = 30
"""How many of the newest deposits the pane lists."""


class DepositsSection:
    """The payments that wait, ticked for the bank, and the deposits that were made."""

    key = "deposits"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ticked: dict[int, bool] = {}
        self._waiting: list[WaitingRow] = []
        self._currency = desk.ask(shop).money
        self.table = Table[WaitingRow](
            (
                Column("tick", "", "check", self._is_ticked, width=44),
                Column("received", "Came in", "num", _on, width=92, align="left"),
                Column("client", "From", "title", lambda r: r.client, stretch=5),
                Column("how", "How", "text", _how, stretch=4, role="meta"),
                Column("number", "Payment", "id", lambda r: r.number, width=84, hide_under=1000),
                Column("amount", "Amount", "money", lambda r: shown(r.amount, self._currency)),
            ),
            "Payments to deposit",
            on_check=self._tick,
            on_activate=lambda r: self._tick(r, not self._is_ticked(r)),
            empty="No payment waits to go to the bank.",
        )
        self.detail = DepositPane(desk, self._make)
        self.listing = column(self.table)
        self.actions: QWidget = row(STRETCH)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def reload(self) -> None:
        """Ask for what waits and what was made."""
        self._currency = self._desk.ask(shop).money
        self._waiting = self._desk.ask(queries.waiting)
        carried = [one for one in self._waiting if one.carried]
        alone = [one for one in self._waiting if not one.carried]
        groups = [
            Group(title, rows, note=note, sums={"amount": self._sum(rows)})
            for title, note, rows in (
                ("To take to the bank", "checks and cash", carried),
                ("Arrive by themselves", "tick them to match the bank's list", alone),
            )
            if rows
        ]
        self.table.show_groups(groups)
        self._show_sum()
        self.detail.show_deposits(self._desk.ask(queries.deposit_list, DEPOSITS_SHOWN))

    def _sum(self, rows: Iterable[WaitingRow]) -> str:
        return shown(sum(one.amount for one in rows), self._currency)

    def _is_ticked(self, payment: WaitingRow) -> bool:
        return self._ticked.get(payment.id, payment.carried)

    def _tick(self, payment: WaitingRow, new: bool) -> None:
        self._ticked[payment.id] = new
        self.reload()
        self._desk.changed.emit(frozenset())

    def _chosen(self) -> list[WaitingRow]:
        return [one for one in self._waiting if self._is_ticked(one)]

    def _show_sum(self) -> None:
        chosen = self._chosen()
        self.detail.show_sum(self._sum(chosen), len(chosen))

    def _make(self, values: dict[str, Any]) -> None:
        ids = [one.id for one in self._chosen()]
        deposit = self._desk.do(
            actions.make_deposit, ids, values["on"], values["account"], values["words"]
        )
        self._ticked.clear()
        self.detail.newest = deposit

    def facts(self) -> list[str]:
        """What the status bar says."""
        chosen = self._chosen()
        waits = f"{len(self._waiting)} waiting"
        return ["Deposits", waits, f"*{self._sum(chosen)} ticked"]

    def print_shown(self) -> None:
        """Print the newest deposit's list."""
        self.detail.print_shown()


def _on(payment: WaitingRow) -> str:
    return short_date(payment.received_on)


def _how(payment: WaitingRow) -> str:
    return ", ".join(one for one in (method_words(payment.method), payment.reference) if one)


class DepositPane(Panel):
    """The form that makes a deposit, and the newest ones with their lists."""

    def __init__(self, desk: Desk, on_save: Callable[[dict[str, Any]], None]) -> None:
        super().__init__("paper", "left")
        self._desk = desk
        self.newest: int | None = None
        self._deposits: list[DepositRow] = []
        self._sum = Label("", "metric")
        self._count = Label("", "meta", "ink2")
        self.form = Form(
            [
                Field("on", "Date", date_entry(desk), required=True),
                Field("account", "Account", TextEntry("First Bank, ending 0117")),
                Field("words", "Note", TextEntry(), span=2),
            ],
            columns=2,
            on_save=on_save,
            save="Make deposit",
        )
        self.form.set_values({"on": today(), "account": "", "words": ""})
        self._list = QWidget()
        self._list_box = stack(self._list, gap=8)
        stack(
            self,
            Scroll(
                column(
                    Label("New deposit", "record"),
                    self._sum,
                    self._count,
                    8,
                    self.form,
                    12,
                    self._list,
                    STRETCH,
                    gap=4,
                    margin=(20, 16, 20, 16),
                )
            ),
        )

    def show_sum(self, total: str, count: int) -> None:
        """Show what is ticked."""
        self._sum.set_text(total)
        many = "payment" if count == 1 else "payments"
        self._count.set_text(f"{count} {many} ticked. Space ticks the one that is chosen.")

    def show_deposits(self, deposits: list[DepositRow]) -> None:
        """Show the deposits that were made, the newest first."""
        self._deposits = deposits
        currency = self._desk.ask(shop).money
        if deposits and not self.form.dirty():
            self.form.set_values({"on": today(), "account": deposits[0].account, "words": ""})
        clear(self._list_box)
        put_in(self._list_box, Section("Deposits"))
        if not deposits:
            put_in(self._list_box, Label("None was made yet.", "meta", "ink3"))
        several = len({one.account for one in deposits}) > 1
        for one in deposits:
            many = f"{one.payments} payment{'' if one.payments == 1 else 's'}"
            words = ", ".join(
                filter(None, (full_date(one.on), many, one.account if several else ""))
            )
            link = LinkButton(one.number, partial(self._print, one), name=f"Print {one.number}")
            apart = LinkButton(
                "Take apart", partial(self._undo, one.id), name=f"Take {one.number} apart"
            )
            amount = Label(shown(one.total, currency), "row")
            put_in(
                self._list_box,
                row(link, wide(words), amount, apart, gap=10),
            )

    def _print(self, deposit: DepositRow) -> None:
        self._desk.print_document(DEPOSIT, deposit.id, f"Deposit {deposit.number}")

    def _undo(self, deposit_id: int) -> None:
        attempt(self._desk, lambda: self._desk.do(actions.undo_deposit, deposit_id))

    def print_shown(self) -> None:
        """Print the newest deposit's list."""
        if self._deposits:
            self._print(self._deposits[0])
        else:
            self._desk.say("No deposit was made yet.")

    def focus_first(self) -> None:
        """Go to the form."""
        self.form.focus_first()
