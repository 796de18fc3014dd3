"""Reports whose rows stand under headings, on the screen, on paper and in files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mspdesk.app.reporting import REPORT, ReportDocument, grouped
from mspdesk.desk.area import Period, Report
from mspdesk.exchange.columns import TEXT, WHOLE, OutColumn
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Letterhead, Paper
from tests.printing.pdftext import text_of

DAY = date(2026, 3, 11)


@dataclass(frozen=True, slots=True)
class Term:
    """A term that ends in so many days."""

    client: str
    days: int


ROWS = (Term("Alder Street Dental", 12), Term("Copperline", 25), Term("Brightwater", 55))


def _sum(rows: Sequence[Term]) -> dict[str, int]:
    return {"days": sum(one.days for one in rows)}


def document(**more: Any) -> ReportDocument:
    """Three terms as a report shows them."""
    columns: tuple[OutColumn[Term], ...] = (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Days", WHOLE, lambda r: r.days, "days"),
    )
    report = Report(
        "terms", "Terms", "Renewal", "By end", "as_of", columns, lambda *_: [], _sum, **more
    )
    head = Letterhead("Copperline IT", (), "", "", "")
    made = datetime(2026, 3, 11, 9, 14)
    return ReportDocument(report, Period(DAY, DAY), (), made, ROWS, _sum(ROWS), "Shop", head)


def within(row: Term) -> str:
    """The heading of a term."""
    return f"Within {30 if row.days <= 30 else 60} days"


def test_rows_come_together_under_their_heading() -> None:
    assert grouped(document()) == [("", list(ROWS))]
    found = grouped(document(group=within))
    assert [(words, [one.client for one in rows]) for words, rows in found] == [
        ("Within 30 days", ["Alder Street Dental", "Copperline"]),
        ("Within 60 days", ["Brightwater"]),
    ]


def test_the_headings_stand_on_paper() -> None:
    text = text_of(prepare(REPORT, document(group=within), Paper.LETTER).pdf)
    assert text.index("Within 30 days") < text.index("Copperline") < text.index("Within 60 days")
    assert "92" in text


def test_a_file_may_hold_more_than_the_screen() -> None:
    whole: tuple[OutColumn[Term], ...] = (OutColumn("Days left", WHOLE, lambda r: r.days),)
    plain = document().report
    assert plain.written == plain.columns
    assert document(files=whole).report.written == whole
