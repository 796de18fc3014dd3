"""Deposits and automatic payments, on both kinds of books."""

from datetime import date
from typing import Any

import pytest

from mspdesk.billing import actions, queries
from mspdesk.billing.rules import autopay
from mspdesk.errors import UserError
from mspdesk.vendors.models import Vendor
from tests.billing.moneyshop import DAY, MoneyShop


def pay(shop: MoneyShop, amount: int, method: str = "check") -> int:
    return shop.store.do(actions.add_payment, shop.kestrel, amount, method, None, "1021")


def test_payments_go_to_the_bank_once(shop: MoneyShop) -> None:
    store = shop.store
    check, cash, card = pay(shop, 100_000), pay(shop, 5_000, "cash"), pay(shop, 20_000, "card")
    waiting = store.ask(queries.waiting)
    assert [(row.id, row.carried) for row in waiting] == [
        (check, True),
        (cash, True),
        (card, False),
    ]
    deposit = store.do(actions.make_deposit, [check, cash, check], DAY, "First Bank 0117")
    (row,) = store.ask(queries.deposit_list)
    assert (row.number, row.total, row.payments, row.person) == ("D0001", 105_000, 2, "Priya Raman")
    assert [one.id for one in store.ask(queries.waiting)] == [card]
    assert store.ask(queries.deposit_of, check) == (deposit, "D0001")
    assert store.ask(queries.deposit_of, card) is None
    with pytest.raises(UserError, match="went with deposit D0001 already"):
        store.do(actions.make_deposit, [check])
    assert store.ask(queries.deposits_whole) == []
    store.do(actions.undo_deposit, deposit)
    assert len(store.ask(queries.waiting)) == 3
    store.undo()
    assert store.ask(queries.deposit_of, cash) == (deposit, "D0001")


def test_what_cannot_be_deposited(shop: MoneyShop) -> None:
    store = shop.store
    bounced = pay(shop, 100_000)
    back = store.do(actions.reverse_payment, bounced)
    assert store.ask(queries.waiting) == []
    for payments, said in (
        ([], "Tick the payments"),
        ([bounced], "was taken back"),
        ([back], "Only money that came in"),
        ([99_999], "Only money that came in"),
    ):
        with pytest.raises(UserError, match=said) as caught:
            store.do(actions.make_deposit, payments)
        assert caught.value.field == "payments"
    good = pay(shop, 1_000)
    for day in (date(2026, 3, 12), date(2026, 3, 10)):
        with pytest.raises(UserError) as caught:
            store.do(actions.make_deposit, [good], day)
        assert caught.value.field == "on"


@pytest.mark.parametrize(
    ("expires", "words", "marked"),
    [
        (date(2026, 2, 1), "02/26, ran out", True),
        (date(2026, 3, 1), "03/26, 20 days left", True),
        (date(2026, 4, 1), "04/26, 50 days left", True),
        (date(2026, 5, 1), "05/26", False),
        (None, "", False),
    ],
)
def test_a_card_is_good_to_the_end_of_its_month(
    expires: date | None, words: str, marked: bool
) -> None:
    assert autopay.expiry_words(expires, DAY) == words
    assert autopay.expiring(expires, DAY) is marked


def test_sixty_days_are_the_edge() -> None:
    assert autopay.expiring(date(2026, 5, 1), date(2026, 4, 1))
    assert autopay.days_left(date(2026, 5, 1), date(2026, 4, 1)) == 60
    assert not autopay.expiring(date(2026, 5, 1), date(2026, 3, 31))


def test_the_next_day_of_a_short_month() -> None:
    assert autopay.next_on(31, date(2026, 2, 5)) == date(2026, 2, 28)
    assert autopay.next_on(5, date(2026, 3, 11)) == date(2026, 4, 5)
    assert autopay.next_on(31, date(2026, 1, 31)) == date(2026, 1, 31)
    assert autopay.next_on(15, date(2026, 12, 16)) == date(2027, 1, 15)


def test_automatic_payments_are_kept_and_ended(shop: MoneyShop) -> None:
    store = shop.store
    with store.step("Prepare") as session:
        vendor = Vendor(number="V0001", name="Northline Fiber")
        session.add(vendor)
        session.flush()
        vendor_id = vendor.id
    out: dict[str, Any] = {
        "direction": "out",
        "vendor_id": vendor_id,
        "last_four": "4242",
        "expires_on": date(2026, 4, 30),
        "amount": 12_900,
        "day": 5,
    }
    first = store.do(actions.save_auto_payment, out)
    store.do(
        actions.save_auto_payment,
        {"direction": "in", "client_id": shop.kestrel, "method": "ach", "every_months": 3},
    )
    rows = store.ask(queries.auto_payments)
    assert [(row.who, row.card, row.often, row.expiring) for row in rows] == [
        ("Northline Fiber", "Card 4242", "Day 5", True),
        ("Kestrel Machine & Tool", "Bank debit", "Day 1, every 3 months", False),
    ]
    assert [row.id for row in store.ask(queries.expiring_cards)] == [first]
    changes = {"expires_on": date(2029, 4, 1)}
    store.do(actions.save_auto_payment, changes, first, rows[0].version)
    assert store.ask(queries.expiring_cards) == []
    store.do(actions.end_auto_payment, first)
    assert len(store.ask(queries.auto_payments)) == 1
    assert len(store.ask(queries.auto_payments, None, all_of_them=True)) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_four": "4242424242424242"}, "last_four"),
        ({"last_four": "42a2"}, "last_four"),
        ({"expires_on": None}, "expires_on"),
        ({"day": 32}, "day"),
        ({"every_months": 0}, "every_months"),
        ({"amount": -1}, "amount"),
        ({"method": "gold"}, "method"),
        ({"direction": "up"}, "direction"),
        ({"what": ""}, "what"),
        ({"direction": "in"}, "client_id"),
    ],
)
def test_what_an_automatic_payment_needs(
    shop: MoneyShop, changes: dict[str, Any], field: str
) -> None:
    good = {"what": "Phones", "last_four": "4242", "expires_on": date(2028, 1, 1)}
    with pytest.raises(UserError) as caught:
        shop.store.do(actions.save_auto_payment, good | changes)
    assert caught.value.field == field
    assert shop.store.ask(queries.auto_payments) == []
