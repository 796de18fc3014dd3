"""The pay calendar and the holidays of a year, as B10 lists them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from ...desk.area import Figure, Glance, Period, Report
from ...exchange.columns import DATE, TEXT, OutColumn
from ...rows import dataclass
from ...shop.queries.pay import pay_year
from ..printables.pay_workbook import PAY_COLUMNS, PayLine, pay_lines
from ..queries.pay import closed_words, pay_document, schedule_words

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which the company is closed."""

    on: date
    name: str


def _year(period: Period) -> int:
    return period.last.year


def pay_rows(session: Session, period: Period, _filters: Filters) -> list[PayLine]:
    """The pay dates of a year; none while nobody said when wages are paid."""
    year = _year(period)
    if not pay_year(session, year).terms.known:
        return []
    return pay_lines(pay_document(session, year))


def closed_rows(session: Session, period: Period, _filters: Filters) -> list[ClosedDay]:
    """The days of a year on which the company is closed, the next New Year's perhaps."""
    return [ClosedDay(on, name) for on, name in pay_year(session, _year(period)).closed]


def _pay_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[PayLine]
) -> list[Figure]:
    page = pay_year(session, _year(period))
    moved = sum(row.pay_on != row.nominal_on for row in rows)
    return [
        Figure("Pay dates", str(len(rows)), schedule_words(page).split(",")[0]),
        Figure("Moved", str(moved), "off a weekend or a holiday, or by hand"),
        Figure("Holidays", str(page.listed), closed_words(page)),
    ]


PAY_REPORTS = (
    Report(
        "pay-calendar",
        "Pay calendar",
        "Year",
        "Pay periods and pay dates of the year; print the handout from the Org chart tab.",
        "year",
        PAY_COLUMNS,
        pay_rows,
    ),
    Report(
        "holidays",
        "Holidays",
        "Year",
        "The days of the year on which the company is closed.",
        "year",
        (
            OutColumn[ClosedDay]("Day", DATE, lambda row: row.on),
            OutColumn[ClosedDay]("Weekday", TEXT, lambda row: f"{row.on:%A}"),
            OutColumn[ClosedDay]("Holiday", TEXT, lambda row: row.name),
        ),
        closed_rows,
    ),
)

PAY_GLANCES = (Glance("pay-calendar", _pay_glance),)
