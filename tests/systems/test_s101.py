"""S101: an agreement is reviewed, or somebody waives that in words, before it is sent."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from mspdesk.agreements import actions
from mspdesk.agreements.rules import State
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from tests.agreements.made import draft, held
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(101), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_it_is_not_sent_unread(store: Store, shop: Sample) -> None:
    made = draft(store, shop.kestrel)
    store.do(actions.to_legal_review, made, held(store, made).version)
    with pytest.raises(UserError) as refused:
        store.do(actions.send, made, held(store, made).version, TODAY)
    assert refused.value.field == "reviewed_on"
    assert held(store, made).state == State.LEGAL_REVIEW
    with pytest.raises(UserError) as refused:
        early = date(2026, 3, 9)
        store.do(actions.send, made, held(store, made).version, early, date(2026, 3, 10))
    assert refused.value.field == "sent_on"
    store.do(actions.send, made, held(store, made).version, TODAY, date(2026, 3, 10))
    row = held(store, made)
    assert (row.state, row.sent_on, row.reviewed_on) == (State.SENT, TODAY, date(2026, 3, 10))


def test_a_waiver_is_written_down_in_words(store: Store, shop: Sample) -> None:
    made = draft(store, shop.kestrel)
    with pytest.raises(UserError):
        store.do(actions.send, made, held(store, made).version, TODAY, None, "   ")
    store.do(actions.send, made, held(store, made).version, TODAY, None, "Same words as A0001")
    assert held(store, made).review_waiver == "Same words as A0001"


def test_it_is_not_active_before_somebody_signed(store: Store, shop: Sample) -> None:
    made = draft(store, shop.kestrel)
    with pytest.raises(UserError):
        store.do(actions.sign, made, held(store, made).version, TODAY, "Marta Kestrel")
    store.do(actions.send, made, held(store, made).version, TODAY, TODAY)
    with pytest.raises(UserError) as refused:
        store.do(actions.sign, made, held(store, made).version, TODAY, " ")
    assert refused.value.field == "signer_theirs"
    with pytest.raises(UserError) as refused:
        store.do(actions.sign, made, held(store, made).version, date(2026, 3, 10), "Marta")
    assert refused.value.field == "signed_on"
    store.do(actions.sign, made, held(store, made).version, TODAY, "Marta Kestrel")
    assert held(store, made).state == State.ACTIVE


def test_the_screen_says_what_is_missing_beside_the_field(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    from mspdesk.agreements.view import AgreementsView
    from mspdesk.app.areas import AREAS

    shop: Sample = standing(sqlite_store)
    made = draft(sqlite_store, shop.kestrel)
    desk = Desk(sqlite_store, AREAS)
    view = AgreementsView(desk)
    qtbot.addWidget(view)
    view.show()
    view.show_place(Place("agreements", made, do="send"))
    form = view.page.move_form
    assert form is not None
    assert not form.submit()
    assert "lawyer" in form.error("reviewed_on")
    form.entry("reviewed_on").set_value(date(2026, 3, 10))
    assert form.submit(), form.error()
    assert held(sqlite_store, made).state == State.SENT
    assert view.page.main_button.words() == "Note the signature"
    desk.leave()
