"""S026: a contractor is given no ticket before the contractor agreement is signed."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.agreements import actions as agreements
from mspdesk.agreements import queries
from mspdesk.database.store import Store
from mspdesk.employment.printables.terms import CONTRACTOR_TERMS
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.models import Ticket
from mspdesk.tickets.queries import ticket_page
from tests.agreements.made import held
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import pages_of
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.system(26), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)


def contractor(store: Store) -> int:
    return store.do(people.add_person, "Cora Nash", ("technician",), {"kind": "contractor"})


def agree(store: Store, shop: Sample, person: int, start: date = TODAY) -> int:
    return store.do(
        agreements.add_agreement,
        shop.own,
        "contractor",
        start,
        {"person_id": person, "rate": 6_500},
    )


def sign(store: Store, made: int) -> None:
    store.do(agreements.send, made, held(store, made).version, TODAY, TODAY)
    store.do(agreements.sign, made, held(store, made).version, TODAY, "Cora Nash")


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_a_ticket_goes_to_a_contractor_only_after_the_signature(store: Store, shop: Sample) -> None:
    cora = contractor(store)
    ticket = open_ticket(store, shop.kestrel, "Pull cable to the back office")
    with pytest.raises(UserError, match="Cora Nash is a contractor without") as refused:
        store.do(tickets.assign, ticket, None, cora)
    assert refused.value.field == "assigned"
    with pytest.raises(UserError, match="contractor"):
        open_ticket(store, shop.kestrel, "Another one", assigned_id=cora)
    made = agree(store, shop, cora)
    with pytest.raises(UserError, match="contractor"):
        store.do(tickets.assign, ticket, None, cora)
    sign(store, made)
    assert store.ask(queries.contractor_signed, cora)
    store.do(tickets.assign, ticket, None, cora)
    page = store.ask(ticket_page, ticket)
    assert page is not None


def test_the_terms_of_a_piece_of_work_are_a_letter(store: Store, shop: Sample) -> None:
    cora = contractor(store)
    ticket = open_ticket(store, shop.kestrel, "Pull cable to the back office")
    number = store.ask(lambda session: session.get_one(Ticket, ticket).number)
    with pytest.raises(UserError, match="to a contractor first"):
        store.ask(CONTRACTOR_TERMS.gather, ticket)
    made = agree(store, shop, cora)
    sign(store, made)
    store.do(tickets.assign, ticket, None, cora)
    store.do(tickets.set_estimate, ticket, None, 90)
    document = store.ask(CONTRACTOR_TERMS.gather, ticket)
    (words,) = pages_of(prepare(CONTRACTOR_TERMS, document, Paper.LETTER).pdf)
    said = " ".join(words.split())
    for wanted in (
        "A piece of work: Pull cable to the back office",
        f"It is ticket {number};",
        "$65.00 for each hour",
        "1 h 30 min, which is $97.50 at most.",
        "I take on this work, Cora Nash",
    ):
        assert wanted in said, wanted
    store.do(agreements.terminate, made, held(store, made).version, TODAY, "Moved away")
    with dates.frozen(datetime(2026, 3, 12, 9)), pytest.raises(UserError, match="in force"):
        store.ask(CONTRACTOR_TERMS.gather, ticket)


def test_an_agreement_that_ended_is_none(store: Store, shop: Sample) -> None:
    cora = contractor(store)
    made = agree(store, shop, cora, date(2025, 1, 1))
    sign(store, made)
    store.do(agreements.terminate, made, held(store, made).version, date(2026, 3, 10), "Moved away")
    ticket = open_ticket(store, shop.kestrel, "Pull cable to the back office")
    with pytest.raises(UserError, match="contractor"):
        store.do(tickets.assign, ticket, None, cora)


def test_a_contractor_agreement_names_the_contractor(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError) as refused:
        store.do(agreements.add_agreement, shop.own, "contractor", TODAY)
    assert refused.value.field == "person_id"


def test_it_prints_between_the_shop_and_the_person(store: Store, shop: Sample) -> None:
    from mspdesk.agreements.printables import AGREEMENT
    from mspdesk.printing.document import prepare
    from mspdesk.printing.page import Paper
    from tests.printing.pdftext import text_of

    cora = contractor(store)
    made = agree(store, shop, cora)
    words = text_of(prepare(AGREEMENT, store.ask(AGREEMENT.gather, made), Paper.LETTER).pdf)
    assert "Independent contractor agreement" in words
    assert "Cora Nash (“you”)" in " ".join(words.split())
    assert "$65.00 for each hour" in " ".join(words.split())


def test_an_employee_needs_none(store: Store, shop: Sample) -> None:
    ticket = open_ticket(store, shop.kestrel, "Pull cable to the back office")
    store.do(tickets.assign, ticket, None, shop.marcus)
