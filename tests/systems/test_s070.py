"""S070: the June single for twelve clients opens twelve tickets and is done when all close."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from mspdesk import dates
from mspdesk.checklists.actions import singles
from mspdesk.checklists.queries.singles import single_for_client, single_page
from mspdesk.database.history import recent_steps
from mspdesk.database.store import Store
from mspdesk.tickets.models import Ticket
from mspdesk.tickets.queries import first_contact_of
from tests.bookcase import Furnish, Standing
from tests.checklists.planned_shop import Planned, close_ticket, furnish

pytestmark = pytest.mark.system(70)
JUNE = date(2026, 6, 1)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """Twelve clients and a technician."""
    return furnish


def test_the_june_single(store: Store, standing: Standing) -> None:
    shop: Planned = standing(store)
    with dates.frozen(datetime(2026, 6, 2, 9)):
        steps = "Open the admin page.\nTurn on the alert.\nWrite the day down."
        made = store.do(singles.add_single, JUNE, "Turn on sign-in alerts", {"steps": steps})
        before = len(store.ask(recent_steps))
        tickets = store.do(singles.start_single, made, shop.clients)
        assert len(store.ask(recent_steps)) == before + 1, "twelve tickets in one step"
    assert len(tickets) == 12
    with store.read() as session:
        rows = session.scalars(select(Ticket).where(Ticket.id.in_(tickets))).all()
        assert {row.title for row in rows} == {"June single: Turn on sign-in alerts"}
        assert {row.type for row in rows} == {"monthly_single"}
        assert {row.status for row in rows} == {"assigned"}
        assert {row.client_id for row in rows} == set(shop.clients)
        assert all(cell.verified for cell in first_contact_of(session, tickets[0]))

    with dates.frozen(datetime(2026, 6, 9, 16)):
        for ticket in tickets[:-1]:
            close_ticket(store, ticket)
        page = store.ask(single_page, made)
        assert page is not None
        assert (page.row.words, page.row.done) == ("11 of 12 closed", False)
        close_ticket(store, tickets[-1])
    page = store.ask(single_page, made)
    assert page is not None
    assert (page.row.words, page.row.done) == ("12 of 12 closed", True)
    marks = [store.ask(single_for_client, client, JUNE) for client in shop.clients]
    assert all(mark is not None and mark.closed for mark in marks)


def test_starting_is_undone_as_one(store: Store, standing: Standing) -> None:
    shop: Planned = standing(store)
    with dates.frozen(datetime(2026, 6, 2, 9)):
        made = store.do(singles.add_single, JUNE, "Turn on sign-in alerts")
        store.do(singles.start_single, made, shop.clients)
        assert store.undo() == "Start monthly single"
    page = store.ask(single_page, made)
    assert page is not None
    assert (page.clients, len(page.others)) == ((), 12)
