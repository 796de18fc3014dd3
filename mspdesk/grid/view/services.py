"""The services grid of a month: what is bought, sold, bundled and in use, by client."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import add_months, full_date, month_start, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import quantity, shown
from ...shop.queries import shop
from ...widgets.buttons import Button, IconButton
from ...widgets.cards import Fact
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    Facts,
    Panel,
    Scroll,
    beside,
    column,
    lead_focus,
    stack,
)
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Group, Table
from .. import actions, queries
from ..printables import GRID
from ..queries import GridRow, GridSums
from ..queries.documents import variance_words
from ..reports import grid_columns
from .entering import PastePage, PurchasePage

_TABLES = {
    "vendor_purchase",
    "grid_review",
    "agreement",
    "agreement_line",
    "plan_sheet",
    "catalog_item",
    "catalog_member",
    "client",
    "device",
    "site",
}
SHOWN = {"all": "All", "differ": "Differs", "orphans": "Orphans"}


class ServicesPage(QWidget):
    """A month's grid; E enters purchases, Enter on a row changes what is bought."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Services grid")
        self._desk = desk
        self._money = desk.ask(shop).money
        self.month = month_start(today())
        self._rows: list[GridRow] = []
        self._revenue: dict[int, int] = {}
        self.segments = SegmentControl(
            "Rows of the grid", list(SHOWN.items()), lambda _key: self._show()
        )
        self._month = Label("", "strong", align="center")
        self.facts_card = Facts(5)
        self._review = Label("", "meta", "ink2")
        self.table = self._table()
        self._empty = EmptyState(
            "list",
            "Nothing is bought or sold yet",
            "Paste a vendor's list: client, service, count, cost. The grid compares it with what"
            " agreements sell and what is documented.",
            Button(
                "Enter purchases",
                kind="primary",
                on_click=self.enter,
                name="Enter the first purchases",
            ),
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(column(self._bar(), self._sums(), self._lists, gap=0))
        self._over: QWidget | None = None
        stack(self, self._pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _bar(self) -> QWidget:
        self.enter_button = Button(
            "Enter purchases", "primary", icon="plus", on_click=self.enter, shortcut=""
        )
        bar = Panel()
        beside(
            bar,
            IconButton("chevron-left", "The month before", lambda: self.turn(-1)),
            self._month,
            IconButton("chevron-right", "The month after", lambda: self.turn(1)),
            10,
            self.segments,
            STRETCH,
            Button("Gone through", icon="check", on_click=self.gone_through),
            Button("Export", icon="download", on_click=self.export, name="Export services grid"),
            Button("Print", icon="printer", on_click=self.print_shown, name="Print services grid"),
            self.enter_button,
            margin=(16, 8, 14, 8),
        )
        return bar

    def _sums(self) -> QWidget:
        return column(self.facts_card, self._review, gap=4, margin=(16, 2, 16, 10))

    def _table(self) -> Table[GridRow]:
        money = self._money
        return Table[GridRow](
            (
                Column("service", "Service", "title", lambda r: r.item, stretch=3),
                _count("bought", "Bought", lambda r: quantity(r.bought)),
                _count("sold", "Sold", lambda r: quantity(r.sold)),
                _count("bundled", "Bundled", lambda r: quantity(r.bundled)),
                _count("used", "In use", _in_use),
                Column("cost", "Cost", "money", lambda r: _amount(r.cost, money), width=100),
                Column(
                    "revenue", "Revenue", "money", lambda r: _amount(r.revenue, money), width=110
                ),
                Column("before", "Before labor", "money", lambda _r: "", width=110),
                Column(
                    "left",
                    "Differs",
                    "text",
                    variance_words,
                    width=150,
                    color=lambda r: "red" if r.orphan else "amber" if r.left else None,
                ),
                Column(
                    "missed",
                    "A month",
                    "num",
                    lambda r: _missed(r, money),
                    width=200,
                    hide_under=1240,
                ),
            ),
            "Services of the month",
            on_activate=self.edit,
            spoken=self._spoken,
            empty="Nothing to show",
        )

    def _spoken(self, one: GridRow) -> str:
        words = variance_words(one) or "nothing differs"
        return (
            f"{one.client}, {one.item}: bought {quantity(one.bought)}, sold {quantity(one.sold)},"
            f" bundled {quantity(one.bundled)}, {words}"
        )

    # Showing.

    def _reload(self) -> None:
        self._rows = self._desk.ask(queries.grid_rows, self.month)
        self._revenue = self._desk.ask(queries.revenue_by_client, self.month)
        self._show()

    def _show(self) -> None:
        self._month.set_text(f"{self.month:%B %Y}")
        key = self.segments.current()
        rows = [one for one in self._rows if _wanted(one, key)]
        grouped: dict[int, list[GridRow]] = {}
        for one in rows:
            grouped.setdefault(one.client_id, []).append(one)
        self.table.show_groups([self._group(some) for some in grouped.values()])
        if self.table.selected() is None:
            self.table.select_first()
        every = queries.sums(self._rows)
        self._show_sums(every)
        self.segments.set_text("differ", f"Differs {_differ(self._rows)}".rstrip(" 0"))
        self.segments.set_text(
            "orphans", f"Orphans {every.orphans}" if every.orphans else "Orphans"
        )
        self._lists.setCurrentIndex(0 if self._rows else 1)

    def _group(self, some: list[GridRow]) -> Group[GridRow]:
        """A client's heading: plan, payment, monitoring; its cost and revenue, what that leaves."""
        first = some[0]
        note = ", ".join(filter(None, (first.plan, first.payment, first.rmm_level)))
        whole = [one for one in self._rows if one.client_id == first.client_id]
        cost = sum(one.cost for one in whole)
        revenue = self._revenue.get(first.client_id, 0)
        return Group(
            first.client,
            some,
            note=note,
            sums={
                "cost": _amount(cost, self._money),
                "revenue": _amount(revenue, self._money),
                "before": shown(revenue - cost, self._money) if revenue else "",
            },
        )

    def _show_sums(self, every: GridSums) -> None:
        money = self._money
        self.facts_card.show_facts(
            [
                Fact("cost", "Bought, a month", shown(every.cost, money)),
                Fact(
                    "revenue",
                    "Agreements ask for",
                    shown(sum(self._revenue.values()), money),
                ),
                Fact(
                    "unbilled",
                    "Bought and not billed",
                    shown(every.unbilled_cost, money),
                    color="amber" if every.unbilled_cost else "ink",
                ),
                Fact(
                    "missed",
                    "Revenue missed",
                    shown(every.missed, money),
                    color="amber" if every.missed else "ink",
                ),
                Fact(
                    "orphans",
                    "Orphan services",
                    f"{every.orphans}, {shown(every.orphan_cost, money)}"
                    if every.orphans
                    else "None",
                    color="red" if every.orphans else "ink",
                ),
            ]
        )
        review = self._desk.ask(queries.review_of, self.month)
        self._review.set_text(
            f"Gone through by {review.person or 'somebody'} on {full_date(review.at.date())}:"
            f" {review.variances} differed, {review.orphans} belonged to nobody."
            if review
            else "Nobody has gone through this month yet. Orphans are 0 at month end."
        )

    def turn(self, way: int) -> None:
        """Show the month before (-1) or after (1)."""
        self.month = add_months(self.month, way)
        self._reload()

    # What is done.

    def enter(self) -> None:
        """Open the page a vendor's list is pasted into."""
        page = PastePage(self._desk, self.month, self.back)
        self._lay_over(page)
        page.pasted.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, one: GridRow | None) -> None:
        """Open the form of what is bought for a row, or of something new."""
        page = PurchasePage(self._desk, self.month, one, self.back, self.enter)
        self._lay_over(page)
        page.form.focus_first()

    def _lay_over(self, page: QWidget) -> None:
        self._drop_over()
        holder = Scroll(page)
        self._over = holder
        self._pages.addWidget(holder)
        self._pages.setCurrentWidget(holder)

    def _drop_over(self) -> None:
        if self._over is not None:
            self._pages.removeWidget(self._over)
            self._over.deleteLater()
            self._over = None

    def back(self) -> None:
        """Put a form away and show the grid."""
        self._drop_over()
        self._pages.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def gone_through(self) -> None:
        """Write down that the month was gone through, and what is open."""
        self._desk.do(actions.review_grid, self.month)

    def export(self) -> None:
        """Offer what is shown as .xlsx or CSV."""
        key = self.segments.current()
        rows = [one for one in self._rows if _wanted(one, key)]
        self._desk.export(f"Services grid {self.month:%Y-%m}", grid_columns(self._money), rows)

    def print_shown(self) -> None:
        """Ctrl+P prints the month, landscape."""
        self._desk.print_document(GRID, self.month, f"Services grid, {self.month:%B %Y}")

    def show_place(self, place: Place) -> None:
        """Come here, perhaps to see orphans or to enter purchases."""
        if place.about.get("shown") in SHOWN:
            self.segments.choose(place.about["shown"])
        if place.about.get("enter"):
            self.enter()

    def new_here(self) -> bool:
        """N begins one purchase."""
        self.edit(None)
        return True

    def focus_filter(self) -> None:
        """The / key goes to what is shown."""
        self.segments.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts a form away; E enters purchases where single letters are wanted."""
        if event.key() == Qt.Key.Key_Escape and self._over is not None:
            self.back()
            return
        letters = self._desk.settings.single_keys and not event.modifiers()
        if letters and event.key() == Qt.Key.Key_E and self._over is None:
            self.enter()
            return
        super().keyPressEvent(event)


def _wanted(one: GridRow, key: str) -> bool:
    if key == "differ":
        return bool(one.left)
    return bool(one.orphan) if key == "orphans" else True


def _differ(rows: list[GridRow]) -> str:
    many = sum(1 for one in rows if one.left)
    return str(many) if many else ""


def _count(key: str, title: str, value: Any) -> Column[GridRow]:
    return Column(key, title, "num", value, width=76, role="body", ink="ink")


def _in_use(one: GridRow) -> str:
    return "" if one.in_use is None else quantity(one.in_use)


def _amount(amount: int, money: Any) -> str:
    return shown(amount, money) if amount else ""


def _missed(one: GridRow, money: Any) -> str:
    """What the unbilled ones cost and would ask: costs $12.00, misses $180.00."""
    if one.left <= 0:
        return ""
    return f"costs {shown(one.unbilled_cost, money)}, misses {shown(one.missed, money)}"
