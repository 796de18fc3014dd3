"""The pay calendar as a workbook in which every date is a date (S038)."""

from datetime import date
from pathlib import Path
from typing import Any

from ...database.store import Store
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...exchange.workbook import Sheet, write_xlsx
from ...progress import Progress
from ...rows import dataclass
from ..queries.pay import PayDocument, closed_words, moved_words, pay_document, schedule_words


@dataclass(frozen=True, slots=True)
class PayLine:
    """A pay date as a line of a list."""

    number: int
    first_on: date
    last_on: date
    nominal_on: date
    pay_on: date
    words: str


PAY_COLUMNS = (
    OutColumn[PayLine]("No.", WHOLE, lambda row: row.number),
    OutColumn[PayLine]("Period from", DATE, lambda row: row.first_on),
    OutColumn[PayLine]("Period to", DATE, lambda row: row.last_on),
    OutColumn[PayLine]("Pay date", DATE, lambda row: row.pay_on),
    OutColumn[PayLine]("Weekday", TEXT, lambda row: f"{row.pay_on:%A}"),
    OutColumn[PayLine]("Note", TEXT, lambda row: row.words),
)
CLOSED_COLUMNS = (
    OutColumn[tuple[date, str]]("Day", DATE, lambda row: row[0]),
    OutColumn[tuple[date, str]]("Weekday", TEXT, lambda row: f"{row[0]:%A}"),
    OutColumn[tuple[date, str]]("Holiday", TEXT, lambda row: row[1]),
)


def pay_lines(document: PayDocument) -> list[PayLine]:
    """The pay dates of a year, numbered."""
    return [
        PayLine(n, one.first_on, one.last_on, one.nominal_on, one.pay_on, moved_words(one))
        for n, one in enumerate(document.page.days, 1)
    ]


def save_pay_calendar(store: Store, progress: Progress, path: Path, year: int) -> Path:
    """Write pay dates and holidays as two sheets; raises UserError while no pay date is known."""
    with store.read() as session:
        document = pay_document(session, year)
    page, shop = document.page, document.letterhead.name
    sheets: list[Sheet[Any]] = [
        Sheet(
            f"Pay dates {year}",
            PAY_COLUMNS,
            pay_lines(document),
            above=(f"{shop}, pay calendar {year}", schedule_words(page)),
        ),
        Sheet(
            f"Holidays {year}",
            CLOSED_COLUMNS,
            page.closed,
            above=(f"{shop}, closed days {year}", closed_words(page)),
        ),
    ]
    write_xlsx(path, sheets, progress)
    return path
