"""The papers of an agreement, read back as a client reads them."""

from datetime import date
from typing import Any

import pytest

from mspdesk.agreements import actions
from mspdesk.agreements.printables import AGREEMENT, PRICES, SHEET
from mspdesk.agreements.queries import documents
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.printing.document import Printable, prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Standing
from tests.printing.pdftext import pages_of, text_of
from tests.sample import Sample
from tests.snapshots.compare import compare_snapshot

from .made import START, accepted, draft, signed, with_sheet

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def sample(sqlite_store: Store, standing: Standing) -> Sample:
    """The small shop on SQLite."""
    found: Sample = standing(sqlite_store)
    return found


def test_the_whole_agreement_reads_as_it_is_agreed(sqlite_store: Store, sample: Sample) -> None:
    made = draft(sqlite_store, sample.brightwater, payment_type="card", auto_renew=True)
    with_sheet(sqlite_store, made)
    sqlite_store.do(actions.set_targets, made, {1: 60, 2: 240})
    pdf = prepare(AGREEMENT, sqlite_store.ask(AGREEMENT.gather, made), Paper.LETTER).pdf
    compare_snapshot(text_of(pdf), "agreements/agreement")


def test_a_plan_sheet_reads_on_one_page(sqlite_store: Store, sample: Sample) -> None:
    made = signed(sqlite_store, sample.kestrel)
    sheet = sqlite_store.do(
        actions.new_sheet,
        made,
        date(2026, 7, 1),
        {
            "included": "Monitoring and updates\nAntivirus, managed\nRemote help, business hours",
            "excluded": "Adding, moving or changing equipment\nProjects\nTraining",
            "minimums": "Supported operating systems\nA firewall under maintenance",
            "setup_fee": 50_000,
            "words": "Two visits a year are included.",
        },
    )
    printed = prepare(SHEET, sqlite_store.ask(SHEET.gather, sheet), Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "agreements/amendment")


def test_the_price_sheet_shows_what_waits(sqlite_store: Store, sample: Sample) -> None:
    made = signed(sqlite_store, sample.kestrel)
    with_plan = sqlite_store.do(actions.plan_raise, made, date(2026, 5, 1), 500, 17_500)
    before = text_of(prepare(PRICES, sqlite_store.ask(PRICES.gather, made), Paper.LETTER).pdf)
    sqlite_store.do(actions.announce_raise, with_plan, 1)
    after = text_of(prepare(PRICES, sqlite_store.ask(PRICES.gather, made), Paper.LETTER).pdf)
    assert before == after
    compare_snapshot(after, "agreements/prices")


def test_a_sheet_without_lines_prints(sqlite_store: Store, sample: Sample) -> None:
    made = draft(sqlite_store, sample.oldmill, "project", title="Move the office")
    sheet = sqlite_store.do(actions.new_sheet, made, START)
    (page,) = pages_of(prepare(SHEET, sqlite_store.ask(SHEET.gather, sheet), Paper.A4).pdf)
    assert "Agreed for Old Mill Brewing" in page


def test_the_sheet_says_who_agreed(sqlite_store: Store, sample: Sample) -> None:
    sheet = with_sheet(sqlite_store, sample.gold)
    accepted(sqlite_store, sheet)
    words = text_of(prepare(SHEET, sqlite_store.ask(SHEET.gather, sheet), Paper.LETTER).pdf)
    assert "Agreed to by Tom Kessel on Apr 1, 2026." in words


def test_papers_are_found_by_number(sqlite_store: Store, sample: Sample) -> None:
    sheet = with_sheet(sqlite_store, sample.gold)
    assert sqlite_store.ask(documents.find_agreement, " a0001 ") == sample.gold
    assert sqlite_store.ask(documents.find_sheet, "A0001/1") == sheet
    assert sqlite_store.ask(documents.find_sheet, "A0001") == sheet
    for text in ("A0099", ""):
        with pytest.raises(UserError):
            sqlite_store.ask(documents.find_agreement, text)
    with pytest.raises(UserError):
        sqlite_store.ask(documents.find_sheet, "A0001/7")


def test_hostile_words_are_printed_as_they_are(sqlite_store: Store, sample: Sample) -> None:
    made = draft(sqlite_store, sample.brightwater, plan="<b>Gold</b> & {client.name}")
    sheet = sqlite_store.do(actions.new_sheet, made, START, {"included": "| a | b |\n# Head"})
    papers: list[tuple[Printable[Any], int]] = [(AGREEMENT, made), (SHEET, sheet), (PRICES, made)]
    for printable, key in papers:
        words = text_of(
            prepare(printable, sqlite_store.ask(printable.gather, key), Paper.LETTER).pdf
        )
        assert "<b>Gold</b> & {client.name}" in " ".join(words.split())


@pytest.mark.parametrize(
    ("kind", "has", "has_not"),
    [
        ("nda", ["Begins", "Law"], ["Labor rate", "Notice"]),
        ("project", ["Planned to end", "Labor rate"], ["Notice"]),
        ("managed", ["Plan", "Notice", "Labor rate"], ["Reviewed by a lawyer"]),
    ],
)
def test_the_cover_says_what_the_kind_agrees_on(
    sqlite_store: Store, sample: Sample, kind: str, has: list[str], has_not: list[str]
) -> None:
    made = draft(sqlite_store, sample.oldmill, kind, reviewed_on=date(2026, 3, 10))
    said = [words for words, _ in sqlite_store.ask(AGREEMENT.gather, made).facts]
    assert set(has) <= set(said)
    assert not set(has_not) & set(said)
