"""S107: the overdue list gives each client's next step and its day; each step is logged."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.rules.collections import DEFAULT_RULES
from mspdesk.billing.rules.totals import late_fee
from mspdesk.database.store import Store
from mspdesk.letters import queries as letters
from tests.billing.moneyshop import furnish

pytestmark = pytest.mark.system(107)

DUE = date(2026, 3, 11)
STEPS = [rule for rule in DEFAULT_RULES if rule.active]


def test_each_step_comes_on_its_day_and_is_logged_by_who_took_it(store: Store) -> None:
    with dates.frozen(datetime(2026, 3, 1, 9, 0)):
        shop = furnish(store)
        shop.invoice(shop.kestrel, 279_250, due=DUE)
        assert store.ask(queries.receivables).clients[0].next is None
    wanted = [
        ("Friendly note", 1),
        ("Call", 10),
        ("Second letter", 15),
        ("Stop non-critical work", 30),
        ("Owner decides", 45),
    ]
    for (words, day), step in zip(wanted, STEPS, strict=True):
        with dates.frozen(datetime(2026, 3, 11, 9, 0) + timedelta(days=day)):
            (owes,) = store.ask(queries.receivables).clients
            assert owes.next is not None
            assert (owes.next.words, owes.next.on) == (words, DUE + timedelta(days=day))
            store.do(actions.take_step, shop.kestrel, step.key, f"Done on day {day}")
    with dates.frozen(datetime(2026, 5, 1, 9, 0)):
        assert store.ask(queries.receivables).clients[0].next is None
        logged = store.ask(queries.steps_of, shop.kestrel)
        written = store.ask(letters.letters, shop.kestrel)
    assert [(step.words, step.on) for step in reversed(logged)] == [
        (f"Done on day {step.day}", DUE + timedelta(days=step.day)) for step in STEPS
    ]
    assert {step.person for step in logged} == {"Priya Raman"}
    assert [letter.form for letter in reversed(written)] == [
        "letters/overdue-1",
        "letters/overdue-2",
        "letters/overdue-3",
    ]


def test_nothing_is_taken_or_sent_by_itself(store: Store) -> None:
    with dates.frozen(datetime(2026, 3, 1, 9, 0)):
        shop = furnish(store)
        invoice = shop.invoice(shop.kestrel, 279_250, due=DUE)
    with dates.frozen(datetime(2026, 9, 1, 9, 0)):
        store.ask(queries.receivables)
        store.do(actions.make_drafts, date(2026, 9, 1))
        page = store.ask(queries.invoice_page, invoice)
        assert store.ask(letters.letters) == []
        assert store.ask(queries.steps_of, shop.kestrel) == []
    assert (page.events, page.row.open, page.row.total) == ((), 279_250, 279_250)


def test_the_late_fee_is_a_person_s_verb_and_comes_to_41_89(store: Store) -> None:
    with dates.frozen(datetime(2026, 3, 1, 9, 0)):
        shop = furnish(store)
        shop.invoice(shop.kestrel, 279_250, due=DUE)
    with dates.frozen(datetime(2026, 4, 11, 9, 0)):
        store.do(actions.set_late_fee, 15_000)
        assert store.ask(queries.draft_of, shop.kestrel) is None
        store.do(actions.add_late_fee, shop.kestrel)
        draft = store.ask(queries.draft_of, shop.kestrel)
        assert draft is not None
        page = store.ask(queries.draft_page, draft)
    assert (page.row.total, page.row.tax) == (4_189, 0)
    assert late_fee(279_250) == 4_189
