"""The vendors beside the clients: a side list by commitment, a page, and one table of all."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.layout import EmptyState
from ...widgets.picker import Pick, Picker, PickGroup
from .. import queries, rules
from ..queries import VendorRow
from .doing import Pages
from .forms import vendor_form
from .listing import AllVendors
from .page import VendorPage

_TABLES = {"vendor"}
ALL = 0
"""The pick that shows all of them."""


class VendorsRoom:
    """A room of the Clients tab: `picker` stands at the left, `page` at the right."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[VendorRow] = []
        self.picker = Picker[int](
            "Vendors",
            title="Vendors",
            placeholder="Find a vendor",
            on_select=self._show,
            on_add=self.new,
            on_enter=self._to_page,
            add_name="New vendor here",
            lines=2,
        )
        self.vendor = VendorPage(desk, self.open)
        self.all = AllVendors(desk, self.open, self.new)
        self._empty = EmptyState(
            "store",
            "No vendors yet",
            "A vendor is whom you buy from, or whom you call for a client.",
            Button("New vendor", kind="primary", on_click=self.new, name="Add the first vendor"),
        )
        self._front = QStackedWidget()
        for widget in (self._empty, self.all, self.vendor):
            self._front.addWidget(widget)
        self.page = Pages(self._front, self.picker)
        desk.keep_fresh(self.picker, _TABLES, self._reload)

    def _reload(self) -> None:
        held = self.picker.selected_key()
        self._rows = self._desk.ask(queries.vendors)
        used = [row for row in self._rows if row.active]
        retired = [row for row in self._rows if not row.active]
        groups = [PickGroup("", "", [Pick(ALL, "All vendors", "One table, by commitment")])]
        for one, words in rules.COMMITMENT_WORDS.items():
            picks = [_pick(row) for row in used if row.commitment == one]
            groups.append(PickGroup(words, str(len(picks)), picks))
        groups.append(PickGroup("Retired", str(len(retired)), [_pick(row) for row in retired]))
        self.picker.show_groups([group for group in groups if group.picks] if self._rows else [])
        self.picker.set_count(len(used))
        self.all.show_vendors(self._rows)
        if held is None or not self.picker.select(held):
            self.picker.select_first()
        if not self._rows:
            self._front.setCurrentWidget(self._empty)

    def _show(self, vendor_id: int | None) -> None:
        if vendor_id is None:
            return
        self.page.step_aside()
        if vendor_id == ALL:
            self._front.setCurrentWidget(self.all)
        else:
            self.vendor.show_id(vendor_id)
            self._front.setCurrentWidget(self.vendor)

    def _to_page(self) -> None:
        shown = self._front.currentWidget()
        if shown is not None:
            shown.setFocus()

    def open(self, vendor_id: int) -> None:
        """Go to a vendor."""
        self.picker.filter("")
        self.picker.select(vendor_id)
        self._show(vendor_id)

    def new(self) -> None:
        """Show the form of a new vendor; one that was left half typed is taken up again."""
        if self.page.busy():
            self.page.resume()
            return
        form = vendor_form(self._desk, None, on_done=self._added, on_cancel=self.page.back)
        self.page.lay("New vendor", "A name is enough to begin; the rest can follow.", form)

    def _added(self, vendor_id: int) -> None:
        self.page.back()
        self._reload()
        self.open(vendor_id)

    # What the Clients tab asks of a room.

    def show_place(self, place: Place) -> None:
        """Go to a vendor and one of its tabs, to all of them, or to the form of a new one."""
        if place.about.get("new_vendor"):
            self.new()
            return
        vendor_id = place.about.get("vendor_id")
        if vendor_id is not None:
            self.open(vendor_id)
            self.vendor.arrive(place)
        elif place.about.get("all"):
            self.open(ALL)

    def new_here(self) -> bool:
        """N adds a vendor."""
        self.new()
        return True

    def print_shown(self) -> None:
        """The list prints as a report."""
        self._desk.say("Vendors print from Reports, Quarter, Our stack.")


def _pick(row: VendorRow) -> Pick[int]:
    words = "  ·  ".join(filter(None, (row.kind_words, "Stack" if row.in_stack else "")))
    return Pick(row.id, row.name, words)
