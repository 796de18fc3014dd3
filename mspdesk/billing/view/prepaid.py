"""Prepaid hours: every block, what was drawn from it, what is left, ended and given back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours_h, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.entry import TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Pairs, Panel, Scroll, Section, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries
from ..queries import BlockRow, DrawRow
from .parts import attempt

TABLES = {"prepaid_block", "prepaid_draw", "time_entry", "invoice", "agreement", "client", "shop"}


class PrepaidSection:
    """The ledger of hours paid ahead, by client and newest block first."""

    key = "prepaid"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[BlockRow] = []
        self._currency = desk.ask(shop).money
        self.table = Table[BlockRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=4),
                Column("what", "What", "text", lambda r: r.what, width=104, hide_under=1000),
                Column("from", "From", "num", _from, width=76, align="left", hide_under=1000),
                Column("until", "Until", "num", _until, width=76, align="left", hide_under=1150),
                Column("bought", "Bought", "num", lambda r: hours_h(r.minutes), width=84),
                Column("drawn", "Drawn", "num", lambda r: hours_h(r.drawn), width=84),
                Column("left", "Left", "num", lambda r: hours_h(r.minutes_left), width=84),
                Column("state", "", "tag", _tag, width=110),
            ),
            "Prepaid hours",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="No hours are paid ahead. New agreement sells them: choose Prepaid hours there.",
        )
        self.detail = BlockPane(desk, self.table.select)
        self.new_button = Button("New agreement", icon="plus", on_click=self._new)
        self.listing = column(self.table)
        self.export_button = Button("Export", icon="download", on_click=self._export)
        self.actions: QWidget = row(STRETCH, self.new_button, self.export_button)
        self.new_button.setVisible(desk.may("clients"))  # in its place: alone it is a window
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def reload(self) -> None:
        """Ask for the blocks again."""
        self._currency = self._desk.ask(shop).money
        self._rows = self._desk.ask(queries.blocks)
        self.table.show_rows(self._rows)
        if self.table.selected() is None:
            self.table.select_first()
        self._choose(self.table.selected())

    def _choose(self, block: BlockRow | None) -> None:
        self.detail.show_block(block)

    def facts(self) -> list[str]:
        """What the status bar says."""
        left = sum(one.minutes_left for one in self._rows if one.opened_on)
        many = len(self._rows)
        return [f"{many} block{'' if many == 1 else 's'}", f"*{hours_h(left)} left"]

    def _new(self) -> None:
        self._desk.go(Place("agreements", do="new"))

    def _export(self) -> None:
        from ..reports.ahead import draw_columns

        self._desk.export("Prepaid hours", draw_columns(), self._desk.ask(queries.draws))

    def print_shown(self) -> None:
        """There is no paper of the ledger; it is exported."""
        self._export()


def _from(block: BlockRow) -> str:
    return short_date(block.starts_on)


def _until(block: BlockRow) -> str:
    return short_date(block.expires_on) if block.expires_on else ""


_TONES = {"Open": "green", "Used up": "grey", "Not issued yet": "amber"}


def _tag(block: BlockRow) -> TagCell:
    return TagCell(block.state, _TONES.get(block.state, "grey"))


class BlockPane(Panel):
    """One block: where its minutes went, each draw, and the rest given back."""

    def __init__(self, desk: Desk, show: Callable[[int], object]) -> None:
        super().__init__("paper", "left")
        self._desk, self._show = desk, show
        self.block: BlockRow | None = None
        self._title = Label("", "record", elide=True)
        self.pairs = Pairs()
        self.ledger = Section("Ledger")
        self.draws = Table[DrawRow](
            (
                Column("on", "Day", "num", lambda r: short_date(r.on), width=72, align="left"),
                Column("ticket", "Ticket", "id", lambda r: r.ticket, width=70),
                Column("note", "What was done", "text", lambda r: r.note, stretch=1),
                Column("minutes", "Drawn", "num", lambda r: hours_h(r.minutes), width=80),
            ),
            "What was drawn from this block",
            empty="Nothing is drawn from it yet.",
        )
        self.draws.setMinimumHeight(theme.current().px(180))
        self.form = Form(
            [Field("reason", "Give back the rest, because", TextEntry(), required=True)],
            on_save=self._refund,
            save="Give back",
            main=False,
        )
        self.sell_button = Button("Sell another block", icon="plus", on_click=self._sell)
        stack(
            self,
            Scroll(
                column(
                    self._title,
                    self.pairs,
                    row(self.sell_button, STRETCH),
                    self.ledger,
                    self.draws,
                    self.form,
                    STRETCH,
                    gap=10,
                    margin=(20, 16, 20, 16),
                )
            ),
        )

    def show_block(self, block: BlockRow | None) -> None:
        """Show a block of the list."""
        self.block = block
        for part in (self.pairs, self.ledger, self.draws):
            part.setVisible(block is not None)
        self._title.set_text(f"{block.client}, {block.agreement}" if block else "No prepaid hours")
        self.form.setVisible(_returnable(block))
        self.sell_button.setVisible(block is not None and block.kind == "block")
        if block is None:
            return
        money = self._desk.ask(shop).money
        lines = [
            ("Bought", f"{hours_h(block.minutes)} for {shown(block.price, money)}"),
            ("Drawn", hours_h(block.drawn)),
            ("Left", hours_h(block.minutes_left)),
        ]
        if block.carried_on:
            lines.append(("Carried over", hours_h(block.carried_on)))
        if block.expired_minutes:
            lines.append(("Ended unused", hours_h(block.expired_minutes)))
        if block.refunded_minutes:
            back = f"{hours_h(block.refunded_minutes)}, {shown(block.refunded, money)}"
            lines.append(("Given back", back))
        until = f" to {full_date(block.expires_on)}" if block.expires_on else ""
        lines.append(("For work from", f"{full_date(block.starts_on)}{until}"))
        lines.append(("Invoice", block.invoice or "On the draft"))
        self.pairs.show_pairs(lines)
        self.draws.show_rows(self._desk.ask(queries.draws, None, block.id))

    def _sell(self) -> None:
        """Put another block, as the agreement says, onto the client's draft, and show it."""
        block = self.block
        if block is not None:
            attempt(self._desk, lambda: self._bought(block.agreement_id))

    def _bought(self, agreement_id: int) -> None:
        self._show(self._desk.do(actions.buy_block, agreement_id))

    def _refund(self, values: dict[str, Any]) -> None:
        if self.block is not None:
            self._desk.do(actions.refund_hours, self.block.id, values["reason"], self.block.version)
            self.form.set_values({"reason": ""})

    def focus_first(self) -> None:
        """Go to the ledger."""
        self.draws.setFocus()


def _returnable(block: BlockRow | None) -> bool:
    """Whether something of a block is left that an invoice asked for."""
    return (
        block is not None
        and block.opened_on is not None
        and block.closed_on is None
        and block.minutes_left > 0
        and block.invoice_id is not None
    )
