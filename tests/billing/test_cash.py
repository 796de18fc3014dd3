"""Cash of four weeks: habits of paying, promises, bills, pay dates, and the week that is kept."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.offers import bills_today
from mspdesk.billing.printables.cash import CASH
from mspdesk.billing.queries import cash as queries
from mspdesk.billing.rules import cash as rules
from mspdesk.billing.rules.cash import Paid, collected
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop as the_shop
from tests.billing.moneyshop import DAY, MoneyShop
from tests.printing.pdftext import pages_of

WORKED = (Paid(5, 100_000), Paid(12, 300_000), Paid(27, 300_000), Paid(55, 300_000))
"""1,000 within a week, 3,000 by week 2, 3,000 by month 1, 3,000 by month 2 (B6)."""


# --- rules ---------------------------------------------------------------------------------------


def test_ten_thousand_billed_is_collected_as_the_domain_says() -> None:
    by_month_two = collected(1_000_000, 0, WORKED, (7, 14, 30, 60))
    assert by_month_two == [100_000, 300_000, 300_000, 300_000, 0]
    assert collected(1_000_000, 0, WORKED, rules.week_edges()) == [
        100_000,
        300_000,
        0,
        300_000,
        300_000,
    ]


def test_what_is_open_already_comes_from_what_is_left_of_the_habit() -> None:
    assert collected(60_000, 20, WORKED, rules.week_edges()) == [0, 30_000, 0, 0, 30_000]
    assert collected(60_000, 56, WORKED, rules.week_edges()) == [0, 0, 0, 0, 60_000]
    assert collected(60_000, 0, (), rules.week_edges()) == [0, 0, 0, 0, 60_000]


@given(
    some.integers(0, 10**9),
    some.integers(0, 200),
    some.lists(some.builds(Paid, some.integers(0, 300), some.integers(0, 10**8)), max_size=8),
)
def test_nothing_is_lost_or_invented(amount: int, age: int, habit: list[Paid]) -> None:
    parts = collected(amount, age, habit, rules.week_edges())
    assert sum(parts) == amount
    assert min(parts) >= 0


def test_days_to_pay_are_weighed_by_money() -> None:
    assert rules.average_days(()) is None
    assert rules.average_days((Paid(10, 100), Paid(20, 300))) == 18
    assert rules.average_days(WORKED) == 29


def test_a_bill_of_the_last_of_a_month_is_due_on_the_last_of_the_next() -> None:
    assert rules.due_days(date(2026, 1, 31), 1, date(2026, 3, 31)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
    ]


# --- the view ------------------------------------------------------------------------------------


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 9, 0)


def with_habit(shop: MoneyShop) -> None:
    """Kestrel paid three invoices of 100.00 after 5, 12 and 50 days."""
    for month, days in ((9, 5), (10, 12), (11, 50)):
        with dates.frozen(at(month, 1, 2025)):
            invoice = shop.invoice(shop.kestrel, 10_000)
        with dates.frozen(at(month, 1, 2025) + timedelta(days=days)):
            shop.store.do(actions.add_payment, shop.kestrel, 10_000, allocations={invoice: 10_000})


def test_an_invoice_is_expected_by_its_clients_habit(shop: MoneyShop) -> None:
    with_habit(shop)
    with dates.frozen(at(3, 11)):
        shop.invoice(shop.kestrel, 90_000)
        view = shop.store.ask(queries.cash_view)
    assert [(line.week, line.who, line.amount, line.words) for line in view.lines] == [
        (0, "Kestrel Machine & Tool", 30_000, "pays in about 22 days"),
        (1, "Kestrel Machine & Tool", 30_000, "pays in about 22 days"),
    ]
    assert view.later == 30_000
    assert view.ends(100_000) == [130_000, 160_000, 160_000, 160_000]


def test_without_history_the_due_day_counts(shop: MoneyShop) -> None:
    with dates.frozen(at(3, 11)):
        shop.invoice(shop.kestrel, 90_000, due=date(2026, 3, 26))
        view = shop.store.ask(queries.cash_view)
        assert [(line.week, line.amount, line.words) for line in view.lines] == [
            (2, 90_000, "by its due day")
        ]
    with dates.frozen(at(3, 27)):
        late = shop.store.ask(queries.cash_view)
        assert (late.lines, late.later) == ((), 90_000)


def test_promised_and_overpaid_money_is_not_counted_twice(shop: MoneyShop) -> None:
    with dates.frozen(at(3, 11)):
        first = shop.invoice(shop.kestrel, 90_000, due=date(2026, 3, 12))
        shop.invoice(shop.kestrel, 50_000, due=date(2026, 3, 20))
        promise(shop, first, 60_000, date(2026, 3, 19), "Tom")
        shop.store.do(actions.add_payment, shop.kestrel, 10_000, allocations={})
        view = shop.store.ask(queries.cash_view)
    found = [(line.week, line.kind, line.amount) for line in view.lines]
    assert found == [(0, "expected", 20_000), (1, "promised", 60_000), (1, "expected", 50_000)]
    assert sum(amount for *_, amount in found) + 10_000 == 140_000


def promise(shop: MoneyShop, invoice_id: int, amount: int, promised_on: date, by: str) -> None:
    from mspdesk.billing.models import PaymentPromise

    with shop.store.step("Prepare") as session:
        session.add(
            PaymentPromise(
                client_id=shop.kestrel,
                invoice_id=invoice_id,
                amount=amount,
                promised_on=promised_on,
                made_on=dates.today(),
                by=by,
                words="",
            )
        )


def test_bills_automatic_payments_and_wages_go(shop: MoneyShop) -> None:
    with dates.frozen(at(3, 11)):
        rent = {"payee": "Harbor Rent", "due_on": date(2026, 3, 1), "amount": 120_000}
        bill = shop.store.do(actions.save_bill, rent | {"every_months": 1})
        phone = {"what": "Phones", "method": "ach", "amount": 9_900, "day": 20}
        auto = shop.store.do(actions.save_auto_payment, phone)
        version = shop.store.ask(the_shop).version
        shop.store.do(edit_shop, version, {"pay_from_on": date(2026, 3, 6)})
        view = shop.store.ask(queries.cash_view, None, 200_000)
        assert [(line.kind, line.week, line.on, line.amount) for line in view.lines] == [
            ("bill", 0, date(2026, 3, 1), -120_000),
            ("auto", 1, date(2026, 3, 20), -9_900),
            ("pay", 1, date(2026, 3, 20), -200_000),
            ("bill", 3, date(2026, 4, 1), -120_000),
            ("pay", 3, date(2026, 4, 3), -200_000),
        ]
        following = shop.store.do(actions.pay_bill, bill)
        rows = {row.id: row for row in shop.store.ask(queries.bills)}
        assert following is not None
        assert rows[following].due_on == date(2026, 4, 1)
        with pytest.raises(UserError, match="paid on Mar 11, 2026 already"):
            shop.store.do(actions.pay_bill, bill)
        linked = rows[following]
        shop.store.do(actions.save_bill, {"auto_payment_id": auto}, following, linked.version)
        kinds = {line.kind for line in shop.store.ask(queries.cash_view).lines}
        assert kinds == {"bill", "pay"}


def test_a_bill_of_the_31st_comes_back_to_it_after_february(shop: MoneyShop) -> None:
    rent = {"payee": "Harbor Rent", "due_on": date(2026, 1, 31), "amount": 100, "every_months": 1}
    bill: int | None = shop.store.do(actions.save_bill, rent)
    other = rent | {"payee": "Water", "due_on": date(2026, 1, 28)}
    water: int | None = shop.store.do(actions.save_bill, other)
    due = {}
    for month in (2, 3, 4, 5, 6):
        with dates.frozen(datetime(2026, month, 1, 9)):
            assert bill is not None
            assert water is not None
            bill = shop.store.do(actions.pay_bill, bill)
            water = shop.store.do(actions.pay_bill, water)
            rows = {row.id: row.due_on for row in shop.store.ask(queries.bills)}
            due[month] = (rows[bill or 0].day, rows[water or 0].day)
            if month == 2:
                ahead = shop.store.ask(queries.cash_view, date(2026, 3, 10)).lines
                days = {(one.who, one.on.day) for one in ahead if one.on and one.on.month == 3}
                assert days == {("Harbor Rent", 31), ("Water", 28)}
    assert due == {2: (28, 28), 3: (31, 28), 4: (30, 28), 5: (31, 28), 6: (30, 28)}


def test_a_bill_of_a_leap_day_comes_back_in_leap_years() -> None:
    assert rules.due_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert rules.due_after(date(2027, 2, 28), 12, 29) == date(2028, 2, 29)


def test_today_lists_bills_of_this_week(shop: MoneyShop) -> None:
    with dates.frozen(at(3, 11)):
        for name, due in (("Late", 2), ("Soon", 18), ("Later", 19)):
            bill = {"payee": name, "due_on": date(2026, 3, due), "amount": 100}
            shop.store.do(actions.save_bill, bill)
        rows = shop.store.ask(bills_today, None, dates.today())
    assert [(row.title, row.detail) for row in rows] == [
        ("Late", "$1.00, due Mar 2"),
        ("Soon", "$1.00, due Mar 18"),
    ]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"due_on": DAY, "amount": 100}, "payee"),
        ({"payee": "Rent", "amount": 100}, "due_on"),
        ({"payee": "Rent", "due_on": DAY, "amount": 0}, "amount"),
        ({"payee": "Rent", "due_on": DAY, "amount": 5, "every_months": 121}, "every_months"),
    ],
)
def test_a_bill_without_what_it_needs_is_refused(
    shop: MoneyShop, details: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        shop.store.do(actions.save_bill, {"due_on": None} | details)
    assert refused.value.field == field


# --- what is kept --------------------------------------------------------------------------------


def test_a_kept_week_prints_on_one_page_as_it_was(shop: MoneyShop) -> None:
    with dates.frozen(at(3, 11)):
        for at_ in range(30):
            rent = {"payee": f"Vendor {at_}", "due_on": date(2026, 3, 20), "amount": 1_000 + at_}
            shop.store.do(actions.save_bill, rent)
        shop.invoice(shop.kestrel, 90_000, due=date(2026, 3, 20))
        week = shop.store.do(actions.keep_week, 1_000_000, 50_000, "Call Dunmore")
        shop.store.do(actions.add_payment, shop.kestrel, 90_000)
        assert shop.store.do(actions.keep_week, 1_090_000, 0, "") == week
        shop.store.do(actions.keep_week, 1_000_000, 50_000, "Call Dunmore")
    with dates.frozen(at(3, 18)):
        document = shop.store.ask(queries.cash_document, week)
        (kept,) = shop.store.ask(queries.kept_weeks)
        assert kept.left == 1_000_000 - 30 * 1_000 - sum(range(30))
        (page,) = pages_of(prepare(CASH, document, Paper.LETTER).pdf)
    assert "and 18 more" in page
    assert "$10,000.00" in page
    assert "Call Dunmore" in page
    assert "Mar 11, 2026" in page
    assert shop.store.ask(queries.find_week, "2026-03-13") == week
    with pytest.raises(UserError, match="No cash view was kept"):
        shop.store.ask(queries.find_week, "2026-03-16")


def test_wages_below_zero_are_refused(shop: MoneyShop) -> None:
    with pytest.raises(UserError) as refused:
        shop.store.do(actions.keep_week, 100, -1)
    assert refused.value.field == "wages"
