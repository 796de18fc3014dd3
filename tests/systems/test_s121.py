"""S121: after notice all work is paid ahead, and closing computes what is given back."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.agreements import actions, queries
from mspdesk.agreements.models import PrepaidBlock
from mspdesk.agreements.rules import State
from mspdesk.clients.queries import client as client_of
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.letters.queries import letter_page
from mspdesk.tickets import actions as tickets
from mspdesk.timekeeping import actions as timekeeping
from tests.agreements.made import held
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.system(121), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)
LAST = date(2026, 4, 30)


def block(store: Store, client: int, left: int = 600, **more: object) -> int:
    """Ten hours bought for $1,500, under an agreement of prepaid hours."""
    made = store.do(
        actions.add_agreement,
        client,
        "block",
        date(2026, 1, 1),
        {
            "state": "active",
            "signed_on": date(2025, 12, 20),
            "signer_theirs": "Marta Kestrel",
            "bucket": "block",
            "included_minutes": 600,
        }
        | more,
    )
    with store.step("Prepare") as session:
        session.add(
            PrepaidBlock(
                agreement_id=made,
                client_id=client,
                starts_on=date(2026, 1, 1),
                expires_on=None,
                opened_on=date(2026, 1, 1),
                closed_on=None,
                minutes=600,
                minutes_left=left,
                price=150_000,
            )
        )
    return made


def notice(store: Store, made: int) -> None:
    store.do(
        actions.give_notice, made, held(store, made).version, TODAY, LAST, "They move in-house"
    )


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_closing_computes_the_refund_of_the_worked_example(store: Store, shop: Sample) -> None:
    made = block(store, shop.kestrel, left=225)
    notice(store, made)
    (due,) = store.ask(queries.refunds_due, made)
    assert (due.left, due.amount) == (225, 56_250)
    given_back = store.do(
        actions.terminate, made, held(store, made).version, LAST, "They move in-house"
    )
    assert given_back == 56_250
    assert held(store, made).state == State.TERMINATED


def test_a_client_in_notice_gets_no_unpaid_labor(store: Store, shop: Sample) -> None:
    ticket = open_ticket(store, shop.brightwater, "New printer for the front desk")
    store.do(timekeeping.log_time, ticket, TODAY, "9:00-9:30", "Unpacked it, set it up")
    row = held(store, shop.gold)
    store.do(actions.give_notice, shop.gold, row.version, TODAY, LAST, "They move in-house")
    client = store.ask(client_of, shop.brightwater)
    assert client is not None
    assert client.status == "notice"
    work = open_ticket(
        store,
        shop.brightwater,
        "Export all mailboxes",
        coverage="billable",
        no_agreement=True,
    )
    with pytest.raises(UserError, match="paid ahead") as refused:
        store.do(timekeeping.log_time, work, TODAY, "10:00-10:30", "Exported the first ones")
    assert refused.value.field == "ticket"
    store.do(tickets.edit_ticket, work, None, {"coverage": "covered"})
    store.do(timekeeping.log_time, work, TODAY, "10:00-10:30", "Exported the first ones")


def test_what_was_worked_before_the_notice_bills_as_ever(store: Store, shop: Sample) -> None:
    work = open_ticket(store, shop.brightwater, "Add a workstation", coverage="billable")
    row = held(store, shop.gold)
    store.do(actions.give_notice, shop.gold, row.version, TODAY, LAST, "They move in-house")
    made = store.do(
        timekeeping.log_time, work, date(2026, 3, 10), "10:00-10:30", "Added the workstation"
    )
    assert made


def test_work_that_is_paid_ahead_goes_on(store: Store, shop: Sample) -> None:
    made = block(store, shop.kestrel)
    notice(store, made)
    work = open_ticket(
        store, shop.kestrel, "Hand over passwords", no_agreement=False, agreement_id=made
    )
    assert store.do(timekeeping.log_time, work, TODAY, "10:00-11:00", "Wrote them all down")


def test_the_letter_says_what_happens_next(store: Store, shop: Sample) -> None:
    made = block(store, shop.kestrel, left=225)
    with pytest.raises(UserError, match="No notice"):
        store.do(actions.write_whats_next, made)
    notice(store, made)
    letter = store.ask(letter_page, store.do(actions.write_whats_next, made))
    assert letter.subject == "What happens next, until Apr 30, 2026"
    assert "We have your notice of Mar 11, 2026." in letter.body
    assert "$562.50 as it stands now" in letter.body


def test_notice_runs_out_by_itself(store: Store, shop: Sample) -> None:
    notice(store, shop.gold)
    with dates.frozen(datetime(2026, 5, 1, 8)):
        store.do(actions.come_into_force)
    row = held(store, shop.gold)
    assert (row.state, row.ended_on) == (State.TERMINATED, LAST)


def test_the_page_says_what_is_left_and_what_it_is_worth(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    from mspdesk.agreements.view import AgreementsView
    from mspdesk.app.areas import AREAS
    from mspdesk.widgets.layout import Notice

    shop: Sample = standing(sqlite_store)
    made = block(sqlite_store, shop.kestrel, left=225)
    notice(sqlite_store, made)
    desk = Desk(sqlite_store, AREAS)
    view = AgreementsView(desk)
    qtbot.addWidget(view)
    view.show()
    view.show_place(Place("agreements", made))
    said = [one.words() for one in view.page.findChildren(Notice)]
    assert ("Notice was given, it ends Apr 30, 2026") in [title for title, _ in said]
    assert any("3.75 h paid ahead are left, worth $562.50" in text for _, text in said)
    assert view.page.main_button.words() == "End it"
    desk.leave()
