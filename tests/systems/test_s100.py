"""S100: a new plan sheet is a dated amendment; the body is not signed again."""

from datetime import date

import pytest

from mspdesk.agreements import actions, queries
from mspdesk.agreements.printables import SHEET
from mspdesk.database.store import Store
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.agreements.made import START, accepted, held, sheet, signed
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(100), pytest.mark.usefixtures("clock")]
JULY = date(2026, 7, 1)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_a_changed_plan_sheet_is_an_amendment_and_the_body_stays(
    store: Store, shop: Sample
) -> None:
    made = signed(store, shop.kestrel)
    before, body = held(store, made), store.ask(queries.frozen_body, made)
    assert [one.name for one in store.ask(queries.sheets_of, made)] == ["Plan sheet 1"]

    amendment = store.do(actions.new_sheet, made, JULY)
    assert sheet(store, amendment).name == "Amendment 2"
    lines = store.ask(queries.sheet_lines, amendment)
    assert [one.text for one in lines] == ["Gold, server", "Gold, workstations"]
    store.do(actions.edit_line, lines[1].id, lines[1].version, {"quantity": 110_000})
    accepted(store, amendment, date(2026, 6, 20), "Marta Kestrel")

    after = held(store, made)
    assert (after.signed_on, after.signer_theirs) == (before.signed_on, before.signer_theirs)
    assert store.ask(queries.frozen_body, made) == body
    agreed = sheet(store, amendment)
    assert (agreed.effective_on, agreed.accepted_on) == (JULY, date(2026, 6, 20))
    assert store.ask(queries.monthly_on, made, date(2026, 6, 30)) == 85_000
    assert store.ask(queries.monthly_on, made, JULY) == 91_000
    june = store.ask(queries.lines_on, made, START, date(2026, 6, 30))
    assert {one.to_on for one in june} == {date(2026, 6, 30)}


def test_the_sheet_prints_on_one_page_with_what_is_in_and_what_is_out(
    store: Store, shop: Sample
) -> None:
    made = signed(store, shop.kestrel)
    amendment = store.do(
        actions.new_sheet,
        made,
        JULY,
        {
            "included": "Monitoring and updates\nBackup watched every day",
            "excluded": "Adding, moving or changing equipment\nProjects",
            "minimums": "A firewall under maintenance",
        },
    )
    printed = prepare(SHEET, store.ask(SHEET.gather, amendment), Paper.LETTER)
    assert printed.pages == 1
    (page,) = pages_of(printed.pdf)
    for words in (
        "Amendment 2 to agreement A0002",
        "Backup watched every day",
        "Adding, moving or changing equipment",
        "$850.00",
        "A firewall under maintenance",
        "Agreed for Kestrel Machine & Tool",
        "Jul 1, 2026",
    ):
        assert words in page, words
