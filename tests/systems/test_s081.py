"""S081: the network binder has its sixteen sections, blank where nothing is known, and ages."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.binders.queries.gather import binder
from mspdesk.binders.queries.paper import behind, reprint_due
from mspdesk.binders.reports import due_rows, year_rows
from mspdesk.binders.runs.printing import Order, prepare, print_binder
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.documentation.actions import facts
from mspdesk.documentation.actions.editions import Placed
from mspdesk.documentation.rules.chapters import COUNTED
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from tests import sample
from tests.printing.pdftext import pages_of

pytestmark = pytest.mark.system(81)

# The sections as the seed names them, and under which words each is found on paper.
SECTIONS = {
    "map": "Network map",
    "addresses": "Network addresses",
    "machines": "Workstations",
    "ip_allocation": "IP allocation",
    "isp": "Internet (ISP)",
    "data": "Where data is stored",
    "printers": "Printers",
    "policies": "Group policies",
    "mail": "Mail",
    "backup": "Backups",
    "licenses": "License keys",
    "shares": "Shares",
    "warranties": "Warranties",
    "users": "Users",
    "firewall": "Firewall rules",
    "passwords": "Key passwords",
}
BLANK = "Nothing is written down yet. Fill it in by hand"


def test_a_client_nobody_documented_gets_sixteen_blank_forms(empty_store: Store) -> None:
    assert list(SECTIONS) == [chapter.key for chapter in COUNTED]
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        shop = sample.furnish(empty_store)
        order = Order(shop.kestrel, "ndb", Paper.LETTER, placed=(Placed("Office"),))
        proof = prepare(empty_store, Progress(), order)
    pages = pages_of(proof.rendered.pdf)
    words = "\n".join(pages)
    for head in SECTIONS.values():
        assert head in words, head
    for head in ("Network addresses", "IP allocation", "Shares", "License keys", "Users"):
        page = next(one for one in pages if one.count(head) and BLANK in one)
        assert page.index(BLANK) > 0


def test_a_binder_asks_to_be_printed_again_after_a_year_or_a_change(empty_store: Store) -> None:
    with dates.frozen(datetime(2025, 3, 12, 9, 0)):
        shop = sample.furnish(empty_store)
        order = Order(shop.kestrel, "ndb", Paper.LETTER, placed=(Placed("Office"),))
        print_binder(empty_store, Progress(), order)
        assert not empty_store.ask(behind, shop.kestrel, "ndb").due
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        assert empty_store.ask(reprint_due) == []
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        (row,) = empty_store.ask(year_rows, year, {})
        assert (row.kind, row.due_on) == ("Network binder", date(2026, 3, 12))
        assert empty_store.ask(year_rows, year, {"client": shop.brightwater}) == []
        assert empty_store.ask(year_rows, Period(date(2025, 1, 1), date(2025, 12, 31)), {}) == []
    with dates.frozen(datetime(2026, 3, 12, 9, 0)):
        known = empty_store.ask(behind, shop.kestrel, "ndb")
        assert known.words == "Edition 1 is up to date; reprint due, it is a year old"
        (due,) = empty_store.ask(reprint_due)
        assert (due.kind, due.why) == ("Network binder", "a year old")
    with dates.frozen(datetime(2025, 4, 1, 9, 0)):
        network = {"cidr": "10.0.0.0/24", "name": "Office"}
        empty_store.do(facts.add_fact, shop.kestrel, "network", network)
        known = empty_store.ask(behind, shop.kestrel, "ndb")
        assert known.words == "Edition 1 is 1 change behind"
        assert known.changes == ("Network addresses: 10.0.0.0/24 is new",)
        period = Period(dates.today(), dates.today())
        assert [row.why for row in empty_store.ask(due_rows, period, {})] == ["1 change"]
        assert empty_store.ask(due_rows, period, {"client": shop.brightwater}) == []
        assert "Office" in str(empty_store.ask(binder, shop.kestrel, "ndb").facts())
