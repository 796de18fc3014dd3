"""S056: a tool list with approved yes or no, and a kit for each technician on paper."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.practice.actions import tools
from mspdesk.practice.printables.tools import KIT, TOOLS
from mspdesk.practice.queries.tools import PieceRow, kit, kit_document, tools_document
from mspdesk.practice.queries.tools import tools as tool_list
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(56), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_each_tool_is_approved_or_not_by_somebody_and_for_a_reason(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    cleaner = store.do(tools.add_tool, {"name": "Registry cleaner", "kind": "software"})
    imaging = store.do(tools.add_tool, {"name": "Disk imaging", "approved": True})
    rows = {row.id: row for row in store.ask(tool_list)}
    assert (rows[cleaner].approved, rows[cleaner].decided_on) == (None, None)
    assert (rows[imaging].approved, rows[imaging].decided_by) == (True, "Dana Whitlock")
    with pytest.raises(UserError) as refused:
        store.do(tools.decide, cleaner, False)
    assert refused.value.field == "reason"
    store.do(tools.decide, cleaner, False, "Breaks more than it mends")
    with pytest.raises(UserError) as twice:
        store.do(tools.add_tool, {"name": "disk IMAGING"})
    assert twice.value.field == "name"
    printed = prepare(TOOLS, store.ask(tools_document), Paper.LETTER)
    text = flat("".join(pages_of(printed.pdf)))
    for words in ("Not approved", "Registry cleaner", "Breaks more than it mends", "Approved"):
        assert flat(words) in text
    store.do(tools.retire_tool, cleaner)
    assert [row.id for row in store.ask(tool_list)] == [imaging]
    assert shop.dana


def test_each_technician_has_a_kit_that_is_counted_and_printed(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    in_kit = {"approved": True, "in_kit": True}
    cable = store.do(tools.add_tool, {"name": "Patch cable", "kit_quantity": 4, **in_kit})
    tester = store.do(tools.add_tool, {"name": "Cable tester", "kind": "hardware", **in_kit})
    store.do(tools.add_tool, {"name": "Not carried", "approved": True})
    store.do(tools.count_kit, shop.marcus, {cable: 3, tester: None})
    pieces = {one.name: (one.wanted, one.quantity, one.short) for one in _kit(store, shop.marcus)}
    assert pieces == {"Patch cable": (4, 3, 1), "Cable tester": (1, None, 1)}
    assert {one.quantity for one in _kit(store, shop.dana)} == {None}
    for paper in Paper:
        pages = pages_of(prepare(KIT, store.ask(kit_document, shop.marcus), paper).pdf)
        assert len(pages) == 1
        text = flat(pages[0])
        assert all(flat(words) in text for words in ("Marcus Oduya", "Patch cable", "Counted by"))
        assert flat("Not carried") not in text


def _kit(store: Store, person: int) -> list[PieceRow]:
    return store.ask(kit, person)
