"""The stock room beside the clients: what runs short first, one page an item, a table of all."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import Currency, shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, EmptyState, Metric, Toolbar, column, lead_focus, row, stack
from ...widgets.picker import Pick
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table, TagCell
from .. import queries
from ..queries import ItemRow
from . import columns
from .doing import ALL, Side
from .stock_forms import item_form
from .stock_page import StockPage

_TABLES = {"stock_item", "stock_move", "vendor"}


class StockRoom:
    """A room of the Clients tab: `picker` stands at the left, `page` at the right."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[ItemRow] = []
        self.item = StockPage(desk, self.open)
        self.all = AllStock(desk, self)
        empty = EmptyState(
            "archive-restore",
            "Nothing in stock yet",
            "Spare parts and cables, with what they cost, where they lie and their serials.",
            Button("New item", kind="primary", on_click=self.new, name="New item, the first"),
        )
        self.side = Side(
            "Stock",
            "Find in stock",
            ("New stock item here", self.new),
            empty=empty,
            every=self.all,
            one=self.item,
            show_one=self.item.show_id,
        )
        self.picker, self.page = self.side.picker, self.side.page
        desk.keep_fresh(self.picker, _TABLES, self._reload)

    def _reload(self) -> None:
        self._rows = self._desk.ask(queries.items)
        used = [one for one in self._rows if one.active]
        self.side.fill(
            Pick(ALL, "All stock", "One table, and the count sheet"),
            [
                ("Running low", [_pick(one) for one in used if one.short]),
                ("Enough there", [_pick(one) for one in used if not one.short]),
                ("Retired", [_pick(one) for one in self._rows if not one.active]),
            ],
        )
        self.picker.set_count(len(used))
        self.all.show_items(self._rows)

    def open(self, item_id: int) -> None:
        """Go to an item."""
        self.side.open(item_id)

    def new(self) -> None:
        """Show the form of a new item; one that was left half typed is taken up again."""
        self.side.begin(
            "New stock item",
            "Pieces come in once the item is there.",
            lambda: item_form(self._desk, None, self._added, self.page.back),
        )

    def _added(self, item_id: int) -> None:
        self.page.back()
        self._reload()
        self.open(item_id)

    def place_of(self, item_id: int, do: str) -> None:
        """Go to an item and open the form of pieces in or out, or of a count."""
        self.open(item_id)
        begin = {"in": self.item.bring_in, "out": self.item.take_out, "count": self.item.count}
        if do in begin:
            begin[do]()

    # What the Clients tab asks of a room.

    def show_place(self, place: Place) -> None:
        """Go to an item, to all of them, or to the form of a new one."""
        item_id = place.about.get("item_id")
        if place.about.get("new_item"):
            self.new()
        elif item_id is not None:
            self.place_of(item_id, str(place.about.get("do") or ""))
        elif place.about.get("sheet"):
            self.print_shown()
        elif place.about.get("all"):
            self.open(ALL)

    def new_here(self) -> bool:
        """N adds an item."""
        self.new()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the sheet to count the stock on."""
        from ..printables import COUNT

        self._desk.print_document(COUNT, 0, "Stock count sheet")


class AllStock(QWidget):
    """Every item in one table, all of them or what runs short; Enter opens one."""

    def __init__(self, desk: Desk, room: StockRoom) -> None:
        super().__init__()
        self._desk = desk
        self._money: Currency = desk.ask(shop).money
        self._rows: list[ItemRow] = []
        self.only = SegmentControl(
            "Which items", [("all", "All"), ("short", "Running low")], on_change=self._narrow
        )
        export = Button("Export", icon="download", on_click=self.export)
        export.setAccessibleName("Export all stock")
        sheet = Button("Count sheet", icon="printer", on_click=room.print_shown)
        new = Button("New item", kind="primary", icon="plus", on_click=room.new)
        self.bar = Toolbar("All stock", "", STRETCH, self.only, export, sheet, new)
        self.items, self.short = Metric("Items"), Metric("Running low")
        self.value = Metric("Value on hand")
        figures = row(self.items, self.short, self.value, STRETCH, gap=44, margin=(22, 2, 22, 12))
        self.table = Table[ItemRow](
            (
                Column("code", "Code", "id", lambda r: r.code, width=110),
                Column("name", "Item", "title", lambda r: r.name, stretch=3),
                Column("place", "Where", "text", lambda r: r.place, width=120),
                Column("vendor", "Vendor", "muted", lambda r: r.vendor, stretch=2, hide_under=1010),
                Column("least", "At least", "num", lambda r: f"{r.least:,}", width=76, sort=_least),
                Column(
                    "on_hand",
                    "On hand",
                    "num",
                    lambda r: f"{r.on_hand:,}",
                    width=76,
                    sort=_on_hand,
                    color=_ink,
                    role="body",
                    ink="ink",
                ),
                Column("value", "Value", "money", self._value, width=100, sort=lambda r: r.value),
                Column(
                    "counted",
                    "Counted",
                    "date",
                    lambda r: full_date(r.counted_on) if r.counted_on else "",
                    width=100,
                    hide_under=1400,
                ),
                Column("state", "", "tag", _state, width=116),
            ),
            name="All stock in one table",
            empty="Nothing is running low.",
            on_activate=lambda r: room.open(r.id),
        )
        stack(self, self.bar, figures, column(self.table, margin=(6, 0, 6, 8)))
        lead_focus(self, self.table)

    def _value(self, one: ItemRow) -> str:
        return shown(one.value, self._money)

    def show_items(self, rows: list[ItemRow]) -> None:
        """Show these items and their sums."""
        self._rows = rows
        sums = self._desk.ask(queries.stock_sums)
        pieces = sum(one.on_hand for one in rows if one.on_hand > 0)
        self.bar.set_title("All stock", f"{pieces:,} pieces")
        self.items.set_metric(f"{sums.items:,}", "in use")
        self.short.set_metric(f"{sums.short:,}", "to be bought")
        self.value.set_metric(shown(sums.value, self._money), "at the last cost paid")
        self._narrow(self.only.current())

    def _narrow(self, key: str) -> None:
        wanted = [one for one in self._rows if one.short] if key == "short" else self._rows
        self.table.show_rows(wanted)

    def export(self) -> None:
        """Write the items that are shown into a file (S143)."""
        self._desk.export("Stock", columns.items(self._money), self.table.rows())


def _pick(one: ItemRow) -> Pick[int]:
    words = "  ·  ".join(filter(None, (one.code, one.place)))
    return Pick(
        one.id, one.name, words, right=f"{one.on_hand:,}", color="amber" if one.short else ""
    )


def _least(one: ItemRow) -> int:
    return one.least


def _on_hand(one: ItemRow) -> int:
    return one.on_hand


def _ink(one: ItemRow) -> str | None:
    if one.on_hand < 0:
        return "red"
    return "amber" if one.short else None


def _state(one: ItemRow) -> TagCell | None:
    if not one.active:
        return TagCell("Retired")
    if one.on_hand < 0:
        return TagCell("Below zero", "red")
    return TagCell("Running low", "amber") if one.short else None
