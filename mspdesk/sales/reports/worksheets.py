"""The report on the worksheets of prospects."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ...desk.area import Period, Report
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...money import USD, Currency
from ..queries import worksheet as queries
from ..queries.worksheet import WorksheetRow

_WORKSHEETS: tuple[OutColumn[WorksheetRow], ...] = (
    OutColumn("Prospect", TEXT, lambda row: row.client),
    OutColumn("Day", DATE, lambda row: row.on),
    OutColumn("Known", WHOLE, lambda row: row.known),
    OutColumn("Not known", WHOLE, lambda row: row.unknown),
    OutColumn("Not asked", WHOLE, lambda row: row.open),
    OutColumn("Known %", WHOLE, lambda row: row.percent),
    OutColumn("Nobody in charge of", TEXT, lambda row: row.nobody),
    OutColumn("Decision", TEXT, lambda row: row.decision),
)


def worksheet_rows(
    session: Session, _period: Period, _filters: Mapping[str, int]
) -> list[WorksheetRow]:
    """The newest worksheet of each prospect, the least known first (S083)."""
    return queries.worksheets(session)


def reports(_currency: Currency = USD) -> tuple[Report, ...]:
    """The report on worksheets."""
    return (
        Report(
            "worksheets",
            "Technology worksheets",
            "Month",
            "What prospects know of their own technology, and what we decided.",
            "as_of",
            _WORKSHEETS,
            worksheet_rows,
        ),
    )
