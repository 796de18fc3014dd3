"""S119: roadmap meetings: the next at most three months on, agenda and minutes, sales tickets."""

from datetime import date, timedelta

import pytest

from mspdesk.database.store import Store
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.roadmaps.actions.meetings import hold_meeting, plan_meeting
from mspdesk.roadmaps.actions.minutes import decide
from mspdesk.roadmaps.printables.meeting import AGENDA, MINUTES
from mspdesk.roadmaps.queries.dealings import open_sales
from mspdesk.roadmaps.queries.decisions import decisions
from mspdesk.roadmaps.queries.due import due_list
from mspdesk.roadmaps.queries.meetings import meeting_page
from mspdesk.roadmaps.queries.packet import packet
from mspdesk.roadmaps.rules.rhythm import usual_next
from mspdesk.tickets.models import Ticket
from tests.bookcase import NOON, Furnish, Standing
from tests.printing.pdftext import text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(119), pytest.mark.usefixtures("clock")]

DAY = NOON.date()


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_a_quarter_from_one_meeting_to_the_next(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    client = shop.brightwater
    made = store.do(plan_meeting, client, DAY, {"at": 840})
    agenda = prepare(AGENDA, store.ask(AGENDA.gather, made), Paper.LETTER)
    assert agenda.pages == 1

    # What we decide to do is a sales ticket; what they do is not.
    store.do(decide, made, "Offer two machines", {"person_id": shop.marcus})
    store.do(decide, made, "Ask the vendor", {"kind": "theirs", "who": "Ines Varga"})
    ours, theirs = store.ask(decisions, meeting_id=made)
    assert ours.ticket_id is not None
    assert theirs.ticket_id is None
    with store.read() as session:
        ticket = session.get_one(Ticket, ours.ticket_id)
        assert (ticket.type, ticket.queue, ticket.client_id) == ("sales", "sales", client)
    assert [one.title for one in store.ask(open_sales, client)] == ["Offer two machines"]

    page = store.ask(meeting_page, made)
    assert page is not None
    store.do(hold_meeting, made, page.row.version)
    minutes = text_of(prepare(MINUTES, store.ask(MINUTES.gather, made), Paper.LETTER).pdf)
    assert "Offer two machines Marcus" in minutes.replace("\n", " ")
    assert "Ask the vendor Ines Varga" in minutes.replace("\n", " ")

    # The next is due three months later at the latest; a later day is told.
    (due,) = [one for one in store.ask(due_list) if one.client_id == client]
    assert (due.last_on, due.due_on) == (DAY, date(2026, 6, 11))
    assert DAY < due.proposed(DAY) <= due.due_on
    assert due.proposed(DAY) == usual_next(DAY)
    late = store.do(plan_meeting, client, due.due_on + timedelta(days=1))
    held = store.ask(meeting_page, late)
    assert held is not None
    assert held.late_words == "More than three months after the last one, Mar 11, 2026."
    assert any("What we decided last time" in one.text for one in held.items)


def test_prospects_are_met_too_and_empty_sections_stay_away(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    made = store.do(plan_meeting, shop.oldmill, DAY)
    known = store.ask(packet, shop.oldmill)
    assert known.status == "Prospect"
    assert [one.key for one in known.sections] == ["budget", "questions"]
    page = store.ask(meeting_page, made)
    assert page is not None
    assert [one.source for one in page.items] == ["budget", "questions"]
    assert shop.oldmill in {one.client_id for one in store.ask(due_list)}
    assert len(known.sections) <= 8
