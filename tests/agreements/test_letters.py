"""Letters around an agreement: the welcome, what happens next, the thanks at the end."""

from datetime import date, datetime

import pytest

from mspdesk.agreements import actions
from mspdesk.agreements.queries.letters import farewells, leavings, welcomes
from mspdesk.database.store import Store
from mspdesk.letters import actions as letters
from mspdesk.letters.queries import letter_page
from tests.agreements.made import held
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

LAST = date(2026, 4, 30)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    """The small shop."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Sample:
    made: Sample = standing(store)
    return made


def test_from_the_welcome_to_the_thanks(store: Store, shop: Sample) -> None:
    (welcome, *_more) = store.ask(welcomes, shop.brightwater)
    about = f"agreement:{shop.gold}"
    assert welcome.about == about
    letter = store.do(letters.write_letter, shop.brightwater, "letters/welcome", welcome.fields)
    body = store.ask(letter_page, letter).body
    assert f"Your agreement {held(store, shop.gold).number}, " in body
    assert store.ask(leavings, shop.brightwater) == []
    assert store.ask(farewells, shop.brightwater) == []
    version, today = held(store, shop.gold).version, date(2026, 3, 11)
    store.do(actions.give_notice, shop.gold, version, today, LAST, "They move in-house")
    (leaving,) = store.ask(leavings, shop.brightwater)
    assert (leaving.about, leaving.fields["ending.on"]) == (about, "Apr 30, 2026")
    version = held(store, shop.gold).version
    store.do(actions.terminate, shop.gold, version, date(2026, 3, 11), "They left early")
    (thanks,) = store.ask(farewells, shop.brightwater)
    assert thanks.fields == {"ending.on": "March 11, 2026"}
    letter = store.do(letters.write_letter, shop.brightwater, "letters/farewell", thanks.fields)
    assert store.ask(letter_page, letter).missing == []
