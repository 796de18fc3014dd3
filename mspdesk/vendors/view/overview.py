"""The overview of a vendor: reach, accounts, channel and who orders, each a card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...widgets import theme
from ...widgets.layout import STRETCH, Card, Pairs, Scroll, column, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ...widgets.tags import Tag
from .. import queries, rules
from ..queries import AccountRow, VendorRow
from ..rules import Commitment
from .accounts import call_tag

TONES = {
    Commitment.CHANNEL_ONLY: "green",
    Commitment.CHANNEL_FIRST: "accent",
    Commitment.MIXED: "amber",
    Commitment.DIRECT: "red",
    Commitment.UNKNOWN: "hi",
}
"""The ink of each commitment; its words stand beside it everywhere."""

RAIL, NARROW_RAIL, WIDE_PAGE = 334, 290, 1100
SHOWN = 6


class VendorOverview(QWidget):
    """Cards in two columns; each leads to the tab that has the whole of it."""

    def __init__(self, desk: Desk, open_tab: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self.reach = Card("How to reach them", action="Edit", on_action=lambda: open_tab("profile"))
        self.accounts = Card(
            "Accounts of clients",
            action="All accounts",
            on_action=lambda: open_tab("accounts"),
            flush=True,
        )
        self.table = Table[AccountRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=3),
                Column("what", "For", "text", lambda r: r.what, stretch=2, hide_under=1010),
                Column("number", "Account no.", "id", lambda r: r.account_number, width=110),
                Column("may", "May we call", "tag", call_tag, width=130),
            ),
            name="First accounts of clients",
            row="card",
            side=14,
            fit=True,
            empty="No client has an account here yet.",
        )
        self.accounts.add(self.table)
        self.channel = Card("Channel", action="Look at it", on_action=lambda: open_tab("channel"))
        self.buying = Card("How we buy", action="People", on_action=lambda: open_tab("people"))
        self.contacts = Card("Contacts", action="All", on_action=lambda: open_tab("contacts"))
        self.notes = Card("Notes")
        self._panels: list[Any] = [panel.make(desk) for panel in desk.panels("vendor.main")]
        main = column(self.reach, self.accounts, *self._panels, self.notes, STRETCH, gap=12)
        self._side = column(self.channel, self.buying, self.contacts, STRETCH, gap=12)
        self._side.setFixedWidth(theme.current().px(RAIL))
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(22, 12, 22, 20)
        columns.setSpacing(14)
        columns.addWidget(main, 1)
        columns.addWidget(self._side, 0)
        stack(self, Scroll(body))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the rail on a narrow page."""
        px = theme.current().px
        self._side.setFixedWidth(px(RAIL if self.width() >= px(WIDE_PAGE) else NARROW_RAIL))
        super().resizeEvent(event)

    def show_id(self, vendor_id: int) -> None:
        """Show another vendor, or the same one afresh."""
        row = self._desk.ask(queries.vendor, vendor_id)
        if row is None:
            return
        self._show_reach(row)
        self._show_channel(row)
        self._show_buying(row)
        self._show_contacts(vendor_id)
        found = self._desk.ask(queries.accounts, vendor_id=vendor_id, in_use=True)
        self.table.show_rows(found[:SHOWN])
        few = f"{SHOWN} of {len(found)}" if len(found) > SHOWN else str(len(found) or "")
        self.accounts.set_subtitle(few)
        self.notes.clear()
        self.notes.setVisible(bool(row.notes))
        self.notes.add(Label(row.notes, color="ink2", wrap=True))
        for panel in self._panels:
            panel.show_id(vendor_id)

    def _show_reach(self, row: VendorRow) -> None:
        self.reach.clear()
        pairs = [
            ("Support", ", ".join(filter(None, (row.support_phone, row.support_hours)))),
            ("Phone", row.phone),
            ("E-mail", row.email),
            ("Portal", row.portal),
            ("Address", ", ".join(filter(None, map(str.strip, row.address.splitlines())))),
        ]
        self._pairs(self.reach, pairs, "No phone, portal or address is written down yet.")

    def _show_buying(self, row: VendorRow) -> None:
        self.buying.clear()
        people = self._desk.ask(queries.our_people, row.id)
        order = ", ".join(one.name for one in people if one.may_order)
        call = ", ".join(one.name for one in people if not one.may_order)
        pairs = [
            ("Account no.", row.account_number),
            ("Terms", row.terms),
        ]
        self._pairs(self.buying, pairs, "No account or terms are written down yet.")
        for words, names in (("May order", order), ("May call", call)):
            if names:
                self.buying.add(Label(f"{words}: {names}", color="ink2", wrap=True))

    def _pairs(self, card: Card, pairs: list[tuple[str, str]], empty: str) -> None:
        known = [(label, value) for label, value in pairs if value]
        if not known:
            card.add(Label(empty, color="ink3", wrap=True))
            return
        shown = Pairs()
        shown.show_pairs(known)
        card.add(shown)

    def _show_channel(self, row: VendorRow) -> None:
        self.channel.clear()
        one = Commitment(row.commitment)
        tag = column(Tag(row.commitment_words, TONES[one]))
        self.channel.add(tag, Label(rules.COMMITMENT_MEANS[one], color="ink2", wrap=True))
        if row.poaches:
            words = "Its own sales people went to our clients."
            self.channel.add(Label(words, color="red", wrap=True))
        if row.deal_registration:
            self.channel.add(Label("Lets us register deals.", color="ink2"))
        if row.commitment_notes:
            self.channel.add(Label(row.commitment_notes, color="ink2", wrap=True))
        stack_words = "In our stack" if row.in_stack else "Not in our stack"
        on = f", looked at {full_date(row.commitment_on)}" if row.commitment_on else ""
        self.channel.add(Label(f"{stack_words}{on}", role="meta", color="ink3"))

    def _show_contacts(self, vendor_id: int) -> None:
        self.contacts.clear()
        found = self._desk.ask(queries.vendor_contacts, vendor_id)
        pairs = [(one.name, ", ".join(filter(None, (one.phone, one.role)))) for one in found[:4]]
        if not pairs:
            self.contacts.add(Label("Nobody is written down yet.", color="ink3"))
        for name, words in pairs:
            self.contacts.add(Label(name, role="row", elide=True))
            if words:
                self.contacts.add(Label(words, role="meta", color="ink2", elide=True))
