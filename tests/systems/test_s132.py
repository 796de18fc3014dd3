"""S132: the presentation draws from the assessment's findings; objections stand on a list."""

from datetime import datetime

import pytest

from mspdesk.checklists.actions import closing, marking, runs
from mspdesk.checklists.queries.results import run_lines
from mspdesk.database.store import Store
from mspdesk.dates import frozen
from mspdesk.errors import UserError
from mspdesk.offerings.actions.offerings import add_offering
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.sales.actions import objections as actions
from mspdesk.sales.actions.opportunities import open_opportunity
from mspdesk.sales.actions.proposals import draft_proposal, send_proposal
from mspdesk.sales.printables.presentation import PRESENTATION
from mspdesk.sales.queries import objections as queries
from mspdesk.sales.queries.presentation import seen_in_words
from mspdesk.sales.queries.proposals import proposal_page
from mspdesk.sales.rules.objections import STARTERS
from tests.bookcase import Furnish, Standing
from tests.checklists import pieces
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(132), pytest.mark.usefixtures("clock")]
HOSTILE = "AT&T <b>modem</b> =1+1 {{7*7}} Łódź"
USP = "Eleven minutes away, and somebody who knows your network answers."


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    found: Sample = standing(store)
    return found


def test_it_draws_from_the_findings(sqlite_store: Store, standing: Standing) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    client = shop.oldmill
    with pytest.raises(UserError, match="Nobody has assessed the network of Old Mill"):
        store.ask(PRESENTATION.gather, client)
    run = store.do(runs.plan_and_start, "assessment", client, (), "", "short")
    lines = list(store.ask(run_lines, run).lines())
    found = ((lines[16], 3, "Dusty"), (lines[12], 1, HOSTILE), (lines[14], 2, "Old"))
    for line, severity, words in found:
        value, _ = pieces.answer(line)
        store.do(
            marking.report_problem,
            run,
            line.key,
            value=value,
            note=words,
            severity=severity,
        )
    pieces.work(store, run)
    store.do(closing.finish_run, run)
    worth = store.do(add_offering, {"name": "Calm", "emotional": "You sleep on Fridays."})
    sale = store.do(
        open_opportunity,
        client,
        "Care",
        {"monthly": 91_000, "usp": USP, "offering_id": worth},
    )
    assert store.ask(seen_in_words, client).splitlines()[0].endswith(f"{HOSTILE}.")
    offer = store.do(draft_proposal, sale)
    page = store.ask(proposal_page, offer)
    assert page is not None
    assert HOSTILE in page.we_see
    store.do(send_proposal, offer, page.row.version)
    document = store.ask(PRESENTATION.gather, client)
    with frozen(datetime(2026, 6, 30, 9)):
        # A price that stands no more is not shown to anybody.
        assert store.ask(PRESENTATION.gather, client).proposal == ""
    pages = [flat(one) for one in pages_of(render(PRESENTATION, document, Paper.LETTER))]
    first, second, *rest = pages
    # Page 1 in plain words with what to begin with, page 2 the one table.
    assert flat("Your network in plain words") in first
    assert flat(HOSTILE) in first
    assert flat("At a glance") in second
    assert [sum(one.counts[at] for one in document.table) for at in range(3)] == [1, 1, 1]
    assert flat("Together") in second
    # Then the groups, each finding under its heading with how soon, last the next step.
    groups = "".join(rest[:-1])
    for title, some in document.sections:
        assert flat(title) in groups
        assert all(flat(one.seen) in groups for one in some)
    last = rest[-1]
    assert flat("The next step") in last
    assert flat("$910.00 a month") in last
    assert flat(USP) in last
    assert flat("You sleep on Fridays.") in last
    # What the technician was told to do stays inside the shop.
    assert flat(lines[12].otherwise) not in "".join(pages)


def test_the_list_is_edited_and_ordered(store: Store, shop: Sample) -> None:
    assert store.do(actions.bring_objections) == len(STARTERS)
    assert store.do(actions.bring_objections) == 0
    made = store.do(actions.add_objection, "  The board   decides. ", "Ask who sits on it.")
    rows = store.ask(queries.objections)
    assert rows[-1].words == "The board decides."
    store.do(actions.order_objection, made, 1)
    assert store.ask(queries.objections)[0].id == made
    with pytest.raises(UserError, match="on the list already"):
        store.do(actions.add_objection, "the board decides.")
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_objection, made, rows[-1].version + 1, " ", "")
    assert refused.value.field == "words"
    store.do(actions.retire_objection, made)
    assert made not in [one.id for one in store.ask(queries.objections)]
    store.do(actions.restore_objection, made)
    assert made in [one.id for one in store.ask(queries.objections)]


def test_what_was_met_says_what_helped(store: Store, shop: Sample) -> None:
    sale = store.do(open_opportunity, shop.oldmill, "Care", {})
    price = store.do(actions.add_objection, "That is too expensive.")
    details = {
        "words": "Twice a new server!",
        "tried": "Counted Tuesday together.",
        "helped": "yes",
    }
    met = store.do(actions.meet_objection, sale, price, details)
    store.do(actions.meet_objection, sale, None, {"new": "We move in May."})
    # The same words are the same objection.
    again = store.do(actions.meet_objection, sale, None, {"new": "that is too EXPENSIVE."})
    rows = store.ask(queries.met_on, sale)
    assert [one.objection_id for one in rows].count(price) == 2
    assert store.ask(queries.what_helped, price) == ["Counted Tuesday together."]
    listed = {one.id: one for one in store.ask(queries.objections)}
    assert listed[price].met_words == "Met 2 times, helped 1"
    one = next(row for row in rows if row.id == met)
    store.do(actions.edit_met, met, one.version, {"helped": "no"})
    assert store.ask(queries.what_helped, price) == []
    store.do(actions.remove_met, again)
    assert len(store.ask(queries.met_on, sale)) == 2
    with pytest.raises(UserError, match="Choose what they said"):
        store.do(actions.meet_objection, sale, None, {"new": " "})
