"""More of billing: pages that are needed once a week or a month, behind two segments."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from ...desk.area import Lazy
from ...desk.desk import Desk
from ...widgets.layout import Panel, column, stack
from ...widgets.tabs import UnderlineTabs

Pages = tuple[tuple[str, str, Callable[[], Any]], ...]

CASH_PAGES: Pages = (
    ("cash", "Four weeks", Lazy("mspdesk.billing.view.cash:CashSection")),
    ("bills", "Bills", Lazy("mspdesk.billing.view.bills:BillsSection")),
    ("budget", "Budget", Lazy("mspdesk.billing.view.budget:BudgetSection")),
    ("accountant", "Accountant", Lazy("mspdesk.billing.view.accountant:AccountantSection")),
)
"""What is looked at on a Monday: cash, bills, the budget, and the books that leave the house."""

PAGES: Pages = (
    ("agreements", "Agreements", Lazy("mspdesk.billing.view.agreements:AgreementsSection")),
    ("prepaid", "Prepaid hours", Lazy("mspdesk.billing.view.prepaid:PrepaidSection")),
    ("deposits", "Deposits", Lazy("mspdesk.billing.view.deposits:DepositsSection")),
    ("collections", "Late steps", Lazy("mspdesk.billing.view.collections:CollectionsSection")),
    ("autopay", "Automatic payments", Lazy("mspdesk.billing.view.autopay:AutopaySection")),
)
"""The pages in their order: key, words, and the section that `desk` builds when first shown.

A section has `key`, `table`, `listing`, `detail` (with `focus_first`), `actions`, `facts()` and
`print_shown()`.
"""
PAGE_KEYS = {key: "more" for key, _words, _make in PAGES}
PAGE_KEYS |= {key: "money" for key, _words, _make in CASH_PAGES}
"""The keys of the pages, each with the segment it is behind, for whoever wants to go to one."""


class MoreSection:
    """Tabs over the pages; the chosen one gives list, pane and buttons."""

    key = "more"
    name = "More billing pages"
    pages = PAGES

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, Any] = {}
        self.tabs = UnderlineTabs(self.name)
        for key, words, _make in self.pages:
            self.tabs.add(key, words)
        self._lists, self._panes, self._deeds = (QStackedWidget() for _ in range(3))
        bar = Panel(rule="bottom")
        stack(bar, self.tabs, margin=(16, 2, 16, 0))
        self.listing = column(bar, self._lists, gap=0)
        self.detail = _Panes(self._panes, self.page)
        self.actions = self._deeds
        self.tabs.chosen.connect(self._show)

    def page(self) -> Any:
        """The section that is shown; it is built when it is first asked for."""
        key = self.tabs.current_key() or self.pages[0][0]
        if key not in self._made:
            make = next(make for known, _words, make in self.pages if known == key)
            section = self._made[key] = make()(self._desk)
            self._lists.addWidget(section.listing)
            self._panes.addWidget(section.detail)
            self._deeds.addWidget(section.actions)
        return self._made[key]

    @property
    def table(self) -> Any:
        """The list of the page that is shown."""
        return self.page().table

    def choose(self, key: str) -> None:
        """Go to a page by its key."""
        self.tabs.choose(key)
        self.show_first()

    def show_first(self) -> None:
        """Show the chosen page; for the first time too."""
        section = self.page()
        self._lists.setCurrentWidget(section.listing)
        self._panes.setCurrentWidget(section.detail)
        self._deeds.setCurrentWidget(section.actions)

    def _show(self, _key: str) -> None:
        self.show_first()
        self._desk.changed.emit(frozenset())

    def facts(self) -> list[str]:
        """What the status bar says."""
        found: list[str] = self.page().facts()
        return found

    def print_shown(self) -> None:
        """Print what the page prints."""
        self.page().print_shown()


class MoneySection(MoreSection):
    """The pages of cash, bills, budget and accountant."""

    key = "money"
    name = "Cash pages"
    pages = CASH_PAGES


class _Panes(Panel):
    """The panes of the pages, one shown at a time."""

    def __init__(self, panes: QStackedWidget, page: Callable[[], Any]) -> None:
        super().__init__("paper")
        self._page = page
        stack(self, panes)

    def focus_first(self) -> None:
        """Go to the first field of the pane that is shown."""
        self._page().detail.focus_first()
