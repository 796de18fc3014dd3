"""The Reports tab: headings by cadence, and on the page a question with its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ..clients import queries as client_queries
from ..dates import full_date, today
from ..desk.area import Period, Place, Report
from ..desk.desk import Desk
from ..desk.job import Job
from ..desk.periods import PRESETS, preset_of, preset_period
from ..errors import Cancelled, Trouble, UserError
from ..exchange.columns import OutColumn
from ..people import queries as people_queries
from ..shop import queries as shop_queries
from ..widgets import theme
from ..widgets.buttons import Button
from ..widgets.chips import FilterChip
from ..widgets.entry import DateEntry
from ..widgets.layout import STRETCH, Card, Toolbar, lead_focus, row, stack
from ..widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..widgets.report_parts import ChartCards, FigureCards
from ..widgets.safe import Label
from ..widgets.table import Column, Group, Table
from . import reporting
from .reporting import Asked, ReportDocument, Said
from .week_page import WEEK_PAGE

_TABLES = {
    "ticket",
    "time_entry",
    "invoice",
    "invoice_line",
    "payment",
    "allocation",
    "client",
    "person",
    "shop",
}
FIXED_CADENCES = 4
DATE_WIDTH = 146
NARROW = 1400
FEW = 5
"""Columns up to which a list leaves room for charts at its right."""
SLIM, SHORT, WIDEST = 760, 36, 16_777_215
"""Px at 100 % of a list with few columns and so few letters a cell; no limit for others."""
WORDS_FIT = 260
"""Px at 100 % that a column of words may take, the one that stretches aside."""


class ReportsView(QWidget):
    """Picks a report at the left, shows it at the right; export and print are beside its title."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Reports")
        self._desk = desk
        self._currency = desk.ask(shop_queries.shop).money
        self._reports = self._offered()
        self.picker = Picker[str](
            "Reports",
            title="Reports",
            placeholder="Find a report",
            on_select=self._choose,
            on_enter=self._to_page,
            lines=1,
        )
        self.page = _ReportPage(desk)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self._own: dict[str, Any] = {}
        stack(self, PickerPage("reports", self.picker, self.pages))
        self._fill()
        first = next(iter(self._reports), None)
        if first is not None:
            self.picker.select(first)
        lead_focus(self, self.picker)
        desk.keep_fresh(self, _TABLES, self._ask)

    def _offered(self) -> dict[str, Report]:
        """The reports in the shop's currency that this person may see."""
        every = reporting.reports(self._desk.areas, self._currency)
        return {report.key: report for report in every if self._desk.may(report.needs)}

    def _fill(self) -> None:
        groups = []
        for n, cadence in enumerate(reporting.CADENCES):
            picks = [
                Pick(report.key, report.title)
                for report in self._reports.values()
                if report.cadence == cadence
            ]
            if picks or n < FIXED_CADENCES:
                groups.append(PickGroup(cadence, "" if picks else "nothing yet", picks))
        self.picker.show_groups(groups)

    def _choose(self, key: str | None) -> None:
        if key is None:
            return
        report = self._reports[key]
        if report.page is None:
            self.page.take(report)
            self.pages.setCurrentWidget(self.page)
            return
        if key not in self._own:
            self._own[key] = report.page(self._desk)
            self.pages.addWidget(self._own[key])
        self._own[key].take(report)
        self.pages.setCurrentWidget(self._own[key])

    def shown(self) -> Any:
        """The page of the report that is shown: the usual one, or one of its own."""
        return self.pages.currentWidget()

    def _to_page(self) -> None:
        """Enter goes to the figures of the report."""
        self.shown().setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        """Ask again; sums in another currency are other columns."""
        currency = self._desk.ask(shop_queries.shop).money
        if currency != self._currency:
            self._currency = currency
            self._reports = self._offered()
            self._choose(self.picker.selected_key())
        else:
            self.shown().reload()

    def show_place(self, place: Place) -> None:
        """Go to a report by its key in `about`."""
        if place.do == "week":
            self.page.print_week()
            return
        key = place.about.get("report")
        if key in self._reports:
            self.picker.select(key)
            client = place.about.get("client")
            if client is not None and self._reports[key].page is not None:
                self.shown().show_client(client)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def print_shown(self) -> None:
        """Ctrl+P prints the report that is shown."""
        self.shown().print_it()

    def focus_filter(self) -> None:
        """The / key goes to the search over the reports."""
        self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _ReportPage(QWidget):
    """One report: title, period, filters, table with its sums, and a chart where it has one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._report: Report | None = None
        self._document: ReportDocument | None = None
        self._asked: Asked | None = None
        self._job: Job[Any] | None = None
        self._what = Label("", color="ink2", wrap=True)
        self._preset = FilterChip("Period", "Own dates", list(PRESETS), on_change=self._take_preset)
        self._first, self._last = DateEntry(), DateEntry()
        for entry, name in ((self._first, "From"), (self._last, "To")):
            entry.setAccessibleName(name)
            entry.setFixedWidth(theme.current().px(DATE_WIDTH))
            entry.committed.connect(self.reload)
            entry.left.connect(self.reload)
        self._from_words, self._to_words = Label("From", color="ink2"), Label("to", color="ink2")
        self._words: dict[str, dict[str, str]] = {}
        self._filters = {
            "client": FilterChip("Client", "Any client", [], on_change=self._filtered),
            "person": FilterChip("Person", "Anybody", [], on_change=self._filtered),
        }
        export = Button("Export", icon="download", on_click=self._export)
        printer = Button("Print", icon="printer", on_click=self.print_it)
        week = Button("Week on one page", "quiet", "file-text", self.print_week)
        bar = self._bar = Toolbar(
            "", "", STRETCH, week if desk.may("money") else None, export, printer
        )
        bar.let_go(week)
        bar.let_go()  # the list at the left says the name as well
        self._spans = row(
            self._preset,
            self._from_words,
            self._first,
            self._to_words,
            self._last,
            *self._filters.values(),
            STRETCH,
            gap=8,
            margin=(16, 0, 16, 8),
        )
        self._glances = [
            one for area in desk.areas for one in area.glances() if desk.may(one.needs)
        ]
        self.figures = FigureCards()
        self.above = ChartCards(QBoxLayout.Direction.LeftToRight)
        self.beside = ChartCards(QBoxLayout.Direction.TopToBottom)
        self._card = Card("", flush=True)
        self._table: Table[Any] | None = None
        foot = row(self._card, self.beside, STRETCH, gap=12)
        self._foot = foot.layout()
        lines = QVBoxLayout()
        lines.setContentsMargins(16, 4, 16, 16)
        lines.setSpacing(12)
        for part in (self._what, self.figures, self.above):
            lines.addWidget(part)
        lines.addWidget(foot, 1)
        stack(self, bar, self._spans, lines)

    def take(self, report: Report) -> None:
        """Show another report, for its usual period."""
        # Nothing is asked while the fields change: the table still has the old report's columns.
        self._report = None
        self._let_be()
        period = reporting.usual_period(report, today())
        spanning = report.span != "as_of"
        self._from_words.set_text("From" if spanning else "As of")
        for part in (self._preset, self._first, self._to_words):
            part.setVisible(spanning)
        self._first.set_value(None if report.span == "all" else period.first)
        self._last.set_value(None if report.span == "all" else period.last)
        self._offer_filters()
        for name, chip in self._filters.items():
            chip.set_value(None)
            chip.setVisible(name in report.filters)
        self._what.set_text(report.what)
        self._report, self._table = report, None
        self.reload()

    def _offer_filters(self) -> None:
        """Offer the clients and people there are now."""
        people = [(str(p.id), p.name) for p in self._desk.ask(people_queries.people)]
        names = self._desk.ask(client_queries.client_names).items()
        clients = [(str(id_), name) for id_, name in sorted(names, key=lambda pair: pair[1])]
        self._words = {"person": dict(people), "client": dict(clients)}
        self._filters["person"].set_options(people)
        self._filters["client"].set_options(clients)

    def _build(self, document: ReportDocument) -> Table[Any]:
        """A table with the report's own columns; the one with the longest words stretches."""
        self._card.clear()
        report = document.report
        widest = _widest(document)
        columns = [
            _table_column(n, column, stretch=n == widest) for n, column in enumerate(report.columns)
        ]
        if reporting.of_people(report):
            # Nobody is set against anybody: a press on a figure's head would rank them (S030).
            columns = [replace(one, sort=None) for one in columns]
        table = Table[Any](columns, name=report.title, key=id, empty="Nothing to show", row="card")
        self._card.add(table)
        return table

    def _say(self, document: ReportDocument, said: Said) -> None:
        """Show figures and charts; beside a list of few columns, above one of many."""
        self.figures.show_figures(said.figures)
        few = len(document.report.columns) <= FEW and bool(said.charts)
        self.above.show_charts(() if few else said.charts)
        self.beside.show_charts(said.charts if few else ())
        slim = not said.charts and _is_slim(document)
        if isinstance(self._foot, QHBoxLayout):
            # What a slim list leaves lies at its right: it stands under its title.
            for at, share in enumerate((100, 100 if few else 0, 1 if slim else 0)):
                self._foot.setStretch(at, share)
        self._card.setMaximumWidth(theme.current().px(SLIM) if slim else WIDEST)
        self._step_back()

    def _step_back(self) -> None:
        """In a narrow window the figures make room for the list."""
        narrow = self.window().width() < theme.current().px(NARROW)
        self.figures.setVisible(bool(self.figures.figures()) and not narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the figures away in a narrow window and bring them back in a wide one."""
        super().resizeEvent(event)
        self._step_back()

    def _take_preset(self, key: object) -> None:
        if not key:
            return
        period = preset_period(str(key), today())
        everything = period.first.year <= 1900
        self._first.set_value(None if everything else period.first)
        self._last.set_value(None if everything else period.last)
        self.reload()

    def _filtered(self, _value: object) -> None:
        self.reload()

    def _period(self, report: Report) -> Period:
        first, last = self._first.value(), self._last.value()
        if report.span == "as_of":
            return Period(last or today(), last or today())
        if first and last and last < first:
            raise UserError("The last day must not be before the first.")
        return Period(first or date(1900, 1, 1), last or date(2999, 12, 31))

    def _chosen_filters(self) -> tuple[dict[str, int], tuple[str, ...]]:
        report = self._report
        ids: dict[str, int] = {}
        words: list[str] = []
        for name, chip in self._filters.items():
            value = chip.value()
            if report is not None and name in report.filters and value is not None:
                ids[name] = int(str(value))
                words.append(self._words[name][str(value)])
        return ids, tuple(words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the figures, or to the period while there are none."""
        super().focusInEvent(event)
        (self._table or self._preset).setFocus(event.reason())

    def reload(self, *_: object) -> None:
        """Ask again and show the answer with its sums; what takes long is asked behind the window.

        Meanwhile the answer before stays, where it is one to the same question.
        """
        report = self._report
        if report is None:
            return
        try:
            period = self._period(report)
        except UserError as error:
            self._bar.set_title(report.title, error.text)
            return
        self._preset.set_value(preset_of(period, today()))
        asked = Asked(report, period, *self._chosen_filters())
        self._let_be()
        if not reporting.is_long(asked, today()):
            self._show(asked, *self._desk.ask(reporting.answer, asked, self._glances))
            return
        if asked != self._asked:
            self._empty(asked, "putting it together")
        title = f"Putting together {report.title}"
        job = self._desk.fetch(title, reporting.answer_behind, asked, self._glances)
        self._job = job.then(partial(self._come, job, asked)).otherwise(
            partial(self._missed, job, asked)
        )

    def _let_be(self) -> None:
        """Nobody waits any more for what is being asked behind the window."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()

    def _come(self, job: Job[Any], asked: Asked, found: tuple[ReportDocument, Said]) -> None:
        """Show what was asked behind the window, unless something else was asked since."""
        if job is self._job:
            self._job = None
            self._show(asked, *found)

    def _missed(self, job: Job[Any], asked: Asked, error: BaseException) -> None:
        """Say that there is no answer, and why, unless something else was asked since."""
        if job is not self._job:
            return
        self._job = None
        if isinstance(error, Cancelled):
            self._empty(asked, "stopped; choose the period again to ask once more")
        elif isinstance(error, (UserError, Trouble)):
            self._empty(asked, str(error))
        else:
            raise error

    def _empty(self, asked: Asked, note: str) -> None:
        """Show no answer: there is none yet, or none came."""
        self._asked = self._document = self._table = None
        self._card.clear()
        self.figures.show_figures(())
        for part in (self.above, self.beside):
            part.show_charts(())
        self._bar.set_title(asked.report.title, note)

    def _show(self, asked: Asked, document: ReportDocument, said: Said) -> None:
        """Show an answer: the list with its sums, what is said above, how much it is."""
        self._asked, self._document = asked, document
        table = self._table = self._table or self._build(document)
        self._say(document, said)
        count = len(document.rows)
        covers = document.words
        if covers.startswith(("All", "As")):
            covers = covers[:1].lower() + covers[1:]
        note = f"{count} {'row' if count == 1 else 'rows'}, {covers}"
        self._bar.set_title(asked.report.title, note)
        groups = [Group(words, rows) for words, rows in reporting.grouped(document) if words]
        if document.totals and document.rows:
            sums = {
                str(n): text for n, text in enumerate(reporting.totals_row(document)) if n and text
            }
            every = [] if groups else list(document.rows)
            groups.insert(0, Group("Total", every, sums=sums))
        if groups:
            table.show_groups(groups)
        else:
            table.show_rows(list(document.rows))

    def print_it(self) -> None:
        """Set the report out on paper."""
        report = self._report
        if report is None:
            return
        ids, words = self._chosen_filters()
        key = (report, self._period(report), ids, words)
        self._desk.print_document(reporting.REPORT, key, report.title)

    def print_week(self, *_: object) -> None:
        """Show the week on one page: this week, or that of the day asked for."""
        self._desk.print_document(WEEK_PAGE, self._last.value() or today(), WEEK_PAGE.name)

    def _export(self) -> None:
        if self._report is not None and self._document is not None:
            title = f"{self._report.title} {full_date(today())}"
            self._desk.export(title, self._report.written, list(self._document.rows))


def _is_slim(document: ReportDocument) -> bool:
    """Whether a list has few columns of short words, so that a wide page would tear them apart."""
    columns = document.report.columns
    words = (reporting.cell(one, row) for row in document.rows[:200] for one in columns)
    return len(columns) <= FEW and all(len(one) <= SHORT for one in words)


def _widest(document: ReportDocument) -> int:
    """The column of words with the longest of them, the first one in a list without words."""
    columns = document.report.columns
    longest = {
        n: max((len(reporting.cell(column, one)) for one in document.rows[:200]), default=n == 0)
        for n, column in enumerate(columns)
        if not column.kind.number and column.kind.name not in {"date", "moment", "flag"}
    }
    # A list of figures alone stands together at the right of its days.
    return max(longest, key=lambda n: longest[n], default=0)


def _table_column(n: int, column: OutColumn[Any], *, stretch: bool) -> Column[Any]:
    """A report's column on the screen: figures right, dates whole, words as wide as they are."""
    kind, key = column.kind, str(n)

    def words(item: Any) -> str:
        return reporting.cell(column, item)

    def order(item: Any) -> tuple[bool, Any]:
        value = column.value(item)
        return value is None, value

    if kind.name in {"date", "moment"}:
        weight = 1 if stretch else 0
        # May is the widest month; the first column stands in by more.
        wide = 118 if n == 0 else 108
        return Column(key, column.title, "date", words, width=wide, stretch=weight, sort=order)
    if kind.number:
        look = "money" if kind.name == "money" else "num"
        return Column(key, column.title, look, words, sort=order)
    look = "title" if n == 0 else "text"
    weight = 1 if stretch else 0
    return Column(
        key, column.title, look, words, width=60, stretch=weight, sort=order, fit=WORDS_FIT
    )
