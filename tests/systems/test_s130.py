"""S130: a client declines a recommendation; the letter says so, and it comes up at the roadmap."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.letters import actions as letters
from mspdesk.letters.printables import LETTER
from mspdesk.letters.queries import awaited, letter_page
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.sales.actions import advice as actions
from mspdesk.sales.queries import advice as queries
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(130), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)
SAID = date(2026, 3, 2)


def declined(store: Store, shop: Sample) -> tuple[int, int]:
    """Advice of last week that was declined today; answers its id and its letter's."""
    one = store.do(
        actions.give_advice,
        shop.brightwater,
        "a second internet line",
        "Nobody can open a chart while the line is down",
        {"advised_on": SAID, "price": 40_000, "monthly": 6_500},
    )
    letter = store.do(actions.decline_advice, one, "to wait a year", TODAY, "Ines")
    assert letter is not None
    return one, letter


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_the_letter_lists_recommendation_risk_date_and_a_line_to_sign(
    store: Store, shop: Sample
) -> None:
    _one, letter = declined(store, shop)
    page = store.ask(letter_page, letter)
    assert (page.state, page.missing, page.signs) == ("draft", [], True)
    (words,) = pages_of(prepare(LETTER, store.ask(LETTER.gather, letter), Paper.LETTER).pdf)
    said = " ".join(words.split())
    for wanted in (
        "On March 2, 2026 we recommended: a second internet line.",
        "The price we named is $400.00 once and $65.00 a month.",
        "Nobody can open a chart while the line is down.",
        "You decided: to wait a year.",
        "I have read this letter and understand the risk.",
        "Signature for Brightwater Veterinary",
    ):
        assert wanted in said, wanted


def test_the_no_is_stored_on_the_client_and_waits_for_the_next_roadmap(
    store: Store, shop: Sample
) -> None:
    one, letter = declined(store, shop)
    (row,) = store.ask(queries.declined_advice, shop.brightwater)
    assert (row.id, row.answered_on, row.answered_by) == (one, TODAY, "Ines")
    assert (row.choice, row.letter_id, row.signed_on) == ("to wait a year", letter, None)
    assert store.ask(queries.declined_advice, shop.brightwater, date(2026, 3, 12)) == []
    assert store.ask(queries.declined_advice, shop.kestrel) == []
    store.do(actions.reopen_advice, one)
    store.do(actions.take_advice, one, TODAY, "Ines")
    assert store.ask(queries.declined_advice, shop.brightwater) == []


def test_nothing_is_sent_by_itself_and_the_signed_copy_is_waited_for(
    store: Store, shop: Sample
) -> None:
    one, letter = declined(store, shop)
    assert store.ask(awaited, TODAY) == []  # a draft waits for nobody
    store.do(letters.finish_letter, letter, printed=True)
    with dates.frozen(datetime(2026, 3, 28, 9)):
        (waiting,) = store.ask(awaited, date(2026, 3, 28), 14)
        assert (waiting.id, waiting.client, waiting.days) == (letter, "Brightwater Veterinary", 17)
        day = date(2026, 3, 27)
        store.do(letters.sign_letter, letter, day, "Ines Sorensen", "", "no.pdf", b"%PDF scan")
    row = store.ask(queries.advice, one)
    assert row is not None
    assert (row.signed_on, row.signed_by) == (day, "Ines Sorensen")
