"""The chart on paper: one landscape page, nothing under eight points, readable in one ink."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from pypdfium2 import raw

from mspdesk.database.store import Store
from mspdesk.exchange.export import write_table
from mspdesk.orgchart.actions.duties import bring_usual
from mspdesk.orgchart.actions.revisions import keep_revision
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.printables.chart import ORG_CHART
from mspdesk.orgchart.queries.chart import chart
from mspdesk.orgchart.queries.chart_paper import ChartDocument, chart_document
from mspdesk.orgchart.queries.duty_list import role_lines
from mspdesk.orgchart.rules.tree import Seat
from mspdesk.orgchart.view.export import COLUMNS
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from tests.printing.pdftext import pages_of, text_of
from tests.sample import Sample
from tests.snapshots.compare import compare_snapshot


def sizes(pdf: bytes) -> set[int]:
    """The sizes of type on all pages, in tenths of a point."""
    found: set[int] = set()
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        for at in range(text.count_chars()):
            if raw.FPDFText_GetUnicode(text.raw, at) > 32:
                found.add(int(raw.FPDFText_GetFontSize(text.raw, at) * 10 + 0.5))
    return found


def forty(document: ChartDocument, count: int) -> ChartDocument:
    """A document of so many roles, four of each five under one of five leads."""
    seats = [Seat(1, "Owner", "Dana")]
    for role_id in range(2, count + 1):
        lead = 1 if role_id < 7 else 2 + role_id % 5
        seats.append(Seat(role_id, "Evening assistant manager", "Dana, for now", lead))
    return replace(document, seats=tuple(seats), open=frozenset(range(3, count + 1, 2)))


@pytest.fixture
def document(sqlite_store: Store, desk_shop: Sample, clock: datetime) -> ChartDocument:
    """The small shop's chart, Marcus and Priya with a hat each, a revision kept before."""
    store = sqlite_store
    ids = {box.code: box.id for box in store.ask(chart).boxes}
    store.do(assign_role, ids["technician"], desk_shop.marcus)
    store.do(keep_revision, "A technician of our own")
    store.do(assign_role, ids["admin"], desk_shop.priya)
    return store.ask(chart_document)


def test_the_chart_is_a_page_to_post(document: ChartDocument) -> None:
    pdf = render(ORG_CHART, document, Paper.LETTER)
    compare_snapshot(text_of(pdf), "orgchart/chart")
    assert "Rev 1 and changes" in text_of(pdf)
    assert "Dana 5 (4 unfilled), Marcus 1, Priya 1" in text_of(pdf)
    page = pypdfium2.PdfDocument(pdf)[0]
    assert page.get_width() > page.get_height()
    assert render(ORG_CHART, document, Paper.LETTER) == pdf


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("count", [1, 20, 40])
def test_one_to_forty_roles_fit_one_page_and_no_letter_is_small(
    document: ChartDocument, paper: Paper, count: int
) -> None:
    pdf = render(ORG_CHART, forty(document, count), paper)
    assert len(pages_of(pdf)) == 1
    assert min(sizes(pdf)) >= 80
    assert text_of(pdf).count("Evening") == count - 1


def test_what_nobody_has_taken_is_dashed_and_hatched(document: ChartDocument) -> None:
    """In grey it is told apart: a dashed frame with lines in it."""
    plain = replace(document, open=frozenset())
    grey = [
        pypdfium2.PdfDocument(render(ORG_CHART, one, Paper.LETTER))[0]
        .render(scale=1, grayscale=True)
        .to_pil()
        .tobytes()
        for one in (document, plain)
    ]
    hatched, blank = (sum(dot < 220 for dot in page) for page in grey)
    assert hatched > blank + 800


def test_roles_and_duties_go_into_a_file(
    sqlite_store: Store, desk_shop: Sample, tmp_path: Path
) -> None:
    boxes = sqlite_store.ask(chart).boxes
    sqlite_store.do(bring_usual, next(box.id for box in boxes if box.code == "finance"))
    file = tmp_path / "roles.xlsx"
    write_table(file, "Roles and duties", COLUMNS, sqlite_store.ask(role_lines))
    sheet = load_workbook(file).active
    assert sheet is not None
    lines = [line for line in sheet.iter_rows(values_only=True) if line[0]]
    titles = next(n for n, line in enumerate(lines) if line[0] == "Role")
    finance = [line for line in lines if line[0] == "Finance"]
    assert {line[8] for line in finance} >= {"Send the invoices", "Bookkeeping"}
    assert {line[0] for line in lines[titles + 1 :]} == {box.title for box in boxes}
