"""S107: the overdue list gives each client's next step and its day; each step is logged."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.rules.ageing import LATE_STEPS
from mspdesk.billing.rules.totals import late_fee
from mspdesk.database.store import Store
from tests.billing.moneyshop import furnish

pytestmark = pytest.mark.system(107)

DUE = date(2026, 3, 11)


def test_each_step_comes_on_its_day_and_is_logged_by_who_took_it(store: Store) -> None:
    with dates.frozen(datetime(2026, 3, 1, 9, 0)):
        shop = furnish(store)
        invoice = shop.invoice(shop.kestrel, 279_250, due=DUE)
        assert store.ask(queries.receivables).clients[0].next is None
    wanted = [
        ("Friendly note", 1),
        ("Call", 10),
        ("Second letter", 15),
        ("Stop non-critical work", 30),
        ("Owner decides", 45),
    ]
    for (words, day), step in zip(wanted, LATE_STEPS, strict=True):
        with dates.frozen(datetime(2026, 3, 11, 9, 0) + timedelta(days=day)):
            (owes,) = store.ask(queries.receivables).clients
            assert owes.next is not None
            assert (owes.next.words, owes.next.on) == (words, DUE + timedelta(days=day))
            store.do(actions.log_step, invoice, step.key, f"Done on day {day}")
    with dates.frozen(datetime(2026, 5, 1, 9, 0)):
        assert store.ask(queries.receivables).clients[0].next is None
        events = store.ask(queries.invoice_page, invoice).events
    assert [event.words for event in events] == [
        f"{step.key}: Done on day {step.day}" for step in LATE_STEPS
    ]
    assert {event.person for event in events} == {"Priya Raman"}


def test_nothing_is_taken_or_sent_by_itself(store: Store) -> None:
    with dates.frozen(datetime(2026, 3, 1, 9, 0)):
        shop = furnish(store)
        invoice = shop.invoice(shop.kestrel, 279_250, due=DUE)
    with dates.frozen(datetime(2026, 9, 1, 9, 0)):
        store.ask(queries.receivables)
        store.do(actions.make_drafts, date(2026, 9, 1))
        page = store.ask(queries.invoice_page, invoice)
    assert (page.events, page.row.open, page.row.total) == ((), 279_250, 279_250)


def test_the_late_fee_is_typed_by_hand_and_comes_to_41_89(store: Store) -> None:
    with dates.frozen(datetime(2026, 4, 11, 9, 0)):
        shop = furnish(store)
        fee = late_fee(279_250)
        draft = shop.draft(shop.kestrel, ("late_fee", "1.5 % on invoice 2026-0001", fee))
        page = store.ask(queries.draft_page, draft)
    assert (page.row.total, page.row.tax) == (4_189, 0)
