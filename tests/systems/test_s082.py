"""S082: the technology worksheet has exactly fifteen questions, in order, on exactly two pages."""

import re

import pytest

from mspdesk.printing.document import Printable, prepare
from mspdesk.printing.page import Letterhead, Paper
from mspdesk.sales.printables.worksheet import BLANK, FIELDS, FILLED, WorksheetDocument
from mspdesk.sales.rules.worksheet import LONGEST, QUESTIONS, Answer, State
from tests.printing.pdftext import flat, pages_of

pytestmark = pytest.mark.system(82)

SHOP = Letterhead(
    "Quillfeather IT, LLC",
    ("612 Harbor View Ave", "Duluth, MN 55802"),
    "218-555-0100",
    "218-555-0101",
    "hello@quillfeather.example",
)
FULL = WorksheetDocument(
    SHOP,
    "Harborview Dental & Sons <b>",
    "Mar 11, 2026",
    "Ines Varga",
    "Wants to move before summer. " * 40,
    {one.number: Answer(State.KNOWN, "W" * LONGEST) for one in QUESTIONS},
)
SEED = (
    *("provider", "domain name", "registrar", "technical contact", "web host", "web site", "mail"),
    *("mail", "filter", "filter", "files", "files", "backup", "anti-virus", "firewall"),
)
"""What the seed asks for, in its order."""


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("printable", [BLANK, FILLED, FIELDS], ids=lambda one: one.key)
@pytest.mark.parametrize("document", [WorksheetDocument(SHOP), FULL], ids=["blank", "full"])
def test_fifteen_questions_on_two_pages(
    paper: Paper, printable: Printable[WorksheetDocument], document: WorksheetDocument
) -> None:
    pages = pages_of(prepare(printable, document, paper).pdf)
    assert len(pages) == 2
    numbers = [
        [int(found) for found in re.findall(r"^(\d{1,2}) [A-Z]", page, re.MULTILINE)]
        for page in pages
    ]
    assert numbers == [list(range(1, 9)), list(range(9, 16))]
    assert [f"Page {number} of 2" in page for number, page in enumerate(pages, 1)] == [True, True]


def test_the_order_is_the_seeds() -> None:
    assert [
        word in f"{one.name} {one.ask}".lower() for word, one in zip(SEED, QUESTIONS, strict=True)
    ] == [True] * 15


def test_what_was_answered_prints_whole() -> None:
    answers = {1: Answer(State.KNOWN, "AT&T <fiber>, 44-0187"), 3: Answer(State.UNKNOWN)}
    document = WorksheetDocument(SHOP, "Harborview Dental", answers=answers)
    text = flat("".join(pages_of(prepare(FILLED, document, Paper.LETTER).pdf)))
    assert flat("AT&T <fiber>, 44-0187") in text
