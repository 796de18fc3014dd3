"""S126: an offering says its worth in four kinds; under two there is a hint, and on its sheet."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.offerings.actions import offerings as actions
from mspdesk.offerings.printables.sheet import SALES_SHEET
from mspdesk.offerings.queries import offerings as queries
from mspdesk.offerings.queries.offerings import OfferingRow
from mspdesk.offerings.queries.sheet import find_offering
from mspdesk.offerings.rules import values
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish
from tests.snapshots.compare import compare_snapshot

pytestmark = [pytest.mark.system(126), pytest.mark.usefixtures("clock")]
SAID = {
    "functional": "A file comes back <b>within an hour</b>.",
    "emotional": "You sleep on Fridays.",
    "monetary": "A day without work costs more than a year of this.",
    "social": "Insurers are shown a test, AT&T style.",
}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    found: Sample = standing(store)
    return found


def row(store: Store, made: int) -> OfferingRow:
    return next(one for one in store.ask(queries.offerings, aside=True) if one.id == made)


def sheet(store: Store, made: int, paper: Paper = Paper.LETTER) -> list[str]:
    return pages_of(render(SALES_SHEET, store.ask(SALES_SHEET.gather, made), paper))


def test_the_four_kinds_are_those_of_the_worksheet() -> None:
    assert [one.key for one in values.KINDS] == ["functional", "emotional", "monetary", "social"]


def test_under_two_kinds_there_is_a_hint(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_offering, {"name": "Backup with proof"})
    hints = [row(store, made).hint]
    for name, words in SAID.items():
        store.do(actions.edit_offering, made, row(store, made).version, {name: words})
        hints.append(row(store, made).hint)
    assert [bool(hint) for hint in hints] == [True, True, False, False, False]
    assert "second" in hints[1]
    # Blanks are no value, and what is taken out counts no more.
    store.do(
        actions.edit_offering,
        made,
        row(store, made).version,
        {"emotional": "  ", "monetary": "", "social": "\n"},
    )
    assert row(store, made).values == 1
    assert row(store, made).hint == hints[1]


def test_the_sheet_prints_the_values_that_are_there(store: Store, shop: Sample) -> None:
    made = store.do(actions.add_offering, {"name": "Backup with proof", **SAID})
    pages = sheet(store, made)
    assert len(pages) == 1
    for kind in values.KINDS:
        assert flat(kind.paper) in flat(pages[0])
        assert flat(SAID[kind.key]) in flat(pages[0])
    assert flat("Not ready") not in flat(pages[0])
    compare_snapshot("\f".join(pages), "offerings/sales-sheet")
    store.do(
        actions.edit_offering,
        made,
        row(store, made).version,
        {"functional": "", "emotional": "", "monetary": ""},
    )
    first = flat(sheet(store, made)[0])
    assert flat("Not ready to hand out") in first
    assert flat("What it does") not in first
    assert store.ask(find_offering, "backup WITH") == made
    with pytest.raises(UserError, match="Name one offering: Backup with proof"):
        store.ask(find_offering, "nothing like it")


@pytest.mark.parametrize("paper", list(Paper))
def test_the_longest_offering_stays_on_one_page(
    sqlite_store: Store, standing: Standing, paper: Paper
) -> None:
    standing(sqlite_store)
    store = sqlite_store
    words = "Wörter und mehr\n" * 3 + "Wörter und mehr " * 14
    full = dict.fromkeys((one.key for one in values.KINDS), words)
    around = dict.fromkeys(("summary", "client_words", "leaves_out"), "Wörter davor " * 13)
    details = {"name": "Wide name " * 8, "price_words": "From $850 " * 12, **full, **around}
    made = store.do(actions.add_offering, details)
    assert len(sheet(store, made, paper)) == 1
    with pytest.raises(UserError) as refused:
        store.do(actions.add_offering, {"name": "Too much", "social": "x" * 281})
    assert refused.value.field == "social"
    with pytest.raises(UserError, match="4 lines"):
        store.do(actions.add_offering, {"name": "Too many", "summary": "a\nb\nc\nd\ne"})
