"""S061: a troubleshooting log with timed rows, entered as they happen, printable landscape.

The offer after thirty minutes without progress belongs to the ticket and comes with it.
"""

from datetime import datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.logs import actions, queries
from mspdesk.logs.printables.filled import TSR, tsr_document
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(61), pytest.mark.usefixtures("clock")]
HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.mark.parametrize("paper", list(Paper))
def test_rows_are_timed_and_print_with_room_for_twenty(
    store: Store, standing: Standing, paper: Paper
) -> None:
    shop: Sample = standing(store)
    begin = datetime(2026, 3, 11, 9, 0)
    with dates.frozen(begin):
        log = store.do(actions.begin_log, shop.brightwater, {"problem": HOSTILE})
    for n in range(1, 4):
        with dates.frozen(begin + timedelta(minutes=10 * n)):
            store.do(actions.add_row, log, {"tried": f"Try {n} {HOSTILE}", "result": "No change"})
    page = store.ask(queries.log_page, log)
    assert [row.at.minute for row in page.rows] == [10, 20, 30]
    assert page.minutes == 30
    pages = pages_of(prepare(TSR, store.ask(tsr_document, log), paper).pdf)
    assert len(pages) == 2
    text = flat("".join(pages))
    assert text.count(flat(HOSTILE)) == 4
    assert [f"Page {n} of 2" in page for n, page in enumerate(pages, 1)] == [True, True]
    assert "20" in pages[1]
