"""S063: a call to a third party holds who, how long, what was said and what came of it."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.logs import actions, queries
from mspdesk.logs.printables.filled import CALLS, calls_document
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(63), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_minutes_are_totalled_and_the_log_can_be_read_to_the_vendor(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    store.do(
        actions.add_call,
        {
            "client_id": shop.brightwater,
            "vendor": "VetCharts support",
            "case_number": "BV-2291",
            "agent": "Mona",
            "agent_number": "118",
            "called_at": datetime(2026, 3, 11, 9, 0),
            "answered_at": datetime(2026, 3, 11, 9, 22),
            "ended_at": datetime(2026, 3, 11, 9, 41),
            "advice": "Do not repair the database.",
            "result": "They call back",
        },
    )
    store.do(
        actions.add_call,
        {"client_id": shop.brightwater, "vendor": "Prairie Fiber", "hold_minutes": 5},
    )
    rows = {row.vendor: row for row in store.ask(queries.calls, shop.brightwater)}
    found = [(row.hold_minutes, row.talk_minutes, row.minutes) for row in rows.values()]
    assert sorted(rows) == ["Prairie Fiber", "VetCharts support"]
    assert sorted(found, key=lambda one: one[2]) == [(5, None, 5), (22, 19, 41)]
    document = store.ask(calls_document, shop.brightwater)
    pages = pages_of(prepare(CALLS, document, Paper.LETTER).pdf)
    assert len(pages) == 1
    text = flat(pages[0])
    for words in ("2 calls: 27 min on hold, 19 min of talk, 46 min in all", "BV-2291", "Mona 118"):
        assert flat(words) in text
