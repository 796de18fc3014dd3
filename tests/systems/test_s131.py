"""S131: a letter of understanding says what each side does, and its signed copy has a day."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.letters import actions as letters
from mspdesk.letters.printables import LETTER
from mspdesk.letters.queries import file_bytes, letter_page
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.sales.actions import opportunities
from mspdesk.sales.actions import understanding as actions
from mspdesk.sales.queries import understanding as queries
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(131), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_from_what_was_agreed_to_the_signed_copy(store: Store, shop: Sample) -> None:
    sold = store.do(opportunities.open_opportunity, shop.kestrel, "New switch in the plant")
    one = store.do(
        actions.begin_understanding,
        shop.kestrel,
        {
            "title": "New switch in the plant",
            "we_do": "replace the switch\nlabel every cable",
            "you_do": "choose a Saturday\nhave somebody there",
            "money": "$1,180.00, half ahead and half when it is done.",
            "start_on": date(2026, 3, 21),
            "opportunity_id": sold,
        },
    )
    letter = store.do(actions.write_understanding, one)
    (words,) = pages_of(prepare(LETTER, store.ask(LETTER.gather, letter), Paper.LETTER).pdf)
    said = " ".join(words.split())
    we, you, money, when = (
        said.index(head) for head in ("What we do", "What you do", "Money", "When")
    )
    assert we < said.index("Replace the switch") < said.index("Label every cable") < you
    assert you < said.index("Choose a Saturday") < said.index("Have somebody there") < money
    assert money < said.index("$1,180.00, half ahead and half when it is done.") < when
    assert "We begin on March 21, 2026." in said
    assert "Agreed for Kestrel" in said
    store.do(letters.finish_letter, letter, printed=True)
    with dates.frozen(datetime(2026, 3, 17, 9)):
        signed = date(2026, 3, 16)
        scan = store.do(letters.sign_letter, letter, signed, "Tom", "", "signed.pdf", b"%PDF scan")
    (row,) = store.ask(queries.understandings, None, sold)
    assert (row.id, row.state, row.sent_on) == (one, "signed", date(2026, 3, 11))
    assert (row.signed_on, row.signed_by) == (signed, "Tom")
    assert store.ask(file_bytes, scan) == b"%PDF scan"
    assert store.ask(letter_page, letter).copies[0].signed_on == signed
