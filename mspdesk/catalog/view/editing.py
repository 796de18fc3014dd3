"""The parts of the price grid that are typed into: prices, rows and cells, what is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import (
    ChoiceEntry,
    Entry,
    MinutesEntry,
    MoneyEntry,
    NoteEntry,
    TextEntry,
)
from ...widgets.form import HelpLine
from ...widgets.layout import STRETCH, Card, clear, column, row
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from .. import actions, queries, rules
from ..queries import PlanGrid, UnitPrice

WHAT = {"price": "Price", "cost": "Our cost", "minutes": "Planned time", "item_id": "Holds"}
"""What the card of prices shows for each unit and plan."""


class PricesCard(Card):
    """A field for each unit and plan; `on_typed` hears every keystroke, leaving one keeps it."""

    def __init__(self, desk: Desk, on_typed: Callable[[], object]) -> None:
        super().__init__("For one, a month")
        self._desk, self._on_typed = desk, on_typed
        self._money = desk.ask(shop).money
        self._grid: PlanGrid | None = None
        self._prices: dict[tuple[int, str], UnitPrice] = {}
        self._editable = False
        self.segments = SegmentControl("What is shown for one", list(WHAT.items()), self._turn)
        self.add_right(self.segments)
        self._entries: dict[tuple[int, str], Entry] = {}
        self._box = QWidget()
        self._lay = QGridLayout(self._box)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setHorizontalSpacing(10)
        self._lay.setVerticalSpacing(6)
        self._help = HelpLine(
            "Empty is not looked after by that plan. A server takes 60 to 90 minutes a month."
        )
        self.add(self._box, self._help)

    def show_grid(self, grid: PlanGrid, prices: list[UnitPrice], *, editable: bool) -> None:
        """Show a revision; fields that somebody types into are left alone."""
        same = self._grid is not None and _columns(self._grid) == _columns(grid)
        self._prices = {(one.tier_id, one.unit): one for one in prices}
        self._grid, was = grid, self._editable
        self._editable = editable
        if not same or was != editable or not self._entries:
            self._build()
        else:
            self._fill()

    def typed(self) -> list[UnitPrice]:
        """The prices with what is being typed, as far as it can be read."""
        what = self.segments.current()
        found = []
        for key, price in self._prices.items():
            entry = self._entries.get(key)
            value = _read(entry)
            if entry is None or value is None or what == "item_id":
                found.append(price)
            elif what == "cost":
                found.append(replace(price, cost=value or price.cost, own_cost=value))
            else:
                found.append(replace(price, **{what: value}))
        return found

    def _turn(self, _what: str) -> None:
        self._build()

    def _build(self) -> None:
        clear(self._lay)
        self._entries.clear()
        if self._grid is None:
            return
        what = self.segments.current()
        for at, tier in enumerate(self._grid.tiers):
            self._lay.addWidget(Label(tier.name, "strong"), 0, at + 1)
        units = list(rules.PLAN_UNITS)
        for line, unit in enumerate(units, 1):
            self._lay.addWidget(Label(rules.UNITS[unit]), line, 0)
            for at, tier in enumerate(self._grid.tiers):
                entry = self._entry(tier.id, unit, f"{WHAT[what]}, {tier.name}, {unit}")
                self._lay.addWidget(entry, line, at + 1)
        if what == "price":
            self._lay.addWidget(Label("Setup fee, once"), len(units) + 1, 0)
            for at, tier in enumerate(self._grid.tiers):
                self._lay.addWidget(self._setup(tier.id, tier.name), len(units) + 1, at + 1)
        for at in range(len(self._grid.tiers) + 1):
            self._lay.setColumnStretch(at, 3 if at == 0 else 2)
        self._fill()

    def _entry(self, tier_id: int, unit: str, name: str) -> Entry:
        what = self.segments.current()
        entry: Entry
        if what == "minutes":
            entry = MinutesEntry("0:00", name)
        elif what == "item_id":
            held = [(None, "Nothing"), *self._items()]
            entry = ChoiceEntry(held, name=name)
            entry.setEnabled(self._editable)
        else:
            entry = MoneyEntry(self._money, "set price" if what == "price" else "0.00", name)
        self._entries[tier_id, unit] = entry
        keep = partial(self._keep, tier_id, unit, entry)
        self._wire(entry, keep)
        return entry

    def _wire(self, entry: Entry, keep: Callable[[], object]) -> None:
        line = getattr(entry, "line", None)
        if line is not None:
            line.setReadOnly(not self._editable)
            if not self._editable:
                line.setPlaceholderText("–")
        entry.changed.connect(self._on_typed)
        entry.left.connect(keep)
        entry.committed.connect(keep)

    def _items(self) -> list[tuple[int, str]]:
        return [(one.id, one.name) for one in self._desk.ask(queries.items)]

    def _setup(self, tier_id: int, name: str) -> Entry:
        entry = MoneyEntry(self._money, "none", f"Setup fee, {name}")
        self._entries[tier_id, "setup"] = entry
        self._wire(entry, partial(self._keep_setup, tier_id, entry))
        return entry

    def _fill(self) -> None:
        what = self.segments.current()
        fees = {tier.id: tier.setup_fee for tier in self._grid.tiers} if self._grid else {}
        for (tier_id, unit), entry in self._entries.items():
            if entry.field.hasFocus() and entry.text():
                continue
            if unit == "setup":
                wanted: Any = fees.get(tier_id, 0) or None
            else:
                price = self._prices.get((tier_id, unit))
                wanted = _held(price, what)
            if _read(entry) != wanted or entry.is_empty() != (wanted is None):
                entry.blockSignals(True)
                entry.set_value(wanted)
                entry.blockSignals(False)

    def _keep(self, tier_id: int, unit: str, entry: Entry) -> None:
        what = self.segments.current()
        held = _held(self._prices.get((tier_id, unit)), what)
        self._do(entry, held, lambda v: (actions.set_price, tier_id, unit, {what: v}))

    def _keep_setup(self, tier_id: int, entry: Entry) -> None:
        fees = {tier.id: tier.setup_fee for tier in self._grid.tiers} if self._grid else {}
        held = fees.get(tier_id, 0) or None
        self._do(entry, held, lambda v: (actions.edit_tier, tier_id, {"setup_fee": v or 0}))

    def _do(self, entry: Entry, held: Any, verb: Callable[[Any], tuple[Any, ...]]) -> None:
        """Keep what was typed where it is another value; say beside the card what is wrong."""
        if not self._editable:
            return
        try:
            value = entry.value()
            if value != held:
                deed, *given = verb(value)
                self._desk.do(deed, *given)
        except UserError as error:
            entry.set_error(True)
            self._help.say(error.text)
            return
        entry.set_error(False)
        self._help.say("")


def _held(price: UnitPrice | None, what: str) -> Any:
    """What stands in the field of a unit; None where nothing is set."""
    if price is None:
        return None
    if what == "cost":
        return price.own_cost or None
    return getattr(price, what) or None


def _read(entry: Entry | None) -> Any:
    if entry is None:
        return None
    try:
        return entry.value()
    except UserError:
        return None


class RowsCard(Card):
    """What is included: a line for each row, a field for each plan (yes, no, or words)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("What is included", "Type yes, no, or a few words")
        self._desk = desk
        self._grid: PlanGrid | None = None
        self._box = QWidget()
        self._lay = QGridLayout(self._box)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setHorizontalSpacing(8)
        self._lay.setVerticalSpacing(6)
        self._help = HelpLine("")
        self.new_row = TextEntry("A service, such as Web filter", "New row of the plans", width=330)
        self.new_row.committed.connect(self._add)
        self._texts: dict[int, TextEntry] = {}
        self._cells: dict[tuple[int, int], TextEntry] = {}
        self.add(
            self._box,
            self._help,
            row(self.new_row, Button("Add row", icon="plus", on_click=self._add), STRETCH),
        )

    def show_grid(self, grid: PlanGrid) -> None:
        """Show a revision's rows; only what changed is written anew."""
        rows = [line.id for line in grid.lines]
        same = self._grid is not None and [line.id for line in self._grid.lines] == rows
        same = same and self._grid is not None and self._grid.id == grid.id
        self._grid = grid
        if not same:
            self._build()
        for line in grid.lines:
            _put(self._texts[line.id], line.text)
            for tier, (said, words) in zip(grid.tiers, line.cells, strict=True):
                _put(self._cells[line.id, tier.id], rules.cell_text(said, words))

    def _build(self) -> None:
        clear(self._lay)
        self._texts.clear()
        self._cells.clear()
        if self._grid is None:
            return
        for at, tier in enumerate(self._grid.tiers):
            self._lay.addWidget(Label(tier.name, "strong"), 0, at + 1)
        for n, line in enumerate(self._grid.lines, 1):
            text = TextEntry("", f"Row {n}")
            self._texts[line.id] = text
            self._listen(text, partial(self._keep_text, line.id, text))
            self._lay.addWidget(text, n, 0)
            for at, tier in enumerate(self._grid.tiers):
                cell = TextEntry("no", f"{tier.name}, row {n}")
                self._cells[line.id, tier.id] = cell
                self._listen(cell, partial(self._keep_cell, line.id, tier.id, cell))
                self._lay.addWidget(cell, n, at + 1)
            self._lay.addWidget(self._tools(line.id, n), n, len(self._grid.tiers) + 1)
        for at, wide in enumerate((4, 2, 2, 2)):
            self._lay.setColumnStretch(at, wide)

    def _tools(self, row_id: int, n: int) -> QWidget:
        up = IconButton("chevron-up", f"Move row {n} up", partial(self._move, row_id, -1))
        down = IconButton("chevron-down", f"Move row {n} down", partial(self._move, row_id, 1))
        drop = IconButton("x", f"Take row {n} off", partial(self._drop, row_id))
        return row(up, down, drop, gap=2)

    def _listen(self, entry: TextEntry, keep: Callable[[], object]) -> None:
        entry.left.connect(keep)
        entry.committed.connect(keep)

    def _keep_text(self, row_id: int, entry: TextEntry) -> None:
        held = next((one.text for one in self._lines() if one.id == row_id), None)
        if held is not None and entry.value() != held:
            self._try(entry, lambda: self._desk.do(actions.edit_row, row_id, entry.value()))

    def _keep_cell(self, row_id: int, tier_id: int, entry: TextEntry) -> None:
        line = next((one for one in self._lines() if one.id == row_id), None)
        if line is None or self._grid is None:
            return
        at = [tier.id for tier in self._grid.tiers].index(tier_id)
        if rules.read_cell(entry.value()) != line.cells[at]:
            typed = entry.value()
            self._try(entry, lambda: self._desk.do(actions.set_cell, row_id, tier_id, typed))

    def _lines(self) -> tuple[queries.PlanLine, ...]:
        return self._grid.lines if self._grid else ()

    def _try(self, entry: TextEntry, deed: Callable[[], object]) -> None:
        try:
            deed()
        except UserError as error:
            entry.set_error(True)
            self._help.say(error.text)
            return
        entry.set_error(False)
        self._help.say("")

    def _add(self) -> None:
        if self._grid is None:
            return
        grid_id = self._grid.id
        typed = self.new_row.value()
        self._try(self.new_row, lambda: self._desk.do(actions.add_row, grid_id, typed))
        if not self.new_row.has_error():
            self.new_row.set_text("")

    def _move(self, row_id: int, way: int) -> None:
        self._desk.do(actions.move_row, row_id, way)

    def _drop(self, row_id: int) -> None:
        self._desk.do(actions.drop_row, row_id)


def _put(entry: TextEntry, words: str) -> None:
    """Write words into a field nobody is typing into."""
    if entry.text() != words and not (entry.field.hasFocus() and entry.text()):
        entry.blockSignals(True)
        entry.set_text(words)
        entry.blockSignals(False)


class WordsCard(Card):
    """What each plan leaves out, and what must be so before one begins; one item a line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Not included", "One item a line")
        self._desk = desk
        self._grid: PlanGrid | None = None
        self._box = QWidget()
        self._lay = QGridLayout(self._box)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setHorizontalSpacing(10)
        self._notes: dict[tuple[int, str], NoteEntry] = {}
        self.add(self._box)

    def show_grid(self, grid: PlanGrid, *, editable: bool) -> None:
        """Show what a revision leaves out."""
        if self._grid is None or [t.id for t in self._grid.tiers] != [t.id for t in grid.tiers]:
            self._grid = grid
            self._build()
        self._grid = grid
        for tier in grid.tiers:
            for name in ("excluded", "minimums"):
                note = self._notes[tier.id, name]
                note.sheet.setReadOnly(not editable)
                words = getattr(tier, name)
                if note.text() != words and not note.field.hasFocus():
                    note.set_value(words)

    def _build(self) -> None:
        clear(self._lay)
        self._notes.clear()
        heads = {"excluded": "", "minimums": "What must be so first"}
        for at, tier in enumerate(self._grid.tiers if self._grid else ()):
            parts: list[QWidget] = [Label(tier.name, "strong")]
            for name, head in heads.items():
                words = "Not included" if name == "excluded" else "Minimum requirements"
                note = NoteEntry("", f"{words}, {tier.name}", lines=7 if not head else 4)
                self._notes[tier.id, name] = note
                note.left.connect(partial(self._keep, tier.id, name, note))
                note.committed.connect(partial(self._keep, tier.id, name, note))
                if head:
                    parts.append(Label(head, "meta", "ink2"))
                parts.append(note)
            self._lay.addWidget(column(*parts, gap=4), 0, at)

    def _keep(self, tier_id: int, name: str, note: NoteEntry) -> None:
        tiers = self._grid.tiers if self._grid else ()
        tier = next((one for one in tiers if one.id == tier_id), None)
        if tier is not None and not note.sheet.isReadOnly() and note.value() != getattr(tier, name):
            self._desk.do(actions.edit_tier, tier_id, {name: note.value()})


def _columns(grid: PlanGrid) -> tuple[int, list[str]]:
    """What a revision's columns are built from: which one it is, and the names of its tiers."""
    return grid.id, [tier.name for tier in grid.tiers]
