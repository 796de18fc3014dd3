"""All vendors as one table, with the share of our stack that sells through the channel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Metric, Toolbar, column, lead_focus, row, stack
from ...widgets.table import Column, Table, TagCell
from .. import queries
from ..queries import VendorRow
from ..rules import Commitment, percent_words
from . import columns
from .overview import TONES


class AllVendors(QWidget):
    """Every vendor by commitment; a press on a column's head sorts otherwise (S114)."""

    def __init__(
        self, desk: Desk, on_open: Callable[[int], object], on_new: Callable[[], object]
    ) -> None:
        super().__init__()
        self._desk = desk
        export = Button("Export", icon="download", on_click=self.export)
        export.setAccessibleName("Export all vendors")
        new = Button("New vendor", kind="primary", icon="plus", on_click=on_new)
        self.bar = Toolbar("All vendors", "", STRETCH, export, new)
        self.share = Metric("Channel-only share of our stack")
        self.first = Metric("Channel-first")
        self.unknown = Metric("Not looked at yet")
        self.poaching = Metric("Go after clients")
        figures = row(
            self.share,
            self.first,
            self.unknown,
            self.poaching,
            STRETCH,
            gap=44,
            margin=(22, 2, 22, 12),
        )
        self.table = Table[VendorRow](
            (
                Column("name", "Vendor", "title", lambda r: r.name, stretch=5, sort=_name),
                Column("kind", "Kind", "text", lambda r: r.kind_words, stretch=3),
                Column("sells", "Sells", "muted", lambda r: r.sells, stretch=5, hide_under=1400),
                Column(
                    "channel", "Channel", "tag", _tag, width=150, sort=lambda r: (r.rank, _name(r))
                ),
                Column("stack", "Stack", "tag", _stack, width=90),
                Column(
                    "on",
                    "Looked at",
                    "date",
                    lambda r: full_date(r.commitment_on) if r.commitment_on else "",
                    width=100,
                    sort=lambda r: r.commitment_on.toordinal() if r.commitment_on else 0,
                ),
                Column(
                    "account",
                    "Account no.",
                    "id",
                    lambda r: r.account_number,
                    width=100,
                    hide_under=1000,
                ),
                Column("support", "Support", "id", lambda r: r.support_phone or r.phone, width=120),
            ),
            name="All vendors, by commitment",
            empty="No vendors yet.",
            on_activate=lambda r: on_open(r.id),
        )
        stack(self, self.bar, figures, column(self.table, margin=(6, 0, 6, 8)))
        lead_focus(self, self.table)

    def show_vendors(self, rows: list[VendorRow]) -> None:
        """Show these vendors and the figures of our stack."""
        held = self._desk.ask(queries.stack)
        used = [one for one in rows if one.active]
        self.bar.set_title("All vendors", f"{len(used)} in use, {held.vendors} in our stack")
        self.table.show_rows(rows)
        only = Commitment.CHANNEL_ONLY
        noun = "vendor" if held.vendors == 1 else "vendors"
        self.share.set_metric(
            percent_words(held.share(only)), f"{held.count(only)} of {held.vendors} {noun}"
        )
        first = Commitment.CHANNEL_FIRST
        self.first.set_metric(percent_words(held.share(first)), f"{held.count(first)} in our stack")
        self.unknown.set_metric(str(held.count(Commitment.UNKNOWN)), "in our stack")
        self.poaching.set_metric(str(sum(one.poaches for one in used)), "of those in use")

    def export(self) -> None:
        """Write all vendors into a file (S143)."""
        self._desk.export("Vendors", columns.VENDORS, self.table.rows())


def _name(one: VendorRow) -> str:
    return one.name.casefold()


def _tag(one: VendorRow) -> TagCell:
    return TagCell(one.commitment_words, TONES[Commitment(one.commitment)])


def _stack(one: VendorRow) -> TagCell | None:
    if not one.active:
        return TagCell("Retired")
    return TagCell("Stack", "accent") if one.in_stack else None
