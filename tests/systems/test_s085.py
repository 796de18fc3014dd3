"""S085: the list of clients says where each DR plan lies on paper, and who has none."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.binders.queries.paper import paper_copies
from mspdesk.binders.reports import copy_rows, paper_glance
from mspdesk.binders.runs.printing import Order, print_binder
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.documentation.actions import editions
from mspdesk.documentation.actions.editions import Placed
from mspdesk.documentation.queries.editions import copies
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from tests import sample

pytestmark = pytest.mark.system(85)


def test_each_client_says_where_its_plan_lies_and_a_managed_one_without_is_first(
    empty_store: Store,
) -> None:
    with dates.frozen(datetime(2026, 2, 3, 9, 0)):
        shop = sample.furnish(empty_store)
        rows = {row.client_id: row for row in empty_store.ask(paper_copies)}
        assert rows[shop.brightwater].missing
        assert rows[shop.brightwater].words == "No paper copy"
        assert not rows[shop.kestrel].missing
        period = Period(dates.today(), dates.today())
        first, *_rest = empty_store.ask(copy_rows, period, {})
        assert first.client_id == shop.brightwater
        places = (Placed("Server closet"), Placed("Home safe", "Dr. Kessel"))
        order = Order(shop.brightwater, "dr", Paper.LETTER, placed=places)
        print_binder(empty_store, Progress(), order)
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        rows = {row.client_id: row for row in empty_store.ask(paper_copies)}
        row = rows[shop.brightwater]
        assert not row.missing
        assert row.words == "Server closet; Home safe, edition 1, Feb 3, 2026"
        assert (row.copies, row.edition, row.printed_on) == (2, 1, date(2026, 2, 3))
        assert not row.due
        figures = empty_store.ask(paper_glance, period, {}, list(rows.values()))
        assert [figure.value for figure in figures] == [f"1 of {len(rows)}", "0"]
        for copy in empty_store.ask(copies, shop.brightwater):
            empty_store.do(editions.end_copy, copy.id)
        rows = {row.client_id: row for row in empty_store.ask(paper_copies)}
        assert rows[shop.brightwater].missing
