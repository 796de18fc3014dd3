"""The Billing tab: what is owed on top, then the run, invoices, payments, receivables, more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...desk.area import Found, Place, found_client
from ...desk.desk import Desk
from ...widgets.layout import column, stack
from ...widgets.segments import SegmentControl
from ...widgets.splitter import ListDetail
from .. import queries
from ..printables import STATEMENT
from .band import AgeingBand
from .head import BillingHead
from .invoices import InvoicesSection
from .more import PAGE_KEYS, MoneySection, MoreSection
from .owes import OwesPane
from .payments import PaymentsSection
from .receivables import TABLES, ReceivablesSection
from .run import RunSection


class BillingView(QWidget):
    """Segments over one list and one pane; each is built when it is first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName("Billing")
        self.run = RunSection(desk)
        self._late = {panel.key: panel for panel in desk.panels("billing.section")}
        self._makers: dict[str, Callable[[], Any]] = {
            "invoices": lambda: InvoicesSection(desk, self.pay),
            "payments": lambda: PaymentsSection(desk),
            "receivables": self._make_receivables,
            "money": lambda: MoneySection(desk),
            "more": lambda: MoreSection(desk),
        }
        self._sections: dict[str, Any] = {self.run.key: self.run}
        self.segments = SegmentControl(
            "Billing pages",
            [
                ("run", self.run.title()),
                ("invoices", "Invoices"),
                ("payments", "Payments"),
                ("receivables", "Receivables"),
                *((key, panel.title) for key, panel in self._late.items()),
                ("money", "Cash"),
                ("more", "More"),
            ],
            self._show_section,
        )
        self.band = AgeingBand(self._show_bucket)
        self._deeds, self._lists, self._panes = (QStackedWidget() for _ in range(3))
        self._deeds.setSizePolicy(self.segments.sizePolicy())
        self.head = BillingHead(self.segments, self._deeds)
        self._put_in(self.run)
        left = column(self.head, self.band, self._lists, gap=0)
        stack(self, ListDetail("billing", left, self._panes, 470, 410))
        desk.keep_fresh(self.band, TABLES | {"shop"}, self._reload_band)

    def _put_in(self, section: Any) -> None:
        self._deeds.addWidget(column(section.actions))
        self._lists.addWidget(section.listing)
        self._panes.addWidget(section.detail)
        self.head.fit()

    def _made(self, key: str) -> Any:
        """A section, which is built when it is first asked for."""
        if key not in self._sections:
            make = self._makers.get(key)
            self._sections[key] = make() if make else self._late[key].make(self._desk)
            self._put_in(self._sections[key])
        return self._sections[key]

    def _section(self) -> Any:
        return self._made(self.segments.current())

    @property
    def invoices(self) -> InvoicesSection:
        """The section of what was issued."""
        made: InvoicesSection = self._made("invoices")
        return made

    @property
    def payments(self) -> PaymentsSection:
        """The section of money that came in and went back."""
        made: PaymentsSection = self._made("payments")
        return made

    @property
    def receivables(self) -> ReceivablesSection:
        """The section of who owes what."""
        made: ReceivablesSection = self._made("receivables")
        return made

    def _make_receivables(self) -> ReceivablesSection:
        pane = OwesPane(self._desk, self.show_invoice, self.pay)
        section = ReceivablesSection(self._desk, pane)
        section.show_found(self._found)
        return section

    def _reload_band(self) -> None:
        self._found = self._desk.ask(queries.receivables)
        self.band.show_receivables(self._found)
        if "receivables" in self._sections:
            self.receivables.show_found(self._found)
        self.segments.set_text("run", self.run.title())

    def _show_bucket(self, bucket: str) -> None:
        self.show_section("receivables")
        self.receivables.show_bucket(bucket)

    def show_section(self, key: str) -> None:
        """Show run, invoices, payments, receivables, what lower areas add, or a page of more."""
        page = key if key in PAGE_KEYS else ""
        key = PAGE_KEYS[page] if page else key
        if self.segments.current() != key:
            self.segments.choose(key)
        if page:
            self._section().choose(page)

    def _show_section(self, key: str) -> None:
        section = self._section()
        self._deeds.setCurrentIndex(list(self._sections).index(key))
        self._lists.setCurrentWidget(section.listing)
        self._panes.setCurrentWidget(section.detail)
        if hasattr(section, "show_first"):
            section.show_first()
        self._desk.changed.emit(frozenset())

    # --- what the window asks of a view ------------------------------------------------------

    def facts(self) -> list[str]:
        """What the status bar says about what is shown."""
        facts: list[str] = self._section().facts()
        return facts

    def print_shown(self) -> None:
        """Ctrl+P prints what is shown."""
        if isinstance(self._section(), RunSection):
            self.run.detail.print_shown()
        else:
            self._section().print_shown()

    def new_here(self) -> bool:
        """N begins what belongs here: a line on the draft, or a payment."""
        if isinstance(self._section(), PaymentsSection):
            self.payments.new()
            return True
        return False

    def client_in_front(self) -> Found | None:
        """The client whose draft, invoice, payment or debt is shown, for the palette."""
        section = self._section()
        if isinstance(section, ReceivablesSection):
            owes = section.table.selected()
            return found_client(owes.id, owes.client) if owes is not None else None
        if not isinstance(section, RunSection | InvoicesSection | PaymentsSection):
            return None
        shown = section.pane if isinstance(section, PaymentsSection) else section.detail
        page = shown.page
        return found_client(page.row.client_id, page.row.client) if page is not None else None

    def next_pane(self) -> None:
        """F6 goes from the list to the pane and back."""
        section = self._section()
        focused = QApplication.focusWidget()
        if focused is not None and section.detail.isAncestorOf(focused):
            section.table.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(section, PaymentsSection):
            section.pane.focus_first()
        else:
            section.detail.focus_first()

    def show_place(self, place: Place) -> None:
        """Go to a draft, an invoice, a payment, a client's money, or a mail."""
        if place.do in ("outbox", "mail", "send"):
            self.show_section("outbox")
            self._section().show_place(place)
        elif place.do in PAGE_KEYS:
            self.show_section(place.do)
            if place.id is not None:
                self._section().table.select(place.id)
        elif place.do == "unsent":
            self.show_section("invoices")
            self.invoices.unsent.open()
        elif place.do == "statements":
            self.show_section("receivables")
            self.receivables.print_statements()
        else:
            self._show_money(place)

    def _show_money(self, place: Place) -> None:
        client_id = place.about.get("client_id")
        match place.do:
            case "invoice" if place.id is not None:
                self.show_invoice(place.id)
            case "payment" if place.id is not None:
                self.show_section("payments")
                self.payments.pane.show_payment(place.id)
            case "payments":
                self.show_section("payments")
            case "pay":
                self.pay(client_id)
            case "new" if client_id is not None:
                self.new_draft(client_id)
            case "statement" if client_id is not None:
                self._desk.print_document(STATEMENT, client_id, "Statement")
            case "receivables":
                self.show_section("receivables")
                if place.id is not None:
                    self.receivables.table.select(place.id)
            case _:
                self.show_section("run")
                if place.id is not None:
                    self.run.table.select(place.id)

    def new_draft(self, client_id: int) -> None:
        """Begin or open the client's draft, ready for a line."""
        from .. import actions

        self.show_section("run")
        self.run.show_draft(self._desk.do(actions.new_draft, client_id))
        self.run.detail.add_line()

    def show_invoice(self, invoice_id: int) -> None:
        """Show one issued invoice."""
        self.show_section("invoices")
        self.invoices.show_invoice(invoice_id)

    def pay(self, client_id: int | None = None) -> None:
        """Open the form for a payment, of a client when one is given."""
        self.show_section("payments")
        self.payments.new(client_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the list, or where it is empty to what fills it."""
        section = self._section()
        if isinstance(section, RunSection) and section.table.isHidden():
            section.make_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            section.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """R ticks the draft that is shown, where single letters are wanted."""
        letters = self._desk.settings.single_keys and not event.modifiers()
        if letters and event.key() == Qt.Key.Key_R and isinstance(self._section(), RunSection):
            self.run.mark_ready()
            return
        super().keyPressEvent(event)
