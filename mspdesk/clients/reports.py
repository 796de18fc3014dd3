"""Reports about clients: whose years with us are full, and those of the people who work here."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..dates import add_months, today
from ..desk.area import Period, Report
from ..exchange.columns import DATE, TEXT, WHOLE, OutColumn
from .queries.anniversaries import Anniversary, anniversaries

Filters = Mapping[str, int]

AHEAD = 120
"""Months that are looked ahead at most."""


def years_rows(session: Session, period: Period, _filters: Filters) -> list[Anniversary]:
    """The anniversaries of a month, of clients and of employees, day by day (S123).

    Of all time those ahead would be without number: ten years of them are enough for anybody.
    """
    return anniversaries(session, period.first, min(period.last, add_months(today(), AHEAD)))


REPORTS = (
    Report(
        "anniversaries",
        "Anniversaries",
        "Month",
        "Clients that have been with us, and people who have worked here, for whole years.",
        "month",
        (
            OutColumn[Anniversary]("Day", DATE, lambda row: row.day),
            OutColumn[Anniversary]("Whose", TEXT, lambda row: row.kind),
            OutColumn[Anniversary]("Name", TEXT, lambda row: row.name),
            OutColumn[Anniversary]("Since", DATE, lambda row: row.since),
            OutColumn[Anniversary]("Years", WHOLE, lambda row: row.years),
        ),
        years_rows,
        needs="tickets",
    ),
)
