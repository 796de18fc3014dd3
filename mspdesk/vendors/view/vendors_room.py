"""The vendors beside the clients: a side list by commitment, a page, and one table of all."""

from __future__ import annotations

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.layout import EmptyState
from ...widgets.picker import Pick
from .. import queries, rules
from ..queries import VendorRow
from .doing import ALL, Side
from .forms import vendor_form
from .listing import AllVendors
from .page import VendorPage

_TABLES = {"vendor"}


class VendorsRoom:
    """A room of the Clients tab: `picker` stands at the left, `page` at the right."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[VendorRow] = []
        self.vendor = VendorPage(desk, self.open)
        self.all = AllVendors(desk, self.open, self.new)
        empty = EmptyState(
            "store",
            "No vendors yet",
            "A vendor is whom you buy from, or whom you call for a client.",
            Button("New vendor", kind="primary", on_click=self.new, name="New vendor, the first"),
        )
        self.side = Side(
            "Vendors",
            "Find a vendor",
            ("New vendor here", self.new),
            empty=empty,
            every=self.all,
            one=self.vendor,
            show_one=self.vendor.show_id,
        )
        self.picker, self.page = self.side.picker, self.side.page
        desk.keep_fresh(self.picker, _TABLES, self._reload)

    def _reload(self) -> None:
        self._rows = self._desk.ask(queries.vendors)
        used = [row for row in self._rows if row.active]
        retired = [_pick(row) for row in self._rows if not row.active]
        groups = [
            (words, [_pick(row) for row in used if row.commitment == one])
            for one, words in rules.COMMITMENT_WORDS.items()
        ]
        self.side.fill(
            Pick(ALL, "All vendors", "One table, by commitment"), [*groups, ("Retired", retired)]
        )
        self.picker.set_count(len(used))
        self.all.show_vendors(self._rows)

    def open(self, vendor_id: int) -> None:
        """Go to a vendor."""
        self.side.open(vendor_id)

    def new(self) -> None:
        """Show the form of a new vendor; one that was left half typed is taken up again."""
        self.side.begin(
            "New vendor",
            "A name is enough to begin; the rest can follow.",
            lambda: vendor_form(self._desk, None, on_done=self._added, on_cancel=self.page.back),
        )

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
        """Ctrl+P prints the sheet of the vendor that is shown; the list prints as a report."""
        if self.picker.selected_key() not in (None, ALL):
            self.vendor.print_sheet()
        else:
            self._desk.say("Vendors print from Reports, Quarter, Our stack.")


def _pick(row: VendorRow) -> Pick[int]:
    words = "  ·  ".join(filter(None, (row.kind_words, "Stack" if row.in_stack else "")))
    return Pick(row.id, row.name, words)
