"""Letters on paper, by their words, on both sizes of sheet."""

from mspdesk.database.store import Store
from mspdesk.letters import actions, queries
from mspdesk.letters.printables import LETTER, paragraphs
from mspdesk.letters.rules.fields import FIELDS, examples
from mspdesk.letters.rules.texts import fields_in
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.sales.rules.advice import LONGEST_CHOICE, LONGEST_RISK
from tests.letters.conftest import Sample
from tests.letters.test_fields import OF_C13
from tests.printing.pdftext import pages_of, text_of
from tests.snapshots.compare import compare_snapshot

FORMS = sorted(OF_C13 | {"farewell"})
"""Those with what is asked for filled in, as a client would read them."""


def filled_in(store: Store, form: str) -> dict[str, str]:
    """Every field that is asked for, with its example."""
    text = store.ask(queries.text_of, f"letters/{form}").text
    asked = [name for name in fields_in(text) if FIELDS[name].asked]
    return examples(asked)


def paper(store: Store, letter: int, size: Paper = Paper.LETTER) -> bytes:
    return prepare(LETTER, store.ask(LETTER.gather, letter), size).pdf


def test_the_words_of_each_letter_on_one_page(store: Store, sample: Sample) -> None:
    for form in FORMS:
        given = filled_in(store, form)
        letter = store.do(actions.write_letter, sample.brightwater, f"letters/{form}", given)
        store.do(actions.finish_letter, letter)
        pdf = paper(store, letter)
        assert len(pages_of(pdf)) == 1, form
        compare_snapshot(text_of(pdf), f"letters/{form}")


def test_the_longest_no_still_stands_on_one_page(store: Store, sample: Sample) -> None:
    given = {
        "advice.what": "a second internet line for the clinic and the stables " * 3,
        "advice.on": "September 30, 2026",
        "advice.risk": ("nobody can open a chart " * 25)[:LONGEST_RISK],
        "advice.choice": ("to wait until the lease is up " * 10)[:LONGEST_CHOICE],
        "advice.price": "The price we named is $14,000.00, $1,065.00 a month.",
    }
    letter = store.do(actions.write_letter, sample.brightwater, "letters/denial-of-services", given)
    for size in Paper:
        (page,) = pages_of(paper(store, letter, size))
        assert "Signature for Brightwater Veterinary" in " ".join(page.split())


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
