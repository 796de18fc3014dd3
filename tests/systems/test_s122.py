"""S122: an audit request makes a ticket; its questions are answered from what is documented."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import report_document, report_named, usual_period
from mspdesk.audits.actions import answer, begin
from mspdesk.audits.offers import audits_due
from mspdesk.audits.printables import AUDIT, find_audit
from mspdesk.audits.queries import audits as queries
from mspdesk.audits.queries.columns import ANSWERS
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.exchange.export import write_table
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.tickets.queries.page import ticket_page
from tests.audits.conftest import CANARY, furnish_audits
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import text_of
from tests.sample import Sample

pytestmark = [pytest.mark.system(122)]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop with what is written of Kestrel."""
    return furnish_audits


@pytest.fixture
def shop(sqlite_store: Store, standing: Standing, clock: datetime) -> Sample:
    """The shop in a file."""
    made: Sample = standing(sqlite_store)
    return made


def test_an_insurers_questions_from_the_request_to_the_next_year(
    sqlite_store: Store, shop: Sample, tmp_path: Path
) -> None:
    store = sqlite_store
    day = date(2026, 3, 11)
    details = {
        "form": "cyber-insurance",
        "title": "Cyber 2026",
        "asked_by": "Harbor Mutual",
        "due_on": date(2026, 3, 20),
        "questions": "31. Is there a fence around the building?",
    }
    audit_id = store.do(begin.begin_audit, shop.kestrel, details)
    page = store.ask(queries.audit_page, audit_id)
    assert page is not None
    ticket = store.ask(ticket_page, page.audit.ticket_id)
    assert ticket is not None
    assert (ticket.client_id, ticket.title) == (shop.kestrel, "Answer Cyber 2026 for Harbor Mutual")
    assert page.audit.count.all == 31
    known = [one for one in page.questions if one.answer]
    assert len(known) >= 12, "what is documented answers a good part by itself"
    assert all(one.source_words and one.text for one in known)
    assert page.by_need[0][0] == "unanswered"
    assert page.by_need[0][1][-1].words == "Is there a fence around the building?"
    due = store.ask(audits_due, shop.dana, day)
    assert [(row.title, row.detail.split(",")[0]) for row in due] == [
        ("Cyber 2026, Kestrel Machine & Tool", "Due Mar 20")
    ]
    for one in page.questions:
        store.do(answer.answer_question, one.id, one.version, one.answer or "unknown", one.text)
    row = store.ask(queries.audit_row, audit_id)
    assert row is not None
    store.do(begin.mark_sent, audit_id, row.version)
    assert store.ask(audits_due, shop.dana, day) == []
    with pytest.raises(UserError, match="were sent"):
        first = page.questions[0]
        store.do(answer.answer_question, first.id, first.version + 1, "no")

    _reads_right(store, audit_id, tmp_path)
    again = store.do(
        begin.begin_audit, shop.kestrel, {"before_id": audit_id, "title": "Cyber 2027"}
    )
    new = store.ask(queries.audit_page, again)
    assert new is not None
    assert [one.words for one in new.questions] == [one.words for one in page.questions]
    fence = new.questions[-1]
    assert (fence.source, fence.group) == ("before", "unseen")
    report = report_named(AREAS, "audits")
    rows = store.ask(report_document, report, usual_period(report, day)).rows
    assert [(one.title, one.state) for one in rows] == [
        ("Cyber 2027", "open"),
        ("Cyber 2026", "sent"),
    ]


def _reads_right(store: Store, audit_id: int, folder: Path) -> None:
    """Paper and file say the same, with where each answer comes from, and no secret."""
    paper = prepare(AUDIT, store.ask(AUDIT.gather, audit_id), Paper.LETTER)
    words = " ".join(text_of(paper.pdf).split())
    assert "Signed by the client" in words
    assert "KMT-FW1. 1 rule documented" in words
    assert "Devices: KMT-FW1, Mar 3, 2026" in words
    page = store.ask(queries.audit_page, audit_id)
    assert page is not None
    file = folder / "answers.xlsx"
    write_table(file, "Cyber 2026", ANSWERS, list(page.questions))
    sheet = load_workbook(BytesIO(file.read_bytes())).active
    assert sheet is not None
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    wall = next(line for line in cells if "KMT-FW1. 1 rule documented" in line)
    assert wall[3] == "Yes"
    assert "Devices: KMT-FW1" in wall
    assert CANARY not in f"{words} {cells}"
    assert store.ask(find_audit, str(page.audit.ticket)) == audit_id
    assert store.ask(find_audit, "Kestrel") == audit_id
