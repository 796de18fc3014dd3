"""The garden: figures, the chart, who to tend first, work in and out; one client in a rail."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...dates import full_date, hours_h, short_date, today
from ...desk.area import Figure, Period, Report
from ...desk.desk import Desk
from ...desk.periods import PRESETS, preset_period
from ...errors import UserError
from ...money import shown_whole
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.charts import AreaLine, GroupedBars, Legend
from ...widgets.chips import FilterChip
from ...widgets.entry import DateEntry, NumberEntry
from ...widgets.layout import STRETCH, Card, Scroll, Toolbar, lead_focus, row, stack
from ...widgets.report_parts import FigureCards
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table
from .. import actions
from ..printables import GARDEN, garden_book
from ..queries import GardenPage as Page
from ..queries import garden_page
from ..rules import GardenRow, Mode
from .chart import GardenChart
from .client import ClientRail
from .figures import AllFigures

_TABLES = {
    "invoice",
    "time_entry",
    "ticket",
    "client",
    "wage",
    "paid_hours",
    "shop",
    "garden_choice",
    "agreement",
}
NARROW, DATE_WIDTH = 1_400, 146
LOW_FOOT, SLIM = 244, 900
"""Px at 100 % of the two cards at the foot, and of a page on which they stand below each other."""


class GardenPage(QWidget):
    """The page of the report: a chart with what to do about it, or all figures as a list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Client garden")
        self._desk = desk
        self._report: Report | None = None
        self.shown: Page | None = None
        self.ways = SegmentControl(
            "How the garden is shown",
            [("chart", "Chart"), ("all", "All figures")],
            lambda _key: self._turn(),
        )
        self.preset = FilterChip(
            "Period", "Own dates", list(PRESETS), on_change=self._take_preset, icon="calendar"
        )
        self.first, self.last = DateEntry(), DateEntry()
        for entry, name in ((self.first, "From"), (self.last, "To")):
            entry.setAccessibleName(name)
            entry.setFixedWidth(theme.current().px(DATE_WIDTH))
            entry.committed.connect(self.reload)
            entry.left.connect(self.reload)
        export = Button("Export", icon="download", on_click=self.export)
        printer = Button("Print", icon="printer", on_click=self.print_it)
        self.bar = Toolbar("Client garden", "", STRETCH, self.ways, self.preset, export, printer)
        self.margin = NumberEntry(0, 95, name="Target margin, percent")
        self.margin.setFixedWidth(theme.current().px(56))
        self.margin.committed.connect(self._save_margin)
        self.margin.left.connect(self._save_margin)
        self._own = row(
            Label("From", color="ink2"), self.first, Label("to", color="ink2"), self.last
        )
        self.terms = Label("", "meta", "ink2", wrap=True)
        self._asked = row(
            Label("Target margin", "meta", "ink2"), self.margin, Label("%", "meta", "ink2"), gap=8
        )
        self.spans = row(self._own, self.terms, self._asked, gap=8, margin=(16, 0, 16, 8))
        line = self.spans.layout()
        if isinstance(line, QHBoxLayout):
            line.setStretch(1, 1)
        self.figures = FigureCards()
        self.chart = GardenChart(self.choose)
        self._chart_card = Card("What an hour with each client brings in", "")
        self._note = Label("circle size is monthly income", "meta", "ink3")
        self._chart_card.add_right(self._note)
        self._chart_card.add(self.chart)
        self.tend = self._tend_table()
        self._tend_card = Card("", flush=True)
        self._tend_card.add(self.tend)
        self.flow_card = FlowCard()
        self.all = AllFigures(self.choose, self._take_mode)
        self.rail = ClientRail(desk, self._close_client)
        self._lay()
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self.reload)

    def _keys(self) -> QWidget:
        """Where the keyboard begins: on the clients of the chart, or on the list of all."""
        return self.chart if self.ways.current() == "chart" else self.all.table or self.ways

    def _tend_table(self) -> Table[GardenRow]:
        return Table[GardenRow](
            (
                Column("client", "Tend first", "title", lambda r: r.client, stretch=3),
                Column("rate", "Per hour", "money", self._rate, color=lambda _: "amber"),
                Column("hours", "Hours", "num", self._hours, width=58),
                Column("help", "What would help", "text", self._help, stretch=3, role="meta"),
            ),
            name="Tend first",
            key=lambda r: r.client_id,
            on_activate=lambda r: self.choose(r.client_id),
            row="card",
            empty="No client with hours brings in less than the target.",
        )

    def _lay(self) -> None:
        foot = QWidget()
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, foot)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSpacing(12)
        for card, share in ((self._tend_card, 11), (self.flow_card, 9)):
            card.setFixedHeight(theme.current().px(LOW_FOOT))
            self._foot.addWidget(card, share)
        garden = QWidget()
        stack(garden, self._chart_card, foot, gap=12)
        self._ways = QStackedWidget()
        self._ways.addWidget(garden)
        self._ways.addWidget(self.all)
        body = QWidget()
        lines = QVBoxLayout(body)
        lines.setContentsMargins(16, 4, 16, 14)
        lines.setSpacing(12)
        lines.addWidget(self.figures)
        lines.addWidget(self._ways, 1)
        left = QWidget()
        stack(left, self.bar, self.spans, Scroll(body, "paper"))
        sides = QHBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(left, 1)
        sides.addWidget(self.rail)
        self.rail.hide()

    # What the Reports tab asks.

    def take(self, report: Report) -> None:
        """Show the garden for its usual period, or go on with the one that was chosen."""
        if self._report is None:
            self._report = report
            self.preset.set_value("quarter")
        self._report = report
        self.reload()

    def reload(self, *_: object) -> None:
        """Ask again and show the answer."""
        if self._report is None:
            return
        try:
            period = self._period()
        except UserError as error:
            self.bar.set_note(error.text)
            return
        mode = Mode(self.all.mode.current())
        page = self._desk.ask(garden_page, period.first, period.last, mode)
        self.shown = page
        self._say(page, period)
        self.chart.show_page(page)
        self.tend.show_rows(page.tend)
        self.flow_card.show_page(page)
        self.all.show_page(page)
        self.figures.show_figures(self._figures(page))
        self._step_back()
        chosen = self.rail.client_id()
        if chosen is not None and not self.rail.isHidden():
            self.choose(chosen)

    def print_it(self, *_: object) -> None:
        """Set the garden out on paper."""
        page = self.shown
        if page is not None:
            key = (page.first, page.last, page.terms.mode)
            self._desk.print_document(GARDEN, key, "Client garden")

    def show_client(self, client_id: int) -> None:
        """Choose the client a place names."""
        self.choose(client_id)

    # Inside.

    def _period(self) -> Period:
        key = self.preset.value()
        if key is not None:
            return preset_period(str(key), today())
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            raise UserError("Choose the first and the last day.")
        if last < first:
            raise UserError("The last day must not be before the first.")
        return Period(first, last)

    def _take_preset(self, key: object) -> None:
        self._own.setVisible(not key)
        if key:
            period = preset_period(str(key), today())
            every = period.first.year <= 1900
            self.first.set_value(None if every else period.first)
            self.last.set_value(None if every else period.last)
        self.reload()

    def _take_mode(self, _mode: str) -> None:
        self.reload()

    def _say(self, page: Page, period: Period) -> None:
        """What stands beside the title, and by what hours became money."""
        many = len(page.rows)
        who = "1 client" if many == 1 else f"{many} clients"
        named = dict(PRESETS).get(str(self.preset.value()), "")
        covers = named.lower() or f"{full_date(period.first)} to {full_date(period.last)}"
        self.bar.set_note(f"{who}, {covers}")
        if not self.margin.hasFocus():
            self.margin.set_value(page.margin)
        says = page.terms.assumed
        if page.terms.per_hour:
            per_hour = shown_whole(page.terms.per_hour, page.money)
            cost = shown_whole(page.terms.productive, page.money)
            costs = f"A paid hour costs {per_hour}, an hour recorded for a client {cost}."
            says = (costs, *says)
        self.terms.set_text(" ".join(says))

    def _figures(self, page: Page) -> list[Figure]:
        """The four figures: the areas say them, the garden's own first."""
        period = Period(page.first, page.last)
        wanted = [
            one
            for area in self._desk.areas
            for one in area.glances()
            if self._report is not None
            and one.report == self._report.key
            and self._desk.may(one.needs)
        ]
        found: list[Figure] = []
        for one in sorted(wanted, key=lambda one: one.order):
            parts = self._desk.ask(one.make, period, {}, page.rows)
            found += [part for part in parts if isinstance(part, Figure)]
        return found[:4]

    def _turn(self) -> None:
        self._ways.setCurrentIndex(0 if self.ways.current() == "chart" else 1)

    def _rate(self, one: GardenRow) -> str:
        page = self.shown
        return shown_whole(one.effective_rate or 0, page.money) if page else ""

    def _hours(self, one: GardenRow) -> str:
        page = self.shown
        return tenths_h(page.a_month(one.recorded)) if page else ""

    def _help(self, one: GardenRow) -> str:
        page = self.shown
        found = page.help.get(one.client_id) if page else None
        return found.words if found else ""

    def choose(self, client_id: int) -> None:
        """Show a client in the rail and mark it on the chart and in the list."""
        page = self.shown
        found = next((r for r in page.rows if r.client_id == client_id), None) if page else None
        if page is None or found is None:
            self._close_client()
            return
        self.rail.show_row(found, page)
        self.rail.show()
        self.chart.pick(client_id)
        self.tend.select(client_id)
        self._step_back()

    def _close_client(self, *_: object) -> None:
        self.rail.hide()
        self.chart.pick(None)
        self.tend.clear_selection()
        self._step_back()
        self.chart.setFocus()

    def _save_margin(self, *_: object) -> None:
        page = self.shown
        try:
            value = self.margin.value()
        except UserError as error:
            self._desk.refuse(error)
            return
        if page is not None and value is not None and value != page.margin:
            self._desk.attempt(actions.set_margin, value)

    def export(self, *_: object) -> None:
        """Write the garden as a workbook whose figures compute themselves, or as CSV."""
        page = self.shown
        if page is None or self._report is None:
            return
        title = f"Client garden {full_date(today())}"
        book = garden_book(page, self._report.written)
        self._desk.export(title, book, list(page.rows))

    def _step_back(self) -> None:
        """In a narrow window figures, and beside a client work in and out, make room."""
        narrow = self.window().width() < theme.current().px(NARROW)
        self.figures.setVisible(bool(self.figures.figures()) and not narrow)
        alone = self.rail.isHidden()
        self.flow_card.setVisible(alone)
        self.rail.narrow(narrow=narrow)
        for part in (self._asked, self.ways):
            part.setVisible(alone or not narrow)
        slim = self.width() < theme.current().px(SLIM)
        way = QBoxLayout.Direction
        self._foot.setDirection(way.TopToBottom if slim else way.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room in a narrow window."""
        super().resizeEvent(event)
        self._step_back()


class FlowCard(Card):
    """Tickets opened and closed by week, and below them the hours open at each week's end."""

    def __init__(self) -> None:
        super().__init__("Work in and out, by week")
        self.add_right(Legend(("opened", "series"), ("closed", "accent")))
        self.bars = GroupedBars(
            "Work in and out, by week", ["opened", "closed"], high=96, labels=False
        )
        words = "Open hours at week end"
        self.line = AreaLine(words, words, hours_h, 96)
        self.add(self.bars, self.line)

    def show_page(self, page: Page) -> None:
        """Show the weeks up to the last day."""
        labels = [short_date(one.monday, page.last) for one in page.weeks]
        opened = [one.opened for one in page.weeks]
        self.bars.show_bars(labels, opened, [one.ended for one in page.weeks])
        self.line.show_line(labels, [one.open_minutes for one in page.weeks])


def tenths_h(minutes: int) -> str:
    """Minutes as hours with one decimal, half up: 6.4."""
    tenths = (minutes + 3) // 6
    return f"{tenths // 10}.{tenths % 10}"
