"""Reports on paper: where each client's DR plan lies, which binders are to be printed again."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..desk.area import Figure, Glance, Period, Report
from ..exchange.columns import DATE, FLAG, TEXT, WHOLE, OutColumn
from ..money import USD, Currency
from .queries.paper import (
    DueRow,
    PaperRow,
    YearRow,
    paper_copies,
    reprint_due,
    reprints_of_year,
)

Filters = Mapping[str, int]

_COPIES: tuple[OutColumn[PaperRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Managed", FLAG, lambda r: r.managed),
    OutColumn("Paper copy", TEXT, lambda r: r.words, "paper"),
    OutColumn("Copies", WHOLE, lambda r: r.copies, "copies"),
    OutColumn("Edition", WHOLE, lambda r: r.edition, "edition"),
    OutColumn("Printed", DATE, lambda r: r.printed_on),
    OutColumn("Last seen", DATE, lambda r: r.checked_on),
    OutColumn("Missing", FLAG, lambda r: r.missing),
)

_DUE: tuple[OutColumn[DueRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Binder", TEXT, lambda r: r.kind),
    OutColumn("Edition", WHOLE, lambda r: r.edition, "edition"),
    OutColumn("Printed", DATE, lambda r: r.printed_on),
    OutColumn("Why", TEXT, lambda r: r.why, "why"),
)


def copy_rows(session: Session, _period: Period, filters: Filters) -> list[PaperRow]:
    """Where the DR plan of each client lies; those without one first (S085)."""
    wanted = filters.get("client")
    rows = [row for row in paper_copies(session) if wanted in {None, row.client_id}]
    return sorted(rows, key=lambda row: not row.missing)


def due_rows(session: Session, _period: Period, filters: Filters) -> list[DueRow]:
    """Binders a year old or behind what is known (S081, E37)."""
    wanted = filters.get("client")
    return [row for row in reprint_due(session) if wanted in {None, row.client_id}]


def year_rows(session: Session, period: Period, filters: Filters) -> list[YearRow]:
    """The binders whose year is over by the end of a year, the first to be printed first (B10)."""
    wanted = filters.get("client")
    rows = reprints_of_year(session, period.last)
    return [row for row in rows if wanted in {None, row.client_id}]


def reports(_currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of binders, the same in every currency."""
    return (
        Report(
            "paper-copies",
            "Paper copies of DR plans",
            "Month",
            "Where each client's plan lies on paper; a managed client without one comes first.",
            "as_of",
            _COPIES,
            copy_rows,
            filters=("client",),
        ),
        Report(
            "reprint-due",
            "Binders to print again",
            "Week",
            "Binders that are a year old, or behind what is written down since.",
            "as_of",
            _DUE,
            due_rows,
            filters=("client",),
        ),
        Report(
            "reprint-year",
            "Binders to print this year",
            "Year",
            "When each printed binder is a year old; one that changes is printed sooner.",
            "year",
            (
                OutColumn[YearRow]("Print by", DATE, lambda r: r.due_on),
                OutColumn[YearRow]("Client", TEXT, lambda r: r.client),
                OutColumn[YearRow]("Binder", TEXT, lambda r: r.kind),
                OutColumn[YearRow]("Edition", WHOLE, lambda r: r.edition, "edition"),
                OutColumn[YearRow]("Printed", DATE, lambda r: r.printed_on),
            ),
            year_rows,
            filters=("client",),
        ),
    )


def paper_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[PaperRow]
) -> list[Figure]:
    """How many have one, and how many managed clients have none."""
    held = sum(bool(row.copies) for row in rows)
    missing = sum(row.missing for row in rows)
    return [
        Figure("With a copy", f"{held} of {len(rows)}", "clients we work for"),
        Figure("Managed without one", str(missing), "print and place one"),
    ]


GLANCES = (Glance("paper-copies", paper_glance),)
