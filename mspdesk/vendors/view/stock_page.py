"""The page of one thing in the stock room: its figures, and all that came and went."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets.buttons import Button, MenuButton
from ...widgets.form import Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Metric, PageHead, column, lead_focus, row, stack
from ...widgets.table import Column, Table, TagCell
from ...widgets.tags import Tag
from .. import actions, queries
from ..queries import ItemRow, MoveRow
from . import columns, stock_forms
from .doing import Entries

_TABLES = {"stock_item", "stock_move", "vendor", "client"}
_TONES = {"sold": "accent", "used": "accent", "bought": "green", "returned": "green"}
_TONES |= {"counted": "grey", "sent_back": "grey", "reversed": "amber"}


class StockPage(QWidget):
    """Shows one item at a time; pieces come and go by forms laid over the list."""

    def __init__(self, desk: Desk, on_show: Callable[[int], object]) -> None:
        super().__init__()
        self._desk, self._on_show = desk, on_show
        self._money = desk.ask(shop).money
        self.held: ItemRow | None = None
        self.out_button = Button("Take out", on_click=self.take_out, name="Take out pieces")
        self.in_button = Button(
            "Bring in", kind="primary", icon="plus", on_click=self.bring_in, name="Bring in pieces"
        )
        self.count_button = Button("Count", on_click=self.count, name="Count this item")
        more = MenuButton("", "ellipsis", "More about this item", self._more)
        self.head = PageHead("", actions=(self.count_button, self.out_button, self.in_button, more))
        self.on_hand, self.least = Metric("On hand"), Metric("At least")
        self.cost, self.value = Metric("Unit cost"), Metric("Value on hand")
        figures = row(
            self.on_hand, self.least, self.cost, self.value, STRETCH, gap=44, margin=(0, 6, 0, 4)
        )
        self.table = Table[MoveRow](
            (
                Column(
                    "on",
                    "Day",
                    "date",
                    lambda r: full_date(r.on),
                    width=110,
                    sort=lambda r: (r.on.toordinal(), r.id),
                ),
                Column("what", "What", "tag", _what, width=110),
                Column("pieces", "Pieces", "num", lambda r: r.signed, width=70, sort=_pieces),
                Column("serial", "Serial", "id", lambda r: r.serial, width=110),
                Column("client", "Client", "title", lambda r: r.client, stretch=2),
                Column("reason", "Note", "muted", lambda r: r.reason, stretch=2),
                Column("person", "By", "muted", lambda r: r.person, width=130, hide_under=1400),
                Column("state", "", "tag", _reversed, width=96),
            ),
            name="What came and went",
            empty="Nothing came or went yet. Bring in the first pieces.",
            on_activate=self.reverse,
        )
        self.reverse_button = Button(
            "Reverse", on_click=self._reverse_chosen, name="Reverse the chosen move"
        )
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        export.setAccessibleName("Export what came and went")
        page = column(
            column(self.head, figures, gap=6, margin=(22, 16, 22, 0)),
            row(self.reverse_button, export, STRETCH, margin=(22, 8, 22, 8)),
            column(self.table, margin=(6, 0, 6, 8)),
            gap=0,
        )
        self.pages = Laid(page, self.table)
        stack(self, self.pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, item_id: int) -> None:
        """Show another item; a form that was open for the last one is put away."""
        if self.held is not None and self.held.id != item_id:
            self.pages.back()
        self.held = self._desk.ask(queries.item, item_id)
        self._reload()
        if self.table.selected() is None:
            self.table.select_first()

    def _reload(self) -> None:
        held = self._desk.ask(queries.item, self.held.id) if self.held is not None else None
        self.held = held
        if held is None:
            return
        tags = [Tag("Serials", "blue")] if held.serials else []
        if held.short:
            words = "Below zero" if held.on_hand < 0 else "Running low"
            tags.append(Tag(words, "red" if held.on_hand < 0 else "amber"))
        if not held.active:
            tags.append(Tag("Retired", "grey"))
        self.head.set_head(held.name, [p for p in (held.code, held.place, held.vendor) if p], tags)
        counted = f"counted {full_date(held.counted_on)}" if held.counted_on else "never counted"
        self.on_hand.set_metric(f"{held.on_hand:,}", counted)
        self.least.set_metric(f"{held.least:,}", "pieces there should be")
        price = f"price {shown(held.price, self._money)}" if held.price else "the last one paid"
        self.cost.set_metric(shown(held.unit_cost, self._money), price)
        self.value.set_metric(shown(held.value, self._money), "at the last cost paid")
        self.table.show_rows(self._desk.ask(queries.moves, held.id))
        for button in (self.in_button, self.out_button, self.count_button):
            button.setEnabled(held.active)

    def _lay(self, make: Callable[..., Form], title: str, words: str) -> None:
        if self.held is not None:
            form = make(self._desk, self.held, self._done, self.pages.back)
            self.pages.lay(f"{title}: {self.held.name}", words, form)

    def _done(self, *_: object) -> None:
        self.pages.back()
        self.table.select_first()

    def bring_in(self) -> None:
        """Show the form of pieces that come in."""
        self._lay(stock_forms.bring_form, "Bring in", self._there())

    def take_out(self) -> None:
        """Show the form of pieces that go out."""
        self._lay(stock_forms.take_form, "Take out", self._there())

    def count(self) -> None:
        """Show the form of a count."""
        self._lay(stock_forms.count_form, "Count", "The books are put right by what you found.")

    def edit(self) -> None:
        """Show the form of the item itself."""
        self._lay(stock_forms.item_form, "Change", "")

    def _there(self) -> str:
        return f"{self.held.on_hand:,} on hand by the books." if self.held is not None else ""

    def _reverse_chosen(self) -> None:
        move = self.table.selected()
        if move is None:
            self._desk.say("Choose a move first.")
        else:
            self.reverse(move)

    def reverse(self, move: MoveRow) -> None:
        """Show the form that takes a move back, where that can be."""
        if not move.reversible:
            words = "was reversed before" if move.reversed else "cannot be reversed"
            self._desk.say(f"The move of {full_date(move.on)} {words}.")
            return
        form = stock_forms.reverse_form(self._desk, move, self._done, self.pages.back)
        self.pages.lay("Reverse a move", stock_forms.move_words(move), form)

    def _more(self) -> Entries:
        held = self.held
        if held is None:
            return []
        words = "Retire item" if held.active else "Take item up again"
        return [
            ("Edit item", self.edit),
            ("Duplicate item", self.duplicate),
            None,
            (
                words,
                lambda: self._desk.attempt(actions.retire_item, held.id, active=not held.active),
            ),
        ]

    def duplicate(self) -> None:
        """Begin an item with what is written about this one."""
        if self.held is not None:
            made = self._desk.attempt(actions.duplicate_item, self.held.id)
            if made is not None:
                self._on_show(made)
                self.edit()

    def _export(self) -> None:
        name = f"Stock moves {self.held.code}" if self.held is not None else "Stock moves"
        self._desk.export(name, columns.moves(self._money), self.table.rows())


def _what(move: MoveRow) -> TagCell:
    return TagCell(move.words, _TONES[move.kind])


def _pieces(move: MoveRow) -> int:
    return move.quantity


def _reversed(move: MoveRow) -> TagCell | None:
    return TagCell("Reversed", "amber") if move.reversed else None
