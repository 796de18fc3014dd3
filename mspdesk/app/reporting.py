"""Reports without a window: which there are, what time they cover, and how they look on paper."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from ..database.store import Store
from ..dates import add_months, clock_time, full_date, monday, month_start, now
from ..desk.area import Area, Chart, Figure, Glance, Period, Report
from ..errors import UserError
from ..exchange.columns import Kind, OutColumn, shown_value
from ..money import USD, Currency
from ..printing import blocks
from ..printing.blocks import Column, Group
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head, Letterhead
from ..progress import Progress
from ..rows import dataclass
from ..shop import queries as shop_queries

CADENCES = ("Day", "Week", "Month", "Renewal", "Quarter", "Year")
"""The headings of the Reports tab; the first four always stand there (S053)."""

WIDE = 7
"""A report with this many columns or more prints on landscape pages."""


def reports(areas: Iterable[Area], currency: Currency = USD) -> list[Report]:
    """Every report there is, by cadence and then in the order the areas name them."""
    found: list[Report] = []
    for area in areas:
        offered = area.reports()
        found += offered(currency) if callable(offered) else offered
    return sorted(found, key=lambda report: CADENCES.index(report.cadence))


def report_named(areas: Iterable[Area], key: str, currency: Currency = USD) -> Report:
    """One report by its key; raises UserError that names those there are."""
    every = reports(areas, currency)
    for report in every:
        if report.key == key:
            return report
    names = ", ".join(sorted(report.key for report in every))
    raise UserError(f"There is no report “{key}”. Choose one of: {names}.", "report")


PEOPLE_HEADS = {"Person", "Who"}


def of_people(report: Report) -> bool:
    """Whether the rows of a report are people: they stand by name and in no other order (S030)."""
    return report.columns[0].title in PEOPLE_HEADS


def usual_period(report: Report, day: date) -> Period:
    """The time a report covers when nobody said otherwise; `as_of` ends on the day itself."""
    match report.span:
        case "week":
            return Period(monday(day), monday(day) + timedelta(days=6))
        case "month":
            return Period(month_start(day), add_months(month_start(day), 1) - timedelta(days=1))
        case "quarter":
            return Period(day - timedelta(days=89), day)
        case "year":
            return Period(date(day.year, 1, 1), date(day.year, 12, 31))
        case "all":
            return Period(date(1900, 1, 1), date(2999, 12, 31))
        case _:
            return Period(day, day)


def period_words(report: Report, period: Period) -> str:
    """The time a report covers, in words."""
    if report.span == "as_of":
        return f"As of {full_date(period.last)}"
    if period.first.year <= 1900:
        return "All time"
    return f"{full_date(period.first)} to {full_date(period.last)}"


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report as it is shown, exported and printed; rows stay as the report made them."""

    report: Report
    period: Period
    filters: tuple[str, ...]
    made_at: datetime
    rows: tuple[Any, ...]
    totals: Mapping[str, int]
    shop: str
    letterhead: Letterhead

    @property
    def words(self) -> str:
        """Period and filters in one line."""
        return ", ".join((period_words(self.report, self.period), *self.filters))


def report_document(
    session: Session,
    report: Report,
    period: Period,
    filters: Mapping[str, int] | None = None,
    filter_words: tuple[str, ...] = (),
) -> ReportDocument:
    """Ask a report its question for a period; `filters` are ids by the names it knows."""
    rows = tuple(report.rows(session, period, dict(filters or {})))
    company = shop_queries.shop(session)
    letterhead = Letterhead(
        company.name, company.address_lines, company.phone, company.after_hours_phone, company.email
    )
    totals = report.totals(rows) if report.totals else {}
    return ReportDocument(
        report, period, filter_words, now(), rows, totals, company.name, letterhead
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What stands above a report's list."""

    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()


def say(
    session: Session,
    glances: Iterable[Glance],
    document: ReportDocument,
    filters: Mapping[str, int],
) -> Said:
    """Ask what the areas say before a report's list, in their order."""
    wanted = sorted(
        (one for one in glances if one.report == document.report.key), key=lambda one: one.order
    )
    parts = [
        part
        for one in wanted
        for part in one.make(session, document.period, dict(filters), document.rows)
    ]
    return Said(
        tuple(part for part in parts if isinstance(part, Figure)),
        tuple(part for part in parts if isinstance(part, Chart)),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked: its time, the ids it is narrowed by, and their names."""

    report: Report
    period: Period
    ids: Mapping[str, int]
    words: tuple[str, ...]


LONG = 400
"""Days from which a report may have to look through years of history; the usual ones are shorter.
"""


def is_long(asked: Asked, day: date) -> bool:
    """Whether a report is asked for so much more than its usual time that it may take seconds."""
    if asked.report.span == "as_of" or asked.period == usual_period(asked.report, day):
        return False
    return (min(asked.period.last, day) - asked.period.first).days >= LONG


def answer(
    session: Session, asked: Asked, glances: Iterable[Glance]
) -> tuple[ReportDocument, Said]:
    """A report's answer with what stands above it."""
    document = report_document(session, asked.report, asked.period, asked.ids, asked.words)
    return document, say(session, glances, document, asked.ids)


def answer_behind(
    store: Store, progress: Progress, asked: Asked, glances: Iterable[Glance]
) -> tuple[ReportDocument, Said]:
    """The same for a long time, off the window's thread; raises Cancelled when stopped."""
    return store.ask_stoppable(progress, answer, asked, glances)


def read(kind: Kind, value: Any) -> str:
    """A value as the screen and the paper show it: Mar 11, 2026 where files hold 2026-03-11."""
    if isinstance(value, datetime):
        return f"{full_date(value.date())}, {clock_time(value)}"
    return full_date(value) if isinstance(value, date) else shown_value(kind, value)


def cell(column: OutColumn[Any], row: Any) -> str:
    """A row's value in a column, as the screen and the paper show it."""
    return read(column.kind, column.value(row))


def grouped(document: ReportDocument) -> list[tuple[str, list[Any]]]:
    """The rows under their headings, in their order; one nameless heading where none is wanted."""
    heading = document.report.group
    if heading is None:
        return [("", list(document.rows))]
    return [(words, list(some)) for words, some in groupby(document.rows, heading)]


def totals_row(document: ReportDocument) -> tuple[str, ...]:
    """The sums under their columns as people read them; empty where nothing is summed."""
    if not document.totals:
        return ()
    cells = [
        shown_value(column.kind, document.totals[column.json_key])
        if column.json_key in document.totals
        else ""
        for column in document.report.columns
    ]
    return ("Total", *cells[1:]) if not cells[0] else tuple(cells)


def lay_out(document: ReportDocument) -> Layout:
    """Title, period and filters, then the table; an empty one says so (B10)."""
    report = document.report
    landscape = len(report.columns) >= WIDE
    made = f"{full_date(document.made_at.date())}, {clock_time(document.made_at)}"
    rows: list[tuple[str, ...] | Group] = []
    for words, some in grouped(document):
        rows += [Group(words)] if words else []
        rows += [tuple(cell(column, row) for column in report.columns) for row in some]
    total = totals_row(document)
    return Layout(
        title=report.title,
        author=document.shop,
        head=Head(document.shop, report.title, f"Made {made}"),
        foot=Foot.of(document.letterhead),
        landscape=landscape,
        blocks=[
            blocks.title(report.title, document.words),
            blocks.note(report.what),
            blocks.space(8),
            blocks.table(
                _columns(report, rows),
                rows,
                totals=[total] if total else (),
                size=0.9 if landscape else 1.0,
                empty="Nothing to show",
            ),
        ],
    )


_SHORT, _MOST = 12, 40
"""Characters up to which a column of words keeps its own width, and beyond which all count alike.
"""


def _columns(report: Report, rows: Iterable[tuple[str, ...] | Group]) -> list[Column]:
    """The printed columns: figures to the right and narrow, words share the rest by their length.

    Where a list has no words its first column takes what is left.
    """
    longest = [len(column.title) for column in report.columns]
    for row in rows:
        if not isinstance(row, Group):
            longest = [max(*both) for both in zip(longest, map(len, row), strict=True)]
    landscape = len(report.columns) >= WIDE
    found = [
        _column(column, chars, landscape=landscape)
        for column, chars in zip(report.columns, longest, strict=True)
    ]
    if all(one.width is not None for one in found):
        found[0] = replace(found[0], width=None)
    return found


def _column(column: OutColumn[Any], chars: int, *, landscape: bool) -> Column:
    if column.kind.number:
        narrow = 66 if column.kind.name == "money" else 55
        return Column(column.title, narrow if landscape else 74, align="right")
    if column.kind.name in {"date", "flag"}:
        return Column(column.title, 66 if landscape else 76)
    if chars <= _SHORT and landscape:
        return Column(column.title, 20 + 5 * chars, wrap=True)
    return Column(column.title, share=min(max(chars, _SHORT), _MOST), wrap=True)


REPORT: Printable[ReportDocument] = Printable("report", "Report", report_document, lay_out)
