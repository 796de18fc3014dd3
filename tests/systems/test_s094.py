"""S094: the network report groups findings by weight, its first page in words anybody reads.

It is made for somebody who is no client yet, from what was seen alone.
"""

import pytest

from mspdesk.checklists.actions import closing, marking, runs
from mspdesk.checklists.printables.report import REPORT
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.rules.run import State
from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.tickets.models import Ticket
from tests.bookcase import Furnish, Standing
from tests.checklists import pieces
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(94), pytest.mark.usefixtures("clock")]
HOSTILE = "AT&T <b>modem</b> =1+1 {{7*7}} Łódź"


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.mark.parametrize("variant", ["", "short"])
def test_a_prospect_gets_a_report_by_weight(
    sqlite_store: Store, standing: Standing, variant: str
) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    with store.read() as session:
        assert session.get_one(Client, shop.oldmill).status == "prospect"
        before = session.query(Ticket).count()
    run_id = store.do(runs.plan_and_start, "assessment", shop.oldmill, (), "", variant)
    lines = list(store.ask(run_lines, run_id).lines())
    now, soon, mind, unseen = lines[12], lines[14], lines[16], lines[18]
    decides = next(line for line in lines if line.key == "decides-pays")
    found = ((now, 1, HOSTILE), (soon, 2, "Old"), (mind, 3, "Dusty"), (decides, 2, "Nobody knows"))
    for line, severity, words in found:
        value, _ = pieces.answer(line)
        store.do(
            marking.report_problem,
            run_id,
            line.key,
            value=value,
            note=words,
            severity=severity,
        )
    store.do(marking.mark, run_id, unseen.key, State.NOT_SEEN)
    pieces.work(store, run_id)
    store.do(closing.finish_run, run_id)
    pages = pages_of(render(REPORT, store.ask(REPORT.gather, run_id), Paper.LETTER))
    first = flat(pages[0])
    counted = "4 points want attention: one should be mended now, 2 should be mended soon and one"
    assert flat(counted) in first
    assert flat("1 point could not be seen") in first
    assert flat(HOSTILE) in first
    assert flat("218-555-0100") in first
    rest = flat("".join(pages[1:]))
    places = [rest.index(flat(words)) for words in ("Mend now", "Mend soon", "Keep in mind")]
    assert places == sorted(places)
    assert rest.index(flat(now.text)) < rest.index(flat(soon.text)) < rest.index(flat(mind.text))
    # What is for who works is no point of theirs, whatever was written beside it.
    master = store.ask(run_lines, run_id)
    own = [line for section in master.sections if section.ours for line in section.lines]
    assert own[0].text == "Ask why they wanted this check now"
    assert not any(flat(line.text) in first + rest for line in own)
    points = len(lines) - len(own)
    assert flat(f"looked at {points + 1} points") in first
    assert flat(f"{points - 4} points are in order") in first
    # A problem found there is said all the same, under its heading.
    assert flat("Nobody knows") in rest
    assert flat("Reason and business") in rest
    # What the technician was told to do stays inside the shop.
    assert flat(now.otherwise) not in first + rest
    with store.read() as session:
        assert session.query(Ticket).count() == before


def test_other_checklists_have_none(sqlite_store: Store, standing: Standing) -> None:
    shop: Sample = standing(sqlite_store)
    run_id = sqlite_store.do(runs.plan_and_start, "monthly-maintenance", shop.kestrel)
    with pytest.raises(UserError, match="Only an assessment has a report"):
        sqlite_store.ask(REPORT.gather, run_id)
