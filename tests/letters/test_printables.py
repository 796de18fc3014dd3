"""Letters on paper, by their words, on both sizes of sheet."""

import pytest

from mspdesk.database.store import Store
from mspdesk.letters import actions, queries
from mspdesk.letters.printables import LETTER, paragraphs
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.letters.conftest import Sample
from tests.printing.pdftext import pages_of, text_of
from tests.snapshots.compare import compare_snapshot

FORMS = ("welcome", "whats-next", "vendor-authorization", "understanding", "denial-of-services")
GIVEN = {
    "rate.old": "$150.00",
    "rate.new": "$165.00",
    "rate.unit": "an hour",
    "rate.from": "May 1, 2026",
    "rate.table": "| What | Until now | From then |\n| Labor, an hour | $150.00 | $165.00 |",
    "money.overdue": "$2,792.50",
    "money.days_late": "15 days",
    "money.pay_by": "March 21, 2026",
    "money.invoices": "| Invoice | Due | Open |\n| 2026-0001 | Feb 24, 2026 | $2,792.50 |\n"
    "| Total | | $2,792.50 |",
}


def paper(store: Store, letter: int, size: Paper = Paper.LETTER) -> bytes:
    return prepare(LETTER, store.ask(LETTER.gather, letter), size).pdf


@pytest.mark.parametrize("form", ["rate-rise", "overdue-1", "overdue-2", "overdue-3", *FORMS])
def test_the_words_of_each_letter(store: Store, sample: Sample, form: str) -> None:
    letter = store.do(actions.write_letter, sample.brightwater, f"letters/{form}", GIVEN)
    compare_snapshot(text_of(paper(store, letter)), f"letters/{form}")


def test_both_sizes_hold_the_whole_letter(store: Store, sample: Sample) -> None:
    letter = store.do(actions.write_letter, sample.brightwater, "letters/welcome")
    for size in Paper:
        said = " ".join(" ".join(pages_of(paper(store, letter, size))).split())
        assert "We look forward to working with you." in said
        assert "Dana Whitlock" in said


def test_a_very_long_letter_goes_on_over_pages(store: Store, sample: Sample) -> None:
    letter = store.do(actions.write_letter, sample.kestrel, "letters/welcome")
    page = store.ask(queries.letter_page, letter)
    words = "\n\n".join(f"- item {n} " + "word " * 120 for n in range(60))
    store.do(actions.edit_letter, letter, page.version, {"body": words})
    pages = pages_of(paper(store, letter))
    assert len(pages) > 3
    assert all(f"item {n} " in " ".join(" ".join(pages).split()) for n in range(60))


def test_the_words_of_a_text_become_blocks() -> None:
    said = "\n".join(block.words() for block in paragraphs("# A\n\n- b\n- c\n\n____ Sign | Date"))
    for words in ("A", "- b", "- c", "Sign", "Date"):
        assert words in said
