"""S114: the vendor list sorts by commitment, the stack report gives the share of channel-only."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.desk.area import Figure, Period
from mspdesk.exchange.columns import plain_value
from mspdesk.vendors import actions, queries
from mspdesk.vendors.reports import REPORTS, stack_glance
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(114), pytest.mark.usefixtures("clock")]

FOUND = (
    ("Aster Direct", "direct", True),
    ("Bluestem Hardware", "mixed", True),
    ("Cedar Antivirus", "", True),
    ("Kettle Backup", "channel_only", True),
    ("Osprey Networks", "channel_first", True),
    ("Redpoll Security", "channel_only", True),
    ("Tern Distribution", "channel_only", True),
    ("Prairie Fiber", "channel_only", False),
)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books, with eight vendors, seven of them in its stack."""
    made: Sample = standing(store)
    for name, commitment, in_stack in FOUND:
        vendor = store.do(actions.add_vendor, {"name": name, "in_stack": in_stack})
        if commitment:
            held = store.ask(queries.vendor, vendor)
            assert held is not None
            found = {"commitment": commitment, "poaches": commitment == "direct"}
            store.do(actions.look_at_channel, vendor, held.version, found)
    return made


def test_the_list_sorts_by_commitment(store: Store, shop: Sample) -> None:
    rows = store.ask(queries.vendors)
    assert [(row.name, row.commitment_words) for row in rows] == [
        ("Kettle Backup", "Channel-only"),
        ("Prairie Fiber", "Channel-only"),
        ("Redpoll Security", "Channel-only"),
        ("Tern Distribution", "Channel-only"),
        ("Osprey Networks", "Channel-first"),
        ("Bluestem Hardware", "Mixed"),
        ("Aster Direct", "Direct"),
        ("Cedar Antivirus", "Not looked at yet"),
    ]
    assert {row.commitment_on for row in rows} == {date(2026, 3, 11), None}
    assert [row.name for row in rows if row.poaches] == ["Aster Direct"]


def test_the_stack_report_gives_the_share_of_channel_only(store: Store, shop: Sample) -> None:
    """Three of the seven vendors in the stack: 42.9%; Prairie Fiber is none of them."""
    report = next(one for one in REPORTS if one.key == "our-stack")
    assert report.cadence == "Quarter"
    period = Period(date(2026, 3, 11), date(2026, 3, 11))
    rows = store.ask(report.rows, period, {})
    shown = [
        [plain_value(column.kind, column.value(row)) for column in report.columns] for row in rows
    ]
    assert shown == [
        ["Channel-only", "3", "42.9%", "Kettle Backup, Redpoll Security, Tern Distribution"],
        ["Channel-first", "1", "14.3%", "Osprey Networks"],
        ["Mixed", "1", "14.3%", "Bluestem Hardware"],
        ["Direct", "1", "14.3%", "Aster Direct"],
        ["Not looked at yet", "1", "14.3%", "Cedar Antivirus"],
    ]
    assert report.totals is not None
    assert report.totals(rows) == {"vendors": 7}
    figure = store.ask(stack_glance, period, {}, rows)[0]
    assert isinstance(figure, Figure)
    assert (figure.value, figure.words) == ("42.9%", "3 of 7 vendors in our stack")
