"""The catalogue: every offering in a list, each with its form; N adds one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...money import shown
from ...shop.queries import shop
from ...vendors.queries import vendor_names
from ...widgets.buttons import Button
from ...widgets.chips import Chip
from ...widgets.entry import CheckEntry, ChoiceEntry, MoneyEntry, NoteEntry, TextEntry
from ...widgets.fields import FindLine
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import STRETCH, EmptyState, column, lead_focus, row, stack
from ...widgets.list_form import ListForm
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries, rules
from ..queries import ItemRow
from ..reports import item_columns

_TABLES = {"catalog_item", "catalog_member", "vendor", "tax_code"}


class CataloguePage(QWidget):
    """What the shop offers, in its order; Enter opens the form, Esc goes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Catalog of services")
        self._desk = desk
        self._money = desk.ask(shop).money
        self.search = FindLine("Find an offering", "Find in the catalog")
        self.search.setFixedWidth(220)
        self.search.textChanged.connect(lambda _text: self._reload())
        self.retired = Chip("Retired too", name="Show retired offerings too")
        self.retired.toggled.connect(lambda _on: self._reload())
        self.table = self._list()
        export = Button("Export", icon="download", on_click=self.export, name="Export catalog")
        self.list = ListForm(
            self.table, "New offering", self._form, self.search, self.retired, export
        )
        self._empty = EmptyState(
            "book-open",
            "Nothing is offered yet",
            "The starter catalog has the usual offerings and three plans, without prices.",
            Button("Bring in the starter catalog", kind="primary", on_click=self.bring_starter),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(column(self._empty, margin=22))
        stack(self, self.pages)
        lead_focus(self, self.list)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _list(self) -> Table[ItemRow]:
        money = self._money
        return Table[ItemRow](
            (
                Column("code", "Code", "id", lambda r: r.code, width=90),
                Column("name", "Offering", "title", lambda r: r.name, stretch=3),
                Column("unit", "Unit", "text", lambda r: r.unit_words, width=120),
                Column("price", "Price", "money", lambda r: _amount(r.price, money), width=110),
                Column(
                    "cost",
                    "Our cost",
                    "num",
                    lambda r: shown(r.cost, money) if r.cost else "",
                    width=100,
                ),
                Column("setup", "Set up by", "text", lambda r: r.setup_words, width=100),
                Column(
                    "holds",
                    "Holds",
                    "muted",
                    lambda r: ", ".join(one.code for one in r.members),
                    stretch=1,
                    hide_under=1100,
                ),
                Column("state", "", "tag", _state, width=84),
            ),
            "Offerings",
            empty="Nothing of that name is offered.",
        )

    def _reload(self) -> None:
        rows = self._desk.ask(queries.items, self.search.text(), retired=self.retired.isChecked())
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        none = not rows and not self.search.text() and not self._desk.ask(queries.has_items)
        self.pages.setCurrentIndex(1 if none and not self._editing() else 0)

    def _editing(self) -> bool:
        return self.list.is_editing()

    def bring_starter(self) -> None:
        """Fill an empty catalogue; where there is one already, say so."""
        try:
            self._desk.do(actions.bring_starter)
        except UserError as error:
            self._desk.refuse(error)

    def export(self) -> None:
        """Offer the list as .xlsx or CSV."""
        rows = self._desk.ask(queries.items, retired=self.retired.isChecked())
        self._desk.export("Catalog", item_columns(self._money), rows)

    # The form.

    def _form(self, held: ItemRow | None) -> QWidget:
        form = Form(
            self._fields(),
            columns=3,
            on_save=lambda typed: self._save(held, typed),
            save="Save offering",
            on_cancel=self.list.back,
        )
        form.set_values(self._values(held))
        kind = form.entry("setup_kind")
        kind.changed.connect(
            lambda: form.entry("setup_by").set_value(rules.setup_default(kind.value() or ""))
        )
        form.mark_clean()
        title = held.name if held else "New offering"
        return column(Label(title, role="title"), 4, form, self._deeds(held))

    def _fields(self) -> list[Field | Heading]:
        vendors = [(None, "Nobody named"), *self._desk.ask(vendor_names).items()]
        taxes = [("", "The client's usual tax"), *self._desk.ask(queries.tax_codes)]
        return [
            Field("code", "Code", TextEntry(), "Short, such as AV.", required=True),
            Field("name", "Name", TextEntry(), "Clients read it.", required=True, span=2),
            Field("price", "Price", MoneyEntry(self._money), "For one, a month if it recurs."),
            Field(
                "cost", "Our cost", MoneyEntry(self._money), "Of a bundle: what its members cost."
            ),
            Field("unit", "Counted in", ChoiceEntry(list(rules.UNITS.items()))),
            Field("counts", "Counted from", ChoiceEntry(list(rules.COUNTS.items()))),
            Field("kind", "On invoices as", ChoiceEntry(list(rules.KINDS.items()))),
            Field("vendor_id", "Bought from", ChoiceEntry(vendors)),
            Field("tax_code", "Tax", ChoiceEntry(taxes)),
            Field("taxable", "Taxed", CheckEntry("Tax is added")),
            Field("recurring", "Again", CheckEntry("Paid each month")),
            Heading("Setting it up", "From a completed form by an admin; RMM and BDR by a tech"),
            Field("setup_kind", "What is set up", ChoiceEntry(list(rules.SETUP_KINDS.items()))),
            Field("setup_by", "Set up by", ChoiceEntry(list(rules.SETUP_BY.items()))),
            Field("in_grid", "Services grid", CheckEntry("Compare bought with sold")),
            Heading("Bundle", "A code a line, with a count where it is not 1; empty for none"),
            Field("members", "Holds", NoteEntry(lines=3)),
            Field("value_words", "Worth to the client", NoteEntry(lines=3)),
            Field("notes", "Notes", NoteEntry(lines=3)),
        ]

    def _values(self, held: ItemRow | None) -> dict[str, Any]:
        if held is None:
            return {
                "kind": "service",
                "unit": "each",
                "counts": "",
                "tax_code": "",
                "vendor_id": None,
                "setup_kind": "",
                "setup_by": "admin",
                "recurring": True,
                "in_grid": True,
            }
        values = {name: getattr(held, name) for name in ItemRow.__dataclass_fields__}
        values["members"] = queries.member_text(held)
        values |= {name: values[name] or None for name in ("price", "cost")}
        return values

    def _save(self, held: ItemRow | None, typed: dict[str, Any]) -> None:
        values = dict(typed)
        values["members"] = self._desk.ask(queries.read_members, values["members"])
        values |= {name: values[name] or 0 for name in ("price", "cost")}
        if held is None:
            code, name = values.pop("code"), values.pop("name")
            made = self._desk.do(actions.add_item, code, name, values)
        else:
            made = held.id
            if held.bundle:
                values.pop("cost")
            self._desk.do(actions.edit_item, held.id, held.version, values)
        self.list.back()
        self.table.select(made)

    def _deeds(self, held: ItemRow | None) -> QWidget | None:
        if held is None:
            return None
        copy = Button("Duplicate", on_click=lambda: self._duplicate(held), name="Copy offering")
        if held.active:
            retire = Button("Retire", "danger", on_click=lambda: self._retire(held))
        else:
            retire = Button("Offer again", on_click=lambda: self._restore(held))
        return row(copy, retire, STRETCH)

    def _duplicate(self, held: ItemRow) -> None:
        made = self._desk.do(actions.duplicate_item, held.id)
        found = self._desk.ask(queries.item, made)
        if found is not None:
            self.list.edit(found)

    def _retire(self, held: ItemRow) -> None:
        try:
            self._desk.do(actions.retire_item, held.id, held.version)
        except UserError as error:
            self._desk.refuse(error)
            return
        self.list.back()

    def _restore(self, held: ItemRow) -> None:
        self._desk.do(actions.restore_item, held.id, held.version)
        self.list.back()

    # What the window asks.

    def show_place(self, place: Place) -> None:
        """Go to an offering, or begin one."""
        if place.about.get("starter"):
            self.bring_starter()
        elif place.about.get("new"):
            self.list.edit(None)
        elif place.id is not None:
            found = self._desk.ask(queries.item, place.id)
            if found is not None:
                self.table.select(found.id)
                self.list.edit(found)

    def new_here(self) -> bool:
        """N begins an offering."""
        self.list.edit(None)
        return True

    def focus_filter(self) -> None:
        """The / key goes to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _amount(price: int, money: Any) -> str:
    return shown(price, money) if price else "set price"


def _state(row: ItemRow) -> TagCell | None:
    if not row.active:
        return TagCell("Retired", "grey")
    return TagCell("Bundle", "accent") if row.bundle else None
