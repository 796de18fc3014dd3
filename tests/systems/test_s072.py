"""S072: steps are given to an outside provider and stand on its work list, on screen and paper."""

import pytest
from sqlalchemy import select

from mspdesk.checklists.actions import marking, runs, schedules
from mspdesk.checklists.printables.paper import STEPS
from mspdesk.checklists.queries.across import OUTSIDE, work_lists
from mspdesk.database.store import Store
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.tickets.models import TicketText
from mspdesk.vendors.actions import add_vendor
from tests.bookcase import Furnish, Standing
from tests.checklists import pieces
from tests.printing.pdftext import flat, text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(72), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_a_step_given_to_a_provider_is_on_its_work_list(
    sqlite_store: Store, standing: Standing
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    vendor_id = store.do(add_vendor, {"name": "Northern Cabling", "phone": "218-555-0177"})
    run_id = store.do(runs.plan_and_start, "monthly-maintenance", shop.kestrel)
    store.do(marking.give_line, run_id, "firewall", vendor_id=vendor_id)
    (found,) = [one for one in store.ask(work_lists) if one.vendor_id == vendor_id]
    assert (found.vendor, found.open) == ("Northern Cabling", 1)
    assert [line.line.key for line in found.runs[0].lines] == ["firewall"]
    text = flat(text_of(render(STEPS, store.ask(STEPS.gather, OUTSIDE, vendor_id), Paper.LETTER)))
    for words in ("Northern Cabling", "218-555-0177", "Kestrel Machine & Tool", "firewall"):
        assert flat(words) in text


def test_a_provider_named_in_a_schedule_has_each_of_its_days(
    sqlite_store: Store, standing: Standing
) -> None:
    """What is done outside, or all of it where no step is; a step given to another stays there."""
    store = sqlite_store
    shop: Sample = standing(store)
    cabling = store.do(add_vendor, {"name": "Northern Cabling"})
    other = store.do(add_vendor, {"name": "Lakeside Power"})
    code = pieces.keep(store, pieces.MONTHLY)
    facts = {"client_id": shop.kestrel, "rule": "daily", "vendor_id": cabling}
    store.do(schedules.add_schedule, code, facts)

    def listed() -> dict[str, list[list[str]]]:
        return {
            one.vendor: [[line.line.key for line in run.lines] for run in one.runs]
            for one in store.ask(work_lists)
        }

    assert set(listed()) == {"Northern Cabling"}
    assert listed()["Northern Cabling"][0] == ["label"]
    first = store.ask(work_lists)[0].runs[0].row
    assert first.ticket_id is not None
    with store.read() as session:
        text = session.scalars(select(TicketText).where(TicketText.ticket_id == first.ticket_id))
        assert "Outside provider: Northern Cabling." in text.one().description
    store.do(runs.start_run, first.id)
    assert listed()["Northern Cabling"][0] == ["label"]
    store.do(marking.give_line, first.id, "label", vendor_id=other)
    assert listed()["Lakeside Power"] == [["label"]]
    whole = store.do(schedules.add_schedule, "restore-test", facts | {"rule": "day:20"})
    rows = [run for one in store.ask(work_lists) for run in one.runs]
    mine = next(one for one in rows if one.row.schedule_id == whole)
    assert len(mine.lines) == mine.row.total
