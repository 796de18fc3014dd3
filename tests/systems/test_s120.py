"""S120: new prices are told thirty days ahead by a letter, and hold from their day."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.agreements import actions, queries
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.letters.printables import LETTER
from mspdesk.letters.queries import letters
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.timekeeping.queries import terms
from tests.agreements.made import held
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import text_of
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.system(120), pytest.mark.usefixtures("clock")]
MAY = date(2026, 5, 1)


def planned(store: Store, shop: Sample) -> int:
    return store.do(actions.plan_raise, shop.gold, MAY, 500, 17_500)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_the_letter_names_client_old_rate_new_rate_and_day(store: Store, shop: Sample) -> None:
    made = planned(store, shop)
    letter = store.do(actions.announce_raise, made, 1)
    (row,) = store.ask(letters, None, f"agreement:{shop.gold}")
    assert row.id == letter
    words = " ".join(
        text_of(prepare(LETTER, store.ask(LETTER.gather, letter), Paper.LETTER).pdf).split()
    )
    for said in (
        "Brightwater Veterinary",
        "Dear Ines",
        "from $1,485.00 to $1,559.25 a month",
        "May 1, 2026",
        "$165.00 $175.00",
    ):
        assert said in words, said


def test_thirty_days_are_kept_to_the_day(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError, match="30 days ahead: Apr 10, 2026"):
        store.do(actions.plan_raise, shop.gold, date(2026, 4, 9), 500)
    made = store.do(actions.plan_raise, shop.gold, date(2026, 4, 10), 500)
    with (
        dates.frozen(datetime(2026, 3, 12, 9)),
        pytest.raises(UserError, match="Apr 11, 2026"),
    ):
        store.do(actions.announce_raise, made, 1)
    store.do(actions.announce_raise, made, 1)


def test_the_prices_hold_from_their_day_and_not_before(store: Store, shop: Sample) -> None:
    made = planned(store, shop)
    store.do(actions.announce_raise, made, 1)
    assert store.ask(queries.monthly_on, shop.gold, date(2026, 4, 30)) == 148_500
    assert store.ask(queries.monthly_on, shop.gold, MAY) == 155_925
    version = store.ask(queries.raises_of, shop.gold)[0].version
    with pytest.raises(UserError, match="begin on May 1"):
        store.do(actions.apply_raise, made, version)
    assert held(store, shop.gold).rate is None
    with dates.frozen(datetime(2026, 5, 1, 8)):
        assert [one.what for one in store.ask(queries.due_on, MAY)] == ["New prices begin"]
        assert store.do(actions.come_into_force) == 1
        assert store.do(actions.come_into_force) == 0
    assert held(store, shop.gold).rate == 17_500
    assert store.ask(queries.raises_of, shop.gold)[0].state == "applied"


def test_work_costs_the_rate_of_its_day(store: Store, shop: Sample) -> None:
    made = planned(store, shop)
    store.do(actions.announce_raise, made, 1)
    ticket = open_ticket(
        store, shop.brightwater, "New workstation", coverage="billable", no_agreement=False
    )
    with dates.frozen(datetime(2026, 5, 4, 17)):
        for applied in (False, True):
            if applied:
                store.do(actions.come_into_force)
            rates = {day: store.ask(terms, ticket, day).rate for day in (date(2026, 4, 30), MAY)}
            assert rates == {date(2026, 4, 30): 16_500, MAY: 17_500}


def test_a_raise_is_not_announced_twice(store: Store, shop: Sample) -> None:
    made = planned(store, shop)
    store.do(actions.announce_raise, made, 1)
    with pytest.raises(UserError, match="announced already"):
        store.do(actions.announce_raise, made, store.ask(queries.raises_of, shop.gold)[0].version)
    assert len(store.ask(letters, None, f"agreement:{shop.gold}")) == 1
